"""The officer's act of asking: a job, and an audit line."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record
from staffing.errors import StaffingError
from staffing.jobs.models import Job
from staffing.jobs.operations import enqueue
from staffing.plans.answers.questions import OF_PERSONS, AnswerKind, Question
from staffing.plans.models import Plan, SolveRun
from staffing.plans.queries import get_teacher
from staffing.schools.queries import get_section

ANSWER_KIND: Final = "answer_plan"


def ask(plan: Plan, run: SolveRun, question: Question, *, asked_by: int | None) -> Job:
    """Ask the worker a question about the run; StaffingError says why it cannot be asked of this run."""
    _refuse_senseless(run, question)
    payload = {"run_id": run.id, "plan_id": plan.id, **question.stored()}
    if question.teacher_id is not None:
        payload["teacher"] = get_teacher(plan.county_id, question.teacher_id).pseudonym
    if question.section_id is not None:
        payload["section"] = str(get_section(plan.county_id, question.section_id).id)
    job = enqueue(ANSWER_KIND, question.subject(run.id), county_id=plan.county_id, created_by=asked_by, payload=payload)
    record("plan.ask", plan, county_id=plan.county_id, changes={
        "question": [None, question.kind.value], "run": [None, run.id], "job": [None, job.id]})
    return job


def _refuse_senseless(run: SolveRun, question: Question) -> None:
    if question.kind is AnswerKind.LEVERS:
        if run.status != "infeasible":
            raise StaffingError(_l("This can be asked only where it is proven that there is no plan."))
    elif run.cost is None:
        raise StaffingError(_l("There are no moves yet that one could ask about."))
    if (question.kind in OF_PERSONS) != (question.teacher_id is not None):
        raise LookupError
