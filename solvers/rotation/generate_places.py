"""Invented schools and sections: where they lie, their pupils and classes, what they need, as numpy arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from solvers.rotation.generate_tables import (
    CLASS_SIZE,
    JUNIOR,
    JUNIOR_PUPILS,
    LOCATION_SHARES,
    PRIMARY,
    PRIMARY_PUPILS,
    SCATTER_KM,
    SMALLEST_COUNTED,
    CountySize,
    StageTable,
    by_location,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SCHOOLS_PER_TOWN = 8
TOWNS_PER_ZONE = 3
SHARE_OF_CAMPUSES = 0.05
LOWEST_NEED, HIGHEST_NEED = 0.82, 1.15
LOCATION_NAMES = ("urban", "town", "rural")


@dataclass(frozen=True, slots=True)
class Places:
    """Parallel arrays over towns, schools and sections; `location` is the rank 0 to 2."""

    town_xy: Floats
    school_xy: Floats
    location: Ints
    location_names: list[str]
    zone: list[int]
    entity: list[int]
    names: list[str]
    school_of_section: Ints
    town: list[int]  # of each section
    is_junior: Flags
    pupils: Ints
    counted: Flags
    hardware_below: Ints
    hardware_below_85: Ints
    need: list[Floats]  # teachers per subject of each section
    least: list[Ints]
    most: list[Ints]

    def table(self, section: int) -> StageTable:
        """Return the figures of the section's stage."""
        return JUNIOR if self.is_junior[section] else PRIMARY

    def subjects_of(self, section: int) -> tuple[str, ...]:
        """Return the subjects that the section teaches."""
        return self.table(section).subjects

    def section_location(self) -> Ints:
        """Return the location rank of each section."""
        return self.location[self.school_of_section]


def invent_places(source: np.random.Generator, county: CountySize) -> Places:
    """Return schools scattered about towns, with sections, pupils and needs that add up to the teachers there are."""
    town_xy = _towns(source, county)
    location = _locations(source, county)
    town_of_school = _towns_of_schools(source, county, len(town_xy), location)
    xy = _scatter(source, town_xy[town_of_school], location)
    school_of_section, is_junior = _stages(source, county)
    section_location = location[school_of_section]
    pupils = _pupils(source, county, section_location, is_junior)
    need = _needs(source, county, section_location, is_junior, pupils)
    hardware_below, hardware_below_85 = _hardware(source, len(pupils))
    return Places(
        town_xy=town_xy,
        school_xy=xy,
        location=location,
        location_names=[LOCATION_NAMES[rank] for rank in location.tolist()],
        zone=(town_of_school // TOWNS_PER_ZONE).tolist(),
        entity=_entities(source, town_of_school),
        names=_names(school_of_section, is_junior, county.schools),
        school_of_section=school_of_section,
        town=town_of_school[school_of_section].tolist(),
        is_junior=is_junior,
        pupils=pupils,
        counted=pupils >= SMALLEST_COUNTED,
        hardware_below=hardware_below,
        hardware_below_85=hardware_below_85,
        need=need,
        least=[np.floor(LOWEST_NEED * row).astype(np.int64) for row in need],
        most=[np.maximum(1, np.ceil(HIGHEST_NEED * row)).astype(np.int64) for row in need],
    )


def _towns(source: np.random.Generator, county: CountySize) -> Floats:
    """Return towns spread over a disc; the first are county seats, a single one in the middle."""
    count = max(3, county.schools // SCHOOLS_PER_TOWN)
    distance = county.radius_km * np.sqrt(source.random(count))
    if county.seats == 1:
        distance[0] = 0.0
    angle = 2 * np.pi * source.random(count)
    return _rounded(np.column_stack((distance * np.cos(angle), distance * np.sin(angle))))


def _rounded(xy: Floats) -> Floats:
    """Return coordinates in steps of ten metres, without a negative zero."""
    return np.round(xy, 2) + 0.0


def _locations(source: np.random.Generator, county: CountySize) -> Ints:
    counts = np.round(np.array(LOCATION_SHARES) * county.schools).astype(np.int64)
    counts[2] = county.schools - counts[0] - counts[1]
    ranks: Ints = np.repeat(np.arange(3, dtype=np.int64), counts)
    return source.permutation(ranks)


def _towns_of_schools(source: np.random.Generator, county: CountySize, towns: int, location: Ints) -> Ints:
    """Return a seat for schools in the city, any town for the others."""
    seats = source.integers(0, county.seats, county.schools)
    elsewhere = source.integers(min(county.seats, towns - 1), towns, county.schools)
    return np.where(location == 0, seats, elsewhere)


def _scatter(source: np.random.Generator, centres: Floats, location: Ints) -> Floats:
    spread = by_location(SCATTER_KM, location)[:, None]
    return _rounded(centres + spread * source.standard_normal(centres.shape))


def _stages(source: np.random.Generator, county: CountySize) -> tuple[Ints, Flags]:
    """Return school and stage of each section, the primary section of a school first."""
    kinds = np.zeros(county.schools, dtype=np.int64)  # 0 primary, 1 junior, 2 both
    kinds[: county.junior_only] = 1
    kinds[county.junior_only : county.junior_only + county.both_stages] = 2
    kinds = source.permutation(kinds)
    rows = [
        (school, junior)
        for school, kind in enumerate(kinds.tolist())
        for junior in (False, True)
        if kind == 2 or bool(kind) == junior
    ]
    schools, juniors = zip(*rows, strict=True)
    return np.array(schools, dtype=np.int64), np.array(juniors, dtype=np.bool_)


def _pupils(source: np.random.Generator, county: CountySize, location: Ints, is_junior: Flags) -> Ints:
    """Return pupils that the county's teachers would just serve at the usual ratio."""
    typical = np.where(is_junior, by_location(JUNIOR_PUPILS, location), by_location(PRIMARY_PUPILS, location))
    raw = typical * np.exp(0.40 * source.standard_normal(len(typical)))
    ratio = np.where(is_junior, JUNIOR.teachers_per_pupil, PRIMARY.teachers_per_pupil)
    scale = county.teachers / float(raw @ ratio)
    return np.maximum(30, np.round(raw * scale)).astype(np.int64)


def _needs(
    source: np.random.Generator, county: CountySize, location: Ints, is_junior: Flags, pupils: Ints
) -> list[Floats]:
    """Return the teachers each section needs in each subject; together about as many as there are."""
    classes = np.ceil(pupils / by_location(CLASS_SIZE, location))
    per_class = np.where(is_junior, JUNIOR.teachers_per_class, PRIMARY.teachers_per_class)
    by_class, by_pupil = classes * per_class, pupils.astype(np.float64)
    total = by_class / by_class.sum() * 0.5 + by_pupil / by_pupil.sum() * 0.5
    total = total * county.teachers * 0.985 * np.exp(0.20 * source.standard_normal(len(total)))
    tables = [JUNIOR if junior else PRIMARY for junior in is_junior.tolist()]
    return [
        teachers * np.array(table.shares) / sum(table.shares)
        for teachers, table in zip(total.tolist(), tables, strict=True)
    ]


def _hardware(source: np.random.Generator, sections: int) -> tuple[Ints, Ints]:
    """Return how many hardware indicators are below their threshold and below 85 percent of it."""
    below = source.choice(3, sections, p=[0.72, 0.23, 0.05]).astype(np.int64)
    far_below = np.where(source.random(sections) < 0.2, np.minimum(below, 1), 0)
    return below, far_below.astype(np.int64)


def _entities(source: np.random.Generator, town_of_school: Ints) -> list[int]:
    """Return the legal entity of each school; a few are campuses of the school before them in the same town."""
    entity = list(range(len(town_of_school)))
    is_campus = source.random(len(entity)) < SHARE_OF_CAMPUSES
    last_in_town: dict[int, int] = {}
    for school, town in enumerate(town_of_school.tolist()):
        if is_campus[school] and town in last_in_town:
            entity[school] = entity[last_in_town[town]]
        last_in_town[town] = school
    return entity


def _names(school_of_section: Ints, is_junior: Flags, schools: int) -> list[str]:
    stages: list[set[Any]] = [set() for _ in range(schools)]
    for school, junior in zip(school_of_section.tolist(), is_junior.tolist(), strict=True):
        stages[school].add(junior)
    words = {(False,): "小学", (True,): "初级中学", (False, True): "九年一贯制学校"}
    return [f"演示{number:04}{words[tuple(sorted(kind))]}" for number, kind in enumerate(stages, start=1)]
