"""What the worker runs for a sweep: the same records at each value, each solved in a child, each checked independently.

Every point is stored as soon as it is solved, so that a cancelled sweep keeps what it has and a further attempt goes on.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from solvers.linear import Progress
from solvers.linear.status import relative_gap
from solvers.rotation.check import check, check_moves
from solvers.rotation.check.plan import make_plan
from solvers.rotation.instance import Instance, Move
from solvers.rotation.io import format_instance, parse_instance, parse_solution
from solvers.rotation.result import Result
from solvers.rotation.solution import Solution
from solvers.rotation.statistics import distances_km
from solvers.rotation.vocabulary import SolutionStatus
from staffing.audit.record import Actor, record
from staffing.config import Config
from staffing.core.database import utc_now
from staffing.errors import StaffingError
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault, PassingFault
from staffing.jobs.models import Job, JobState
from staffing.jobs.registry import JobKind
from staffing.plans.bridge import build_instance
from staffing.plans.bridge.faults import InputFault
from staffing.plans.bridge.figures import plan_figures
from staffing.plans.jobs import CHILD_DIED, FAULTS, GONE, NOT_READY, OUT_OF_MEMORY
from staffing.plans.loading import load_inputs
from staffing.plans.operations import plan_basis
from staffing.plans.queries import find_shown_run
from staffing.plans.runs import hand_solution
from staffing.plans.scenarios.models import Sweep
from staffing.plans.scenarios.operations import SWEEP_KIND, sweep_of_subject
from staffing.plans.scenarios.queries import get_sweep
from staffing.plans.scenarios.sweeping import with_value
from staffing.plans.settings import PlanDifferences, effective_settings
from staffing.plans.solving import ChildDiedError, Search, search_of, solve_text

# A whole sweep of nine points stays under three minutes: what one point leaves over is the next one's.
WHOLE_S = 165.0
LEAST_POINT_S = 5.0
Moves = tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One value to solve: the instance as text, and the limits that the plan's own settings put on the search."""

    value: float
    text: str
    search: Search


def sweep_setting(context: JobContext) -> None:
    """Solve the plan at every value that is not solved yet."""
    context.report("collect")
    sweep_id = sweep_of_subject(context.facts.subject)
    waiting, number = _waiting(context, sweep_id)
    known = _moves_of_plan(context, sweep_id)
    ends_at = time.monotonic() + WHOLE_S
    for place, point in enumerate(waiting):
        context.report("point", done=number - len(waiting) + place, total=number)
        result = _solve(context, point, max(LEAST_POINT_S, (ends_at - time.monotonic()) / (len(waiting) - place)))
        context.refuse_if_void()
        if context.cancelled:
            break
        found, moves = point_figures(point, result, known)
        known += [moves] if moves else []
        with context.writing() as session:
            sweep = _stored(session, sweep_id)
            sweep.results = [*sweep.results, found]
    with context.publish({"points": number}, JobState.CANCELLED if context.cancelled else JobState.DONE) as session:
        sweep = _stored(session, sweep_id)
        sweep.finished_at = None if context.cancelled else utc_now()
        record("sweep.solved", sweep, county_id=sweep.county_id, actor=Actor(context.facts.created_by, "worker", "system"),
               changes={"points": [None, [row["value"] for row in sweep.results]]})


def _waiting(context: JobContext, sweep_id: int) -> tuple[list[Point], int]:
    """Return the points that are still to be solved and the number of all; the records are read once."""
    config: Config = current_app.config["STAFFING"]
    limit_s = config.solver_time_limit_s
    with context.reading():
        try:
            sweep = get_sweep(context.facts.county_id or 0, sweep_id)
        except LookupError as error:
            raise JobFault(GONE) from error
        try:
            basis = plan_basis(sweep.plan, time_limit_s=limit_s)
        except StaffingError as error:
            raise JobFault(NOT_READY) from error
        inputs = load_inputs(sweep.plan, basis.year, basis.verdicts, basis.rules, basis.settings)
        chosen, solved = PlanDifferences.read(sweep.plan.settings), {row["value"] for row in sweep.results}
        waiting = []
        for value in sweep.points:
            if value in solved:
                continue
            settings = effective_settings(basis.rules, with_value(chosen, sweep.setting, Decimal(str(value))), time_limit_s=limit_s)
            try:
                text = format_instance(build_instance(inputs, settings))
            except InputFault as fault:
                raise JobFault(fault.code.value, {"schools": ", ".join(map(str, fault.school_ids))}) from fault
            waiting.append(Point(value, text, search_of(settings, workers=config.solver_workers, memory_mb=config.solver_memory_mb)))
        return waiting, len(sweep.points)


def _stored(session: Session, sweep_id: int) -> Sweep:
    """Return the sweep; its plan may have been deleted while a point was solved."""
    sweep = session.get(Sweep, sweep_id)
    if sweep is None:
        raise JobFault(GONE)
    return sweep


def _solve(context: JobContext, point: Point, seconds: float) -> Result | None:
    params = replace(point.search.params, time_limit_s=min(point.search.params.time_limit_s, seconds))

    def listen(_progress: Progress) -> None:
        """Say nothing of the single solve: the page counts points."""

    try:
        return solve_text(point.text, replace(point.search, params=params), on_progress=listen, should_stop=context.should_stop)
    except ChildDiedError as error:
        context.refuse_if_void()
        if error.out_of_memory:
            raise JobFault(OUT_OF_MEMORY) from error
        raise PassingFault(CHILD_DIED) from error


def _moves_of_plan(context: JobContext, sweep_id: int) -> list[Moves]:
    """Return the moves of the swept plan's own last result: where its rules hold at a value, no search may end worse."""
    with context.reading():
        sweep = get_sweep(context.facts.county_id or 0, sweep_id)
        run = find_shown_run(sweep.county_id, sweep.plan_id)
        return [parse_solution(run.solution_text).moves] if run is not None and run.cost is not None and run.solution_text else []


def point_figures(point: Point, result: Result | None, known: Sequence[Moves]) -> tuple[dict[str, Any], Moves]:
    """Return what is kept of a point, and its moves: status and, where there is a plan, the figures of its curve.

    ``known`` are plans of other values; the best of them stands in where it keeps all rules and the search came to less.
    """
    status = SolutionStatus.UNKNOWN if result is None else result.solution.status
    found: dict[str, Any] = {"value": point.value, "status": status.value}
    if status is SolutionStatus.INFEASIBLE:
        return found, ()
    instance = parse_instance(point.text)
    bound = None if result is None else result.solution.bound
    solution = _best(instance, result, known)
    if solution is None or solution.cost is None:
        return found, ()
    figures = plan_figures(instance, solution.moves)
    km = distances_km(make_plan(instance, solution.moves))
    spreads = {f"{stage['stage']}.{row['code']}": row["after"]["cv"] for stage in figures["stages"] if stage["sections"] for row in stage["indicators"]}
    return found | {
        "status": solution.status.value, "gap": None if bound is None else relative_gap(solution.cost, bound),
        "wall_s": 0.0 if result is None else result.solution.wall_s, "findings": len(check(instance, solution)), "moved": figures["moved"],
        "failing": figures["failing"][1], "missing": sum(figures["missing"][1].values()), "spreads": spreads,
        "mean_km": sum(km) / len(km) if km else None, "goals": {goal.code.value: goal.amount for goal in solution.goals}}, solution.moves


def _best(instance: Instance, result: Result | None, known: Sequence[Moves]) -> Solution | None:
    own = result.solution if result is not None and result.solution.has_plan else None
    if own is not None and own.status is SolutionStatus.OPTIMAL:
        return own
    others = [hand_solution(instance, moves) for moves in known if not check_moves(instance, moves)]
    return min([*([own] if own is not None else []), *others], key=lambda solution: solution.cost or 0.0, default=None)


def _address(job: Job) -> str:
    return url_for("scenarios.show_sweep", sweep_id=sweep_of_subject(job.subject))


SWEEP_PHASES = {"collect": _l("Collecting the records"), "point": _l("Solving one value after the other")}
SWEEP_SETTING = JobKind(SWEEP_KIND, _l("Sensitivity sweep"), sweep_setting, SWEEP_PHASES, FAULTS, _address)
