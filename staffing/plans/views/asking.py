"""What pages of answers share: the shown run, stored answers with the jobs that make them, and the act of asking."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import flash

from staffing.core.access import person
from staffing.errors import StaffingError
from staffing.jobs.models import Job, JobState
from staffing.jobs.wording import JobView, describe_job
from staffing.plans import operations, queries
from staffing.plans.answers.operations import ask
from staffing.plans.answers.pseudonyms import pseudonyms_of
from staffing.plans.answers.queries import find_answer, latest_jobs
from staffing.plans.answers.questions import Question
from staffing.plans.models import Plan, PlanAnswer, SolveRun
from staffing.plans.names import Names, load_names


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on a page: its stored answer, and its last job while that waits, runs or has failed."""

    question: Question
    answer: PlanAnswer | None
    job: JobView | None

    @property
    def content(self) -> Any:
        """Return the answer as it is stored, None without one."""
        return None if self.answer is None else self.answer.content

    @property
    def active(self) -> bool:
        """True while a worker has the question."""
        return self.job is not None and self.job.active


def shown(plan_id: int) -> tuple[Plan, SolveRun]:
    """Return a plan of the reader's county with the run its page shows; LookupError if there is none."""
    plan = queries.get_plan(person().county_id, plan_id)
    run = queries.find_shown_run(plan.county_id, plan.id)
    if run is None:
        raise LookupError
    return plan, run


def asking(run: SolveRun, question: Question) -> Asking:
    """Return a question as a page shows it."""
    jobs = latest_jobs([question.subject(run.id)])
    return Asking(question, find_answer(run.id, question), told_job(jobs[-1]) if jobs else None)


def told_job(job: Job) -> JobView | None:
    """Return a job that a page must speak of; one that is done speaks by its answer."""
    return None if job.state is JobState.DONE else describe_job(job)


def ask_or_tell(plan_id: int, question: Question) -> None:
    """Ask, or tell the officer why not."""
    plan, run = shown(plan_id)
    try:
        ask(plan, run, question, asked_by=person().id)
    except StaffingError as error:
        flash(str(error.message), "danger")


def names_in(plan: Plan, contents: Iterable[Any]) -> Names:
    """Return the names of all places, and of the persons that answers speak of."""
    return load_names(plan.county_id, set().union(*(pseudonyms_of(content) for content in contents)))


def quota_names_of(plan: Plan) -> dict[str, str]:
    """Return the quotas' names in the words of the rule set that decides about the plan's year."""
    rules = operations.rules_of(queries.get_year(plan.county_id, plan.rotation_year_id))
    return {code: stated.value.name for code, stated in rules.quotas.shares.items()}
