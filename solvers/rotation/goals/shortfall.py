"""Goal `shortfall`: teachers missing to the thresholds, weighted by indicator (PE and arts first)."""

from __future__ import annotations

import numpy as np

from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.steps import Count
from solvers.rotation.vocabulary import GoalCode


class Shortfall:
    """Σ weight · max(0, need − count): each step up to the need takes one off (缺口)."""

    code = GoalCode.SHORTFALL

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write every section's and indicator's missing teachers."""
        for indicator in counts:
            for count in indicator.counts:
                self._add_count(draft, count, float(indicator.headcount.indicator.weight))

    def _add_count(self, draft: Draft, count: Count, weight: float) -> None:
        draft.add_fixed_amount(self.code, weight * max(0, count.need - count.low))
        missing = np.maximum(0.0, count.need - count.numbers)
        draft.add_amount(self.code, count.columns, weight * count.gains(missing))
