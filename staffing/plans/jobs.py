"""What the worker runs for a plan: freeze the instance, solve it in a child, check the plan independently, store the run.

The instance is stored before the solver starts, so that another attempt solves the same records.
"""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l

from solvers.linear import Progress
from solvers.linear.status import relative_gap
from solvers.rotation.check import check
from solvers.rotation.instance import Instance
from solvers.rotation.io import format_instance, instance_sha256, parse_instance
from solvers.rotation.result import Result
from staffing.audit.record import Actor, record
from staffing.config import Config
from staffing.core.database import utc_now
from staffing.errors import StaffingError
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault, PassingFault
from staffing.jobs.models import Job, JobState
from staffing.jobs.registry import JobKind
from staffing.plans.answers.orders import QUESTION, question_sha256
from staffing.plans.bridge import build_instance
from staffing.plans.bridge.faults import InputFault
from staffing.plans.loading import load_inputs
from staffing.plans.models import Plan, SolveRun
from staffing.plans.operations import CHECK_KIND, SOLVE_KIND, Basis, marks_digest, plan_basis, plan_of_subject
from staffing.plans.queries import find_run_of_job, get_plan
from staffing.plans.runs import finding_json, hand_solution, list_moves_of_payload, store_result
from staffing.plans.solving import ChildDiedError, Search, explain_text, search_of, solve_text
from staffing.plans.wording import INPUT_FAULTS, PHASES

CHILD_DIED, OUT_OF_MEMORY, GONE, NOT_READY = "child_died", "out_of_memory", "plan_gone", "not_ready"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What an attempt works on: the stored run's instance, as text and read back."""

    run_id: int
    text: str
    instance: Instance
    search: Search


def solve_plan(context: JobContext) -> None:
    """Propose the moves of a plan."""
    context.report("collect")
    frozen = _freeze(context)

    def tell(progress: Progress) -> None:
        gap = None if progress.value is None or progress.bound is None else relative_gap(progress.value, progress.bound)
        context.report(progress.phase, value=progress.value, bound=progress.bound, gap=gap,
                       elapsed_s=round(progress.elapsed_s, 1), time_limit_s=frozen.search.params.time_limit_s)

    try:
        result = solve_text(frozen.text, frozen.search, on_progress=tell, should_stop=context.should_stop)
    except ChildDiedError as error:
        context.refuse_if_void()
        if error.out_of_memory:
            raise JobFault(OUT_OF_MEMORY) from error
        raise PassingFault(CHILD_DIED) from error
    context.refuse_if_void()
    if result is None or (context.cancelled and not result.solution.has_plan):
        _drop(context, frozen)
        return
    explanation = {}
    if result.solution.status.value == "infeasible":
        explanation = explain_text(frozen.text, frozen.search, on_progress=tell, should_stop=context.should_stop)
        context.refuse_if_void()
    _publish(context, frozen, result, explanation)


def check_list(context: JobContext) -> None:
    """Judge a list made by hand: its moves as they are, by the independent checker and the same figures as a proposal."""
    context.report("collect")
    frozen = _freeze(context)
    context.report("check")
    with context.reading():
        moves = list_moves_of_payload(context.facts.county_id or 0, context.facts.payload["moves"], frozen.instance)
    context.refuse_if_void()
    _publish(context, frozen, Result(hand_solution(frozen.instance, moves)), {})


def _freeze(context: JobContext) -> Frozen:
    """Return the run of this job; the first attempt makes it, a later one finds it."""
    config: Config = current_app.config["STAFFING"]
    plan_id = plan_of_subject(context.facts.subject)
    with context.reading():
        county_id = context.facts.county_id or 0
        try:
            plan = get_plan(county_id, plan_id)
        except LookupError as error:
            raise JobFault(GONE) from error
        basis = _basis(plan, config.solver_time_limit_s)
        search = search_of(basis.settings, workers=config.solver_workers, memory_mb=config.solver_memory_mb)
        stored = find_run_of_job(context.facts.id)
        if stored is not None:
            return Frozen(stored.id, stored.instance_text, parse_instance(stored.instance_text), search)
        try:
            instance = build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings)
        except InputFault as fault:
            raise JobFault(fault.code.value, {"schools": ", ".join(map(str, fault.school_ids))}) from fault
        made = _new_run(context, plan, basis, instance, search)
    text = made.instance_text
    with context.writing() as session:
        session.add(made)
        session.flush()
        run_id = made.id
    # Nothing of the stored run is read from here on: that would open a transaction that lasts as long as the solve.
    return Frozen(run_id, text, parse_instance(text), search)


def _basis(plan: Plan, time_limit_s: float) -> Basis:
    try:
        return plan_basis(plan, time_limit_s=time_limit_s)
    except StaffingError as error:
        raise JobFault(NOT_READY) from error


def _new_run(context: JobContext, plan: Plan, basis: Basis, instance: Instance, search: Search) -> SolveRun:
    params = search.params
    return SolveRun(
        plan_id=plan.id, job_id=context.facts.id, instance_text=format_instance(instance), instance_sha256=instance_sha256(instance),
        ruleset=f"{basis.rules.code} {basis.rules.version}", ruleset_digest=basis.rules.digest, eligibility_list_id=basis.verdicts.id,
        parameters={"engine": params.engine.value, "time_limit_s": params.time_limit_s, "gap": params.gap,
                    "workers": params.workers, "seed": params.seed, "settings": plan.settings, "marks": marks_digest(plan), QUESTION: question_sha256(instance)})


def _publish(context: JobContext, frozen: Frozen, result: Result, explanation: dict[str, object]) -> None:
    """Judge the plan by the independent checker and store everything in one transaction with the end of the job."""
    findings = check(frozen.instance, result.solution)
    state = JobState.CANCELLED if context.cancelled else JobState.DONE
    with context.publish({"status": result.solution.status.value}, state) as session:
        run = session.get_one(SolveRun, frozen.run_id)
        plan = session.get_one(Plan, run.plan_id)
        basis = plan_basis(plan, time_limit_s=float(frozen.search.params.time_limit_s))
        store_result(run, plan, frozen.instance, result.solution, findings, basis.settings, explanation={
            **explanation, **({"obstacles": [finding_json(item) for item in result.obstacles]} if result.obstacles else {})})
        record("plan.solved", plan, county_id=plan.county_id, actor=Actor(context.facts.created_by, "worker", "system"),
               changes={"state": [None, plan.state.value], "run": [None, run.id], "status": [None, run.status],
                        "instance": [None, run.instance_sha256], "solution": [None, run.solution_sha256]})


def _drop(context: JobContext, frozen: Frozen) -> None:
    """Forget a run that was cancelled before it had a plan; the plan keeps what it showed before."""
    with context.publish({"status": "cancelled"}, JobState.CANCELLED if context.cancelled else JobState.DONE) as session:
        run = session.get_one(SolveRun, frozen.run_id)
        if context.cancelled:
            session.delete(run)
        else:
            run.status, run.finished_at = "unknown", utc_now()


def _address(job: Job) -> str:
    return url_for("plans.show_plan", plan_id=plan_of_subject(job.subject))


FAULTS = {
    CHILD_DIED: _l("The solver was stopped from outside before it had an answer, every time it was started. Ask for it again; "
                   "if it happens again the computer may lack memory."),
    OUT_OF_MEMORY: _l("The solver needed more memory than it may use. Tell the system administrator."),
    GONE: _l("The plan was deleted meanwhile."),
    NOT_READY: _l("Rules or eligibility lists changed meanwhile so that no plan can be made. Look at the rotation year."),
    **INPUT_FAULTS,
}
SOLVE_PLAN = JobKind(SOLVE_KIND, _l("Proposing a rotation plan"), solve_plan, PHASES, FAULTS, _address)
CHECK_LIST = JobKind(CHECK_KIND, _l("Checking a list made by hand"), check_list, PHASES, FAULTS, _address)
