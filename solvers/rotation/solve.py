"""solve(instance) → Result: candidates, model, engine, plan, independent check."""

from __future__ import annotations

from solvers.linear import Control, Outcome, QuietControl, SolveParams
from solvers.linear.process import ChildLimits, Ending, run_in_child
from solvers.rotation.assemble import Assembled, assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.instance import Instance
from solvers.rotation.listening import CancelCheck, KeepingControl, ProgressListener
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.reporting import hopeless, left_by_child, report
from solvers.rotation.result import Result
from solvers.rotation.search import search
from solvers.rotation.stopwatch import Stopwatch

_DEFAULT = SolveParams()


def solve(instance: Instance, params: SolveParams = _DEFAULT, *, control: Control | None = None) -> Result:
    """Return the best plan found within the limits, its proven bound, and what the independent check says of it.

    "No plan" is a result, never an exception: status infeasible is proven, unknown is not.
    """
    control = control or QuietControl()
    watch = Stopwatch(params)
    control.report("candidates")
    candidates = find_candidates(instance)
    obstacles = find_obstacles(instance, candidates)
    if obstacles:
        return hopeless(instance, params, watch, obstacles)
    control.report("model")
    assembled = assemble(instance, candidates)

    def result_of(outcome: Outcome) -> Result:
        return report(assembled, outcome, None, params, watch)

    found = search(assembled, params, watch, KeepingControl(control, result_of))
    control.report("check")
    return report(assembled, found.outcome, found.levels, params, watch)


def solve_in_child(
    instance: Instance,
    params: SolveParams = _DEFAULT,
    *,
    on_progress: ProgressListener | None = None,
    is_cancelled: CancelCheck | None = None,
    memory_bytes: int | None = None,
) -> Result:
    """Return the same in a child process: with progress, a cancel that keeps the best plan, and a hard stop."""
    limits = ChildLimits(time_limit_s=params.time_limit_s, memory_bytes=memory_bytes)
    left = run_in_child(
        _solve_with_control, instance, params, limits=limits, on_progress=on_progress, is_cancelled=is_cancelled
    )
    if left.ending in (Ending.FINISHED, Ending.CANCELLED) and left.message == "" and left.value is not None:
        return left.value
    return left_by_child(instance, params, left)


def _solve_with_control(instance: Instance, params: SolveParams, control: Control) -> Result:
    return solve(instance, params, control=control)


__all__ = ["Assembled", "solve", "solve_in_child"]
