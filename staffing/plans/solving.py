"""The solver in a child process of the worker: progress, cancel, hard stop, and why there is no plan.

A child that dies without a word (killed, out of memory) is told apart from one that found nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from solvers.linear import Progress, SolveParams
from solvers.linear.params import EngineName
from solvers.linear.process import ChildLimits, Ending, run_in_child
from solvers.rotation import child
from solvers.rotation.explain import Explanation
from solvers.rotation.gaps import GapFindings, entry
from solvers.rotation.result import Result
from staffing.plans.settings import PlanSettings

Listener = Callable[[Progress], None]
Check = Callable[[], bool]
Json = dict[str, Any]

EXPLAIN_LIMIT_S = 60.0
OUT_OF_MEMORY = "out of memory"


class ChildDiedError(Exception):
    """The child process ended without an answer; ``out_of_memory`` if it said that this was why."""

    def __init__(self, message: str) -> None:
        """Keep what the child said last."""
        super().__init__(message)
        self.out_of_memory = message == OUT_OF_MEMORY


@dataclass(frozen=True, slots=True)
class Search:
    """What limits a search: parameters of the solver, memory of its process."""

    params: SolveParams
    memory_bytes: int | None = None

    @property
    def limits(self) -> ChildLimits:
        """Return the limits of the child process."""
        return ChildLimits(time_limit_s=self.params.time_limit_s, grace_s=15.0, cancel_grace_s=10.0, memory_bytes=self.memory_bytes)


def search_of(settings: PlanSettings, *, workers: int, memory_mb: int) -> Search:
    """Return the search that a plan's settings ask for."""
    params = SolveParams(engine=EngineName(settings.engine), time_limit_s=float(settings.time_limit_s), gap=float(settings.gap),
                         workers=workers, seed=settings.seed)
    return Search(params, memory_mb * 1024 * 1024 if memory_mb else None)


def solve_text(text: str, search: Search, *, on_progress: Listener, should_stop: Check) -> Result | None:
    """Return what the solver found for the instance of a JSON text; None if it was stopped before it had a plan.

    Raises ChildDiedError if the child died with nothing; a plan it had handed over before is kept.
    """
    left = run_in_child(child.solve_text, text, search.params, limits=search.limits, on_progress=on_progress,
                        is_cancelled=should_stop)
    if left.ending is Ending.CRASHED and left.value is None:
        raise ChildDiedError(left.message)
    return left.value


def study_texts(instance_text: str, solution_text: str, search: Search, *, on_progress: Listener,
                should_stop: Check) -> GapFindings | None:
    """Return what a stored plan leaves short and what closes it; None if the study was stopped before its end.

    Raises ChildDiedError if the child died.
    """
    left = run_in_child(entry.study_text, instance_text, solution_text, search.params, limits=search.limits,
                        on_progress=on_progress, is_cancelled=should_stop)
    if left.ending is Ending.CRASHED:
        raise ChildDiedError(left.message)
    return left.value


def explain_text(text: str, search: Search, *, on_progress: Listener, should_stop: Check) -> Json:
    """Return why the instance has no plan, as plain JSON; empty if nobody knows."""
    params = SolveParams(time_limit_s=min(EXPLAIN_LIMIT_S, search.params.time_limit_s), workers=search.params.workers)
    limits = ChildLimits(time_limit_s=params.time_limit_s, grace_s=15.0, memory_bytes=search.memory_bytes)
    left = run_in_child(child.explain_text, text, params, limits=limits, on_progress=on_progress, is_cancelled=should_stop)
    return explanation_json(left.value) if left.value is not None else {}


def explanation_json(found: Explanation) -> Json:
    """Return an explanation as it is stored with a run."""
    return {
        "obstacles": [{"code": str(item.code), "ids": list(item.ids), "numbers": dict(item.numbers), "text": item.text}
                      for item in found.obstacles],
        "repair": None if found.repair is None else [{"code": row.code, "ids": list(row.ids), "by": row.by} for row in found.repair],
        "repair_is_cheapest": found.repair_is_cheapest, "repair_is_verified": found.repair_is_verified,
        "conflict": None if found.conflict is None else list(found.conflict), "conflict_is_verified": found.conflict_is_verified,
    }


