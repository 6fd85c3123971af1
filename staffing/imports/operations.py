"""What officers do with files: hand one in, confirm it, discard it."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record
from staffing.core.access import Person
from staffing.core.spreadsheets.guarding import kind_of
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.imports import batches, decisions, titles as titles
from staffing.imports.models import BatchState, ImportBatch
from staffing.jobs.operations import enqueue
from staffing.jobs.queries import find_active_job

JOB_KIND: Final = "import"
# Larger files are checked by the worker, so that the page answers at once.
DIRECT_BYTES: Final = 1_000_000
# More records than so many are stored by the worker.
DIRECT_RECORDS: Final = 5_000


def subject_of(batch_id: int) -> str:
    """Return what the job ledger calls a batch."""
    return f"import:{batch_id}"


def hand_in(content: bytes, *, file_name: str, who: Person, school_id: int | None, checked_here: bool = False) -> ImportBatch:
    """Take an uploaded file; what is certainly no spreadsheet is refused before anything is kept.

    ``checked_here``: the caller checks it at once, whatever its size, because it is the worker itself.
    """
    kind_of(content, batches.limits())
    batch = ImportBatch(county_id=who.county_id, school_id=school_id, file_name=file_name[-160:] or "file",
                        file_sha256=batches.digest_of_file(content), state=BatchState.READING, uploaded_by=who.id)
    db.session.add(batch)
    flush(db.session)
    batches.seal_file(batch, content)
    batches.keep_original(batch, content)
    record("import_handed_in", batch, county_id=who.county_id,
           changes={"file_sha256": [None, batch.file_sha256], "bytes": [None, len(content)], "school_id": [None, school_id]})
    flush(db.session)
    if len(content) > DIRECT_BYTES and not checked_here:
        enqueue(JOB_KIND, subject_of(batch.id), county_id=who.county_id, created_by=who.id, payload={"act": "check"})
    return batch


def is_direct(content: bytes) -> bool:
    """True if a file is small enough to be checked while the officer waits."""
    return len(content) <= DIRECT_BYTES


def confirm(batch: ImportBatch, *, who: Person) -> bool:
    """Let a checked batch be stored; True if the worker does it, False if the caller is to do it now."""
    if batch.state is BatchState.STORING and find_active_job(subject_of(batch.id)) is None:
        # The worker gave up on it; the batch is as it was before.
        batch.state = BatchState.READY
    if batch.state is not BatchState.READY:
        raise StaffingError(_l("This file waits for no confirmation."))
    if records_in(batch) <= DIRECT_RECORDS:
        return False
    batch.state = BatchState.STORING
    record("import_confirmed", batch, county_id=batch.county_id, changes={"records_digest": [None, batch.records_digest]})
    enqueue(JOB_KIND, subject_of(batch.id), county_id=batch.county_id, created_by=who.id, payload={"act": "store"})
    return True


def records_in(batch: ImportBatch) -> int:
    """Return how many rows of the file would write something."""
    return sum(counts.get("new", 0) + counts.get("changed", 0) for counts in batch.counts.get("sheets", {}).values())


def discard(batch: ImportBatch) -> None:
    """Drop a batch that was not stored; its content goes, its line stays."""
    if batch.state in (BatchState.STORED, BatchState.DISCARDED):
        raise StaffingError(_l("This file has ended already."))
    if find_active_job(subject_of(batch.id)) is not None:
        raise StaffingError(_l("This file is being worked on; cancel the task first."))
    batch.state, batch.content, batch.original, batch.mapping = BatchState.DISCARDED, None, None, None
    decisions.note_changes(batch, None)
    record("import_discarded", batch, county_id=batch.county_id, changes={"state": [None, BatchState.DISCARDED.value]})
    flush(db.session)
