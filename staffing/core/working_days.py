"""Working days (工作日) by the State Council's yearly holiday arrangement (国务院办公厅关于节假日安排的通知).

The arrangement of a year is published in the autumn before it. For a year that the calendar package does not know yet (or no longer), Monday
to Friday count, less the public holidays with a fixed day of the solar calendar (全国年节及纪念日放假办法 第二条, as of 2025): New Year, Labour
Day and the National Day. Spring Festival, Qingming, Dragon Boat, Mid-Autumn and the exchanged weekends are then missing, so a day counted for
such a year may lie too early. Ask ``is_known`` and say so beside the day.
"""

import datetime as dt
from typing import Final

import chinese_calendar
from chinese_calendar.constants import holidays as known_holidays

ONE_DAY: Final = dt.timedelta(days=1)
SATURDAY: Final = 5
FIXED_HOLIDAYS: Final = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
KNOWN_YEARS: Final = range(min(known_holidays).year, max(known_holidays).year + 1)


def is_known(year: int) -> bool:
    """Return whether the holiday arrangement of the calendar year is known."""
    return year in KNOWN_YEARS


def is_working_day(day: dt.date) -> bool:
    """Return whether the day is worked: by the arrangement where it is known, else by the rule of this file."""
    if is_known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS


def add_working_days(day: dt.date, n: int) -> dt.date:
    """Return the n-th working day after the day, which itself is not counted; before it for a negative n, the day itself for 0."""
    step = ONE_DAY if n >= 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """Return the working days after ``start`` up to and including ``end``, negative if the end is earlier.

    For a working day e and n > 0: ``add_working_days(s, n) == e`` exactly if ``working_days_between(s, e) == n``.
    """
    if end < start:
        return -working_days_between(end - ONE_DAY, start - ONE_DAY)
    return sum(is_working_day(start + ONE_DAY * number) for number in range(1, (end - start).days + 1))
