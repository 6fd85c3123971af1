"""Goal `extra_moves`: moves beyond what the rotation quota asks for."""

from __future__ import annotations

import numpy as np

from solvers.rotation.draft import Draft
from solvers.rotation.exact import ceiling_of
from solvers.rotation.goals.goal import Counts
from solvers.rotation.instance import Instance
from solvers.rotation.rules.quotas import fixed_base
from solvers.rotation.vocabulary import GoalCode


class ExtraMoves:
    """moved − R, which the quota keeps from falling below 0; R = 0 without a rotation quota (超额人数)."""

    code = GoalCode.EXTRA_MOVES

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write one per candidate, less what the quota asks for."""
        draft.add_fixed_amount(self.code, len(draft.decided) - asked_moves(draft.instance))
        draft.add_amount(self.code, np.arange(len(draft.candidates)), 1.0)


def asked_moves(instance: Instance) -> int:
    """Return R = ⌈share × base⌉ of the rotation quota."""
    quota = instance.rotation_quota()
    if quota is None:
        return 0
    base = fixed_base(instance, quota)
    assert base is not None, "the rotation quota is never a share of those who move"
    return ceiling_of(quota.at_least, base)
