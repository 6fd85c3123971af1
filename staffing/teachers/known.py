"""The history of one teacher's record: every row with its former states, and which of them say something about a day."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from staffing.audit.history import former
from staffing.audit.known import KeptHistory, load_history
from staffing.audit.models import RecordVersion
from staffing.core.dated import holds_on
from staffing.extensions import db
from staffing.schools.models import School
from staffing.teachers.fact_kinds import LISTS, MODELS, PERIODS, FactKind
from staffing.teachers.fact_lines import DAYS
from staffing.teachers.models import Appointment, Leadership, RotationRecord, Teacher

KINDS: dict[str, FactKind] = {model.__tablename__: kind for kind, model in MODELS.items()}


def teacher_history(teacher: Teacher) -> KeptHistory:
    """Return the history of a teacher whose facts are loaded (one statement)."""
    return load_history({"teacher": [teacher.id]}, [teacher, *(fact for facts in LISTS.values() for fact in getattr(teacher, facts))])


def find_removed_teacher(county_id: int, teacher_id: int) -> Teacher | None:
    """Return a person whose record was removed, as it last read; None if the county never had one of that number."""
    statement = select(RecordVersion).where(
        RecordVersion.table_name == Teacher.__tablename__, RecordVersion.row_id == teacher_id, RecordVersion.county_id == county_id,
        RecordVersion.removed.is_(True)).order_by(RecordVersion.until.desc(), RecordVersion.id.desc()).limit(1)
    version = db.session.scalar(statement)
    if version is None:
        return None
    removed: Teacher = former(Teacher, version.content)
    return removed


def removed_history(teacher_id: int) -> KeptHistory:
    """Return the history of a record that is gone."""
    return load_history({"teacher": [teacher_id]}, [])


def says_about(record: Any, on: dt.date) -> bool:
    """True if the row says something about the day: it holds then, or had come about by then."""
    kind = KINDS.get(record.__tablename__)
    if kind is None:
        return True
    if kind is FactKind.ROTATION:
        return bool(record.starts_on <= on and (record.ends_on is None or on <= record.ends_on))
    if kind in PERIODS:
        return holds_on(record, on)
    if kind in (FactKind.TRAINING, FactKind.APPRAISAL):
        return bool(record.year <= on.year)
    if kind is FactKind.HONOUR and record.expires_on is not None and record.expires_on < on:
        return False
    day = getattr(record, DAYS[kind])
    return day is None or day <= on


def name_schools(records: list[Any]) -> None:
    """Give states that belong to no session the schools they speak of (one statement)."""
    wanted = {(record, name) for record in records for name in RELATIONS.get(type(record), ())}
    ids = {getattr(record, f"{name}_id") for record, name in wanted} - {None}
    schools = {school.id: school for school in db.session.scalars(select(School).where(School.id.in_(ids)))} if ids else {}
    for record, name in wanted:
        number = getattr(record, f"{name}_id")
        # A school that is gone keeps its number in the words.
        set_committed_value(record, name, schools.get(number) or (School(id=number, name=f"#{number}") if number else None))


RELATIONS: dict[type[Any], tuple[str, ...]] = {
    Appointment: ("personnel_school",), Leadership: ("school",), RotationRecord: ("from_school", "to_school"),
}
