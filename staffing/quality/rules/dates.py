"""Dates of one life in their order: birth, education, certificate, work, school, titles, honours."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from staffing.core.school_year import add_months, full_years
from staffing.quality.hits import Hit
from staffing.quality.records import Frame, Person


def earlier(one: dt.date | None, other: dt.date | None, frame: Frame) -> bool:
    """True if the first day lies before the second by more than forms, which ask for months, leave open."""
    return one is not None and other is not None and one + dt.timedelta(days=frame.rules.quality.day_tolerance.value) < other


def date_in_future(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield for every day of something done that has not come yet."""
    days = [("born", person.born), ("work", person.work_began_on), ("teaching", person.teaching_began_on)]
    days += [("certificate", row.issued_on) for row in person.certificates] + [("degree", row.graduated_on) for row in person.degrees]
    days += [("title", row.granted_on) for row in person.titles] + [("honour", row.granted_on) for row in person.honours]
    for what, day in days:
        if day is not None and day > frame.on:
            yield Hit({"what": what, "day": day}, key=what)


def work_before_age(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if work began before the lowest age at work."""
    least = frame.rules.quality.working_age.value
    if earlier(person.work_began_on, add_months(person.born, 12 * least), frame):
        yield Hit({"work": person.work_began_on or person.born, "least": least})


def teaching_before_work(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if teaching began before work."""
    if earlier(person.teaching_began_on, person.work_began_on, frame):
        yield Hit({"teaching": person.teaching_began_on or person.born, "work": person.work_began_on or person.born})


def school_before_work(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if the first appointment began before work did (进本校年月早于参加工作年月)."""
    first = min((row.start for row in person.appointments), default=None)
    if first is not None and earlier(first, person.work_began_on, frame):
        yield Hit({"school_since": first, "work": person.work_began_on or person.born})


def school_before_age(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if the first appointment began before the lowest age at work."""
    least = frame.rules.quality.working_age.value
    first = min((row.start for row in person.appointments), default=None)
    if first is not None and earlier(first, add_months(person.born, 12 * least), frame):
        yield Hit({"school_since": first, "least": least})


def certificate_too_early(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield for each certificate issued to somebody too young."""
    least = frame.rules.quality.certificate_age.value
    for row in person.certificates:
        if row.issued_on is not None and full_years(person.born, row.issued_on) < least:
            yield Hit({"certificate": row.kind.value, "day": row.issued_on, "least": least}, key=f"{row.kind.value}:{row.subject}")


def degree_too_early(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield for each graduation at an age that cannot be."""
    ages = {str(level): age for level, age in frame.rules.quality.graduation_ages.value.items()}
    for row in person.degrees:
        least = ages.get(row.level.value)
        if least is not None and row.graduated_on is not None and full_years(person.born, row.graduated_on) < least:
            yield Hit({"degree": row.level.value, "day": row.graduated_on, "least": least}, key=row.level.value)


def degrees_out_of_order(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a higher education was completed before a lower one."""
    dated = sorted((row for row in person.degrees if row.graduated_on is not None), key=lambda row: row.level.rank)
    for lower, higher in pairwise(dated):
        if lower.level is not higher.level and (higher.graduated_on or dt.date.min) < (lower.graduated_on or dt.date.max):
            yield Hit({"degree": higher.level.value, "degree_below": lower.level.value}, key=higher.level.value)


def titles_out_of_order(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a higher title is older than a lower one, or older than work itself."""
    dated = sorted((row for row in person.titles if row.granted_on is not None), key=lambda row: row.level.rank)
    for lower, higher in pairwise(dated):
        if (higher.granted_on or dt.date.min) < (lower.granted_on or dt.date.max):
            yield Hit({"title": higher.level.value, "day": higher.granted_on or frame.on}, key=higher.level.value)
    if dated and earlier(dated[0].granted_on, person.work_began_on, frame):
        yield Hit({"title": dated[0].level.value, "day": dated[0].granted_on or frame.on}, key=f"work:{dated[0].level.value}")


def title_engaged_early(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if somebody is engaged for a title before it was granted."""
    for row in person.titles:
        if earlier(row.engaged_on, row.granted_on, frame):
            yield Hit({"title": row.level.value, "day": row.engaged_on or frame.on}, key=row.level.value)


def honour_dates(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if an honour ends before it was given, or was given before work began."""
    for row in person.honours:
        ends_early = row.expires_on is not None and row.expires_on < row.granted_on
        if ends_early or earlier(row.granted_on, person.work_began_on, frame):
            yield Hit({"honour": row.level.value, "day": row.granted_on}, key=f"{row.level.value}:{row.name}")
