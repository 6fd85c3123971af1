"""Working days: the published arrangement where it is known, a stated rule where it is not."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from staffing.core.working_days import add_working_days, is_known, is_working_day, working_days_between

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2031, 12, 31))


@pytest.mark.parametrize(("day", "worked"), [
    (dt.date(2026, 2, 14), True),       # a Saturday worked for the Spring Festival
    (dt.date(2026, 2, 16), False),      # a Monday off in the Spring Festival
    (dt.date(2026, 5, 1), False),
    (dt.date(2026, 7, 6), True),
    (dt.date(2026, 7, 4), False),
])
def test_published_arrangement_decides(day: dt.date, worked: bool) -> None:
    assert is_known(day.year)
    assert is_working_day(day) is worked


@pytest.mark.parametrize(("day", "worked"), [
    (dt.date(2031, 1, 1), False), (dt.date(2031, 10, 2), False), (dt.date(2031, 10, 6), True), (dt.date(2031, 3, 1), False),
])
def test_unpublished_year_counts_weekdays_less_fixed_holidays(day: dt.date, worked: bool) -> None:
    assert not is_known(day.year)
    assert is_working_day(day) is worked


def test_five_working_days_over_a_weekend() -> None:
    assert add_working_days(dt.date(2026, 7, 2), 5) == dt.date(2026, 7, 9)
    assert add_working_days(dt.date(2026, 7, 9), -5) == dt.date(2026, 7, 2)
    assert working_days_between(dt.date(2026, 7, 2), dt.date(2026, 7, 9)) == 5


def test_notice_over_the_national_day_waits_for_the_holiday_to_end() -> None:
    assert add_working_days(dt.date(2026, 9, 30), 1) == dt.date(2026, 10, 8)


@given(start=DAYS, number=st.integers(1, 60))
def test_adding_and_counting_agree(start: dt.date, number: int) -> None:
    end = add_working_days(start, number)
    assert is_working_day(end)
    assert working_days_between(start, end) == number
    assert working_days_between(start, end - dt.timedelta(days=1)) == number - 1


@given(one=DAYS, other=DAYS)
def test_counting_back_is_the_negative_of_counting_on_between_working_days(one: dt.date, other: dt.date) -> None:
    first, second = add_working_days(min(one, other), 1), add_working_days(max(one, other), 1)
    assert working_days_between(second, first) == -working_days_between(first, second)
