"""Who carried what over the years (历年负担): rotations, months at hard schools, refused wishes, distance; by person and school. Pure."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from staffing.core.school_year import SchoolYear, full_months
from staffing.policy.schema_service import BurdenPoints
from staffing.service.history import Rotation, SchoolPast
from staffing.service.judging import JudgedRotation, Service

EARTH_KM: Final = 6371.0
ONE_DAY: Final = dt.timedelta(days=1)
ONE_DIGIT: Final = Decimal("0.1")
Roads = Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class WishedYear:
    """A school year in which a person gave wishes, and the schools wished for, the first wish in front."""

    school_year: int
    schools: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """What one person carried in the years looked at; ``km`` is the sum of the distances between the schools of each rotation."""

    rotations: int
    hard_months: int
    km: Decimal
    wished_years: int
    refused_years: int
    last_year: int | None
    points: Decimal

    @property
    def nothing(self) -> bool:
        """True if nothing was carried."""
        return not (self.rotations or self.refused_years)


@dataclass(frozen=True, slots=True)
class SchoolBurden:
    """What the staff of one school carried: persons, how many were ever sent in these years, points in all and of who carried most."""

    school_id: int
    persons: int
    sent: int
    refused: int
    points: Decimal
    most: Decimal

    @property
    def mean(self) -> Decimal:
        """Return the points per person."""
        return self.points / self.persons if self.persons else Decimal(0)


def kilometres(one: SchoolPast | None, other: SchoolPast | None, roads: Roads) -> Decimal:
    """Return the road between two schools by the bureau's own table, else the straight line; 0 where a place is unknown."""
    if one is None or other is None:
        return Decimal(0)
    road = roads.get((min(one.id, other.id), max(one.id, other.id)))
    if road is None:
        road = straight_line(one, other)
    return Decimal(str(road)).quantize(ONE_DIGIT)


def straight_line(one: SchoolPast, other: SchoolPast) -> float:
    """Return the straight line between two schools in kilometres; 0 where a place is unknown."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return 0.0
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(across))


def burden_of(service: Service, wishes: Iterable[WishedYear], schools: Mapping[int, SchoolPast], roads: Roads, rule: BurdenPoints, on: dt.date) -> Burden:
    """Return what a person carried in the school years that end with the one of the day."""
    present = SchoolYear.containing(on).first
    within = range(present - rule.years + 1, present + 1)
    counted = [one for one in service.rotations if one.counts and any(year in within for year in _years_of(one.rotation, on))]
    begun = [one for one in counted if _first_year(one.rotation) in within]
    hard = sum(_hard_months(one.rotation, schools, rule, SchoolYear(within.start).starts_on, on) for one in counted)
    km = sum((kilometres(*_ends(one.rotation, schools), roads) for one in begun), Decimal(0))
    asked = [one for one in wishes if one.school_year in within and SchoolYear(one.school_year).starts_on <= on]
    refused = sum(not _fulfilled(one, service.rotations) for one in asked)
    points = rule.rotation * len(begun) + rule.hard_month * hard + rule.refused_year * refused + rule.km * km
    last = max((_first_year(one.rotation) for one in service.rotations if one.counts), default=None)
    return Burden(len(begun), hard, km, len(asked), refused, last, points.quantize(ONE_DIGIT))


def is_hard(school: SchoolPast, day: dt.date, rule: BurdenPoints) -> bool:
    """True if the school was a hard one on the day."""
    standing = school.standing_on(day)
    return standing is not None and (
        standing.lies_in(rule.locations) or standing.remoteness.value in rule.remoteness or standing.is_listed(rule.strengths))


def _hard_months(one: Rotation, schools: Mapping[int, SchoolPast], rule: BurdenPoints, since: dt.date, on: dt.date) -> int:
    target = schools.get(one.to_school_id or 0)
    if target is None or not is_hard(target, one.start, rule):
        return 0
    first, last = max(one.start, since), min(one.end or on, on)
    return max(0, full_months(first, last + ONE_DAY))


def _ends(one: Rotation, schools: Mapping[int, SchoolPast]) -> tuple[SchoolPast | None, SchoolPast | None]:
    return schools.get(one.from_school_id or 0), schools.get(one.to_school_id or 0)


def _first_year(one: Rotation) -> int:
    return SchoolYear.containing(one.start).first


def _years_of(one: Rotation, on: dt.date) -> Collection[int]:
    return range(_first_year(one), SchoolYear.containing(min(one.end or on, on)).first + 1)


def _fulfilled(wished: WishedYear, rotations: Iterable[JudgedRotation]) -> bool:
    return any(_first_year(one.rotation) == wished.school_year and one.rotation.to_school_id in wished.schools for one in rotations)


def by_school(burdens: Iterable[tuple[int, Burden]]) -> dict[int, SchoolBurden]:
    """Return what the staff of each school carried, from (school, burden) of every person."""
    grouped: defaultdict[int, list[Burden]] = defaultdict(list)
    for school, burden in burdens:
        grouped[school].append(burden)
    return {school: SchoolBurden(
        school, len(rows), sum(one.rotations > 0 for one in rows), sum(one.refused_years > 0 for one in rows),
        sum((one.points for one in rows), Decimal(0)), max(one.points for one in rows)) for school, rows in grouped.items()}
