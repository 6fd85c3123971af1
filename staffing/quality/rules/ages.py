"""Age against work and retirement; the retirement table is the rule set's."""

from collections.abc import Iterator

from staffing.core.school_year import full_years
from staffing.quality.hits import Hit
from staffing.quality.records import Frame, Person
from staffing.teachers.enums import EmploymentKind, TitleLevel
from staffing.teachers.retirement import RetirementWindow, retirement_window

# Whoever teaches on after retirement is employed in one of these ways; the age says nothing about them.
AFTER_RETIREMENT = frozenset({EmploymentKind.SILVER_AGE, EmploymentKind.PART_TIME, EmploymentKind.PURCHASED})


def too_young(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if a serving person is below the lowest age at work."""
    least = frame.rules.quality.working_age.value
    if person.serving and full_years(person.born, frame.on) < least:
        yield Hit({"age": full_years(person.born, frame.on), "least": least})


def past_retirement(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if somebody serves after the retirement day, but within what agreement allows (延长退休)."""
    window = window_of(person, frame)
    if window is not None and window.statutory <= frame.on < window.latest:
        yield Hit({"day": window.statutory, "latest": window.latest})


def past_latest_retirement(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if somebody serves after the last day that any choice allows."""
    window = window_of(person, frame)
    if window is not None and window.latest <= frame.on:
        yield Hit({"latest": window.latest})


def window_of(person: Person, frame: Frame) -> RetirementWindow | None:
    """Return the days between which a serving person may retire; None for whom the age says nothing."""
    employment = person.employment
    if employment is None or employment.gone or employment.kind in AFTER_RETIREMENT:
        return None
    held = max((row.level for row in person.titles), key=lambda level: level.rank, default=TitleLevel.NONE)
    return retirement_window(person.born, person.sex, employment.track, frame.rules.retirement, title=held)
