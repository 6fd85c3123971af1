"""What the worker runs for an import: check a large file, store a confirmed one."""

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.audit.record import Actor
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.operations import JOB_KIND, subject_of
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind

GONE = "gone"
PHASES = {"read": _l("Reading and checking the file"), "store": _l("Storing the records")}
FAULTS = {GONE: _l("The file was discarded meanwhile.")}


def run_import(context: JobContext) -> None:
    """Check or store a batch, as the job was asked."""
    batch_id = batch_of_subject(context.facts.subject)
    if context.facts.payload.get("act") == "store":
        store_batch(batch_id, context)
    else:
        check_batch(batch_id, context, again=context.facts.payload.get("act") == "again")


def check_batch(batch_id: int, context: JobContext, *, again: bool = False) -> None:
    """Check an uploaded file, or a foreign one again by its mapping, and note what was found."""
    check = batches.check_again if again else batches.check_file
    with context.reading():
        outcome = check(_open(batch_id), _progress(context))
    context.refuse_if_void()
    with context.publish():
        batches.note_outcome(batches.get_content(batch_id), outcome)


def store_batch(batch_id: int, context: JobContext) -> None:
    """Store a confirmed batch and end the job in one transaction, or do neither."""
    context.report("read")
    with context.reading():
        outcome = batches.check_again(_open(batch_id), _progress(context))
    context.refuse_if_void()
    context.report("store")
    with context.publish():
        batch = batches.get_content(batch_id)
        batches.store_outcome(batch, outcome, actor=Actor(context.facts.created_by, "worker", "system"))


def _open(batch_id: int) -> batches.Upload:
    try:
        upload = batches.open_upload(batch_id)
    except LookupError as error:
        raise JobFault(GONE) from error
    # The long work that follows needs no row of this batch; the reading transaction stays for the records.
    db.session.expunge_all()
    return upload


def _progress(context: JobContext) -> batches.Progress:
    def tell(done: int, total: int) -> None:
        context.refuse_if_void()
        context.report("read", done=done, total=total)

    return tell


def batch_of_subject(subject: str) -> int:
    """Return the batch a job speaks of."""
    return int(subject.removeprefix(subject_of(0)[:-1]))


def _address(job: Job) -> str:
    return url_for("imports.show_batch", batch_id=batch_of_subject(job.subject))


IMPORT_FILE = JobKind(JOB_KIND, _l("Importing a file"), run_import, PHASES, FAULTS, _address)
