"""What the worker runs to make a plan close to a known one: as few changes as possible, proven, or the best within a budget."""

from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from solvers.linear import Progress
from solvers.linear.engines import engine_versions
from solvers.rotation.check import amounts, check, total_cost
from solvers.rotation.explanations import entry
from solvers.rotation.explanations.documents import document
from solvers.rotation.explanations.nearest import Nearest
from solvers.rotation.instance import Instance
from solvers.rotation.io import instance_sha256, parse_instance
from solvers.rotation.solution import GoalAmount, Solution
from solvers.rotation.vocabulary import SolutionStatus, TeacherId
from staffing.audit.record import Actor, record
from staffing.config import Config
from staffing.extensions import db
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault, PassingFault
from staffing.jobs.models import JobState
from staffing.jobs.registry import JobKind
from staffing.plans.answers.jobs import ANSWER_FAULTS, ANSWER_PHASES, TOO_LONG, fault_of
from staffing.plans.answers.repairing import REPAIR_KIND
from staffing.plans.answers.solving import params_of_run, resolve_text
from staffing.plans.jobs import CHILD_DIED, GONE, SOLVE_PLAN
from staffing.plans.models import MarkKind, Plan, PlanMark, SolveRun
from staffing.plans.operations import marks_digest, plan_basis, plan_of_subject
from staffing.plans.runs import store_result
from staffing.plans.solving import ChildDiedError, Search, explain_text
from staffing.teachers.models import Teacher

BUDGET_TOO_SMALL = "budget_too_small"
ENGINE = "nearest"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an attempt works on: the plan to fill, the run to stay close to, and what is settled."""

    plan_id: int
    run_id: int
    texts: tuple[str, str]
    amendments: dict[str, Any]
    budget: int | None
    search: Search


def repair_plan(context: JobContext) -> None:
    """Make the plan with the fewest changes against a run."""
    context.report("collect")
    wanted = _read(context)

    def tell(progress: Progress) -> None:
        context.report("answer", elapsed_s=round(progress.elapsed_s, 1), time_limit_s=wanted.search.params.time_limit_s)

    try:
        found = resolve_text(wanted.texts, wanted.amendments, wanted.budget, wanted.search, on_progress=tell,
                             should_stop=context.should_stop)
    except ChildDiedError as error:
        context.refuse_if_void()
        raise JobFault(fault_of(error)) if fault_of(error) != CHILD_DIED else PassingFault(CHILD_DIED) from error
    context.refuse_if_void()
    if context.cancelled:
        with context.publish({"status": "cancelled"}, JobState.CANCELLED):
            return
    if found is None or found.nearest.status is SolutionStatus.UNKNOWN:
        raise JobFault(TOO_LONG)
    if not found.nearest.has_plan and found.nearest.fewest is not None:
        raise JobFault(BUDGET_TOO_SMALL, {"fewest": found.nearest.fewest})
    explanation = {"nearest": {**document(found.nearest), "moves": []}, "against": wanted.run_id}
    if not found.nearest.has_plan:
        explanation |= explain_text(found.instance_text, wanted.search, on_progress=tell, should_stop=context.should_stop)
        context.refuse_if_void()
    _publish(context, wanted, found, explanation)


def _read(context: JobContext) -> Wanted:
    """Return the run to stay close to, and the new plan's marks."""
    config: Config = current_app.config["STAFFING"]
    payload, plan_id = context.facts.payload, plan_of_subject(context.facts.subject)
    with context.reading() as session:
        run = session.scalar(select(SolveRun).join(Plan, Plan.id == SolveRun.plan_id).where(
            SolveRun.id == payload["run_id"], Plan.county_id == context.facts.county_id))
        if run is None or session.get(Plan, plan_id) is None:
            raise JobFault(GONE)
        statement = select(Teacher.pseudonym, PlanMark.section_id, PlanMark.kind).join(
            Teacher, Teacher.id == PlanMark.teacher_id).where(PlanMark.plan_id == plan_id).order_by(PlanMark.id)
        marks = [(who, str(where), kind) for who, where, kind in session.execute(statement)]
        amendments = {"pins": [mark[:2] for mark in marks if mark[2] is MarkKind.PIN],
                      "forbids": [mark[:2] for mark in marks if mark[2] is MarkKind.FORBID], "dropped": payload["dropped"]}
        params = params_of_run(run, time_limit_s=config.solver_time_limit_s, workers=config.solver_workers)
        return Wanted(plan_id, run.id, (run.instance_text, run.solution_text), amendments, payload["budget"],
                      Search(params, config.solver_memory_mb * 1024 * 1024 or None))


def solution_of(instance: Instance, nearest: Nearest, seed: int) -> Solution:
    """Return the nearest plan as a solution. It has no bound: what is proven of it holds among plans with few changes only."""
    status = SolutionStatus.FEASIBLE if nearest.has_plan else nearest.status
    figures = amounts(instance, nearest.moves)
    goals = tuple(GoalAmount(code, amount, instance.goal_weights.of(code) * amount) for code, amount in figures.items())
    return Solution(
        instance_sha256=instance_sha256(instance), status=status, engine=ENGINE, versions=engine_versions(), seed=seed, wall_s=0.0,
        moves=nearest.moves, goals=goals if nearest.has_plan else (), cost=total_cost(instance, figures) if nearest.has_plan else None)


def _publish(context: JobContext, wanted: Wanted, found: entry.ResolvedTexts, explanation: dict[str, Any]) -> None:
    """Judge the plan by the independent checker and store everything in one transaction with the end of the job."""
    instance, params = parse_instance(found.instance_text), wanted.search.params
    solution = solution_of(instance, found.nearest, params.seed)
    findings = check(instance, solution)
    with context.publish({"status": solution.status.value}) as session:
        plan, base = session.get(Plan, wanted.plan_id), session.get(SolveRun, wanted.run_id)
        if plan is None or base is None:
            raise JobFault(GONE)
        _pin_at_home(plan, instance, wanted.amendments["dropped"], context.facts.payload["reason"])
        run = SolveRun(
            plan_id=plan.id, job_id=context.facts.id, instance_text=found.instance_text, instance_sha256=instance_sha256(instance),
            ruleset=base.ruleset, ruleset_digest=base.ruleset_digest, eligibility_list_id=base.eligibility_list_id,
            parameters={"engine": params.engine.value, "time_limit_s": params.time_limit_s, "gap": params.gap,
                        "workers": params.workers, "seed": params.seed, "settings": plan.settings, "marks": marks_digest(plan)})
        session.add(run)
        session.flush()
        basis = plan_basis(plan, time_limit_s=params.time_limit_s)
        store_result(run, plan, instance, solution, findings, basis.settings, explanation=explanation)
        record("plan.solved", plan, county_id=plan.county_id, actor=Actor(context.facts.created_by, "worker", "system"),
               changes={"state": [None, plan.state.value], "run": [None, run.id], "status": [None, run.status],
                        "instance": [None, run.instance_sha256], "solution": [None, run.solution_sha256]})


def _pin_at_home(plan: Plan, instance: Instance, dropped: list[str], reason: str) -> None:
    """Settle in the new plan that those who drop out stay."""
    statement = select(Teacher.id, Teacher.pseudonym).where(
        Teacher.county_id == plan.county_id, Teacher.pseudonym.in_(dropped)).order_by(Teacher.id)
    for teacher_id, pseudonym in db.session.execute(statement).all():
        home = int(instance.index.teacher[TeacherId(pseudonym)].section)
        plan.marks.append(PlanMark(teacher_id=teacher_id, section_id=home, kind=MarkKind.PIN, reason=reason))


REPAIR_FAULTS = {
    **ANSWER_FAULTS,
    BUDGET_TOO_SMALL: _l("No plan keeps all rules with so few changes: at least %(fewest)s persons have to end elsewhere. Allow more."),
}
REPAIR_PLAN = JobKind(REPAIR_KIND, _l("Making a plan with few changes"), repair_plan, ANSWER_PHASES, REPAIR_FAULTS, SOLVE_PLAN.address)
