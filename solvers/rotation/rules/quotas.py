"""Quotas: enough teachers of each group move. `rotation_share`, `backbone_share` and the county's own, each by its code.

Sources: 国办发 [2014] 34号 and the provinces' rules, 10 % of the eligible, of them 20 % backbone; as data in the instance.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from solvers.rotation.county import members_of
from solvers.rotation.draft import Draft
from solvers.rotation.exact import as_written, ceiling_of
from solvers.rotation.instance import Instance
from solvers.rotation.records import OfGroup, OfNumber, Quota
from solvers.rotation.vocabulary import TeacherStatus

# A share with a longer fraction than this is left as a fraction: its whole multiples would blur other numbers.
_LARGEST_DENOMINATOR = 10**6
_FLOAT_TOLERANCE = 1e-9


class Quotas:
    """Moved teachers of a group ≥ share × base (交流比例, 骨干比例)."""

    code = "quotas"

    def applies(self, instance: Instance) -> bool:
        """True if the county has any quota."""
        return bool(instance.quotas)

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each quota, under the quota's own code."""
        for quota in draft.instance.quotas:
            add_quota_row(draft, quota)


def fixed_base(instance: Instance, quota: Quota) -> int | None:
    """Return the number that the share is taken of, None if that is the number who move."""
    if isinstance(quota.of, OfNumber):
        return quota.of.number
    if isinstance(quota.of, OfGroup):
        eligible = np.array([row.status is TeacherStatus.ELIGIBLE for row in instance.teachers], dtype=np.bool_)
        return int(np.count_nonzero(eligible & members_of(instance, quota.of.group)))
    return None


def add_quota_row(draft: Draft, quota: Quota) -> None:
    """Write: moved(group) ≥ ⌈share × base⌉, or den·moved(group) − num·moved ≥ 0 where the base is all who move."""
    members = members_of(draft.instance, quota.group)
    counted = members[draft.candidates.teacher].astype(np.float64)
    decided = int(np.count_nonzero(members[draft.decided.teacher]))
    base = fixed_base(draft.instance, quota)
    if base is not None:
        least: float = ceiling_of(quota.at_least, base) - decided
    else:
        share = as_written(quota.at_least)
        unit, taken = _whole(share)
        counted = unit * counted - taken
        least = taken * len(draft.decided) - unit * decided - (0 if unit > 1 else _FLOAT_TOLERANCE)
    row = draft.model.add_rows(quota.code, 1, lower=least)
    concerned = np.flatnonzero(counted)
    draft.model.add_entries(row.start, concerned, counted[concerned])


def _whole(share: Fraction) -> tuple[float, float]:
    """Return denominator and numerator, so that the row is whole; a very long fraction stays one."""
    if share.denominator <= _LARGEST_DENOMINATOR:
        return float(share.denominator), float(share.numerator)
    return 1.0, float(share)
