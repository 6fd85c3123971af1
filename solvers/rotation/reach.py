"""How far the counts of a section can move: valid bounds from outflow, cell and post limits, never guesses."""

from __future__ import annotations

import numpy as np

from solvers.rotation.county import BoolArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.headcount import Headcount
from solvers.rotation.limits import (
    cell_outflow_limits,
    cover_limits,
    flows_of_decided,
    listed_after_decided,
    most_received,
    most_sent,
    post_limits,
    school_outflow_limits,
    staff_after_decided,
)


class Reach:
    """Least and most of any section's counts after any plan."""

    def __init__(self, draft: Draft) -> None:
        county, self._moves = draft.county, draft.candidates
        self._county = county
        done = flows_of_decided(county, draft.decided)
        own_limit = most_sent(draft.instance, county, done) - done.sent
        self._sends: IntArray = np.minimum(school_outflow_limits(draft.instance, county), own_limit)
        self._receives: IntArray = most_received(draft.instance, county, done) - done.received
        self._cell_sends = cell_outflow_limits(draft.instance, county)
        _, most = cover_limits(county, draft.decided)
        self._cell_room = most - listed_after_decided(county, draft.decided)
        self._post_room = post_limits(county, draft.decided) - staff_after_decided(county, draft.decided)
        everyone = np.ones(len(self._moves), dtype=np.bool_)
        self._leavers_of_cell = self._people(everyone, self._moves.cell_left, self._cell_sends.size)
        self._leavers_of_school = self._people(everyone, self._moves.home_school, county.school_ids.size)

    def bounds(self, headcount: Headcount) -> tuple[IntArray, IntArray]:
        """Return least and most of the count by section."""
        return headcount.after_decided - self._most_lost(headcount), headcount.after_decided + self._most_won(headcount)

    def _people(self, which: BoolArray, places: IntArray, size: int) -> IntArray:
        """Return how many different teachers have a candidate in question at each place."""
        pairs = np.unique(places[which] * max(1, self._county.teacher_ids.size) + self._moves.teacher[which])
        return np.bincount(pairs // max(1, self._county.teacher_ids.size), minlength=size)

    def _by_section(self, by_cell: IntArray) -> IntArray:
        return np.asarray(by_cell.reshape(self._county.cell_listed.shape).sum(axis=1), dtype=np.int64)

    def _most_lost(self, headcount: Headcount) -> IntArray:
        by_cell = self._people(headcount.leaves, self._moves.cell_left, self._cell_sends.size)
        by_section = self._by_section(np.minimum(by_cell, self._cell_sends))
        return np.minimum(by_section, self._sends[self._county.section_school])

    def _most_won(self, headcount: Headcount) -> IntArray:
        cells = self._cell_sends.size
        comers = self._people(headcount.enters, self._moves.cell_entered, cells)
        room = self._cell_room + np.minimum(self._leavers_of_cell, self._cell_sends)
        won_by_cells = self._by_section(np.minimum(comers, np.maximum(room, 0)))
        arrivals = self._people(headcount.enters, self._moves.section, self._county.section_ids.size)
        receives = self._receives[self._county.section_school]
        won: IntArray = np.minimum(np.minimum(won_by_cells, arrivals), receives)
        if not self._moves.carries_relation[headcount.enters].all():
            return won  # who keeps his post at home does not need one here
        posts = self._post_room + np.minimum(self._leavers_of_school, self._sends)
        return np.asarray(np.minimum(won, np.maximum(posts, 0)[self._county.section_school]), dtype=np.int64)
