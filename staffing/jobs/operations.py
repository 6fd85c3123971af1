"""Officers' acts on jobs: enqueue within the caller's transaction, and cancel."""

from typing import Any

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs import ledger, titles as titles
from staffing.jobs.delivery import send_after_commit
from staffing.jobs.models import Job, JobState
from staffing.jobs.queries import find_active_job, get_job

ALREADY_RUNNING = _l("This is being worked on already; wait until it ends or cancel it.")

# SQLite names the index by its column.
tell_constraint("uq_job_active_subject", ALREADY_RUNNING)
tell_constraint("uq_job_subject", ALREADY_RUNNING)


def enqueue(kind: str, subject: str, *, county_id: int | None, created_by: int | None,
            payload: dict[str, Any] | None = None, max_attempts: int = 3) -> Job:
    """Add a job to the ledger; it is sent to a worker when the caller's transaction commits.

    Raises StaffingError if the subject has an active job; two officers at once are told apart by the database.
    """
    if find_active_job(subject) is not None:
        raise StaffingError(ALREADY_RUNNING)
    job = Job(kind=kind, subject=subject, county_id=county_id, created_by=created_by, payload=payload or {},
              max_attempts=max_attempts, sent_at=ledger.now(db.session))
    db.session.add(job)
    flush(db.session)
    send_after_commit(db.session, job.id)
    return job


def cancel_job(county_id: int, job_id: int) -> JobState:
    """Cancel a waiting job at once, ask a running one to end; the reached state is returned."""
    job = get_job(county_id, job_id)
    state = ledger.ask_to_cancel(db.session, job.id)
    if state is None:
        raise StaffingError(_l("This has ended already."))
    record("job.cancel", job, county_id=county_id, changes={"subject": [job.subject, job.subject]})
    db.session.refresh(job)
    return state
