"""Stored answers about a run, and the jobs that answer."""

from collections.abc import Iterable

from sqlalchemy import func, select

from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.plans.answers.questions import AnswerKind, Question
from staffing.plans.models import PlanAnswer


def find_answer(run_id: int, question: Question) -> PlanAnswer | None:
    """Return the stored answer, None if it was not asked or is not answered yet."""
    return db.session.scalar(select(PlanAnswer).where(PlanAnswer.run_id == run_id, PlanAnswer.key == question.key))


def list_answers(run_id: int, teacher_id: int, kind: AnswerKind) -> list[PlanAnswer]:
    """Return the answers of one kind about a person, the latest first."""
    statement = select(PlanAnswer).where(
        PlanAnswer.run_id == run_id, PlanAnswer.teacher_id == teacher_id, PlanAnswer.kind == kind)
    return list(db.session.scalars(statement.order_by(PlanAnswer.made_at.desc(), PlanAnswer.id.desc())))


def latest_jobs(subjects: Iterable[str]) -> list[Job]:
    """Return the job enqueued last of each of the subjects, in the order in which they were enqueued."""
    latest = select(func.max(Job.id)).where(Job.subject.in_(sorted(subjects))).group_by(Job.subject)
    return list(db.session.scalars(select(Job).where(Job.id.in_(latest)).order_by(Job.id)))


def latest_jobs_below(prefix: str) -> list[Job]:
    """Return the job enqueued last of each subject that begins so."""
    latest = select(func.max(Job.id)).where(Job.subject.startswith(prefix, autoescape=True)).group_by(Job.subject)
    return list(db.session.scalars(select(Job).where(Job.id.in_(latest)).order_by(Job.id)))
