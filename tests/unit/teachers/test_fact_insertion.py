"""What a new lasting fact does to its neighbours, and which days have none."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import given, strategies as st

from staffing.core.dated import holds_on
from staffing.teachers.fact_insertion import find_gaps, plan_insertion


@dataclass(eq=False)
class Row:
    id: int
    valid_from: dt.date
    valid_to: dt.date | None
    version: int = 1


def day(year: int, month: int = 9) -> dt.date:
    return dt.date(year, month, 1)


OLD, LATER = Row(1, day(2010), day(2018)), Row(2, day(2018), None)


def test_new_fact_at_the_end_closes_the_running_one():
    plan = plan_insertion([OLD, LATER], day(2024), None, follows=True)
    assert (plan.closed, plan.valid_to, plan.ends_before_next, plan.gap_from) == ((LATER,), None, False, None)
    assert plan.touches


def test_back_dated_fact_closes_the_one_before_and_ends_where_the_next_begins():
    plan = plan_insertion([OLD, LATER], day(2014), None, follows=True)
    assert (plan.closed, plan.valid_to, plan.ends_before_next, plan.gap_from) == ((OLD,), day(2018), True, None)


def test_fact_with_an_end_inside_another_leaves_a_gap_that_is_told():
    plan = plan_insertion([OLD, LATER], day(2014), day(2015), follows=True)
    assert (plan.closed, plan.valid_to, plan.gap_from) == ((OLD,), day(2015), day(2015))


def test_gap_is_none_where_another_row_goes_on():
    beside = Row(3, day(2014), None)
    assert plan_insertion([OLD, beside], day(2015), day(2016), follows=True).gap_from == day(2016)
    third = Row(4, day(2016), None)
    assert plan_insertion([OLD, third], day(2015), day(2016), follows=True).gap_from is None


def test_fact_that_does_not_follow_touches_nothing():
    plan = plan_insertion([OLD, LATER], day(2014), None, follows=False)
    assert (plan.closed, plan.valid_to, plan.touches) == ((), None, False)


def test_first_fact_touches_nothing():
    assert not plan_insertion([], day(2014), None, follows=True).touches


def test_plan_of_another_state_of_the_record_has_another_digest():
    first = plan_insertion([OLD, LATER], day(2014), None, follows=True)
    assert first.digest == plan_insertion([OLD, LATER], day(2014), None, follows=True).digest
    changed = Row(1, day(2010), day(2018), version=2)
    assert first.digest != plan_insertion([changed, LATER], day(2014), None, follows=True).digest


def test_gaps_are_found_newest_first():
    rows = [Row(1, day(2010), day(2012)), Row(2, day(2013), day(2015)), Row(3, day(2014), day(2016))]
    assert find_gaps(rows) == [(day(2016), None), (day(2012), day(2013))]
    assert find_gaps([OLD, LATER]) == []
    assert find_gaps([]) == []


SPELL = st.tuples(st.integers(0, 300), st.integers(1, 60)).map(
    lambda item: (dt.date(2000, 1, 1) + dt.timedelta(days=item[0]), dt.date(2000, 1, 1) + dt.timedelta(days=sum(item))))


@given(st.lists(SPELL, max_size=6), st.integers(0, 400))
def test_days_of_gaps_are_the_days_between_first_and_last_without_a_row(spells, offset):
    rows = [Row(number, begins, ends) for number, (begins, ends) in enumerate(spells)]
    probe = dt.date(2000, 1, 1) + dt.timedelta(days=offset)
    in_gap = any(begins <= probe and (ends is None or probe < ends) for begins, ends in find_gaps(rows))
    begun = any(row.valid_from <= probe for row in rows)
    assert in_gap == (begun and not any(holds_on(row, probe) for row in rows))
