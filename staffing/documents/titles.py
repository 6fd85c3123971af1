"""How fields of documents are called, once for forms and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_object_names, tell_readings, tell_record
from staffing.documents.models import DocumentBatch, DocumentTemplate
from staffing.documents.registry import get_kind


class MadeDocument:
    """What the audit line of a document speaks of: its kind by code."""

    def __init__(self, code: str) -> None:
        """Name the kind."""
        self.id = code


def name_of_kind(code: str) -> str:
    """Return the official name of a kind; the code where this version knows no such kind."""
    try:
        return get_kind(code).title
    except KeyError:
        return code


TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    DocumentTemplate: {
        "id": _l("Record number"), "county_id": _l("County"), "kind": _l("Kind of document"), "number": _l("Version"), "file_name": _l("File"),
        "sha256": _l("Fingerprint"), "note": _l("What changed"), "active": _l("In use"), "uploaded_by": _l("Uploaded by"), "content": _l("Content"),
    },
    DocumentBatch: {
        "id": _l("Record number"), "county_id": _l("County"), "kind": _l("Kind of document"), "suffix": _l("Format"), "state": _l("State"),
        "count": _l("Number of documents"), "asked_by": _l("Asked by"), "members": _l("About whom"), "made": _l("Number of documents"),
        "message": _l("Message"), "content": _l("Content"), "ends_at": _l("Can be downloaded until"), "request_id": _l("Request for a large list"),
    },
    MadeDocument: {"teacher_id": _l("Teacher"), "format": _l("Format"), "count": _l("Number of documents")},
}
tell_record(DocumentTemplate, _l("Template of a document"), TITLES[DocumentTemplate])
tell_record(DocumentBatch, _l("Batch of documents"), TITLES[DocumentBatch])
tell_record(MadeDocument, _l("Made document"), TITLES[MadeDocument])
tell_object_names(MadeDocument, name_of_kind)
tell_actions({"template_uploaded": _l("Template uploaded"), "template_used": _l("Template put in use"), "template_rested": _l("Template put out of use")})
tell_readings({"document_made": _l("Document made"), "documents_asked": _l("Batch of documents asked for"), "documents_taken": _l("Batch of documents taken")})


def title(model: type[Any], field: str) -> LazyString:
    """Return how a field of a stored class is called."""
    return TITLES[model][field]
