"""Gather from the records what a verdict needs to know of each teacher, in a fixed number of statements.

The facts are those of the cut-off day: an appointment that begins later is not seen, one that ended counts as service.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from staffing.eligibility.facts import (
    AppointmentSpan,
    AppraisalResult,
    DeferralRecord,
    DisciplineSpan,
    HonourSpan,
    LeaderSpan,
    Place,
    RotationSpan,
    SchoolFacts,
    TeacherFacts,
)
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import intents_by_teacher
from staffing.schools.enums import Location
from staffing.schools.models import GroupMembership, School, SchoolStanding, Section
from staffing.teachers.enums import TitleLevel
from staffing.teachers.models import (
    Appointment,
    Appraisal,
    Deferral,
    Discipline,
    Leadership,
    RotationRecord,
    Teacher,
)
from staffing.teachers.roster import Roster, RosterEntry, Service, load_roster

Statement = Select[*tuple[Any, ...]]
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts of all teachers with a school, and the ids of persons whose records name none."""

    facts: tuple[TeacherFacts, ...]
    without_school: tuple[int, ...]
    roster: Roster


@dataclass(frozen=True, slots=True)
class Histories:
    """Each teacher's past, by teacher id."""

    appointments: dict[int, list[AppointmentSpan]]
    rotations: dict[int, list[RotationSpan]]
    leaders: dict[int, list[LeaderSpan]]
    deferrals: dict[int, list[DeferralRecord]]
    disciplines: dict[int, list[DisciplineSpan]]
    appraisals: dict[int, list[AppraisalResult]]


def gather_facts(year: RotationYear) -> Gathered:
    """Return what the verdicts of a rotation year start from."""
    on, county_id = year.cut_off_on, year.county_id
    roster = load_roster(county_id, on)
    places = list_places(county_id, on)
    schools = list_school_facts(county_id, on, places)
    histories = gather_histories(county_id, on, places)
    intents = intents_by_teacher(year.id)
    facts, without = [], []
    for entry in roster.entries:
        service = entry.main_service
        if service is None or service.personnel_school_id not in schools:
            without.append(entry.id)
            continue
        intent = intents.get(entry.id)
        facts.append(build_facts(entry, service, schools, histories, on, volunteer=bool(intent and intent.volunteer)))
    return Gathered(tuple(facts), tuple(without), roster)


def build_facts(entry: RosterEntry, service: Service, schools: dict[int, SchoolFacts], histories: Histories, on: dt.date, *,
                volunteer: bool) -> TeacherFacts:
    """Return the facts of one person."""
    appointments = tuple(histories.appointments[entry.id])
    return TeacherFacts(
        teacher=entry.id, sex=entry.sex, born=entry.birth_date, school=schools[service.personnel_school_id],
        stage=service.personnel_stage, employment=entry.employment, category=entry.category, post_status=entry.status,
        service_stage=entry.service_stage, track=entry.track, title=entry.title or TitleLevel.NONE,
        appointments=appointments, rotations=tuple(histories.rotations[entry.id]), leader_role=entry.leader_role,
        leader_spans=tuple(histories.leaders[entry.id]), deferrals=tuple(histories.deferrals[entry.id]),
        disciplines=tuple(histories.disciplines[entry.id]), appraisals=tuple(histories.appraisals[entry.id]),
        honours=tuple(HonourSpan(start=one.granted_on, end=_day_after(one.expires_on), level=one.level) for one in entry.honours),
        rural_years=rural_years(appointments, schools, on), graduating_class=service.graduating_class, volunteer=volunteer,
        partner_rotated=partner_rotated(entry.partner_id, histories, on),
    )


def list_places(county_id: int, on: dt.date) -> dict[int, Place]:
    """Return each school's legal entity and the groups it is in on the day."""
    groups: defaultdict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(_dated(
        select(GroupMembership.school_id, GroupMembership.group_id).join(School).where(School.county_id == county_id),
        GroupMembership, on))
    for school_id, group_id in rows:
        groups[school_id].add(group_id)
    entities = db.session.execute(select(School.id, School.entity_id).where(School.county_id == county_id))
    return {school_id: Place(school_id, entity_id, frozenset(groups[school_id])) for school_id, entity_id in entities}


def list_school_facts(county_id: int, on: dt.date, places: dict[int, Place]) -> dict[int, SchoolFacts]:
    """Return each school's standing on the day; schools without one are left out."""
    rows = db.session.scalars(_dated(
        select(SchoolStanding).join(School).where(School.county_id == county_id), SchoolStanding, on))
    return {
        row.school_id: SchoolFacts(places[row.school_id], row.ownership, row.location, row.remoteness, row.strength) for row in rows
    }


def gather_histories(county_id: int, on: dt.date, places: dict[int, Place]) -> Histories:
    """Return every teacher's past up to the day."""
    sections = dict(db.session.execute(select(Section.id, Section.school_id).where(Section.county_id == county_id)).all())

    def teaching(section_id: int | None) -> Place | None:
        return places[sections[section_id]] if section_id is not None else None

    return Histories(
        appointments=_by_teacher(_begun(county_id, Appointment, Appointment.valid_from, on), lambda row: AppointmentSpan(
            start=row.valid_from, end=row.valid_to, personnel=places[row.personnel_school_id], teaching=teaching(row.section_id),
            kind=row.kind, share=row.share)),
        rotations=_by_teacher(_begun(county_id, RotationRecord, RotationRecord.starts_on, on), lambda row: RotationSpan(
            start=row.starts_on, end=_day_after(row.ends_on), kind=row.kind, to_place=places.get(row.to_school_id),
            relation_moved=row.relation_moved, full_time=row.full_time)),
        leaders=_by_teacher(_begun(county_id, Leadership, Leadership.valid_from, on), lambda row: LeaderSpan(
            start=row.valid_from, end=row.valid_to, role=row.role, place=places[row.school_id], full_terms=max(0, row.term - 1))),
        deferrals=_by_teacher(_begun(county_id, Deferral, Deferral.valid_from, on), lambda row: DeferralRecord(
            start=row.valid_from, end=row.valid_to, ground=row.ground, has_evidence=row.has_evidence)),
        disciplines=_by_teacher(_begun(county_id, Discipline, Discipline.valid_from, on), lambda row: DisciplineSpan(
            start=row.valid_from, end=row.valid_to, kind=row.kind)),
        appraisals=_by_teacher(
            select(Appraisal).join(Teacher).where(Teacher.county_id == county_id, Appraisal.year <= on.year)
            .order_by(Appraisal.teacher_id, Appraisal.year), lambda row: AppraisalResult(row.year, row.grade)),
    )


def rural_years(appointments: Iterable[AppointmentSpan], schools: dict[int, SchoolFacts], on: dt.date) -> int:
    """Return the full years taught at rural schools (农村任教年限), as the schools are placed today."""
    days = 0
    for span in appointments:
        place = span.teaching
        if place is not None and place.school in schools and schools[place.school].location is Location.RURAL:
            days += (min(span.end or on, on) - span.start).days
    return int(days / DAYS_PER_YEAR)


def partner_rotated(partner_id: int | None, histories: Histories, on: dt.date) -> bool:
    """True if the partner is on a rotation on the day."""
    return partner_id is not None and any(span.covers(on) for span in histories.rotations[partner_id])


def _begun(county_id: int, model: Any, begins: InstrumentedAttribute[dt.date], on: dt.date) -> Statement:
    statement: Statement = select(model).join(Teacher, Teacher.id == model.teacher_id)
    return statement.where(Teacher.county_id == county_id, begins <= on).order_by(model.teacher_id, begins, model.id)


def _dated(statement: Any, model: Any, on: dt.date) -> Any:
    return statement.where(model.valid_from <= on, or_(model.valid_to.is_(None), model.valid_to > on))


def _by_teacher(statement: Any, make: Any) -> dict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(statement.execution_options(yield_per=2000)):
        grouped[row.teacher_id].append(make(row))
    return grouped


def _day_after(day: dt.date | None) -> dt.date | None:
    """Return the first day on which something that lasts to ``day`` inclusive is over."""
    return day + dt.timedelta(days=1) if day is not None else None
