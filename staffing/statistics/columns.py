"""A county's staff on a day as columns of numbers, one per dimension, remembered until a record changes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, or_, select

from staffing.audit.remembering import only_reads
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
from staffing.statistics.dimensions import DIMENSIONS, Dimension, Label, Person, Place, values_in_order
from staffing.teachers.enums import TitleLevel
from staffing.teachers.following import ASIDE, Followed, merged
from staffing.teachers.models import Appointment, Degree, Teacher
from staffing.teachers.retirement import retirement_window
from staffing.teachers.roster import RosterEntry, load_roster

CountedAt = Literal["taught", "held"]
Codes = npt.NDArray[np.int32]
MONTHS: Final = 12
PERSON_ORDER: Final = attrgetter("entry.number")


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
    ids: npt.NDArray[np.int64]
    teachers: npt.NDArray[np.bool_]
    age_months: npt.NDArray[np.int64]
    years_months: npt.NDArray[np.int64]


REMEMBERED: "Followed[Staff]" = Followed(4, ASIDE | {"TrainingRecord", "Appraisal", "Discipline", "Deferral", "RotationRecord"})


def gather_staff(county: County, on: dt.date, at: CountedAt) -> Staff:
    """Return the staff of a county on a day, by the school taught at or the one that holds the personnel relation.

    Pages that only read share it, and read anew only whom the audit log names.
    """
    rules = rules_for(county.ruleset, SchoolYear.containing(on).first)
    if not only_reads():
        return _gather(county.id, on, at, rules)
    return REMEMBERED.find(county.id, (on, at, rules.digest), lambda: _gather(county.id, on, at, rules),
                           lambda staff, touched: _follow(county.id, staff, at, rules, touched))


@collection_paused()
def _gather(county_id: int, on: dt.date, at: CountedAt, rules: RuleSet) -> Staff:
    """Read and divide (thirteen statements)."""
    return _divided(on, sorted(_persons(county_id, on, at, rules), key=PERSON_ORDER), rules)


def _divided(on: dt.date, persons: Sequence[Person], rules: RuleSet) -> Staff:
    counting, year = build_counting_rule(rules), SchoolYear.containing(on)
    return Staff(
        on, tuple(persons), {dimension.code: _column(dimension, persons, year) for dimension in DIMENSIONS},
        np.array([person.entry.id for person in persons], dtype=np.int64),
        np.array([is_teacher(person.entry, counting) for person in persons], dtype=bool),
        np.array([person.age_months for person in persons], dtype=np.int64),
        np.array([person.service_months for person in persons], dtype=np.int64))


def _follow(county_id: int, staff: Staff, at: CountedAt, rules: RuleSet, touched: frozenset[int]) -> Staff:
    """Return the staff with some persons read and divided anew."""
    fresh = _divided(staff.on, sorted(_persons(county_id, staff.on, at, rules, touched), key=PERSON_ORDER), rules)
    kept = np.flatnonzero(np.isin(staff.ids, list(touched), invert=True))
    persons = merged([staff.persons[place] for place in kept], fresh.persons, PERSON_ORDER)
    ids = np.fromiter((person.entry.id for person in persons), dtype=np.int64, count=len(persons))
    is_fresh = np.isin(ids, list(touched))
    # Where each kept and each fresh person stands now; both keep their order.
    places = np.concatenate([np.flatnonzero(~is_fresh), np.flatnonzero(is_fresh)])

    def joined(old: npt.NDArray[Any], new: npt.NDArray[Any]) -> npt.NDArray[Any]:
        column = np.empty(len(persons), dtype=old.dtype)
        column[places] = np.concatenate([old[kept], new])
        return column

    year = SchoolYear.containing(staff.on)
    columns = {one.code: _joined_column(one, staff.columns[one.code], fresh.columns[one.code], persons, joined, year) for one in DIMENSIONS}
    return Staff(staff.on, persons, columns, ids, joined(staff.teachers, fresh.teachers), joined(staff.age_months, fresh.age_months),
                 joined(staff.years_months, fresh.years_months))


def _joined_column(dimension: Dimension, old: Column, fresh: Column, persons: Sequence[Person],
                   joined: Callable[[Codes, Codes], Codes], year: SchoolYear) -> Column:
    """Return a column of kept and fresh persons; a value that nobody has any more goes, a new one takes its place in the order."""
    values = list(dict.fromkeys((*old.values, *fresh.values)))
    place_of = {value: place for place, value in enumerate(values)}
    codes = joined(old.codes, np.array([place_of[value] for value in fresh.values], dtype=np.int32)[fresh.codes])
    # One person speaks for each value: what it is called does not depend on who has it.
    speakers = np.full(len(values), -1, dtype=np.int64)
    speakers[codes] = np.arange(len(persons))
    present = [place for place, speaker in enumerate(speakers) if speaker >= 0]
    names = values_in_order(dimension, [persons[speakers[place]] for place in present], frozenset(values[place] for place in present), year)
    now = np.zeros(len(values), dtype=np.int32)
    now[[place_of[value] for value in names]] = np.arange(len(names))
    return Column(now[codes], tuple(names), tuple(names.values()))


def _column(dimension: Dimension, persons: Sequence[Person], year: SchoolYear) -> Column:
    values = [dimension.value(person) for person in persons]
    names = values_in_order(dimension, persons, frozenset(values), year)
    places = {value: place for place, value in enumerate(names)}
    codes = np.fromiter((places[value] for value in values), dtype=np.int32, count=len(values))
    return Column(codes, tuple(names), tuple(names.values()))


def _persons(county_id: int, on: dt.date, at: CountedAt, rules: RuleSet, ids: Collection[int] | None = None) -> list[Person]:
    places, sections = _places(county_id, on), {section.id: section for section in list_sections(county_id)}
    since, institutions = _arrivals(county_id, on, rules.continuity.gap_days.value, ids), _institutions(county_id, on, ids)
    found, present = [], SchoolYear.containing(on)
    for entry in load_roster(county_id, on).entries:
        service = entry.main_service if ids is None or entry.id in ids else None
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


def _arrivals(county_id: int, on: dt.date, gap_days: int, ids: Collection[int] | None) -> dict[tuple[int, int], dt.date]:
    """Return by teacher and school since when somebody has taught there without a break longer than the rule set allows.

    A school that no section names is the one that holds the personnel relation.
    """
    sections = {section.id: section.school_id for section in list_sections(county_id)}
    statement = (
        select(Appointment.teacher_id, Appointment.section_id, Appointment.personnel_school_id, Appointment.valid_from, Appointment.valid_to)
        .join(Teacher, Teacher.id == Appointment.teacher_id).where(Teacher.county_id == county_id, Appointment.valid_from <= on, *_of(ids)))
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


def _institutions(county_id: int, on: dt.date, ids: Collection[int] | None) -> dict[tuple[int, str], str]:
    """Return by teacher and level where the education was completed; of several, the one recorded last."""
    statement = (select(Degree.teacher_id, Degree.level, Degree.institution).join(Teacher, Teacher.id == Degree.teacher_id)
                 .where(Teacher.county_id == county_id, Degree.institution != "", or_(Degree.graduated_on.is_(None), Degree.graduated_on <= on), *_of(ids))
                 .order_by(Degree.id))
    return {(teacher, level.value): institution for teacher, level, institution in db.session.execute(statement)}


def _institution(entry: RosterEntry, institutions: Mapping[tuple[int, str], str]) -> str:
    return institutions.get((entry.id, entry.degree.value), "") if entry.degree else ""


def _of(ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [] if ids is None else [Teacher.id.in_(ids)]
