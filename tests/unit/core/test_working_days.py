"""Periods of working days: weekends, holidays with their made-up Saturdays, years whose holidays are not announced."""

import datetime as dt

import pytest

from staffing.core.working_days import is_working_day, working_period


def test_period_counts_its_first_day_and_leaves_weekends_out():
    period = working_period(dt.date(2026, 7, 1), 5)
    assert (period.last, period.is_certain) == (dt.date(2026, 7, 7), True)


def test_holidays_and_made_up_saturdays_are_counted_as_announced():
    # 2025: holidays from 1 to 8 October, Saturday 11 October worked.
    assert working_period(dt.date(2025, 9, 30), 3).last == dt.date(2025, 10, 10)
    assert is_working_day(dt.date(2025, 10, 11)) == (True, True)


def test_year_not_announced_is_counted_by_the_week_and_says_so():
    period = working_period(dt.date(2090, 7, 3), 5)
    assert period.unannounced == (2090,)
    assert is_working_day(dt.date(2090, 7, 8)) == (False, False)
    assert period.last.weekday() < 5


def test_period_that_begins_on_a_weekend_begins_to_count_on_monday():
    assert working_period(dt.date(2026, 7, 4), 1).last == dt.date(2026, 7, 6)


def test_no_working_day_is_no_period():
    with pytest.raises(ValueError):
        working_period(dt.date(2026, 7, 4), 0)
