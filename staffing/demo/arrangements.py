"""What the bureau has arranged around the invented schools: posts, groups, the table of roads."""

import datetime as dt
import math
from collections import Counter
from itertools import pairwise
from typing import Final

import numpy as np

from staffing.demo.geography import TOWN
from staffing.demo.parts import DemoGroup, DemoPerson, DemoSchool
from staffing.schools.enums import GroupKind, Location, Ownership, Remoteness, SchoolKind
from staffing.teachers.enums import EmploymentKind

# Invented: authorised posts as a multiple of the established staff, least and most, by place.
POSTS: Final = {Location.URBAN: (0.985, 1.02), Location.TOWN: (1.0, 1.05), Location.RURAL: (1.04, 1.12)}
UNION_KINDS: Final = (GroupKind.UNION_MERGED, GroupKind.UNION_CO_BUILT, GroupKind.UNION_COOPERATIVE)
UNIONS: Final = 11
TOWN_ZONES: Final = 3
SINCE_ZONES: Final = dt.date(2020, 9, 1)
SINCE_UNIONS: Final = dt.date(2023, 9, 1)
SINCE_REST: Final = dt.date(2024, 9, 1)
ROAD_FACTOR: Final = 1.28
ROAD_SPEED_KM_H: Final = 38
MOST_ROADS: Final = 120
ORDINALS: Final = "一二三四五六七八九十"


def grant_posts(rng: np.random.Generator, schools: tuple[DemoSchool, ...], persons: tuple[DemoPerson, ...]) -> dict[str, int]:
    """Return the authorised posts of each school: near its established staff, with room in the countryside; none if private."""
    established = Counter(one.current.school for one in persons if one.employment is EmploymentKind.ESTABLISHED)
    granted = {school.name: math.ceil(established[school.name] * rng.uniform(*POSTS[school.location])) for school in schools}
    return {school.name: granted[school.name] if school.ownership is Ownership.COUNTY else 0 for school in schools}


def form_groups(schools: tuple[DemoSchool, ...]) -> tuple[DemoGroup, ...]:
    """Return zones, unions of three kinds, a group, an entrusted school and a pair; most schools stand in several."""
    county = [school for school in schools if school.ownership is Ownership.COUNTY and school.kind is not SchoolKind.SPECIAL_SCHOOL]
    return (*_zones(county), *_unions(county), *_rest(county))


def _zones(schools: list[DemoSchool]) -> list[DemoGroup]:
    groups = []
    for township in sorted({school.township for school in schools} - {TOWN}):
        groups.append(DemoGroup(f"{township}学区", GroupKind.ZONE, _names(schools, township), SINCE_ZONES))
    town = _names(schools, TOWN)
    for number in range(min(TOWN_ZONES, len(town))):
        groups.append(DemoGroup(f"城区第{ORDINALS[number]}学区", GroupKind.ZONE, town[number::TOWN_ZONES], SINCE_ZONES))
    return groups


def _names(schools: list[DemoSchool], township: str) -> tuple[str, ...]:
    return tuple(school.name for school in schools if school.township == township)


def _unions(schools: list[DemoSchool]) -> list[DemoGroup]:
    """Join town schools with schools of the countryside, each of the latter with one leader."""
    leaders = [school for school in schools if school.location is Location.URBAN][:UNIONS]
    members = [school for school in schools if school.location is not Location.URBAN]
    groups = []
    for number, leader in enumerate(leaders):
        joined = tuple(school.name for school in members[number::len(leaders)])
        if joined:
            kind = UNION_KINDS[number % len(UNION_KINDS)]
            groups.append(DemoGroup(f"{leader.name}教联体", kind, (leader.name, *joined), SINCE_UNIONS))
    return groups


def _rest(schools: list[DemoSchool]) -> list[DemoGroup]:
    """Return an education group, schools under entrusted management, and pairs of help."""
    town = [school.name for school in schools if school.location is Location.URBAN]
    away = [school.name for school in schools if school.location is Location.RURAL]
    groups = [DemoGroup("城区教育集团", GroupKind.EDUCATION_GROUP, tuple(town[-4:]), SINCE_REST)] if len(town) > 1 else []
    if town and away:
        groups.append(DemoGroup(f"{town[0]}托管{away[-1]}", GroupKind.ENTRUSTED, (town[0], away[-1]), SINCE_REST))
    groups += [DemoGroup(f"{one}帮扶{other}", GroupKind.PAIRED_SUPPORT, (one, other), SINCE_REST)
               for one, other in zip(town[1:4], away[:3], strict=False)]
    return groups


def measure_roads(schools: tuple[DemoSchool, ...]) -> tuple[tuple[str, str, float, int], ...]:
    """Return the bureau's table of roads: remote schools to each other and to the schools of their township."""
    remote = [school for school in schools if school.remoteness is Remoteness.REMOTE]
    pairs = list(pairwise(remote))
    pairs += [(one, other) for one in remote for other in schools if other.township == one.township and other not in remote]
    roads = {}
    for one, other in pairs:
        km = round(ROAD_FACTOR * distance_km(one, other), 1)
        roads[frozenset((one.name, other.name))] = (one.name, other.name, km, math.ceil(km / ROAD_SPEED_KM_H * 60))
    return tuple(roads.values())[:MOST_ROADS]


def distance_km(one: DemoSchool, other: DemoSchool) -> float:
    """Return the straight distance on a plane; a county is small enough for that."""
    per_degree = 111.32
    x = (one.longitude - other.longitude) * per_degree * math.cos(math.radians(one.latitude))
    return math.hypot(x, (one.latitude - other.latitude) * per_degree)
