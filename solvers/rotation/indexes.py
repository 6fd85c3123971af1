"""Look-ups over the parts of an instance, built once when it is made; plain dicts, so that they can be pickled."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from solvers.rotation.records import DecidedMove, Demand, Indicator, School, Section, Teacher
from solvers.rotation.vocabulary import (
    Cell,
    IndicatorCode,
    SchoolId,
    SectionId,
    TeacherId,
    TitleLevel,
)

if TYPE_CHECKING:
    from solvers.rotation.instance import Instance


@dataclass(frozen=True, slots=True)
class Indexes:
    """Read-only look-ups; every key of the instance is present unless the comment says otherwise."""

    school: dict[SchoolId, School]
    section: dict[SectionId, Section]
    teacher: dict[TeacherId, Teacher]
    school_of_section: dict[SectionId, School]
    sections_of_school: dict[SchoolId, tuple[Section, ...]]
    teachers_of_section: dict[SectionId, tuple[Teacher, ...]]
    listed_in_cell: dict[Cell, int]  # only cells with a listed teacher
    demand: dict[Cell, Demand]  # only cells with a demand row
    indicator: dict[IndicatorCode, Indicator]
    pin: dict[TeacherId, SectionId]  # only pinned teachers
    forbidden: frozenset[tuple[TeacherId, SectionId]]
    decided: dict[TeacherId, DecidedMove]  # only teachers with a decided move
    title_posts: dict[tuple[SchoolId, TitleLevel], int]  # only limited levels
    road_km: dict[tuple[SchoolId, SchoolId], float]  # both directions, only pairs in the table


def _grouped(sections: Iterable[Section], schools: Iterable[School]) -> dict[SchoolId, tuple[Section, ...]]:
    """Return the sections of each school, in the order of the instance."""
    rooms: dict[SchoolId, list[Section]] = {school.id: [] for school in schools}
    for section in sections:
        rooms[section.school].append(section)
    return {school: tuple(members) for school, members in rooms.items()}


def _staffed(instance: "Instance") -> dict[SectionId, tuple[Teacher, ...]]:
    """Return the listed teachers of each section, in the order of the instance."""
    rooms: defaultdict[SectionId, list[Teacher]] = defaultdict(list)
    for teacher in instance.teachers:
        rooms[teacher.section].append(teacher)
    return {section.id: tuple(rooms[section.id]) for section in instance.sections}


def build_indexes(instance: "Instance") -> Indexes:
    """Return the look-ups of a consistent instance."""
    school = {row.id: row for row in instance.schools}
    roads = {(row.from_school, row.to_school): row.km for row in instance.distances}
    roads.update({(row.to_school, row.from_school): row.km for row in instance.distances})
    return Indexes(
        school=school,
        section={row.id: row for row in instance.sections},
        teacher={row.id: row for row in instance.teachers},
        school_of_section={row.id: school[row.school] for row in instance.sections},
        sections_of_school=_grouped(instance.sections, instance.schools),
        teachers_of_section=_staffed(instance),
        listed_in_cell=dict(Counter(teacher.cell for teacher in instance.teachers)),
        demand={(row.section, row.subject): row for row in instance.demand},
        indicator={row.code: row for row in instance.indicators},
        pin={row.teacher: row.section for row in instance.pins},
        forbidden=frozenset((row.teacher, row.section) for row in instance.forbids),
        decided={row.teacher: row for row in instance.decided_moves},
        title_posts={(row.school, row.level): row.posts for row in instance.title_posts},
        road_km=roads,
    )
