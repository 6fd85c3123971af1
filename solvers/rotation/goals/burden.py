"""Goal `burden`: what a move asks of the teacher: wishes not met, kilometres more to work, what was carried before."""

from __future__ import annotations

import numpy as np

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.instance import Instance
from solvers.rotation.records import Teacher
from solvers.rotation.vocabulary import GoalCode

PER_WISH_PLACE = 20
NO_WISH_MET = 100
NO_WISH_GIVEN = 50
COMMUTE_CAP_KM = 50
PER_COMMUTE_KM = 2


class Burden:
    """Wish, commute and earlier years of every move (个人负担)."""

    code = GoalCode.BURDEN

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write one amount per candidate."""
        draft.add_fixed_amount(self.code, float(burden_of(draft.instance, draft.decided).sum()))
        draft.add_amount(self.code, np.arange(len(draft.candidates)), burden_of(draft.instance, draft.candidates))


def burden_of(instance: Instance, moves: Candidates) -> FloatArray:
    """Return the amount of each move."""
    carried = np.array([row.carried for row in instance.teachers], dtype=np.float64)
    return _wish_burden(instance, moves) + _commute_burden(instance, moves) + carried[moves.teacher]


def _wish_burden(instance: Instance, moves: Candidates) -> FloatArray:
    sections = moves.county.section_ids.size
    given = np.array([bool(row.wishes) for row in instance.teachers], dtype=np.bool_)
    burden = np.where(given[moves.teacher], float(NO_WISH_MET), float(NO_WISH_GIVEN))
    wished, places = _wishes(instance.teachers, moves)
    keys = moves.teacher * sections + moves.section
    at = np.minimum(np.searchsorted(wished, keys), max(0, wished.size - 1))
    if wished.size:
        met = wished[at] == keys
        burden[met] = PER_WISH_PLACE * places[at[met]]
    return burden


def _wishes(teachers: tuple[Teacher, ...], moves: Candidates) -> tuple[IntArray, IntArray]:
    """Return (teacher, section) keys of all wishes, ascending, and the place of each in its teacher's list."""
    section_at = moves.county.section_at
    keys, places = [], []
    for at, teacher in enumerate(teachers):
        for place, section in enumerate(teacher.wishes):
            keys.append(at * moves.county.section_ids.size + section_at[section])
            places.append(place)
    order = np.argsort(np.array(keys, dtype=np.int64))
    return np.array(keys, dtype=np.int64)[order], np.array(places, dtype=np.int64)[order]


def _commute_burden(instance: Instance, moves: Candidates) -> FloatArray:
    x = np.array([row.x_km for row in instance.schools], dtype=np.float64)
    y = np.array([row.y_km for row in instance.schools], dtype=np.float64)
    # A teacher without a home has no commute: not-a-number carries through to the end.
    home_x = np.array([np.nan if row.home_x_km is None else row.home_x_km for row in instance.teachers])
    home_y = np.array([np.nan if row.home_y_km is None else row.home_y_km for row in instance.teachers])
    who = moves.teacher

    def km_to(school: IntArray) -> FloatArray:
        return np.asarray(np.hypot(x[school] - home_x[who], y[school] - home_y[who]), dtype=np.float64)

    extra = np.clip(km_to(moves.host_school) - km_to(moves.home_school), 0.0, COMMUTE_CAP_KM)
    # np.rint rounds halves to even, as the definition asks.
    return np.nan_to_num(np.rint(PER_COMMUTE_KM * extra), nan=0.0)
