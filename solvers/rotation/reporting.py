"""An outcome of the engines as a Result: plan, amounts and cost recomputed from the moves, findings of the checker."""

from __future__ import annotations

from dataclasses import replace

from solvers.linear import Outcome, SolveParams
from solvers.linear.engines import engine_versions
from solvers.linear.process import ChildResult, Ending
from solvers.rotation.assemble import Assembled
from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.extract import moves_of
from solvers.rotation.instance import Instance
from solvers.rotation.io import instance_sha256
from solvers.rotation.result import Result
from solvers.rotation.search import clipped_bound
from solvers.rotation.solution import OPTIMAL_GAP, Finding, GoalAmount, LevelOutcome, Solution, relative_gap
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import SolutionStatus


def report(
    assembled: Assembled,
    outcome: Outcome,
    levels: tuple[LevelOutcome, ...] | None,
    params: SolveParams,
    watch: Stopwatch,
) -> Result:
    """Return the result of a search."""
    instance = assembled.instance
    status = SolutionStatus(outcome.status.value)
    blank = _blank(instance, params, watch.elapsed_s, status)
    if outcome.values is None:
        return Result(replace(blank, bound=outcome.bound), reason=outcome.message)
    moves = moves_of(instance, assembled.candidates, outcome.values)
    figures = amounts(instance, moves)
    cost = total_cost(instance, figures)
    bound = None if outcome.bound is None or levels is not None else clipped_bound(outcome.bound, cost)
    gap = None if bound is None else relative_gap(cost, bound)
    findings = tuple(check_moves(instance, moves))
    solution = replace(
        blank,
        status=_status(status, gap, ordered=levels is not None, has_findings=bool(findings)),
        moves=moves,
        goals=tuple(
            GoalAmount(code, amount, instance.goal_weights.of(code) * amount) for code, amount in figures.items()
        ),
        cost=cost,
        bound=bound,
        gap=gap,
        findings=findings,
        levels=levels,
        wall_s=watch.elapsed_s,
    )
    return Result(solution, reason=outcome.message)


def hopeless(instance: Instance, params: SolveParams, watch: Stopwatch, obstacles: list[Finding]) -> Result:
    """Return the result of an instance that its own pins or must-moves exclude."""
    blank = _blank(instance, params, watch.elapsed_s, SolutionStatus.INFEASIBLE)
    return Result(blank, tuple(obstacles), "obstacles")


def left_by_child(instance: Instance, params: SolveParams, left: ChildResult[Result]) -> Result:
    """Return what a child process left that did not come to its own end: its best plan, or nothing."""
    cancelled = left.ending is Ending.CANCELLED
    reason = f"{left.ending.value}: {left.message}"
    if left.value is None:
        status = SolutionStatus.CANCELLED if cancelled else SolutionStatus.UNKNOWN
        return Result(_blank(instance, params, params.time_limit_s, status), reason=reason)
    solution = left.value.solution
    return Result(replace(solution, status=SolutionStatus.CANCELLED) if cancelled else solution, reason=reason)


def _status(status: SolutionStatus, gap: float | None, *, ordered: bool, has_findings: bool) -> SolutionStatus:
    """Return the status that the recomputed figures allow; a plan with findings proves nothing."""
    if status is SolutionStatus.CANCELLED or (ordered and not has_findings):
        return status
    proven = gap is not None and gap <= OPTIMAL_GAP and not has_findings
    return SolutionStatus.OPTIMAL if proven else SolutionStatus.FEASIBLE


def _blank(instance: Instance, params: SolveParams, wall_s: float, status: SolutionStatus) -> Solution:
    return Solution(
        instance_sha256=instance_sha256(instance),
        status=status,
        engine=params.engine.value,
        versions=engine_versions(),
        seed=params.seed,
        wall_s=wall_s,
    )
