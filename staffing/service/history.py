"""What the ledger starts from: each person's appointments, statuses and rotations, and how each school stood when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, or_, select

from staffing.core.collecting import collection_paused
from staffing.extensions import db
from staffing.schools.enums import Location, Remoteness, Stage, Strength
from staffing.schools.models import School, SchoolStanding, Section
from staffing.service.months import Days
from staffing.teachers.enums import AppointmentKind, EmploymentKind, PostStatus, StaffCategory
from staffing.teachers.models import Appointment, Employment, RotationRecord, Teacher

Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Stay:
    """An appointment at a teaching school (任教校)."""

    start: dt.date
    end: dt.date
    school_id: int
    share: Decimal
    kind: AppointmentKind
    subject: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class AtWork:
    """How somebody was employed and whether at work in a span."""

    start: dt.date
    end: dt.date
    status: PostStatus
    kind: EmploymentKind
    category: StaffCategory


@dataclass(frozen=True, slots=True)
class Rotation:
    """A past or running rotation; ``end`` is its last day, None while it runs."""

    kind: str
    start: dt.date
    end: dt.date | None
    from_school_id: int | None
    to_school_id: int | None
    from_name: str
    to_name: str
    relation_moved: bool
    full_time: bool


@dataclass(slots=True)
class History:
    """One person's past."""

    stays: list[Stay] = field(default_factory=list)
    work: list[AtWork] = field(default_factory=list)
    rotations: list[Rotation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StandingSpan:
    """How a school stood in a span."""

    start: dt.date
    end: dt.date
    location: Location
    remoteness: Remoteness
    strength: Strength | None

    def lies_in(self, locations: Collection[str]) -> bool:
        """True if the school lay in one of the places."""
        return self.location.value in locations

    def is_listed(self, strengths: Collection[str]) -> bool:
        """True if the bureau listed the school with one of the strengths."""
        return self.strength is not None and self.strength.value in strengths


@dataclass(frozen=True, slots=True)
class SchoolPast:
    """A school as the ledger needs it: where it lies, and its standings in order of time."""

    id: int
    name: str
    township: str
    entity_id: int
    longitude: float | None
    latitude: float | None
    standings: tuple[StandingSpan, ...]

    def standing_on(self, day: dt.date) -> StandingSpan | None:
        """Return how the school stood on a day."""
        return next((one for one in self.standings if one.start <= day < one.end), None)


@dataclass(frozen=True, slots=True)
class Records:
    """The past of a county's staff up to a day (included): persons by id, schools by id in the order of their codes."""

    on: dt.date
    persons: Mapping[int, History]
    schools: Mapping[int, SchoolPast]

    @property
    def end(self) -> dt.date:
        """Return the day after the last one that is looked at."""
        return self.on + dt.timedelta(days=1)


def load_records(county_id: int, on: dt.date, *, since: dt.date | None = None, teacher_id: int | None = None) -> Records:
    """Return the past up to a day in five statements; ``since`` leaves out what ended before, ``teacher_id`` all others."""
    with collection_paused():
        persons: defaultdict[int, History] = defaultdict(History)
        schools = load_schools(county_id)
        rows = db.session.execute(select(Section.id, Section.school_id, Section.stage).where(Section.county_id == county_id))
        sections = {section: (school, stage) for section, school, stage in rows}
        for row in db.session.execute(_narrowed(_stays(county_id), Appointment, on, since, teacher_id)):
            teacher, start, end, section, share, kind, subject = row
            persons[teacher].stays.append(Stay(start, end or dt.date.max, sections[section][0], share, kind, subject, sections[section][1]))
        for row in db.session.execute(_narrowed(_work(county_id), Employment, on, since, teacher_id)):
            teacher, start, end, status, kind, category = row
            persons[teacher].work.append(AtWork(start, end or dt.date.max, status, kind, category))
        for row in db.session.execute(_rotations(county_id, on, teacher_id)):
            persons[row[0]].rotations.append(Rotation(*row[1:]))
    return Records(on, persons, schools)


def load_schools(county_id: int) -> dict[int, SchoolPast]:
    """Return the county's schools with their standings, in the order of codes (two statements)."""
    spans: defaultdict[int, list[StandingSpan]] = defaultdict(list)
    rows = db.session.execute(
        select(SchoolStanding.school_id, SchoolStanding.valid_from, SchoolStanding.valid_to, SchoolStanding.location, SchoolStanding.remoteness,
               SchoolStanding.strength).join(School).where(School.county_id == county_id).order_by(SchoolStanding.school_id, SchoolStanding.valid_from))
    for school, start, end, location, remoteness, strength in rows:
        spans[school].append(StandingSpan(start, end or dt.date.max, location, remoteness, strength))
    statement = select(School.id, School.name, School.township, School.entity_id, School.longitude, School.latitude).where(
        School.county_id == county_id).order_by(School.code, School.id)
    return {row[0]: SchoolPast(*row, tuple(spans[row[0]])) for row in db.session.execute(statement)}


def past_of(school: School) -> SchoolPast:
    """Return a loaded school as the ledger needs it."""
    spans = tuple(StandingSpan(one.valid_from, one.valid_to or dt.date.max, one.location, one.remoteness, one.strength) for one in school.standings)
    return SchoolPast(school.id, school.name, school.township, school.entity_id, school.longitude, school.latitude, spans)


def standing_days(school: SchoolPast, locations: Collection[str], strengths: Collection[str]) -> list[Days]:
    """Return the spans in which the school lay in one of the places, or was listed with one of the strengths."""
    return [(one.start, one.end) for one in school.standings
            if one.lies_in(locations) or one.is_listed(strengths)]


def away_days(work: Iterable[AtWork], away: Collection[str]) -> list[Days]:
    """Return the spans in which somebody was in one of the statuses that do not count."""
    return [(one.start, one.end) for one in work if one.status.value in away]


def _stays(county_id: int) -> Statement:
    return _of(county_id, Appointment, Appointment.valid_from, Appointment.valid_to, Appointment.section_id, Appointment.share, Appointment.kind,
               Appointment.subject).where(Appointment.section_id.is_not(None)).order_by(Appointment.teacher_id, Appointment.valid_from, Appointment.id)


def _work(county_id: int) -> Statement:
    return _of(county_id, Employment, Employment.valid_from, Employment.valid_to, Employment.status, Employment.kind, Employment.category).order_by(
        Employment.teacher_id, Employment.valid_from, Employment.id)


def _rotations(county_id: int, on: dt.date, teacher_id: int | None) -> Statement:
    record = RotationRecord
    statement = _of(county_id, record, record.kind, record.starts_on, record.ends_on, record.from_school_id, record.to_school_id, record.from_school_name,
                    record.to_school_name, record.relation_moved, record.full_time).where(record.starts_on <= on)
    if teacher_id is not None:
        statement = statement.where(record.teacher_id == teacher_id)
    return statement.order_by(record.teacher_id, record.starts_on, record.id)


def _of(county_id: int, model: Any, *columns: Any) -> Statement:
    return select(model.teacher_id, *columns).join(Teacher, Teacher.id == model.teacher_id).where(Teacher.county_id == county_id)


def _narrowed(statement: Statement, model: Any, on: dt.date, since: dt.date | None, teacher_id: int | None) -> Statement:
    statement = statement.where(model.valid_from <= on)
    if since is not None:
        statement = statement.where(or_(model.valid_to.is_(None), model.valid_to > since))
    return statement if teacher_id is None else statement.where(model.teacher_id == teacher_id)


def ordered(keys: Iterable[int], schools: Mapping[int, SchoolPast]) -> Sequence[int]:
    """Return school ids in the order of codes."""
    place = {key: number for number, key in enumerate(schools)}
    return sorted(keys, key=lambda key: (place.get(key, len(place)), key))
