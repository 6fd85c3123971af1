"""Who could go where: every (teacher, section, subject) that no condition excludes, as parallel arrays.

Conditions of docs/rotation-model.md, section 1. Nothing is left out for being unlikely: a cut by score was measured
to miss plans that are several times cheaper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.rotation.county import NONE, BoolArray, County, IntArray, build_county
from solvers.rotation.instance import Instance
from solvers.rotation.relations import carries_relation, counts_at_host
from solvers.rotation.vocabulary import ZoneLimit

DISTANCE_TOLERANCE_KM = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Possible moves (可能的交流), ordered by teacher, section and subject; the arrays are parallel.

    Each array but the first three answers a question that rules and goals ask of every candidate.
    """

    county: County
    teacher: IntArray
    section: IntArray  # destination
    subject: IntArray  # taught there
    origin: IntArray  # section left
    home_subject: IntArray
    home_school: IntArray
    host_school: IntArray
    is_backbone: BoolArray
    carries_relation: BoolArray  # the personnel relation goes along
    counts_at_host: BoolArray  # the indicators count the teacher at the destination

    def __len__(self) -> int:
        return int(self.teacher.size)

    @property
    def cell_left(self) -> IntArray:
        """Return the flat position of the cell that the teacher leaves."""
        return self.origin * self.county.subjects.size + self.home_subject

    @property
    def cell_entered(self) -> IntArray:
        """Return the flat position of the cell that the teacher enters."""
        return self.section * self.county.subjects.size + self.subject

    def at(self, teacher: int) -> IntArray:
        """Return the positions of one teacher's candidates."""
        first, last = np.searchsorted(self.teacher, [teacher, teacher + 1])
        return np.arange(first, last, dtype=np.int64)

    def find(self, teacher: int, section: int, subject: int) -> int | None:
        """Return the position of one candidate, None if the move is none."""
        own = self.at(teacher)
        found = own[(self.section[own] == section) & (self.subject[own] == subject)]
        return int(found[0]) if found.size else None


def find_candidates(instance: Instance) -> Candidates:
    """Return all candidates of an instance."""
    county = build_county(instance)
    reach = _school_pairs(instance, county)
    parts = [
        _candidates_of(instance, county, reach, subject, stage)
        for subject in range(county.subjects.size)
        for stage in range(county.teacher_above.shape[1])
    ]
    teacher, section, subject = (
        np.concatenate([np.zeros(0, dtype=np.int64), *(part[place] for part in parts)]) for place in range(3)
    )
    kept = ~_is_forbidden(instance, county, teacher, section)
    teacher, section, subject = teacher[kept], section[kept], subject[kept]
    order = np.lexsort((subject, section, teacher))
    return _described(instance, county, teacher[order], section[order], subject[order])


@dataclass(frozen=True, slots=True)
class _SchoolPairs:
    """School by school: another school and entity; near enough; within the zone limit."""

    another: BoolArray
    near: BoolArray
    same_zone: BoolArray


def _school_pairs(instance: Instance, county: County) -> _SchoolPairs:
    entity, zone = county.school_entity, county.school_zone
    another = entity[:, None] != entity[None, :]
    np.fill_diagonal(another, val=False)
    near = county.school_km <= instance.settings.max_distance_km + DISTANCE_TOLERANCE_KM
    # A school without zone is not limited, neither as origin nor as destination.
    same_zone = (zone[:, None] == zone[None, :]) | (zone[:, None] == NONE) | (zone[None, :] == NONE)
    return _SchoolPairs(another, near, same_zone)


def _candidates_of(
    instance: Instance, county: County, pairs: _SchoolPairs, subject: int, stage: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Return the candidates who would teach the subject at the stage."""
    able = county.teacher_sendable & county.teacher_teaches[:, subject] & county.teacher_covers[:, stage]
    if not instance.settings.cross_stage:
        able &= county.section_stage[county.teacher_section] == stage
    teachers = np.flatnonzero(able)
    sections = np.flatnonzero((county.section_stage == stage) & (county.cell_most[:, subject] > 0))
    here, there = county.teacher_school[teachers][:, None], county.section_school[sections][None, :]
    fits = pairs.another[here, there]
    fits &= pairs.near[here, there] | county.teacher_volunteer[teachers][:, None]
    fits &= ~_zone_limited(instance, county)[teachers][:, None] | pairs.same_zone[here, there]
    rows, columns = np.nonzero(fits)
    return teachers[rows], sections[columns], np.full(rows.size, subject, dtype=np.int64)


def _zone_limited(instance: Instance, county: County) -> BoolArray:
    limit = instance.settings.zone_limit
    if limit is ZoneLimit.NONE:
        return np.zeros(county.teacher_ids.size, dtype=np.bool_)
    if limit is ZoneLimit.ORDINARY:
        return ~county.teacher_backbone
    return np.ones(county.teacher_ids.size, dtype=np.bool_)


def _is_forbidden(instance: Instance, county: County, teacher: IntArray, section: IntArray) -> BoolArray:
    keys = teacher * county.section_ids.size + section
    pairs = instance.index.forbidden
    forbidden = [county.teacher_at[who] * county.section_ids.size + county.section_at[where] for who, where in pairs]
    return np.isin(keys, np.array(forbidden, dtype=np.int64))


def _described(
    instance: Instance, county: County, teacher: IntArray, section: IntArray, subject: IntArray
) -> Candidates:
    host = county.section_school[section]
    relation = carries_relation(instance, county, host)
    return Candidates(
        county=county,
        teacher=teacher,
        section=section,
        subject=subject,
        origin=county.teacher_section[teacher],
        home_subject=county.teacher_subject[teacher],
        home_school=county.teacher_school[teacher],
        host_school=host,
        is_backbone=county.teacher_backbone[teacher],
        carries_relation=relation,
        counts_at_host=counts_at_host(instance, relation),
    )


def decided_as_candidates(instance: Instance, county: County) -> Candidates:
    """Return the moves decided elsewhere, described like candidates, though no condition applied to them."""
    rows = instance.decided_moves
    teacher = np.array([county.teacher_at[row.teacher] for row in rows], dtype=np.int64)
    section = np.array([county.section_at[row.to] for row in rows], dtype=np.int64)
    subject = np.array([county.subject_at[row.subject] for row in rows], dtype=np.int64)
    return _described(instance, county, teacher, section, subject)
