"""Gather a county's records for the quality rules in a fixed number of statements, whatever its size.

A look at one school or one person reads only their facts, but always the names of all, because pairs are sought among all.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select

from staffing.core.collecting import collection_paused
from staffing.core.crypto import DecryptionError, FieldCipher
from staffing.extensions import db
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.quality.records import (
    AppointmentRow,
    CertificateRow,
    DeferralRow,
    DegreeRow,
    EmploymentRow,
    Frame,
    HonourRow,
    LeaderRow,
    Person,
    PersonKey,
    Records,
    RotationRow,
    TitleRow,
)
from staffing.quality.school_rows import SchoolRow
from staffing.quality.schools_gathering import build_schools, load_school_frame
from staffing.schools.directory import plain_name
from staffing.schools.models import County, Section
from staffing.schools.queries import get_county
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Certificate,
    Deferral,
    Degree,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
    TitleGrant,
)
from staffing.teachers.personal import field_cipher, teacher_place

Statement = Select[*tuple[Any, ...]]
UNREADABLE = "?"
"""Stands for a number that this installation's key does not open; its shape is then the fault."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom to look at: one person, one school with its persons, or (both None) everybody."""

    teacher_id: int | None = None
    school_id: int | None = None


@collection_paused()
def gather_records(county_id: int, on: dt.date, scope: Scope | None = None) -> Records:
    """Return the records in scope, within their county, as they stand on the day."""
    wanted = scope or Scope()
    county = get_county(county_id)
    keys = load_keys(county_id)
    looked_at = persons_in(county_id, wanted)
    numbers = load_numbers(county_id, keys, looked_at)
    persons = load_persons(county_id, on, looked_at, numbers)
    frame_parts = load_school_frame(county_id, county.school_year, on)
    schools = build_schools(frame_parts, persons)
    return Records(
        build_frame(county, rules_of(county), on, keys, numbers, frame_parts.section_schools, frame_parts.section_stages, schools),
        persons, () if wanted.teacher_id is not None else tuple(
            school for school in schools.values() if wanted.school_id in (None, school.id)))


def rules_of(county: County) -> RuleSet:
    """Return the rules by which the county's records of this school year are looked at."""
    return rules_for(county.ruleset, county.school_year)


def build_frame(county: County, rules: RuleSet, on: dt.date, keys: Mapping[int, PersonKey], numbers: Mapping[int, str],
                section_schools: Mapping[int, int], section_stages: Mapping[int, Any], schools: Mapping[int, SchoolRow]) -> Frame:
    """Return what the county lends to the look at one record."""
    by_name: defaultdict[tuple[str, dt.date], list[int]] = defaultdict(list)
    for key in keys.values():
        by_name[key.name, key.born].append(key.id)
    by_number: defaultdict[str, list[int]] = defaultdict(list)
    for teacher_id, number in numbers.items():
        if number != UNREADABLE:
            by_number[number].append(teacher_id)
    by_school_name: defaultdict[str, set[int]] = defaultdict(set)
    for school in schools.values():
        for name in school.names:
            by_school_name[plain_name(name)].add(school.id)
    return Frame(
        county.id, on, county.school_year, rules, schools, keys, {key: tuple(ids) for key, ids in by_name.items() if len(ids) > 1},
        {key: tuple(ids) for key, ids in by_number.items() if len(ids) > 1}, section_schools, section_stages,
        {name: tuple(sorted(ids)) for name, ids in by_school_name.items()})


def load_keys(county_id: int) -> dict[int, PersonKey]:
    """Return what every rule may know of any person of the county."""
    rows = db.session.execute(select(Teacher.id, Teacher.number, Teacher.name, Teacher.birth_date, Teacher.partner_id).where(
        Teacher.county_id == county_id).order_by(Teacher.id))
    return {row[0]: PersonKey(*row) for row in rows}


def persons_in(county_id: int, scope: Scope) -> frozenset[int] | None:
    """Return whom a narrow look takes in, None for everybody: all who serve at the school, and whose last school it was."""
    if scope.teacher_id is not None:
        return frozenset({scope.teacher_id})
    if scope.school_id is None:
        return None
    sections = select(Section.id).where(Section.school_id == scope.school_id)
    statement = select(Appointment.teacher_id).join(Teacher, Teacher.id == Appointment.teacher_id).where(
        Teacher.county_id == county_id, or_(Appointment.personnel_school_id == scope.school_id, Appointment.section_id.in_(sections)))
    return frozenset(db.session.scalars(statement))


def load_numbers(county_id: int, keys: Mapping[int, PersonKey], looked_at: frozenset[int] | None) -> dict[int, str]:
    """Return the identity numbers of those looked at and of those who might be the same person."""
    statement = select(Teacher.id, Teacher.id_number_cipher).where(Teacher.county_id == county_id, Teacher.id_number_cipher.is_not(None))
    if looked_at is not None:
        born = {keys[one].born for one in looked_at if one in keys}
        names = {keys[one].name for one in looked_at if one in keys}
        alike = [key.id for key in keys.values() if key.id in looked_at or key.born in born or key.name in names]
        statement = statement.where(Teacher.id.in_(alike))
    cipher = field_cipher()
    return {teacher_id: read_number(cipher, county_id, teacher_id, text) for teacher_id, text in db.session.execute(statement)}


def read_number(cipher: FieldCipher, county_id: int, teacher_id: int, text: str | None) -> str:
    """Return the number in clear."""
    try:
        return cipher.decrypt(text or "", place=teacher_place(county_id, teacher_id, "id_number"))
    except DecryptionError:
        return UNREADABLE


@dataclass(frozen=True, slots=True)
class Facts:
    """Where one kind of fact stands: its columns after the teacher's id, and the row they make."""

    columns: tuple[Any, ...]
    make: Callable[..., Any]
    orders: tuple[Any, ...]


def _day_after(day: dt.date | None) -> dt.date | None:
    return day + dt.timedelta(days=1) if day is not None else None


FACTS = {
    "employments": Facts((Employment.teacher_id, Employment.valid_from, Employment.valid_to, Employment.kind, Employment.category,
                          Employment.track, Employment.status, Employment.stage_of_service), EmploymentRow, (Employment.valid_from,)),
    "appointments": Facts((Appointment.teacher_id, Appointment.valid_from, Appointment.valid_to, Appointment.kind,
                           Appointment.personnel_school_id, Appointment.personnel_stage, Appointment.section_id, Appointment.subject,
                           Appointment.share, Appointment.more_subjects, Appointment.graduating_class), AppointmentRow, (Appointment.valid_from, Appointment.id)),
    "leaderships": Facts((Leadership.teacher_id, Leadership.valid_from, Leadership.valid_to, Leadership.role, Leadership.school_id,
                          Leadership.term),
                         LeaderRow, (Leadership.valid_from, Leadership.id)),
    "certificates": Facts((Certificate.teacher_id, Certificate.kind, Certificate.subject, Certificate.issued_on), CertificateRow,
                          (Certificate.id,)),
    "degrees": Facts((Degree.teacher_id, Degree.level, Degree.academic_degree, Degree.graduated_on), DegreeRow, (Degree.id,)),
    "titles": Facts((TitleGrant.teacher_id, TitleGrant.level, TitleGrant.granted_on, TitleGrant.engaged_on), TitleRow, (TitleGrant.id,)),
    "honours": Facts((BackboneHonour.teacher_id, BackboneHonour.level, BackboneHonour.name, BackboneHonour.granted_on,
                      BackboneHonour.expires_on), HonourRow, (BackboneHonour.granted_on, BackboneHonour.id)),
    "deferrals": Facts((Deferral.teacher_id, Deferral.valid_from, Deferral.valid_to, Deferral.ground, Deferral.has_evidence), DeferralRow,
                       (Deferral.valid_from, Deferral.id)),
    "rotations": Facts((RotationRecord.teacher_id, RotationRecord.starts_on, RotationRecord.ends_on, RotationRecord.kind,
                        RotationRecord.from_school_id, RotationRecord.to_school_id, RotationRecord.from_school_name,
                        RotationRecord.to_school_name, RotationRecord.relation_moved, RotationRecord.full_time),
                       lambda start, end, *rest: RotationRow(start, _day_after(end), *rest), (RotationRecord.starts_on,)),
}


def load_persons(county_id: int, on: dt.date, looked_at: frozenset[int] | None, numbers: Mapping[int, str]) -> tuple[Person, ...]:
    """Return the persons in scope with all their facts, by id."""
    facts = {name: _facts(county_id, kind, looked_at) for name, kind in FACTS.items()}
    rows: Iterable[Any] = db.session.execute(_narrow(select(
        Teacher.id, Teacher.number, Teacher.name, Teacher.sex, Teacher.birth_date, Teacher.work_began_on, Teacher.teaching_began_on,
        Teacher.partner_id).where(Teacher.county_id == county_id), Teacher.id, looked_at).order_by(Teacher.id))
    return tuple(_person(row, on, numbers.get(row[0]), {name: tuple(grouped.get(row[0], ())) for name, grouped in facts.items()})
                 for row in rows)


def _person(row: Any, on: dt.date, number: str | None, facts: dict[str, Any]) -> Person:
    return Person(id=row[0], number=row[1], name=row[2], sex=row[3], born=row[4], work_began_on=row[5], teaching_began_on=row[6],
                  partner_id=row[7], on=on, id_number=number, **facts)


def _facts(county_id: int, kind: Facts, looked_at: frozenset[int] | None) -> dict[int, list[Any]]:
    owner = kind.columns[0]
    statement = _narrow(select(*kind.columns).join(Teacher, Teacher.id == owner).where(Teacher.county_id == county_id), owner, looked_at)
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(statement.order_by(owner, *kind.orders)):
        grouped[row[0]].append(kind.make(*row[1:]))
    return grouped


def _narrow(statement: Statement, owner: Any, looked_at: Iterable[int] | None) -> Statement:
    return statement if looked_at is None else statement.where(owner.in_(list(looked_at)))
