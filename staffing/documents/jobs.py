"""What the worker does for a batch: gather the facts, fill every document, keep the zip for the person who asked."""

from flask import url_for
from flask_babel import force_locale, lazy_gettext as _l

from staffing.documents import operations
from staffing.documents.making import Maker, pack
from staffing.documents.models import DocumentBatch
from staffing.documents.operations import JOB_KIND, subject_of
from staffing.documents.registry import get_kind
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.schools.queries import get_county

PHASES = {"read": _l("Reading the records"), "fill": _l("Filling the documents")}


def run_documents(context: JobContext) -> None:
    """Make the documents of a batch."""
    batch_id = int(context.facts.subject.removeprefix(subject_of(0)[:-1]))
    content, refusal, made = None, "", 0
    context.report("read")
    with context.reading(), force_locale("zh"):
        one = db.session.get_one(DocumentBatch, batch_id)
        kind, county, suffix = get_kind(one.kind), get_county(one.county_id), one.suffix
        members = kind.gather(county.id, one.members)
        maker = Maker(county, kind, members)

    def report(number: int) -> bool:
        context.report("fill", done=number - 1, total=len(members))
        return not context.should_stop()

    try:
        content, made = pack(maker, members, suffix, report), len(members)
    except StaffingError as error:
        with force_locale("zh"):
            refusal = str(error.message)
    context.refuse_if_void()
    with context.publish({"documents": made}):
        one = db.session.get_one(DocumentBatch, batch_id)
        if content is None:
            operations.fail(one, refusal)
        else:
            operations.keep(one, content, made, title=kind.title)


def _address(_job: Job) -> str:
    return url_for("documents.list_kinds")


MAKE_DOCUMENTS = JobKind(JOB_KIND, _l("Making documents"), run_documents, PHASES, {}, _address)
