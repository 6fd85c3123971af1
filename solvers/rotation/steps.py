"""Counts in 0/1 columns, so that thresholds and squares are linear: a count takes a jump from mark to number.

The marks of a count are its lowest number and the two numbers that the pass rule judges: need and 85 % of it. Each
number above the lowest has a column. A mark's column says that the count reaches it; any other column, that the count
is just this number. At most one jump leaves a mark, and none a mark that is not reached: these rows belong to the
model, in its relaxation too. One column for each step [n ≥ v] in the order of the steps would describe the same
relaxation, with seven times the rows and weaker cuts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.headcount import Headcount, headcounts
from solvers.rotation.reach import Reach
from solvers.rotation.rules.rule import add_balance_rows

STEP = "step"
COUNT_ROW = "count"
ORDER_ROW = "step_order"


@dataclass(frozen=True, slots=True)
class Count:
    """One measured section's count of one indicator: low + the lengths of the jumps taken."""

    section: int
    low: int
    high: int
    need: int
    need_85: int
    first: int  # column of the jump to low + 1

    @property
    def columns(self) -> IntArray:
        """Return the columns of the jumps, to low + 1 first."""
        return np.arange(self.first, self.first + self.high - self.low, dtype=np.int64)

    @property
    def numbers(self) -> IntArray:
        """Return the numbers that the count can have."""
        return np.arange(self.low, self.high + 1, dtype=np.int64)

    def gains(self, levels: FloatArray) -> FloatArray:
        """Return by how much each jump lifts an amount, given the amount at each number."""
        marks = _mark_below(self.numbers[1:], self.low, self.need, self.need_85)
        return np.asarray(levels[1:] - levels[marks - self.low], dtype=np.float64)

    def reaching(self, mark: int) -> int | bool:
        """Return the column that is 1 if the count reaches a mark, or the answer where no plan can change it."""
        if mark <= self.low:
            return True
        if mark > self.high:
            return False
        return self.first + mark - self.low - 1


@dataclass(frozen=True, slots=True)
class IndicatorCounts:
    """The counts of one indicator, and the headcount they were made of."""

    headcount: Headcount
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Jumps:
    """The jumps of all counts of one indicator, one entry each: section, number reached, and mark left."""

    sections: IntArray
    numbers: IntArray
    marks: IntArray
    low: IntArray  # by section


def add_steps(draft: Draft) -> list[IndicatorCounts]:
    """Write jumps, their order and the rows that tie them to the candidates; return the counts."""
    reach = Reach(draft)
    return [_add_indicator(draft, headcount, *reach.bounds(headcount)) for headcount in headcounts(draft)]


def _add_indicator(draft: Draft, headcount: Headcount, low: IntArray, high: IntArray) -> IndicatorCounts:
    jumps, code = _jumps(headcount, low, high), headcount.code.value
    ids = draft.county.section_ids
    first = draft.model.add_columns(
        STEP,
        jumps.numbers.size,
        ids=(ids[jumps.sections], [code] * jumps.numbers.size, jumps.numbers.astype(str).astype(np.object_)),
    ).start
    _add_order_rows(draft, code, jumps, first)
    _add_count_rows(draft, headcount, jumps, first)
    sections = headcount.measured
    widths = (high - low)[sections]
    firsts = first + np.cumsum(widths) - widths
    counts = tuple(
        Count(s, int(low[s]), int(high[s]), int(headcount.need[s]), int(headcount.need_85[s]), int(column))
        for s, column in zip(sections.tolist(), firsts.tolist(), strict=True)
    )
    return IndicatorCounts(headcount, counts)


def _jumps(headcount: Headcount, low: IntArray, high: IntArray) -> _Jumps:
    widths = (high - low)[headcount.measured]
    sections = np.repeat(headcount.measured, widths)
    numbers = low[sections] + 1 + np.arange(sections.size) - np.repeat(np.cumsum(widths) - widths, widths)
    marks = _mark_below(numbers, low[sections], headcount.need[sections], headcount.need_85[sections])
    return _Jumps(sections, numbers, marks, low)


def _mark_below(numbers: IntArray, low: IntArray | int, need: IntArray | int, need_85: IntArray | int) -> IntArray:
    """Return the last mark before each number."""
    mark = np.maximum(low, np.where(need < numbers, need, low))
    return np.asarray(np.maximum(mark, np.where(need_85 < numbers, need_85, low)), dtype=np.int64)


def _add_order_rows(draft: Draft, code: str, jumps: _Jumps, first: int) -> None:
    """Write a row for each mark: the jumps that leave it are at most one, and none unless it is reached."""
    starts = np.flatnonzero((np.diff(jumps.sections, prepend=-1) != 0) | (np.diff(jumps.marks, prepend=-1) != 0))
    sizes = np.diff(np.append(starts, jumps.numbers.size))
    is_lowest = jumps.marks[starts] == jumps.low[jumps.sections[starts]]
    # A single jump from the lowest number is at most one by its own bound.
    wanted = ~is_lowest | (sizes > 1)
    members = np.repeat(wanted, sizes)
    starts, sizes, is_lowest = starts[wanted], sizes[wanted], is_lowest[wanted]
    ids = (
        draft.county.section_ids[jumps.sections[starts]],
        [code] * starts.size,
        jumps.marks[starts].astype(str).astype(np.object_),
    )
    rows = draft.model.add_rows(ORDER_ROW, starts.size, ids=ids, lower=np.where(is_lowest, -1.0, 0.0))
    draft.model.add_entries(np.repeat(rows.index, sizes), first + np.flatnonzero(members), -1.0)
    # The column before a mark's first jump is the jump to that mark.
    draft.model.add_entries(rows.index[~is_lowest], first + starts[~is_lowest] - 1, 1.0)


def _add_count_rows(draft: Draft, headcount: Headcount, jumps: _Jumps, first: int) -> None:
    """Write for each count: entering − leaving − Σ lengths of its jumps = its lowest number − before."""
    moving, position = np.unique(jumps.sections, return_inverse=True)
    ids, code = draft.county.section_ids, headcount.code.value
    least = (jumps.low - headcount.after_decided).astype(np.float64)
    start = draft.model.row_count
    # Every section with jumps is touched by a candidate, so its rows stand in the order of `moving`.
    add_balance_rows(
        draft,
        COUNT_ROW,
        entering=headcount.entering(moving.tolist()),
        leaving=headcount.leaving(moving.tolist()),
        lower=least,
        upper=least,
        name=lambda places: (ids[places], [code] * places.size),
    )
    columns = first + np.arange(jumps.numbers.size)
    draft.model.add_entries(start + position, columns, (jumps.marks - jumps.numbers).astype(np.float64))
