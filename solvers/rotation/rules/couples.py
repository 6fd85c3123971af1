"""Rule `couples`: if one partner moves, both end within the couple distance; a pair in which nobody moves is not judged.

For each destination school of a partner: who goes there excludes the other's places too far from it, and where the
other's present school is itself too far, needs the other near.
"""

from __future__ import annotations

import numpy as np

from solvers.rotation.candidates import DISTANCE_TOLERANCE_KM
from solvers.rotation.county import IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.vocabulary import RuleCode


class Couples:
    """Partners stay within reach of each other (夫妻照顾)."""

    code = RuleCode.COUPLES.value

    def applies(self, instance: Instance) -> bool:
        """True if the instance has couples."""
        return next(instance.couples(), None) is not None

    def add_rows(self, draft: Draft) -> None:
        """Write the rows of every couple, in both directions."""
        at = draft.county.teacher_at
        for one, other in draft.instance.couples():
            limit = _limit_km(draft, at[one.id], at[other.id])
            _add_direction(draft, at[one.id], at[other.id], limit)
            _add_direction(draft, at[other.id], at[one.id], limit)


def _school_now(draft: Draft, teacher: int) -> int:
    """Return where the teacher works if no candidate of his is taken."""
    decided = np.flatnonzero(draft.decided.teacher == teacher)
    if decided.size:
        return int(draft.decided.host_school[decided[0]])
    return int(draft.county.teacher_school[teacher])


def _limit_km(draft: Draft, one: int, other: int) -> float:
    """Return the couple distance, lifted to what the decided moves alone make of it."""
    limit: float = draft.instance.settings.couple_distance_km
    if np.isin([one, other], draft.decided.teacher).any():
        limit = max(limit, float(draft.county.school_km[_school_now(draft, one), _school_now(draft, other)]))
    return limit + DISTANCE_TOLERANCE_KM


def _add_direction(draft: Draft, goer: int, partner: int, limit_km: float) -> None:
    """Write, for each school that `goer` may go to: goes there + the partner too far ≤ 1, or goes there ≤ partner near."""
    moves, km = draft.candidates, draft.county.school_km
    own, others = moves.at(goer), moves.at(partner)
    ids = ([draft.county.teacher_ids[goer]], [draft.county.teacher_ids[partner]])
    for school in np.unique(moves.host_school[own]):
        going = own[moves.host_school[own] == school]
        is_near = km[school, moves.host_school[others]] <= limit_km
        stays_near = km[school, _school_now(draft, partner)] <= limit_km
        partners: IntArray = others[~is_near] if stays_near else others[is_near]
        if stays_near and partners.size == 0:
            continue
        row = draft.model.add_rows(Couples.code, 1, ids=ids, upper=1.0 if stays_near else 0.0)
        draft.model.add_entries(row.start, going, 1.0)
        draft.model.add_entries(row.start, partners, 1.0 if stays_near else -1.0)
