"""Goal `direction`: moves should lead from town to country and from strong to weak sections."""

from __future__ import annotations

import numpy as np

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.vocabulary import GoalCode

NEUTRAL = 5
"""Largest pull of a move in the wanted direction: makes the amount of every move lie within 0 and 10."""


class Direction:
    """Per move 5 − (location gained + strength given) (城镇到乡村, 强校到弱校)."""

    code = GoalCode.DIRECTION

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write one amount per candidate."""
        draft.add_fixed_amount(self.code, float(direction_of(draft.decided).sum()))
        draft.add_amount(self.code, np.arange(len(draft.candidates)), direction_of(draft.candidates))


def direction_of(moves: Candidates) -> IntArray:
    """Return the amount of each move."""
    county = moves.county
    outward = county.school_location[moves.host_school] - county.school_location[moves.home_school]
    downward = county.section_strength[moves.origin] - county.section_strength[moves.section]
    return NEUTRAL - (outward + downward)
