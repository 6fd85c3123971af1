"""The instance as parallel numpy arrays: positions in place of ids, so that rules and goals need no loops.

Positions follow the order of the instance. Cells (学部学科) are places of dense tables, section by subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from solvers.rotation.instance import Instance
from solvers.rotation.records import Teacher
from solvers.rotation.vocabulary import (
    ALL_TEACHERS,
    BACKBONE_TEACHERS,
    SchoolId,
    SectionId,
    Stage,
    Subject,
    TeacherId,
    TeacherStatus,
)

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
Names = NDArray[np.object_]

STAGES = tuple(Stage)
NONE = -1
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, eq=False)
class County:
    """Arrays over schools, sections, subjects and teachers; `ids` stand beside them for naming rows."""

    school_ids: Names
    section_ids: Names
    subjects: Names
    teacher_ids: Names
    school_at: dict[SchoolId, int]
    section_at: dict[SectionId, int]
    subject_at: dict[Subject, int]
    teacher_at: dict[TeacherId, int]

    school_entity: IntArray
    school_zone: IntArray  # NONE where the school has no zone
    school_location: IntArray
    school_posts: IntArray
    school_staff: IntArray
    school_km: FloatArray  # school by school

    section_school: IntArray
    section_stage: IntArray  # position in STAGES
    section_strength: IntArray

    cell_listed: IntArray  # section by subject
    cell_least: IntArray
    cell_most: IntArray

    teacher_section: IntArray
    teacher_subject: IntArray
    teacher_backbone: BoolArray
    teacher_above: BoolArray  # teacher by stage
    teacher_volunteer: BoolArray
    teacher_sendable: BoolArray  # eligible, or deferred and volunteer; neither staying nor decided elsewhere
    teacher_covers: BoolArray  # teacher by stage: the certificate admits it
    teacher_teaches: BoolArray  # teacher by subject: own or further certified

    @property
    def teacher_school(self) -> IntArray:
        """Return the present school of each teacher."""
        return self.section_school[self.teacher_section]


def build_county(instance: Instance) -> County:
    """Return the arrays of an instance."""
    school_at = {row.id: at for at, row in enumerate(instance.schools)}
    section_at = {row.id: at for at, row in enumerate(instance.sections)}
    subject_at = _subjects(instance)
    teachers = instance.teachers
    schools, sections = instance.schools, instance.sections
    listed, least, most = _cells(instance, section_at, subject_at)
    return County(
        school_ids=_names(school_at),
        section_ids=_names(section_at),
        subjects=_names(subject_at),
        teacher_ids=_names(row.id for row in teachers),
        school_at=school_at,
        section_at=section_at,
        subject_at=subject_at,
        teacher_at={row.id: at for at, row in enumerate(teachers)},
        school_entity=_codes([row.entity for row in schools]),
        school_zone=_codes([row.zone for row in schools]),
        school_location=_integers(schools, lambda row: row.location.rank),
        school_posts=_integers(schools, lambda row: row.authorised_posts),
        school_staff=_integers(schools, lambda row: row.staff),
        school_km=_distances(instance, school_at),
        section_school=_integers(sections, lambda row: school_at[row.school]),
        section_stage=_integers(sections, lambda row: STAGES.index(row.stage)),
        section_strength=_integers(sections, lambda row: row.strength),
        cell_listed=listed,
        cell_least=least,
        cell_most=most,
        teacher_section=_integers(teachers, lambda row: section_at[row.section]),
        teacher_subject=_integers(teachers, lambda row: subject_at[row.subject]),
        teacher_backbone=_flags(teachers, lambda row: row.backbone),
        teacher_above=_by_stage(teachers, lambda row, stage: row.above_degree.at(stage)),
        teacher_volunteer=_flags(teachers, lambda row: row.volunteer),
        teacher_sendable=_flags(teachers, lambda row: _may_be_sent(row) and row.id not in instance.index.decided),
        teacher_covers=_covers(instance),
        teacher_teaches=_teaches(instance, subject_at),
    )


def members_of(instance: Instance, group: str) -> BoolArray:
    """Return which teachers belong to the group of a quota (`all` and `backbone` are reserved names)."""
    if group == ALL_TEACHERS:
        return np.ones(len(instance.teachers), dtype=np.bool_)
    if group == BACKBONE_TEACHERS:
        return _flags(instance.teachers, lambda row: row.backbone)
    return _flags(instance.teachers, lambda row: group in row.groups)


def _may_be_sent(teacher: Teacher) -> bool:
    if teacher.must_stay:
        return False
    if teacher.status is TeacherStatus.DEFERRED:
        return teacher.volunteer
    return teacher.status is TeacherStatus.ELIGIBLE


def _subjects(instance: Instance) -> dict[Subject, int]:
    seen: dict[Subject, int] = {}
    for demand in instance.demand:
        seen.setdefault(demand.subject, len(seen))
    for teacher in instance.teachers:
        seen.setdefault(teacher.subject, len(seen))
        for subject in teacher.more_subjects:
            seen.setdefault(subject, len(seen))
    for move in instance.decided_moves:
        seen.setdefault(move.subject, len(seen))
    return seen


def _cells(
    instance: Instance, section_at: dict[SectionId, int], subject_at: dict[Subject, int]
) -> tuple[IntArray, IntArray, IntArray]:
    listed, least, most = (np.zeros((len(section_at), len(subject_at)), dtype=np.int64) for _ in range(3))
    for (section, subject), count in instance.index.listed_in_cell.items():
        listed[section_at[section], subject_at[subject]] = count
    for demand in instance.demand:
        place = section_at[demand.section], subject_at[demand.subject]
        least[place], most[place] = demand.min, demand.max
    return listed, least, most


def _distances(instance: Instance, school_at: dict[SchoolId, int]) -> FloatArray:
    x = np.array([row.x_km for row in instance.schools], dtype=np.float64)
    y = np.array([row.y_km for row in instance.schools], dtype=np.float64)
    km = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    # The bureau's own table replaces the straight line where it speaks (mountain roads).
    for (here, there), road_km in instance.index.road_km.items():
        km[school_at[here], school_at[there]] = road_km
    return np.asarray(km, dtype=np.float64)


def _covers(instance: Instance) -> BoolArray:
    covers = instance.settings.certificate_covers
    return _by_stage(instance.teachers, lambda row, stage: stage in covers.stages(row.certificate))


def _teaches(instance: Instance, subject_at: dict[Subject, int]) -> BoolArray:
    teaches = np.zeros((len(instance.teachers), len(subject_at)), dtype=np.bool_)
    for at, teacher in enumerate(instance.teachers):
        teaches[at, subject_at[teacher.subject]] = True
        for subject in teacher.more_subjects:
            teaches[at, subject_at[subject]] = True
    return teaches


def _by_stage(rows: Sequence[Teacher], question: Callable[[Teacher, Stage], bool]) -> BoolArray:
    answers = [[question(row, stage) for stage in STAGES] for row in rows]
    return np.array(answers, dtype=np.bool_).reshape(len(rows), len(STAGES))


def _integers(rows: Sequence[Row], question: Callable[[Row], int]) -> IntArray:
    return np.array([question(row) for row in rows], dtype=np.int64)


def _flags(rows: Sequence[Row], question: Callable[[Row], bool]) -> BoolArray:
    return np.array([question(row) for row in rows], dtype=np.bool_)


def _codes(words: Sequence[str | None]) -> IntArray:
    known: dict[str, int] = {}
    return np.array([NONE if w is None else known.setdefault(w, len(known)) for w in words], dtype=np.int64)


def _names(words: Iterable[str]) -> Names:
    return np.array(list(words), dtype=np.object_)
