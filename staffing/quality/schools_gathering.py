"""Gather a county's schools for the quality rules: names, standing, posts, sections with figures, and what is listed there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from staffing.core.dated import in_force
from staffing.extensions import db
from staffing.quality.models import ReportedStaff
from staffing.quality.records import GONE, Person
from staffing.quality.rules.service import TEACHING
from staffing.quality.school_rows import GradeRow, SchoolRow, SectionRow, Totals
from staffing.schools.enums import Stage
from staffing.schools.models import GradeYear, School, SchoolAlias, SchoolStanding, Section, SectionYear
from staffing.schools.queries import posts_by_school_on
from staffing.teachers.enums import EmploymentKind, LeaderRole
from staffing.teachers.models import Employment, Leadership, Teacher


@dataclass(frozen=True, slots=True)
class SchoolFrame:
    """What is stored about the schools, before persons are counted."""

    on: dt.date
    schools: tuple[Any, ...]
    names: Mapping[int, tuple[str, ...]]
    standings: Mapping[int, Any]
    posts: Mapping[int, int]
    reported: Mapping[int, Totals]
    section_schools: Mapping[int, int]
    section_stages: Mapping[int, Stage]
    grades: Mapping[int, tuple[GradeRow, ...]]
    pupils_before: Mapping[int, int]
    principals: Mapping[int, tuple[str, ...]]


def load_school_frame(county_id: int, school_year: int, on: dt.date) -> SchoolFrame:
    """Return what is stored about the county's schools on the day."""
    schools = tuple(db.session.execute(select(
        School.id, School.code, School.name, School.short_name, School.kind, School.longitude, School.latitude, School.opened_on,
        School.closed_on).where(School.county_id == county_id).order_by(School.code, School.id)))
    standings = dict(db.session.execute(select(SchoolStanding.school_id, SchoolStanding.ownership).join(School).where(
        School.county_id == county_id, in_force(SchoolStanding, on)).order_by(SchoolStanding.id)).all())
    sections = db.session.execute(select(Section.id, Section.school_id, Section.stage).where(
        Section.county_id == county_id).order_by(Section.id)).all()
    grades, before = _figures(county_id, school_year)
    return SchoolFrame(
        on, schools, _names(county_id, schools), standings, posts_by_school_on(county_id, on), _reported(county_id, school_year),
        {row[0]: row[1] for row in sections}, {row[0]: row[2] for row in sections}, grades, before, _principals(county_id, on))


def build_schools(frame: SchoolFrame, persons: Iterable[Person]) -> dict[int, SchoolRow]:
    """Return every school with what is listed at it among the persons."""
    totals, taught = count_persons(persons, frame.section_schools)
    sections: defaultdict[int, list[SectionRow]] = defaultdict(list)
    for section_id, school_id in frame.section_schools.items():
        sections[school_id].append(SectionRow(
            section_id, school_id, frame.section_stages[section_id], frame.grades.get(section_id), frame.pupils_before.get(section_id),
            taught.get(section_id, 0)))
    rows = {}
    for one in frame.schools:
        opened = (one.opened_on is None or one.opened_on <= frame.on) and (one.closed_on is None or one.closed_on > frame.on)
        rows[one.id] = SchoolRow(
            one.id, one.code, one.name, one.kind, frame.standings.get(one.id), opened, one.longitude is not None and one.latitude is not None,
            frame.names[one.id], frame.posts.get(one.id), tuple(sections[one.id]), totals.get(one.id, Totals()),
            frame.reported.get(one.id), frame.principals.get(one.id, ()))
    return rows


def count_persons(persons: Iterable[Person], section_schools: Mapping[int, int]) -> tuple[dict[int, Totals], dict[int, int]]:
    """Return each school's listed persons by personnel school, and each section's teachers by where they teach."""
    totals: dict[int, Totals] = {}
    taught: defaultdict[int, int] = defaultdict(int)
    for person in persons:
        main = person.main_service
        if not person.serving or main is None or person.employment is None:
            continue
        old = totals.get(main.school_id, Totals())
        established = person.employment.kind is EmploymentKind.ESTABLISHED
        totals[main.school_id] = Totals(old.staff + 1, old.established + established, old.teachers + person.is_teacher)
        for section_id in {row.section_id for row in person.services if row.kind in TEACHING and row.section_id in section_schools}:
            taught[section_id or 0] += 1
    return totals, taught


def _names(county_id: int, schools: Iterable[Any]) -> dict[int, tuple[str, ...]]:
    names = {one.id: [name for name in (one.name, one.short_name) if name] for one in schools}
    for school_id, name in db.session.execute(select(SchoolAlias.school_id, SchoolAlias.name).join(School).where(
            School.county_id == county_id).order_by(SchoolAlias.id)):
        names[school_id].append(name)
    return {school_id: tuple(told) for school_id, told in names.items()}


def _figures(county_id: int, school_year: int) -> tuple[dict[int, tuple[GradeRow, ...]], dict[int, int]]:
    """Return the grades of the school year by section, and the pupils of the year before; both as reported."""
    rows = db.session.execute(
        select(SectionYear.section_id, SectionYear.school_year, GradeYear.grade, GradeYear.pupils, GradeYear.classes, GradeYear.largest_class)
        .join(Section, Section.id == SectionYear.section_id).outerjoin(GradeYear, GradeYear.section_year_id == SectionYear.id)
        .where(Section.county_id == county_id, SectionYear.forecast.is_(False), SectionYear.school_year.in_((school_year, school_year - 1)))
        .order_by(SectionYear.section_id, GradeYear.grade))
    grades: defaultdict[int, list[GradeRow]] = defaultdict(list)
    before: defaultdict[int, int] = defaultdict(int)
    for section_id, year, grade, pupils, classes, largest in rows:
        if year == school_year - 1:
            before[section_id] += pupils or 0
        elif grade is not None:
            grades[section_id].append(GradeRow(grade, pupils, classes, largest))
        else:
            grades[section_id] += ()
    return {section_id: tuple(told) for section_id, told in grades.items()}, dict(before)


def _reported(county_id: int, school_year: int) -> dict[int, Totals]:
    rows = db.session.execute(select(ReportedStaff.school_id, ReportedStaff.staff, ReportedStaff.established, ReportedStaff.teachers).where(
        ReportedStaff.county_id == county_id, ReportedStaff.school_year == school_year))
    return {row[0]: Totals(*row[1:]) for row in rows}


def _principals(county_id: int, on: dt.date) -> dict[int, tuple[str, ...]]:
    """Return the staff numbers of the principals on the day whom no employment calls gone, by school."""
    gone = select(Employment.teacher_id).where(in_force(Employment, on), Employment.status.in_(GONE))
    rows = db.session.execute(select(Leadership.school_id, Teacher.number).join(Teacher, Teacher.id == Leadership.teacher_id).where(
        Teacher.county_id == county_id, Leadership.role == LeaderRole.PRINCIPAL, in_force(Leadership, on),
        Teacher.id.not_in(gone)).order_by(Leadership.school_id, Teacher.number))
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for school_id, number in rows:
        grouped[school_id].append(number)
    return {school_id: tuple(sorted(set(numbers))) for school_id, numbers in grouped.items()}
