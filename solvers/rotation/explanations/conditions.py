"""Conditions of candidates made into rows, so that a conflict can name them beside the rules.

All conditions that a county can lift are lifted; for each one a row then forbids the moves that only it excludes. A row
with side 0 over the candidates that break the condition says the same as leaving them out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from solvers.rotation.candidates import Candidates, find_candidates
from solvers.rotation.county import BoolArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.refusals import LARGEST_NUMBER
from solvers.rotation.vocabulary import ConditionCode, TeacherStatus, ZoneLimit

Lift = Callable[[Instance], Instance]


def _without_distance(instance: Instance) -> Instance:
    return instance.replace(settings=replace(instance.settings, max_distance_km=LARGEST_NUMBER))


def _without_zones(instance: Instance) -> Instance:
    return instance.replace(settings=replace(instance.settings, zone_limit=ZoneLimit.NONE))


def _without_forbids(instance: Instance) -> Instance:
    return instance.replace(forbids=())


def _without_must_stay(instance: Instance) -> Instance:
    return instance.replace(teachers=tuple(replace(row, must_stay=False) for row in instance.teachers))


def _without_deferral(instance: Instance) -> Instance:
    def freed(status: TeacherStatus) -> TeacherStatus:
        return TeacherStatus.ELIGIBLE if status is TeacherStatus.DEFERRED else status

    return instance.replace(teachers=tuple(replace(row, status=freed(row.status)) for row in instance.teachers))


# What a county may lift; certificate, subject and need are facts.
LIFTS: dict[ConditionCode, Lift] = {
    ConditionCode.DISTANCE: _without_distance,
    ConditionCode.ZONE: _without_zones,
    ConditionCode.FORBIDS: _without_forbids,
    ConditionCode.MUST_STAY: _without_must_stay,
    ConditionCode.STATUS: _without_deferral,
}


def without_condition(instance: Instance, code: ConditionCode) -> Instance:
    """Return the instance in which the condition holds nobody back."""
    return LIFTS[code](instance)


def all_lifted(instance: Instance) -> Candidates:
    """Return every candidate that there would be without these conditions."""
    return find_candidates(_lifted(instance, set(LIFTS)))


def add_condition_rows(draft: Draft, instance: Instance) -> dict[str, IntArray]:
    """Write one row for each condition that excludes anything, and return {code: its row}.

    The draft's candidates are `all_lifted(instance)`.
    """
    groups: dict[str, IntArray] = {}
    for code in LIFTS:
        kept = find_candidates(_lifted(instance, set(LIFTS) - {code}))
        broken = ~is_among(draft.candidates, kept)
        if broken.any():
            row = draft.model.add_rows(code.value, 1, upper=0.0)
            draft.model.add_entries(row.start, np.flatnonzero(broken), 1.0)
            groups[code.value] = row.index
    return groups


def _lifted(instance: Instance, codes: set[ConditionCode]) -> Instance:
    for code, lift in LIFTS.items():
        if code in codes:
            instance = lift(instance)
    return instance


def is_among(moves: Candidates, others: Candidates) -> BoolArray:
    """Return which moves are candidates among the others, too."""
    return np.isin(_keys(moves), _keys(others))


def _keys(moves: Candidates) -> IntArray:
    county = moves.county
    places = moves.section * county.subjects.size + moves.subject
    return np.asarray(moves.teacher * county.section_ids.size * county.subjects.size + places, dtype=np.int64)
