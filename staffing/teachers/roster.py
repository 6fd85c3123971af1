"""The roster (教师花名册) of a county on one day: who teaches where, with what qualifications, in a fixed number of statements.

Indicators, needs, eligibility and the plan start from it, so that a person counts the same everywhere. It holds no
identity number, phone or reason of deferral.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from sqlalchemy import Select, or_, select

from staffing.audit.remembering import only_reads
from staffing.core.collecting import collection_paused
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)
from staffing.teachers.following import ASIDE, Followed, merged
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Certificate,
    Degree,
    Employment,
    Leadership,
    Teacher,
    TitleGrant,
)

Statement = Select[*tuple[Any, ...]]
SUBJECT_SEPARATOR = "、"
# About 5 MB each for 5 000 persons: the data day, the day plans begin, today.
ROSTERS: "Followed[Roster]" = Followed(4, ASIDE | {"TrainingRecord", "Appraisal", "Discipline", "Deferral", "RotationRecord"})


@dataclass(frozen=True, slots=True)
class Service:
    """One running appointment: personnel school and stage (人事校), section taught at (任教校; None = teaches nowhere)."""

    kind: AppointmentKind
    personnel_school_id: int
    personnel_stage: Stage
    section_id: int | None
    subject: str
    more_subjects: tuple[str, ...]
    graduating_class: bool
    share: Decimal
    since: dt.date


@dataclass(frozen=True, slots=True)
class Honour:
    """A backbone honour with its level and validity."""

    level: BackboneLevel
    granted_on: dt.date
    expires_on: dt.date | None

    def is_valid(self, on: dt.date) -> bool:
        """True if the honour was given by that day and has not expired; the day of expiry still counts."""
        return self.granted_on <= on and (self.expires_on is None or on <= self.expires_on)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person on the staff on the roster's day."""

    id: int
    number: str
    pseudonym: str
    name: str
    sex: Sex
    birth_date: dt.date
    work_began_on: dt.date | None
    home_township: str
    home_longitude: float | None
    home_latitude: float | None
    partner_id: int | None
    employment: EmploymentKind
    category: StaffCategory
    track: PostTrack
    service_stage: ServiceStage
    status: PostStatus
    services: tuple[Service, ...]
    degree: DegreeLevel | None
    title: TitleLevel | None
    honours: tuple[Honour, ...]
    certificates: tuple[tuple[CertificateKind, str], ...]
    leader_role: LeaderRole

    @property
    def main_service(self) -> Service | None:
        """Return the appointment with the largest share, the longest running of equals; None without one."""
        return min(self.services, key=lambda service: (-service.share, service.since), default=None)

    def backbone_level(self, on: dt.date) -> BackboneLevel | None:
        """Return the highest level of the honours valid on that day; several honours count once."""
        levels = [honour.level for honour in self.honours if honour.is_valid(on)]
        return max(levels, key=lambda level: level.rank, default=None)


@dataclass(frozen=True, slots=True)
class Roster:
    """All persons with an employment on the day, ordered by id."""

    on: dt.date
    entries: tuple[RosterEntry, ...]

    def by_id(self) -> Mapping[int, RosterEntry]:
        """Return the entries by teacher id."""
        return {entry.id: entry for entry in self.entries}


def load_roster(county_id: int, on: dt.date) -> Roster:
    """Return the roster of a county on a day (seven statements whatever its size).

    Pages that only read share it, and read anew only whom the audit log names; a transaction that writes always loads it anew.
    """
    if not only_reads():
        return _load(county_id, on)
    return ROSTERS.find(county_id, (on,), lambda: _load(county_id, on), lambda roster, touched: _follow(county_id, roster, touched))


@collection_paused()
def _load(county_id: int, on: dt.date, ids: Collection[int] | None = None) -> Roster:
    of = _Persons(county_id, on, ids)
    services = _grouped(_services_on(of), _service)
    honours = _grouped(of.facts(BackboneHonour.teacher_id, BackboneHonour.level, BackboneHonour.granted_on,
                                BackboneHonour.expires_on), lambda row: Honour(row[1], row[2], row[3]))
    degrees = _grouped(of.facts(Degree.teacher_id, Degree.level, Degree.graduated_on)
                       .where(or_(Degree.graduated_on.is_(None), Degree.graduated_on <= on)), lambda row: row[1])
    titles = _grouped(of.facts(TitleGrant.teacher_id, TitleGrant.level, TitleGrant.granted_on)
                      .where(or_(TitleGrant.granted_on.is_(None), TitleGrant.granted_on <= on)), lambda row: row[1])
    certificates = _grouped(of.facts(Certificate.teacher_id, Certificate.kind, Certificate.subject, Certificate.issued_on)
                            .where(or_(Certificate.issued_on.is_(None), Certificate.issued_on <= on)), lambda row: (row[1], row[2]))
    leaders = _grouped(_dated(of.facts(Leadership.teacher_id, Leadership.role), Leadership, on), lambda row: row[1])
    persons: Iterable[Any] = db.session.execute(_persons_on(of))
    entries = tuple(
        # The columns stand in the order of the entry's fields; by position, because names cost as much as the rows themselves.
        RosterEntry(  # type: ignore[call-arg]  # a row of Any holds more than one argument
            *row, tuple(services.get(row[0], ())), _highest(degrees.get(row[0])), _highest(titles.get(row[0])),
            tuple(honours.get(row[0], ())), tuple(certificates.get(row[0], ())), _leading(leaders.get(row[0])))
        for row in persons
    )
    return Roster(on, entries)


def _follow(county_id: int, roster: Roster, touched: frozenset[int]) -> Roster:
    """Return the roster with some persons read anew, whether they were on it or are."""
    fresh = _load(county_id, roster.on, touched).entries
    kept = [entry for entry in roster.entries if entry.id not in touched]
    return Roster(roster.on, merged(kept, fresh, attrgetter("id")))


@dataclass(frozen=True, slots=True)
class _Persons:
    """Whose records are read: everybody's of a county, or those of some persons."""

    county_id: int
    on: dt.date
    ids: Collection[int] | None

    def facts(self, teacher_id: Any, *columns: Any) -> Statement:
        """Return the rows of a kind of fact, the person first."""
        return self.narrowed(select(teacher_id, *columns).join(Teacher, Teacher.id == teacher_id))

    def narrowed(self, statement: Statement) -> Statement:
        """Return the rows of a statement about teachers that are these persons'."""
        own = statement.where(Teacher.county_id == self.county_id)
        return own if self.ids is None else own.where(Teacher.id.in_(self.ids))


def _persons_on(of: _Persons) -> Statement:
    columns = (
        Teacher.id, Teacher.number, Teacher.pseudonym, Teacher.name, Teacher.sex, Teacher.birth_date, Teacher.work_began_on,
        Teacher.home_township, Teacher.home_longitude, Teacher.home_latitude, Teacher.partner_id, Employment.kind.label("employment"),
        Employment.category, Employment.track, Employment.stage_of_service.label("service_stage"), Employment.status,
    )
    statement = of.narrowed(select(*columns).join(Employment, Employment.teacher_id == Teacher.id)).where(
        Employment.status.not_in((PostStatus.RETIRED, PostStatus.LEFT)))
    return _dated(statement, Employment, of.on).order_by(Teacher.id)


def _services_on(of: _Persons) -> Statement:
    statement = of.facts(
        Appointment.teacher_id, Appointment.kind, Appointment.personnel_school_id, Appointment.personnel_stage,
        Appointment.section_id, Appointment.subject, Appointment.more_subjects, Appointment.graduating_class, Appointment.share,
        Appointment.valid_from,
    )
    return _dated(statement, Appointment, of.on).order_by(Appointment.teacher_id, Appointment.id)


def _service(row: Any) -> Service:
    _, kind, school_id, stage, section_id, subject, more, graduating, share, since = row
    several = tuple(part for part in more.split(SUBJECT_SEPARATOR) if part) if more else ()
    return Service(kind, school_id, stage, section_id, subject, several, graduating, share, since)


def _dated(statement: Statement, model: Any, on: dt.date) -> Statement:
    return statement.where(model.valid_from <= on, or_(model.valid_to.is_(None), model.valid_to > on))


def _grouped(statement: Statement, make: Any) -> dict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement):
        grouped[row[0]].append(make(row))
    return grouped


def _highest(levels: list[Any] | None) -> Any:
    if not levels:
        return None
    return levels[0] if len(levels) == 1 else max(levels, key=lambda level: level.rank)


def _leading(roles: list[LeaderRole] | None) -> LeaderRole:
    return max(roles, key=list(LeaderRole).index) if roles else LeaderRole.NONE
