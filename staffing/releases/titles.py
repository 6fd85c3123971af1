"""How the log calls requests for large lists; loaded with the operations."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_readings, tell_record
from staffing.releases.models import ExportRequest

tell_record(ExportRequest, _l("Request for a large list"), {
    "id": _l("Record number"), "county_id": _l("County"), "code": _l("List"), "list": _l("List"), "title": _l("Title"), "told": _l("Narrowed to"), "wanted": _l("Format"), "format": _l("Format"),
    "as_of": _l("As of"), "state": _l("State"), "rows": _l("Number of rows"), "suffix": _l("Kind of file"), "message": _l("Answer to the officer"),
    "content": _l("Content (encrypted)"), "asked_by": _l("Asked by"), "decided_by": _l("Decided by"), "decided_at": _l("Decided at"),
    "ends_at": _l("Can be downloaded until"), "taken": _l("Times downloaded"),
})
tell_readings({"export_asked": _l("Large list asked for"), "export_made": _l("Large list made"), "export_agreed": _l("Large list agreed to"),
               "export_refused": _l("Large list refused")})
