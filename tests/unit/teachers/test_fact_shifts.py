"""What other days of a fact mean for its neighbours, against a count day by day."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, strategies as st

from staffing.teachers.fact_shifts import plan_shift

START = dt.date(2020, 1, 1)
HORIZON = 40


@dataclass
class Row:
    """A row as the plan looks at it."""

    id: int
    valid_from: dt.date
    valid_to: dt.date | None
    version: int = 1


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


@st.composite
def spells(draw):
    begins = draw(st.integers(0, HORIZON - 2))
    ends = draw(st.none() | st.integers(begins + 1, HORIZON - 1))
    return day(begins), None if ends is None else day(ends)


def days_of(spell) -> set[int]:
    last = HORIZON if spell[1] is None else (spell[1] - START).days
    return set(range((spell[0] - START).days, last))


@given(spells(), spells(), st.lists(spells(), max_size=4))
def test_every_day_that_loses_its_only_entry_and_every_shared_row_is_told(was, becomes, others):
    fact = Row(0, *was)
    rows = [fact, *(Row(number, *spell) for number, spell in enumerate(others, start=1))]
    shift = plan_shift(rows, fact, *becomes)
    if was == becomes:
        assert shift is None
        return
    covered = set().union(days_of(becomes), *(days_of(spell) for spell in others))
    told = [days_of(spell) for spell in shift.uncovered]
    assert set().union(*told) == days_of(was) - covered
    assert sum(map(len, told)) == len(set().union(*told)), "no day twice"
    taken_in = days_of(becomes) - days_of(was)
    assert {row.id for row in shift.joined} == {row.id for row in rows[1:] if days_of((row.valid_from, row.valid_to)) & taken_in}


def test_the_neighbours_are_the_nearest_ones():
    rows = [Row(1, day(0), day(5)), Row(2, day(5), day(9)), Row(3, day(9), day(12)), Row(4, day(12), None)]
    shift = plan_shift(rows, rows[1], day(6), day(9))
    assert (shift.before.id, shift.after.id, shift.uncovered) == (1, 3, ((day(5), day(6)),))


def test_a_changed_neighbour_asks_for_another_confirmation():
    rows = [Row(1, day(0), day(5)), Row(2, day(5), None)]
    shown = plan_shift(rows, rows[1], day(5), day(9)).digest
    rows[0].version = 2
    assert plan_shift(rows, rows[1], day(5), day(9)).digest != shown
