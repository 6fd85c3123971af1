"""School years, counting of service, the clock."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from staffing.core.school_year import (
    SchoolYear,
    add_months,
    current_school_year,
    days_in_month,
    first_counted_year,
    full_months,
    full_school_years,
    full_years,
    today,
    use_today,
)

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


def test_containing_when_the_day_is_the_first_or_the_last() -> None:
    assert SchoolYear.containing(dt.date(2026, 9, 1)) == SchoolYear(2026)
    assert SchoolYear.containing(dt.date(2026, 8, 31)) == SchoolYear(2025)
    assert SchoolYear.containing(dt.date(2027, 1, 1)) == SchoolYear(2026)


@given(DAYS)
def test_containing_when_any_day_lies_between_start_and_end(day: dt.date) -> None:
    year = SchoolYear.containing(day)
    assert year.starts_on <= day <= year.ends_on
    assert year.next.starts_on == year.ends_on + dt.timedelta(days=1)
    assert year.next.previous == year


def test_str_when_printed_on_a_form() -> None:
    assert str(SchoolYear(2026)) == "2026-2027"


@pytest.mark.parametrize("first", [0, 1899, 2201, 20260])
def test_school_year_when_no_bureau_could_mean_it(first: int) -> None:
    with pytest.raises(ValueError, match="not a school year"):
        SchoolYear(first)


def test_cut_off_when_in_august_december_and_june() -> None:
    assert SchoolYear(2026).cut_off(8, 31) == dt.date(2026, 8, 31)
    assert SchoolYear(2026).cut_off(6, 30) == dt.date(2026, 6, 30)
    assert SchoolYear(2026).cut_off(12, 31) == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (dt.date(2019, 9, 1), 2019),
        (dt.date(2019, 9, 2), 2020),
        (dt.date(2020, 3, 1), 2020),
        (dt.date(2019, 8, 25), 2019),
    ],
)
def test_first_counted_year_when_there_is_no_grace(start: dt.date, first: int) -> None:
    assert first_counted_year(start) == SchoolYear(first)


def test_first_counted_year_when_within_and_beyond_the_grace() -> None:
    assert first_counted_year(dt.date(2019, 10, 1), grace_days=30) == SchoolYear(2019)
    assert first_counted_year(dt.date(2019, 10, 2), grace_days=30) == SchoolYear(2020)


def test_full_school_years_when_the_cut_off_is_the_last_day_or_the_day_before() -> None:
    start = dt.date(2020, 9, 1)
    assert len(full_school_years(start, dt.date(2026, 8, 31))) == 6
    assert len(full_school_years(start, dt.date(2026, 8, 30))) == 5
    assert full_school_years(start, dt.date(2020, 10, 1)) == ()


@given(DAYS, DAYS, st.integers(0, 60))
def test_full_school_years_when_the_service_starts_earlier_never_fewer(a: dt.date, b: dt.date, grace: int) -> None:
    early, late = min(a, b), max(a, b)
    until = dt.date(2091, 8, 31)
    assert len(full_school_years(early, until, grace_days=grace)) >= len(full_school_years(late, until, grace_days=grace))


@pytest.mark.parametrize(
    ("start", "until", "months"),
    [
        (dt.date(2020, 1, 31), dt.date(2020, 2, 29), 1),
        (dt.date(2021, 1, 31), dt.date(2021, 2, 27), 0),
        (dt.date(2020, 9, 1), dt.date(2021, 8, 31), 11),
        (dt.date(2020, 9, 1), dt.date(2021, 9, 1), 12),
        (dt.date(2021, 9, 1), dt.date(2020, 9, 1), -12),
    ],
)
def test_full_months_when_on_either_side_of_the_day(start: dt.date, until: dt.date, months: int) -> None:
    assert full_months(start, until) == months


@given(DAYS, st.integers(0, 600))
def test_full_months_when_undoing_add_months(day: dt.date, months: int) -> None:
    assert full_months(day, add_months(day, months)) == months


def test_full_years_when_the_birthday_is_tomorrow() -> None:
    assert full_years(dt.date(1971, 9, 1), dt.date(2026, 8, 31)) == 54
    assert full_years(dt.date(1971, 8, 31), dt.date(2026, 8, 31)) == 55
    assert full_years(dt.date(2026, 8, 31), dt.date(2025, 6, 1)) == -1


def test_days_in_month_when_february_leaps_and_december_ends() -> None:
    assert days_in_month(2024, 2) == 29
    assert days_in_month(2100, 2) == 28
    assert days_in_month(2026, 12) == 31


def test_today_when_set_and_released() -> None:
    real = today()
    with use_today(dt.date(2026, 9, 1)):
        assert today() == dt.date(2026, 9, 1)
        assert current_school_year() == SchoolYear(2026)
        with use_today(dt.date(2030, 1, 1)):
            assert today() == dt.date(2030, 1, 1)
        assert today() == dt.date(2026, 9, 1)
    assert today() >= real


def test_today_when_the_block_fails_is_released() -> None:
    def fail_inside() -> None:
        with use_today(dt.date(1999, 1, 1)):
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail_inside()
    assert today().year > 1999
