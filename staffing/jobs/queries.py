"""Questions about jobs: one, the active one of a subject, the latest of a subject, a county's list."""

from sqlalchemy import case, select

from staffing.extensions import db
from staffing.jobs.models import ACTIVE_STATES, Job

RECENT = 50


def get_job(county_id: int, job_id: int) -> Job:
    """Return a job of the county; LookupError if it has no such job."""
    job = db.session.scalar(select(Job).where(Job.id == job_id, Job.county_id == county_id))
    if job is None:
        raise LookupError
    return job


def find_active_job(subject: str) -> Job | None:
    """Return the waiting or running job of a subject, None if there is none."""
    return db.session.scalar(select(Job).where(Job.subject == subject, Job.state.in_(ACTIVE_STATES)).order_by(Job.id))


def find_latest_job(subject: str) -> Job | None:
    """Return the job of a subject that was enqueued last, None if it never had one."""
    return db.session.scalar(select(Job).where(Job.subject == subject).order_by(Job.id.desc()).limit(1))


def active_subjects(county_id: int) -> set[str]:
    """Return the subjects of the county that are being worked on."""
    statement = select(Job.subject).where(Job.county_id == county_id, Job.state.in_(ACTIVE_STATES)).order_by(Job.id)
    return set(db.session.scalars(statement))


def list_jobs(county_id: int, *, limit: int = RECENT) -> list[Job]:
    """Return the county's jobs: active ones first, then the latest."""
    order = case((Job.state.in_(ACTIVE_STATES), 0), else_=1)
    statement = select(Job).where(Job.county_id == county_id).order_by(order, Job.id.desc()).limit(limit)
    return list(db.session.scalars(statement))
