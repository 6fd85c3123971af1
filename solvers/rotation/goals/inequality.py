"""Goal `inequality`: how unevenly the indicators are spread, Σ V over stages and indicators."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.goals.spread import spreads
from solvers.rotation.vocabulary import GoalCode


class Inequality:
    """Sum of the squared 差异系数."""

    code = GoalCode.INEQUALITY

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write V of every stage and indicator on the steps."""
        for spread in spreads(draft, counts):
            draft.add_fixed_amount(self.code, spread.fixed)
            draft.add_amount(self.code, spread.columns, spread.amounts)
