"""What the worker runs to answer a question about a stored run; the answer is stored in the transaction that ends the job."""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from solvers.linear import Progress
from staffing.audit.record import Actor, record
from staffing.config import Config
from staffing.core.database import utc_now
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault, PassingFault
from staffing.jobs.models import Job, JobState
from staffing.jobs.registry import JobKind
from staffing.plans.answers.operations import ANSWER_KIND
from staffing.plans.answers.queries import find_answer
from staffing.plans.answers.questions import OF_PERSONS, AnswerKind, Question, read_question
from staffing.plans.answers.solving import SOLVES, answer_text, params_of_run
from staffing.plans.jobs import CHILD_DIED, FAULTS, GONE, OUT_OF_MEMORY
from staffing.plans.models import Plan, PlanAnswer, SolveRun
from staffing.plans.solving import ChildDiedError, Search
from staffing.plans.wording import PHASES

TOO_LONG, NOT_LISTED = "too_long", "not_listed"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that its answer needs."""

    question: Question
    run_id: int
    texts: tuple[str, str]
    search: Search


def answer_question(context: JobContext) -> None:
    """Answer a question about a run and store the answer."""
    context.report("collect")
    asked = _read(context)
    kind = asked.question.kind
    limit_s = asked.search.params.time_limit_s * SOLVES.get(kind, 1)

    def tell(progress: Progress) -> None:
        context.report("answer", elapsed_s=round(progress.elapsed_s, 1), time_limit_s=limit_s)

    try:
        content = answer_text(kind, context.facts.payload, asked.texts, asked.search, on_progress=tell, should_stop=context.should_stop)
    except ChildDiedError as error:
        context.refuse_if_void()
        raise JobFault(fault_of(error)) if fault_of(error) != CHILD_DIED else PassingFault(CHILD_DIED) from error
    context.refuse_if_void()
    if context.cancelled:
        with context.publish({"status": "cancelled"}, JobState.CANCELLED):
            return
    if content is None:
        raise JobFault(TOO_LONG)
    _publish(context, asked, content)


def fault_of(error: ChildDiedError) -> str:
    """Return why the child ended; a person or place that the instance does not list is refused by the solver by name."""
    if error.out_of_memory:
        return OUT_OF_MEMORY
    return NOT_LISTED if "InstanceError" in str(error) else CHILD_DIED


def _read(context: JobContext) -> Asked:
    """Return the run that was shown when the question was asked."""
    config: Config = current_app.config["STAFFING"]
    with context.reading() as session:
        run = session.scalar(select(SolveRun).join(Plan, Plan.id == SolveRun.plan_id).where(
            SolveRun.id == context.facts.payload["run_id"], Plan.county_id == context.facts.county_id))
        if run is None:
            raise JobFault(GONE)
        params = params_of_run(run, time_limit_s=config.solver_time_limit_s, workers=config.solver_workers)
        search = Search(params, config.solver_memory_mb * 1024 * 1024 or None)
        return Asked(read_question(context.facts.payload), run.id, (run.instance_text, run.solution_text), search)


def _publish(context: JobContext, asked: Asked, content: object) -> None:
    """Store the answer in place of an earlier one to the same question."""
    question = asked.question
    with context.publish() as session:
        run = session.get(SolveRun, asked.run_id)
        if run is None:
            raise JobFault(GONE)
        stored = find_answer(run.id, question)
        if stored is None:
            stored = PlanAnswer(run_id=run.id, kind=question.kind, key=question.key, teacher_id=question.teacher_id,
                                section_id=question.section_id)
            session.add(stored)
        stored.content, stored.made_at = content, utc_now()
        plan = session.get_one(Plan, run.plan_id)
        record("plan.answered", plan, county_id=plan.county_id, actor=Actor(context.facts.created_by, "worker", "system"),
               changes={"question": [None, question.kind.value], "run": [None, run.id]})


def _address(job: Job) -> str:
    """Return the page on which the answer will stand."""
    question, plan_id = read_question(job.payload), job.payload["plan_id"]
    if question.kind in OF_PERSONS:
        return url_for("plans.show_person", plan_id=plan_id, teacher_id=question.teacher_id)
    if question.kind is AnswerKind.LEVERS:
        return url_for("plans.show_plan", plan_id=plan_id)
    return url_for("plans.show_answer", plan_id=plan_id, code=question.kind.value)


ANSWER_PHASES = {**PHASES, "answer": _l("Looking for the answer and proving it")}
ANSWER_FAULTS = {
    **FAULTS,
    TOO_LONG: _l("The search for the answer was stopped because it took too long. Ask again when the computer is less busy."),
    NOT_LISTED: _l("This person or section was not part of the records from which the plan was made. Propose the plan again, then ask."),
}
ANSWER_PLAN = JobKind(ANSWER_KIND, _l("Answering a question about a plan"), answer_question, ANSWER_PHASES, ANSWER_FAULTS, _address)
