"""A plan and what is said about it: moves, amounts, cost, bound and status; nothing here is computed from an instance."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from solvers.rotation.records import Move
from solvers.rotation.vocabulary import GoalCode, SolutionStatus

__all__ = ["OPTIMAL_GAP", "Finding", "GoalAmount", "LevelOutcome", "Move", "Solution", "relative_gap"]

# A plan whose gap is not above this is called optimal.
OPTIMAL_GAP = 1e-5


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach that the checker found: a code, whom it concerns, and a sentence in plain English.

    `numbers` are the figures of the sentence by name, for a caller who words it anew; they do not enter the JSON form.
    """

    code: str
    ids: tuple[str, ...]
    text: str
    numbers: Mapping[str, float] = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class GoalAmount:
    """How much of a goal is left, in the goal's own unit, and what it costs."""

    code: GoalCode
    amount: float
    cost: float


@dataclass(frozen=True, slots=True)
class LevelOutcome:
    """What one level of a lexicographic run reached: the weighted sum of its goals, its bound and gap."""

    order: int
    cost: float
    bound: float | None
    gap: float | None


@dataclass(frozen=True, slots=True)
class Solution:
    """The outcome of a run. `cost` None means that there is no plan; no moves with a cost is the empty plan."""

    instance_sha256: str
    status: SolutionStatus
    engine: str
    versions: Mapping[str, str]
    seed: int
    wall_s: float
    moves: tuple[Move, ...] = ()
    goals: tuple[GoalAmount, ...] = ()
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None
    findings: tuple[Finding, ...] = ()
    levels: tuple[LevelOutcome, ...] | None = None

    @property
    def has_plan(self) -> bool:
        """True if the run ended with a plan, be it the empty one."""
        return self.cost is not None


def relative_gap(cost: float, bound: float) -> float:
    """Return how far the cost may lie above the optimum, as a fraction of the cost."""
    return max(0.0, cost - bound) / max(1.0, abs(cost))
