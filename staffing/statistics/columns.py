"""A county's staff on a day as columns of numbers, one per dimension, remembered until a record changes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
from sqlalchemy import or_, select

from staffing.audit.remembering import Remembered, only_reads
from staffing.core.collecting import collection_paused
from staffing.core.dated import in_force
from staffing.core.school_year import SchoolYear, full_months
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.indicators.persons import is_teacher
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.schools.enums import GroupKind
from staffing.schools.models import County, GroupMembership, School, SchoolGroup
from staffing.schools.queries import list_sections, standings_on
from staffing.statistics.dimensions import DIMENSIONS, Label, Person, Place, values_in_order
from staffing.teachers.enums import TitleLevel
from staffing.teachers.models import Appointment, Degree, Teacher
from staffing.teachers.retirement import retirement_window
from staffing.teachers.roster import RosterEntry, load_roster

CountedAt = Literal["taught", "held"]
Codes = npt.NDArray[np.int32]
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One dimension of everybody: the place of each person's value among the values, and the values with their names."""

    codes: Codes
    values: tuple[str, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody in the service on the day, in the order of staff numbers, with ages and service in months."""

    on: dt.date
    persons: tuple[Person, ...]
    columns: Mapping[str, Column]
    teachers: npt.NDArray[np.bool_]
    age_months: npt.NDArray[np.int64]
    years_months: npt.NDArray[np.int64]


REMEMBERED: "Remembered[Staff]" = Remembered(4)


def gather_staff(county: County, on: dt.date, at: CountedAt) -> Staff:
    """Return the staff of a county on a day, by the school taught at or the one that holds the personnel relation."""
    rules = rules_for(county.ruleset, SchoolYear.containing(on).first)
    if not only_reads():
        return _gather(county.id, on, at, rules)
    return REMEMBERED.find(county.id, (on, at, rules.digest), lambda: _gather(county.id, on, at, rules))


@collection_paused()
def _gather(county_id: int, on: dt.date, at: CountedAt, rules: RuleSet) -> Staff:
    """Read and divide (thirteen statements)."""
    persons = sorted(_persons(county_id, on, at, rules), key=lambda person: person.entry.number)
    counting, year = build_counting_rule(rules), SchoolYear.containing(on)
    return Staff(
        on, tuple(persons), {dimension.code: _column(dimension, persons, year) for dimension in DIMENSIONS},
        np.array([is_teacher(person.entry, counting) for person in persons], dtype=bool),
        np.array([person.age_months for person in persons], dtype=np.int64),
        np.array([person.service_months for person in persons], dtype=np.int64))


def _column(dimension: Any, persons: Sequence[Person], year: SchoolYear) -> Column:
    values = [dimension.value(person) for person in persons]
    names = values_in_order(dimension, persons, frozenset(values), year)
    places = {value: place for place, value in enumerate(names)}
    codes = np.fromiter((places[value] for value in values), dtype=np.int32, count=len(values))
    return Column(codes, tuple(names), tuple(names.values()))


def _persons(county_id: int, on: dt.date, at: CountedAt, rules: RuleSet) -> list[Person]:
    places, sections = _places(county_id, on), {section.id: section for section in list_sections(county_id)}
    since, institutions = _arrivals(county_id, on, rules.continuity.gap_days.value), _institutions(county_id, on)
    found, present = [], SchoolYear.containing(on)
    for entry in load_roster(county_id, on).entries:
        service = entry.main_service
        if service is None:
            continue
        section = sections.get(service.section_id or 0)
        taught = section.school_id if section else service.personnel_school_id
        retires = retirement_window(entry.birth_date, entry.sex, entry.track, rules.retirement, title=entry.title or TitleLevel.NONE)
        found.append(Person(
            entry=entry, place=places[taught if at == "taught" else service.personnel_school_id],
            stage=section.stage if section else service.personnel_stage, subject=service.subject,
            institution=_institution(entry, institutions), age_months=full_months(entry.birth_date, on),
            service_months=full_months(since.get((entry.id, taught), service.since), on), retires=SchoolYear.containing(retires.statutory),
            present=present, on=on))
    return found


def _places(county_id: int, on: dt.date) -> dict[int, Place]:
    statement = select(GroupMembership.school_id, SchoolGroup.name).join(SchoolGroup).where(
        SchoolGroup.county_id == county_id, SchoolGroup.kind == GroupKind.ZONE, in_force(GroupMembership, on))
    zones: dict[int, str] = {}
    for school_id, name in db.session.execute(statement.order_by(GroupMembership.id)):
        zones.setdefault(school_id, name)
    standings = standings_on(county_id, on)
    schools = select(School.id, School.name, School.township, School.kind).where(School.county_id == county_id).order_by(School.code, School.id)
    return {row.id: Place(row.id, row.name, row.township, row.kind, zones.get(row.id, ""),
                          standings[row.id].location if row.id in standings else None) for row in db.session.execute(schools)}


def _arrivals(county_id: int, on: dt.date, gap_days: int) -> dict[tuple[int, int], dt.date]:
    """Return by teacher and school since when somebody has taught there without a break longer than the rule set allows.

    A school that no section names is the one that holds the personnel relation.
    """
    sections = {section.id: section.school_id for section in list_sections(county_id)}
    statement = (
        select(Appointment.teacher_id, Appointment.section_id, Appointment.personnel_school_id, Appointment.valid_from, Appointment.valid_to)
        .join(Teacher, Teacher.id == Appointment.teacher_id).where(Teacher.county_id == county_id, Appointment.valid_from <= on))
    spans: defaultdict[tuple[int, int], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for teacher, section, personnel, start, end in db.session.execute(statement):
        spans[teacher, sections[section] if section is not None else personnel].append((start, end or dt.date.max))
    return {key: unbroken_since(found, on, gap_days) for key, found in spans.items()}


def unbroken_since(spans: Sequence[tuple[dt.date, dt.date]], on: dt.date, gap_days: int) -> dt.date:
    """Return the first day of the service that leads to the day with no gap longer than so many days."""
    since = on
    for start, end in sorted(spans, key=lambda span: span[1], reverse=True):
        if end < since and (since - end).days > gap_days:
            break
        since = min(since, start)
    return since


def _institutions(county_id: int, on: dt.date) -> dict[tuple[int, str], str]:
    """Return by teacher and level where the education was completed; of several, the one recorded last."""
    statement = (select(Degree.teacher_id, Degree.level, Degree.institution).join(Teacher, Teacher.id == Degree.teacher_id)
                 .where(Teacher.county_id == county_id, Degree.institution != "", or_(Degree.graduated_on.is_(None), Degree.graduated_on <= on))
                 .order_by(Degree.id))
    return {(teacher, level.value): institution for teacher, level, institution in db.session.execute(statement)}


def _institution(entry: RosterEntry, institutions: Mapping[tuple[int, str], str]) -> str:
    return institutions.get((entry.id, entry.degree.value), "") if entry.degree else ""
