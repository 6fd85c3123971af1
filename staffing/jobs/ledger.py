"""The moves of a job in the ledger, each one conditional UPDATE, so that of two workers exactly one succeeds.

Nothing here commits. A worker is named by a fresh uuid for each attempt; every write-back demands that this attempt
still holds the job. Definition of the states: staffing.jobs.models.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, func, or_, select, update
from sqlalchemy.orm import Session

from staffing.core.database import utc_now
from staffing.jobs.models import Job, JobState

LEASE_EXPIRED = "lease_expired"


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What an attempt knows of its job."""

    id: int
    county_id: int | None
    kind: str
    subject: str
    payload: Mapping[str, Any]
    created_by: int | None
    attempt: int
    max_attempts: int


def now(session: Session) -> dt.datetime:
    """Return the database's time where several machines share it, so that a wrong clock on one expires no lease."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(dt.datetime, session.scalar(select(func.clock_timestamp()))).astimezone(dt.UTC)
    return utc_now()


def claim(session: Session, job_id: int, *, worker: str, lease_s: float) -> JobFacts | None:
    """Take a queued job for one attempt; None if it is not queued any more, so a message delivered twice is harmless."""
    moment = now(session)
    taken = _change(session, and_(Job.id == job_id, Job.state == JobState.QUEUED, Job.cancel_requested.is_(False)), {
        "state": JobState.RUNNING, "worker": worker, "attempts": Job.attempts + 1, "error": "", "progress": {},
        "started_at": moment, "finished_at": None, "lease_until": moment + dt.timedelta(seconds=lease_s),
    })
    if not taken:
        return None
    job = session.get_one(Job, job_id, populate_existing=True)
    return JobFacts(job.id, job.county_id, job.kind, job.subject, dict(job.payload), job.created_by, job.attempts,
                    job.max_attempts)


def renew(session: Session, job_id: int, *, worker: str, lease_s: float) -> bool | None:
    """Prolong the lease; returns whether the officer asked to cancel, None if this attempt no longer holds the job."""
    until = now(session) + dt.timedelta(seconds=lease_s)
    if not _change(session, held_by(job_id, worker), {"lease_until": until}):
        return None
    return bool(session.scalar(select(Job.cancel_requested).where(Job.id == job_id)))


def hold(session: Session, job_id: int, *, worker: str) -> bool:
    """True if this attempt holds the job; the row stays locked until the transaction ends, so nobody takes it away."""
    return _change(session, held_by(job_id, worker), {"updated_at": utc_now()})


def note_progress(session: Session, job_id: int, *, worker: str, progress: Mapping[str, Any]) -> bool:
    """Store how far the work is; False if this attempt no longer holds the job."""
    return _change(session, held_by(job_id, worker), {"progress": dict(progress)})


def finish(session: Session, job_id: int, *, worker: str, state: JobState, result: Mapping[str, Any] | None = None,
           error: str = "") -> bool:
    """End the job; False if this attempt no longer holds it."""
    return _change(session, held_by(job_id, worker), {
        "state": state, "result": dict(result or {}), "error": error, "worker": None, "lease_until": None,
        "finished_at": now(session),
    })


def hand_back(session: Session, job_id: int, *, worker: str, error: str = "", counted: bool = True) -> bool:
    """Put the job back into the queue, or end it as failed if the last attempt is used up, cancelled if that was asked.

    ``counted`` False takes the attempt back: the worker stops and the job is not to blame.
    """
    holder = held_by(job_id, worker)
    if counted:
        return _end_or_queue(session, holder, error) > 0
    cancelled = _change(session, and_(holder, Job.cancel_requested.is_(True)), _ended(session, JobState.CANCELLED, error))
    return cancelled or _change(session, holder, {**_queued(), "attempts": Job.attempts - 1, "sent_at": None})


def reap(session: Session) -> int:
    """Queue, fail or cancel the running jobs whose lease has run out; returns how many."""
    return _end_or_queue(session, and_(Job.state == JobState.RUNNING, Job.lease_until < now(session)), LEASE_EXPIRED)


def take_unsent(session: Session, *, after_s: float) -> list[int]:
    """Return the jobs that wait in the ledger but seem not to be on their way to a worker, and note them as sent.

    Covers a crash between commit and sending, a lost queue file, and jobs put back.
    """
    moment = now(session)
    waiting = and_(Job.state == JobState.QUEUED,
                   or_(Job.sent_at.is_(None), Job.sent_at < moment - dt.timedelta(seconds=after_s)))
    ids = list(session.scalars(select(Job.id).where(waiting).order_by(Job.id)))
    return [job_id for job_id in ids if _change(session, and_(Job.id == job_id, waiting), {"sent_at": moment})]


def ask_to_cancel(session: Session, job_id: int) -> JobState | None:
    """Cancel a waiting job at once, ask a running one to stop; returns its state, None if it has ended already."""
    if _change(session, and_(Job.id == job_id, Job.state == JobState.QUEUED), _ended(session, JobState.CANCELLED, "")):
        return JobState.CANCELLED
    if _change(session, and_(Job.id == job_id, Job.state == JobState.RUNNING), {"cancel_requested": True}):
        return JobState.RUNNING
    return None


def held_by(job_id: int, worker: str) -> ColumnElement[bool]:
    """Return the condition that an attempt holds a job."""
    return and_(Job.id == job_id, Job.worker == worker, Job.state == JobState.RUNNING)


def _end_or_queue(session: Session, which: ColumnElement[bool], error: str) -> int:
    cancelled = _count(session, and_(which, Job.cancel_requested.is_(True)), _ended(session, JobState.CANCELLED, error))
    failed = _count(session, and_(which, Job.attempts >= Job.max_attempts), _ended(session, JobState.FAILED, error))
    return cancelled + failed + _count(session, which, {**_queued(), "error": error, "sent_at": None})


def _queued() -> dict[str, Any]:
    return {"state": JobState.QUEUED, "worker": None, "lease_until": None}


def _ended(session: Session, state: JobState, error: str) -> dict[str, Any]:
    return {"state": state, "worker": None, "lease_until": None, "error": error, "finished_at": now(session)}


def _change(session: Session, condition: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    return _count(session, condition, values) > 0


def _count(session: Session, condition: ColumnElement[bool], values: Mapping[str, Any]) -> int:
    statement = update(Job).where(condition).values(**values).execution_options(synchronize_session=False)
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
