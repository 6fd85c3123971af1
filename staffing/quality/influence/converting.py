"""A person of the quality records as eligibility, indicators and need read persons, so that a changed record goes the same way.

A test converts every unchanged person of a county and finds what the gatherers of those features read.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from staffing.eligibility.facts import (
    AppointmentSpan,
    DeferralRecord,
    LeaderSpan,
    Place,
    RotationSpan,
    SchoolFacts,
    TeacherFacts,
)
from staffing.eligibility.gathering import Histories, build_facts
from staffing.quality.records import Person
from staffing.teachers.enums import LeaderRole
from staffing.teachers.roster import SUBJECT_SEPARATOR, Honour, RosterEntry, Service


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a verdict needs beside the person: places and schools on the day, and everybody's past."""

    on: dt.date
    places: Mapping[int, Place]
    schools: dict[int, SchoolFacts]
    sections: Mapping[int, int]
    histories: Histories
    volunteers: frozenset[int]


def roster_entry(person: Person, known: RosterEntry | None, on: dt.date) -> RosterEntry | None:
    """Return the person as the roster of the day has persons; None for whom it leaves out."""
    running = [row for row in person.employments if row.covers(on) and not row.gone]
    if not running:
        return None
    employment = running[-1]
    degrees = [row.level for row in person.degrees if row.graduated_on is None or row.graduated_on <= on]
    titles = [row.level for row in person.titles if row.granted_on is None or row.granted_on <= on]
    roles = [row.role for row in person.leaderships if row.covers(on)]
    return RosterEntry(
        id=person.id, number=person.number, pseudonym=known.pseudonym if known else "", name=person.name, sex=person.sex,
        birth_date=person.born, work_began_on=person.work_began_on, home_township=known.home_township if known else "",
        home_longitude=known.home_longitude if known else None, home_latitude=known.home_latitude if known else None,
        partner_id=person.partner_id, employment=employment.kind, category=employment.category, track=employment.track,
        service_stage=employment.service_stage, status=employment.status, services=_services(person, on),
        degree=max(degrees, key=lambda level: level.rank, default=None), title=max(titles, key=lambda level: level.rank, default=None),
        honours=tuple(Honour(row.level, row.granted_on, row.expires_on) for row in person.honours),
        certificates=tuple((row.kind, row.subject) for row in person.certificates if row.issued_on is None or row.issued_on <= on),
        leader_role=max(roles, key=list(LeaderRole).index, default=LeaderRole.NONE))


def _services(person: Person, on: dt.date) -> tuple[Service, ...]:
    return tuple(Service(
        row.kind, row.school_id, row.stage, row.section_id, row.subject, tuple(part for part in row.more_subjects.split(SUBJECT_SEPARATOR) if part),
        row.graduating_class, row.share, row.start) for row in person.appointments if row.covers(on))


def teacher_facts(person: Person, entry: RosterEntry | None, around: Surroundings) -> TeacherFacts | None:
    """Return what a verdict starts from; None for whom no list has: not employed, or without a school that stands."""
    service = entry.main_service if entry is not None else None
    if entry is None or service is None or service.personnel_school_id not in around.schools:
        return None
    return build_facts(entry, service, around.schools, _histories(person, around), around.on, volunteer=person.id in around.volunteers)


def _histories(person: Person, around: Surroundings) -> Histories:
    on, places = around.on, around.places
    known = around.histories
    rotations: defaultdict[int, list[RotationSpan]] = defaultdict(list)
    if person.partner_id is not None:
        rotations[person.partner_id] = known.rotations[person.partner_id]
    rotations[person.id] = [RotationSpan(
        start=row.start, end=row.end, kind=row.kind, to_place=places.get(row.to_school_id or 0), relation_moved=row.relation_moved,
        full_time=row.full_time) for row in person.rotations if row.start <= on]
    return Histories(
        appointments={person.id: [AppointmentSpan(
            start=row.start, end=row.end, personnel=places[row.school_id], kind=row.kind, share=row.share,
            teaching=places[around.sections[row.section_id]] if row.section_id is not None else None)
            for row in person.appointments if row.start <= on]},
        rotations=rotations,
        leaders={person.id: [LeaderSpan(start=row.start, end=row.end, role=row.role, place=places[row.school_id],
                                        full_terms=max(0, row.term - 1)) for row in person.leaderships if row.start <= on]},
        deferrals={person.id: [DeferralRecord(start=row.start, end=row.end, ground=row.ground, has_evidence=row.has_evidence)
                               for row in person.deferrals if row.start <= on]},
        disciplines={person.id: known.disciplines[person.id]}, appraisals={person.id: known.appraisals[person.id]})
