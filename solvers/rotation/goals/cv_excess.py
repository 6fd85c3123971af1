"""Goal `cv_excess`: V beyond the square of the largest 差异系数 allowed."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.goals.spread import Spread, spreads
from solvers.rotation.vocabulary import GoalCode

EXCESS = "cv_excess"


class CvExcess:
    """Σ max(0, V − limit²) over stages and indicators (差异系数超标)."""

    code = GoalCode.CV_EXCESS

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write an excess column only where a plan decides whether the limit is kept."""
        for spread in spreads(draft, counts):
            allowed = spread.limit**2
            if spread.least >= allowed:
                draft.add_fixed_amount(self.code, spread.fixed - allowed)
                draft.add_amount(self.code, spread.columns, spread.amounts)
            elif spread.most > allowed:
                self._add_excess(draft, spread, allowed)

    def _add_excess(self, draft: Draft, spread: Spread, allowed: float) -> None:
        # In units of cost: an engine's tolerance of 1e-6 on the row is then one of 1e-6 on the cost.
        unit = max(1.0, draft.instance.goal_weights.of(self.code))
        ids = ([spread.stage.value], [spread.code])
        excess = draft.model.add_columns(
            EXCESS, 1, ids=ids, upper=unit * (spread.most - allowed), integer=False
        ).start
        row = draft.model.add_rows(self.code.value, 1, ids=ids, lower=unit * (spread.fixed - allowed))
        draft.model.add_entries(row.start, excess, 1.0)
        draft.model.add_entries(row.start, spread.columns, -unit * spread.amounts)
        draft.add_amount(self.code, excess, 1.0 / unit)
