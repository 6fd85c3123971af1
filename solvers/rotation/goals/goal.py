"""The shape of a goal."""

from __future__ import annotations

from typing import Protocol

from solvers.rotation.draft import Draft
from solvers.rotation.steps import IndicatorCounts
from solvers.rotation.vocabulary import GoalCode

Counts = list[IndicatorCounts]


class Goal(Protocol):
    """What a plan should leave little of (目标): its code stands in solutions and docs/rotation-model.md."""

    code: GoalCode

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write the goal's amount as a linear function of columns, its own ones included."""
