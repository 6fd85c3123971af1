"""What is done with documents: upload a template, choose the one in use, fill for one, ask for many. Each with its audit line."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Final

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.audit.record import Actor, record, values_of
from staffing.core.access import Person
from staffing.core.database import utc_now
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.documents import queries
from staffing.documents.files import check_file
from staffing.documents.filling import fill, template_faults
from staffing.documents.language import Fault
from staffing.documents.models import BatchState, DocumentBatch, DocumentTemplate
from staffing.documents.registry import DocumentKind, example_facts
from staffing.documents.titles import MadeDocument
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.operations import enqueue
from staffing.releases.leaving import Leaving, keep_waiting
from staffing.releases.operations import too_many
from staffing.teachers.personal import field_cipher

JOB_KIND: Final = "documents"
MOST_AT_ONCE: Final = 3000
LONGEST_NAME: Final = 160
SUFFIXES: Final = ("docx", "pdf")

tell_constraint("uq_document_template_county_id_kind_number", _l("Somebody uploaded another version at the same moment; look at it first."), field="file")


class TemplateFaultsError(StaffingError):
    """A template that is not taken, with every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults for the page."""
        super().__init__(_l("The template has faults and was not taken. Mend them in Word and upload it again."), field="file")
        self.faults = list(faults)


def upload(kind: DocumentKind, *, county_id: int, content: bytes, file_name: str, note: str, uploaded_by: int) -> DocumentTemplate:
    """Take a new version of a county's own template, after checking it, and put it in use."""
    check_file(content)
    faults = template_faults(content, kind.fields)
    if faults:
        raise TemplateFaultsError(faults)
    fill(content, example_facts(kind.fields))
    made = DocumentTemplate(county_id=county_id, kind=kind.code, number=queries.last_number(county_id, kind.code) + 1, file_name=file_name[-LONGEST_NAME:],
                            content=content, sha256=hashlib.sha256(content).hexdigest(), note=note.strip(), active=False, uploaded_by=uploaded_by)
    db.session.add(made)
    flush(db.session)
    record("template_uploaded", made, county_id=county_id, changes={key: value for key, value in values_of(made).items() if key != "content"})
    use(made, version=None)
    return made


def use(template: DocumentTemplate, *, version: int | None) -> None:
    """Let documents of the kind be made from this version."""
    require_version(template, version)
    rest(template.county_id, template.kind, besides=template.id)
    if not template.active:
        template.active = True
        record("template_used", template, county_id=template.county_id)
        flush(db.session)


def rest(county_id: int, kind: str, *, besides: int | None = None) -> None:
    """Put the county's own versions out of use, so that the shipped template counts again."""
    for one in db.session.scalars(select(DocumentTemplate).where(
            DocumentTemplate.county_id == county_id, DocumentTemplate.kind == kind, DocumentTemplate.active).order_by(DocumentTemplate.id)):
        if one.id != besides:
            one.active = False
            record("template_rested", one, county_id=county_id)
            flush(db.session)


def note_made(kind: DocumentKind, *, county_id: int, teacher_id: int | None, suffix: str) -> None:
    """Write down that a document was handed out."""
    record("document_made", MadeDocument(kind.code), county_id=county_id, changes={"teacher_id": [None, teacher_id], "format": [None, suffix]})


def ask(kind: DocumentKind, members: Sequence[int], suffix: str, *, who: Person) -> DocumentBatch:
    """Have the worker make documents for several; the person who asked can take them for some hours."""
    if not members:
        raise StaffingError(_l("Choose at least one."))
    if len(members) > MOST_AT_ONCE:
        raise StaffingError(_l("At most %(most)s documents are made at once.", most=MOST_AT_ONCE))
    drop_ended(who.county_id)
    one = DocumentBatch(county_id=who.county_id, kind=kind.code, suffix=suffix, members=list(dict.fromkeys(members)), asked_by=who.id)
    db.session.add(one)
    flush(db.session)
    record("documents_asked", one, county_id=who.county_id, changes={"kind": [None, kind.code], "suffix": [None, suffix], "count": [None, len(one.members)]})
    enqueue(JOB_KIND, subject_of(one.id), county_id=who.county_id, created_by=who.id)
    return one


def keep(one: DocumentBatch, content: bytes, made: int, *, title: str) -> None:
    """Keep the zip that the worker made; above the number of rows that one person may take alone it waits for a second one."""
    one.made, one.state = made, BatchState.READY
    if too_many(made):
        leaving = Leaving(ListMeta(f"{title}_{made}份"), f"documents_{one.kind}", "zip", made, True, lambda: content)
        one.request = keep_waiting(leaving, county_id=one.county_id, asked_by=one.asked_by, actor=Actor(one.asked_by, "worker", "system"))
        return
    hours: int = current_app.config["STAFFING"].export_hours
    one.content = field_cipher().seal(content, place=_place(one))
    one.ends_at = utc_now() + dt.timedelta(hours=hours)


def fail(one: DocumentBatch, message: str) -> None:
    """Note why documents could not be made."""
    one.state, one.message = BatchState.FAILED, message[:400]


def take(one: DocumentBatch) -> bytes:
    """Return the zip to the person who asked for it, within its time, with a line in the log."""
    if not may_take(one):
        raise StaffingError(_l("These documents cannot be downloaded any more. Ask for them again."))
    assert one.content is not None
    record("documents_taken", one, county_id=one.county_id, changes={"kind": [None, one.kind], "count": [None, one.made]})
    return field_cipher().unseal(one.content, place=_place(one))


def may_take(one: DocumentBatch) -> bool:
    """True while a batch can be downloaded."""
    return one.state is BatchState.READY and one.ends_at is not None and one.ends_at > utc_now()


def drop_ended(county_id: int) -> None:
    """Remove the content of batches whose time is over."""
    for one in db.session.scalars(select(DocumentBatch).where(
            DocumentBatch.county_id == county_id, DocumentBatch.ends_at < utc_now(), DocumentBatch.content.is_not(None)).order_by(DocumentBatch.id)):
        one.content = None


def subject_of(batch_id: int) -> str:
    """Return what the job ledger calls a batch."""
    return f"documents:{batch_id}"


def _place(one: DocumentBatch) -> str:
    return f"{one.county_id}:document_batch:{one.id}"
