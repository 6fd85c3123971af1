"""Working days (工作日) by the official holiday calendar: the last day of a period that is counted in them.

The calendar holds the holidays that the State Council (国务院办公厅) announces each autumn for the next year; where a year is not
announced yet Monday to Friday are counted, and the period says so.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

import chinese_calendar

FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class WorkingPeriod:
    """A period of working days, first and last day included; ``unannounced`` are years counted without their holidays."""

    first: dt.date
    last: dt.date
    working_days: int
    unannounced: tuple[int, ...]

    @property
    def is_certain(self) -> bool:
        """True if every day was counted by the announced calendar."""
        return not self.unannounced


def is_working_day(day: dt.date) -> tuple[bool, bool]:
    """Return whether a day is a working day, and whether the announced calendar says so (else by the day of the week)."""
    try:
        return bool(chinese_calendar.is_workday(day)), True
    except NotImplementedError:
        return day.weekday() <= FRIDAY, False


def working_period(first: dt.date, working_days: int) -> WorkingPeriod:
    """Return the period of so many working days that begins with a day, itself counted if it is one."""
    if working_days < 1:
        raise ValueError("a period has at least one working day")
    day, counted, unannounced = first, 0, set()
    while True:
        works, announced = is_working_day(day)
        counted += works
        if not announced:
            unannounced.add(day.year)
        if counted == working_days:
            return WorkingPeriod(first, day, working_days, tuple(sorted(unannounced)))
        day += dt.timedelta(days=1)
