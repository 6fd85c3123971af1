"""The age pyramid of a staff (年龄结构) and who reaches the retirement age when. Pure: persons in, coordinates out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from staffing.core.school_year import SchoolYear, full_years
from staffing.teachers.enums import Sex

YOUNGEST, OLDEST, STEP = 25, 60, 5
WIDTH: Final = 460
MIDDLE: Final = 60
ROW: Final = 22
BAR: Final = 16
NUMBER: Final = 28
YEARS_AHEAD: Final = 5


@dataclass(frozen=True, slots=True)
class Person:
    """What the pyramid asks of a person; ``retires_on`` None if no rule says when."""

    sex: Sex
    birth_date: dt.date
    retires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class AgeRow:
    """One age group: men to the left, women to the right, with their bars."""

    label: str
    y: int
    men: int
    women: int
    men_x: float
    men_width: float
    women_x: float
    women_width: float


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The picture, the mean age, and how many reach the retirement age in each of the coming school years."""

    rows: tuple[AgeRow, ...]
    height: int
    mean_age: float
    retirements: tuple[tuple[SchoolYear, int], ...]
    width: int = WIDTH
    middle: float = WIDTH / 2


def draw_pyramid(persons: Sequence[Person], *, on: dt.date) -> Pyramid | None:
    """Return the pyramid, the oldest group on top; None for an empty staff."""
    if not persons:
        return None
    ages = [full_years(person.birth_date, on) for person in persons]
    counted = Counter((_group(age), person.sex) for age, person in zip(ages, persons, strict=True))
    longest = max(counted.values())
    groups = range(_group(OLDEST), -1, -1)
    rows = tuple(_row(group, place, counted, longest) for place, group in enumerate(groups))
    return Pyramid(rows, len(rows) * ROW, sum(ages) / len(ages), retirements(persons, on=on))


def retirements(persons: Iterable[Person], *, on: dt.date) -> tuple[tuple[SchoolYear, int], ...]:
    """Return for this and the coming school years how many reach the retirement age in them; who passed it counts at once."""
    first = SchoolYear.containing(on)
    reached = Counter(max(first, SchoolYear.containing(person.retires_on)) for person in persons if person.retires_on)
    return tuple((first.plus(ahead), reached[first.plus(ahead)]) for ahead in range(YEARS_AHEAD))


def _group(age: int) -> int:
    """Return the age group's number: 0 below the youngest, then in steps, the last open to the top."""
    if age < YOUNGEST:
        return 0
    return (min(age, OLDEST) - YOUNGEST) // STEP + 1


def _row(group: int, place: int, counted: Counter[tuple[int, Sex]], longest: int) -> AgeRow:
    lowest = YOUNGEST + (group - 1) * STEP
    if group == 0:
        label = f"< {YOUNGEST}"
    else:
        label = f"≥ {OLDEST}" if lowest >= OLDEST else f"{lowest}–{lowest + STEP - 1}"
    men, women = counted[group, Sex.MALE], counted[group, Sex.FEMALE]
    full = (WIDTH - MIDDLE) / 2 - NUMBER
    men_width, women_width = round(full * men / longest, 1), round(full * women / longest, 1)
    left, right = (WIDTH - MIDDLE) / 2, (WIDTH + MIDDLE) / 2
    return AgeRow(label, place * ROW, men, women, left - men_width, men_width, right, women_width)
