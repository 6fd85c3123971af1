"""Steps of counts: n = lo + z_{lo+1} + … + z_hi with z_v = [n ≥ v], so that thresholds and squares are linear.

The rows z_v ≥ z_{v+1} belong to the model, in its relaxation too: the failing flags reward single steps, and without
the order one county's plan was claimed several percent cheaper than it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.rotation.county import BoolArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.headcount import Headcount, headcounts
from solvers.rotation.limits import (
    cell_outflow_limits,
    cover_limits,
    listed_after_decided,
    post_limits,
    school_outflow_limits,
    staff_after_decided,
)
from solvers.rotation.rules.rule import add_balance_rows

STEP = "step"
COUNT_ROW = "count"
ORDER_ROW = "step_order"


@dataclass(frozen=True, slots=True)
class Count:
    """One measured section's count of one indicator: low + the number of its steps taken."""

    section: int
    low: int
    high: int
    need: int
    need_85: int
    first: int  # column of the step to low + 1

    @property
    def columns(self) -> IntArray:
        """Return the columns of the steps, to low + 1 first."""
        return np.arange(self.first, self.first + self.high - self.low, dtype=np.int64)

    @property
    def values(self) -> IntArray:
        """Return the count that each step reaches."""
        return np.arange(self.low + 1, self.high + 1, dtype=np.int64)

    def reaching(self, value: int) -> int | bool:
        """Return the column that is 1 if the count reaches `value`, or the answer where no plan can change it."""
        if value <= self.low:
            return True
        if value > self.high:
            return False
        return self.first + value - self.low - 1


@dataclass(frozen=True, slots=True)
class IndicatorCounts:
    """The counts of one indicator, and the headcount they were made of."""

    headcount: Headcount
    counts: tuple[Count, ...]


def add_steps(draft: Draft) -> list[IndicatorCounts]:
    """Write steps, their order and the rows that tie them to the candidates; return the counts."""
    reach = _Reach(draft)
    return [_add_indicator(draft, headcount, reach) for headcount in headcounts(draft)]


def _add_indicator(draft: Draft, headcount: Headcount, reach: _Reach) -> IndicatorCounts:
    low, high = reach.bounds(headcount)
    sections = headcount.measured
    widths = (high - low)[sections]
    firsts = _add_step_columns(draft, headcount, low, widths)
    ids, code = draft.county.section_ids, headcount.code.value
    moving = sections[widths > 0].tolist()
    before = headcount.after_decided
    rows_start = draft.model.row_count
    add_balance_rows(
        draft,
        COUNT_ROW,
        entering=headcount.entering(moving),
        leaving=headcount.leaving(moving),
        lower=(low - before).astype(np.float64),
        upper=(low - before).astype(np.float64),
        name=lambda places: (ids[places], [code] * places.size),
    )
    # Every section with steps is touched by a candidate, so its rows stand in the order of `moving`.
    at_row = rows_start + np.repeat(np.arange(len(moving)), widths[widths > 0])
    at_column = firsts[0] + np.arange(int(widths.sum())) if sections.size else np.zeros(0, dtype=np.int64)
    draft.model.add_entries(at_row, at_column, -1.0)
    counts = tuple(
        Count(s, int(low[s]), int(high[s]), int(headcount.need[s]), int(headcount.need_85[s]), int(first))
        for s, first in zip(sections.tolist(), firsts.tolist(), strict=True)
    )
    return IndicatorCounts(headcount, counts)


def _add_step_columns(draft: Draft, headcount: Headcount, low: IntArray, widths: IntArray) -> IntArray:
    """Append the step columns with their order rows; return the first column of each measured section."""
    ids, sections = draft.county.section_ids, headcount.measured
    owner = np.repeat(sections, widths)
    offsets = np.cumsum(widths) - widths
    within = np.arange(owner.size) - np.repeat(offsets, widths)
    values = low[owner] + within + 1
    family = draft.model.add_columns(
        STEP, owner.size, ids=(ids[owner], [headcount.code.value] * owner.size, values.astype(str).astype(np.object_))
    )
    # Each step but a section's first needs the one before.
    later = np.flatnonzero(within > 0)
    rows = draft.model.add_rows(
        ORDER_ROW, later.size, ids=(ids[owner[later]], [headcount.code.value] * later.size), lower=0.0
    )
    draft.model.add_entries(rows.index, family.start + later - 1, 1.0)
    draft.model.add_entries(rows.index, family.start + later, -1.0)
    return family.start + offsets


class _Reach:
    """How far the counts of a section can move, from outflow, cell and post limits: valid bounds, never guesses."""

    def __init__(self, draft: Draft) -> None:
        county, self._moves = draft.county, draft.candidates
        self._county = county
        self._sends = school_outflow_limits(draft.instance, county)
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
        won: IntArray = np.minimum(won_by_cells, arrivals)
        if not self._moves.carries_relation[headcount.enters].all():
            return won  # who keeps his post at home does not need one here
        posts = self._post_room + np.minimum(self._leavers_of_school, self._sends)
        return np.asarray(np.minimum(won, np.maximum(posts, 0)[self._county.section_school]), dtype=np.int64)
