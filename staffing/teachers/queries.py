"""Questions about one teacher: the record with all facts, one fact, names for the log, choices of rules."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from staffing.extensions import db
from staffing.policy.ruleset import load_nearest
from staffing.policy.schema import RuleSet
from staffing.schools.queries import get_county
from staffing.teachers.filters import of_school
from staffing.teachers.models import Appointment, Leadership, RotationRecord, Teacher
from staffing.teachers.personal import id_number_index, tidy_id_number

FACT_LISTS = (
    Teacher.employments, Teacher.certificates, Teacher.degrees, Teacher.titles, Teacher.honours, Teacher.trainings, Teacher.appraisals,
    Teacher.disciplines, Teacher.deferrals,
)


def get_teacher(county_id: int, teacher_id: int, *, on: dt.date, own_school_id: int | None = None) -> Teacher:
    """Return a teacher's basic data; LookupError if there is none in what the person may see.

    ``own_school_id`` limits to who belongs to or teaches at that school on the day.
    """
    return _one(_visible(county_id, teacher_id, on, own_school_id))


def get_whole_teacher(county_id: int, teacher_id: int, *, on: dt.date, own_school_id: int | None = None) -> Teacher:
    """Return a teacher with every fact loaded (thirteen statements)."""
    return _one(_whole(_visible(county_id, teacher_id, on, own_school_id)))


def list_whole_teachers(county_id: int, ids: Iterable[int], *, on: dt.date, own_school_id: int | None = None) -> dict[int, Teacher]:
    """Return some teachers with every fact loaded, by id (thirteen statements for all of them); those outside what the person may see are absent."""
    statement = select(Teacher).where(Teacher.county_id == county_id, Teacher.id.in_(list(ids))).order_by(Teacher.id)
    if own_school_id is not None:
        statement = statement.where(of_school(own_school_id, on))
    return {teacher.id: teacher for teacher in db.session.scalars(_whole(statement))}


def find_by_id_number(county_id: int, number: str, *, on: dt.date, own_school_id: int | None = None) -> Teacher | None:
    """Return the teacher with that identity number through its blind index, within what the person may see."""
    statement = select(Teacher).where(Teacher.county_id == county_id, Teacher.id_number_index == id_number_index(tidy_id_number(number)))
    if own_school_id is not None:
        statement = statement.where(of_school(own_school_id, on))
    return db.session.scalar(statement)


def find_by_number(county_id: int, number: str) -> Teacher | None:
    """Return the teacher with that staff number (编号)."""
    return db.session.scalar(select(Teacher).where(Teacher.county_id == county_id, Teacher.number == number.strip()))


def get_fact(teacher: Teacher, model: type[Any], fact_id: int) -> Any:
    """Return one fact of that kind about the teacher; LookupError if it is not his or hers."""
    fact = db.session.scalar(select(model).where(model.id == fact_id, model.teacher_id == teacher.id))
    if fact is None:
        raise LookupError("no such fact about this teacher")
    return fact


def list_partners(teacher: Teacher) -> list[Teacher]:
    """Return whom the record names as partner, and who names this teacher."""
    statement = select(Teacher).where(
        Teacher.county_id == teacher.county_id, or_(Teacher.id == teacher.partner_id, Teacher.partner_id == teacher.id))
    return list(db.session.scalars(statement.order_by(Teacher.id)))


def teacher_names_of(county_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Return name and staff number of some teachers of the county, by id."""
    statement = select(Teacher.id, Teacher.name, Teacher.number).where(Teacher.county_id == county_id, Teacher.id.in_(list(ids)))
    return {teacher_id: f"{name}（{number}）" for teacher_id, name, number in db.session.execute(statement)}


def names_and_numbers(county_id: int, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return name and staff number of some teachers of the county apart, by id; the ids may be as many as the county has."""
    wanted = set(ids)
    rows = db.session.execute(select(Teacher.id, Teacher.name, Teacher.number).where(Teacher.county_id == county_id).order_by(Teacher.id))
    return {teacher_id: (name, number) for teacher_id, name, number in rows if teacher_id in wanted}


def county_rules(county_id: int, on: dt.date) -> RuleSet:
    """Return the county's rule set in force on the day, or its first: grounds of deferral, kinds of exchange, retirement ages."""
    return load_nearest(get_county(county_id).ruleset, on)


def _visible(county_id: int, teacher_id: int, on: dt.date, own_school_id: int | None) -> Any:
    statement = select(Teacher).where(Teacher.id == teacher_id, Teacher.county_id == county_id)
    return statement if own_school_id is None else statement.where(of_school(own_school_id, on))


def _whole(statement: Any) -> Any:
    return statement.options(
        *(selectinload(facts) for facts in FACT_LISTS),
        selectinload(Teacher.appointments).options(joinedload(Appointment.personnel_school), joinedload(Appointment.section)),
        selectinload(Teacher.leaderships).joinedload(Leadership.school),
        selectinload(Teacher.rotations).options(joinedload(RotationRecord.from_school), joinedload(RotationRecord.to_school)),
    ).execution_options(populate_existing=True)


def _one(statement: Any) -> Teacher:
    teacher: Teacher | None = db.session.scalar(statement)
    if teacher is None:
        raise LookupError("no such teacher")
    return teacher
