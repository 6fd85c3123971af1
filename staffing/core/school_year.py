"""School years, full years of service, cut-off dates, and the one clock of the application.

Everything that needs "now" as a date asks ``today`` here, so that tests and re-runs can set it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Self
from zoneinfo import ZoneInfo

FIRST_MONTH: Final = 9
SHORTEST_MONTH: Final = 28
COUNTY_TIME: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year (学年), named by its first calendar year: 2026 runs from 2026-09-01 to 2027-08-31."""

    first: int

    def __post_init__(self) -> None:
        """Refuse years that no record of a bureau can hold."""
        if not 1900 <= self.first <= 2200:
            raise ValueError(f"not a school year: {self.first}")

    @classmethod
    def containing(cls, day: dt.date) -> Self:
        """Return the school year that the day lies in."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @property
    def starts_on(self) -> dt.date:
        """Return 1 September of the first calendar year."""
        return dt.date(self.first, FIRST_MONTH, 1)

    @property
    def ends_on(self) -> dt.date:
        """Return 31 August of the second calendar year."""
        return self.next.starts_on - dt.timedelta(days=1)

    @property
    def next(self) -> Self:
        """Return the school year after this one."""
        return self.plus(1)

    @property
    def previous(self) -> Self:
        """Return the school year before this one."""
        return self.plus(-1)

    def plus(self, years: int) -> Self:
        """Return the school year so many years later."""
        return type(self)(self.first + years)

    def cut_off(self, month: int, day: int) -> dt.date:
        """Return the last such day before this school year starts (截止日期), the reference day of its judgements.

        Months from September on fall in the calendar year before the start.
        """
        year = self.first if month < FIRST_MONTH else self.first - 1
        return dt.date(year, month, day)

    def __str__(self) -> str:
        """Return both calendar years, as forms print them."""
        return f"{self.first}-{self.first + 1}"


def first_counted_year(start: dt.date, *, grace_days: int = 0) -> SchoolYear:
    """Return the first school year that counts in full for a service begun on the day.

    Somebody who comes in March is counted from the next September. ``grace_days`` after 1 September still
    count as a start with the school year, because reporting for duty takes days and forms give months only.
    """
    year = SchoolYear.containing(start)
    if start <= year.starts_on + dt.timedelta(days=grace_days):
        return year
    return year.next


def full_school_years(start: dt.date, until: dt.date, *, grace_days: int = 0) -> tuple[SchoolYear, ...]:
    """Return the school years that lie wholly between the two days, both included, in order."""
    year = first_counted_year(start, grace_days=grace_days)
    years: list[SchoolYear] = []
    while year.ends_on <= until:
        years.append(year)
        year = year.next
    return tuple(years)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last day of a month that has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, day.day if day.day <= SHORTEST_MONTH else min(day.day, days_in_month(year, month)))


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of the month."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def full_months(start: dt.date, until: dt.date) -> int:
    """Return the months completed between two days; negative if the second is earlier.

    A month is complete on the day of the same number, so 31 January to 28 February is one month.
    """
    if until < start:
        return -full_months(until, start)
    months = (until.year - start.year) * 12 + until.month - start.month
    return months if add_months(start, months) <= until else months - 1


def full_years(start: dt.date, until: dt.date) -> int:
    """Return the years completed between two days by the calendar (周岁, 满年)."""
    months = full_months(start, until)
    return months // 12 if months >= 0 else -(-months // 12)


class _Clock:
    """Holds the day that a test or a re-run has set; empty in ordinary use."""

    def __init__(self) -> None:
        """Start with the real calendar."""
        self.fixed: dt.date | None = None


_CLOCK: Final = _Clock()


def today() -> dt.date:
    """Return the current day in China, or the day set by ``use_today``."""
    if _CLOCK.fixed is not None:
        return _CLOCK.fixed
    return dt.datetime.now(COUNTY_TIME).date()


@contextmanager
def use_today(day: dt.date) -> Iterator[None]:
    """Set the day that ``today`` returns, in all threads, until the block ends."""
    before = _CLOCK.fixed
    _CLOCK.fixed = day
    try:
        yield
    finally:
        _CLOCK.fixed = before


def current_school_year() -> SchoolYear:
    """Return the school year that today lies in."""
    return SchoolYear.containing(today())
