"""Dated facts: which row holds, and how a row makes room for the next."""

import datetime as dt

import pytest

from staffing.core.dated import holds_on, make_room, overlap, require_period, row_on
from staffing.errors import StaffingError
from staffing.schools.models import AuthorisedPosts


def row(start: int, end: int | None = None) -> AuthorisedPosts:
    return AuthorisedPosts(valid_from=dt.date(start, 9, 1), valid_to=dt.date(end, 9, 1) if end else None, posts=1)


def test_first_day_belongs_to_the_fact_and_last_does_not():
    fact = row(2020, 2022)
    assert holds_on(fact, dt.date(2020, 9, 1))
    assert holds_on(fact, dt.date(2022, 8, 31))
    assert not holds_on(fact, dt.date(2022, 9, 1))
    assert not holds_on(fact, dt.date(2020, 8, 31))


def test_no_row_holds_in_a_gap():
    rows = [row(2010, 2012), row(2015)]
    assert row_on(rows, dt.date(2013, 1, 1)) is None
    assert row_on(rows, dt.date(2030, 1, 1)) is rows[1]


def test_overlap_is_symmetric():
    pairs = [(row(2010, 2012), row(2012), False), (row(2010, 2012), row(2011), True), (row(2010), row(2020), True)]
    for one, other, expected in pairs:
        assert overlap(one, other) is overlap(other, one) is expected


def test_running_row_is_closed_when_a_new_one_begins():
    rows = [row(2010)]
    new = row(2020)
    assert make_room(rows, new) is rows[0]
    assert rows[0].valid_to == new.valid_from
    assert new.valid_to is None


def test_new_row_ends_where_the_next_begins():
    rows = [row(2010, 2020), row(2020)]
    new = row(2015)
    make_room(rows, new)
    assert (rows[0].valid_to, new.valid_to) == (dt.date(2015, 9, 1), dt.date(2020, 9, 1))


def test_nothing_is_closed_when_the_new_row_comes_first():
    new = row(2005)
    assert make_room([row(2010)], new) is None
    assert new.valid_to == dt.date(2010, 9, 1)


def test_row_on_the_same_day_is_refused():
    with pytest.raises(StaffingError):
        make_room([row(2010)], row(2010))


@pytest.mark.parametrize("end", [dt.date(2020, 9, 1), dt.date(2020, 8, 31)])
def test_period_is_refused_when_it_ends_before_or_on_its_first_day(end):
    with pytest.raises(StaffingError):
        require_period(dt.date(2020, 9, 1), end)
