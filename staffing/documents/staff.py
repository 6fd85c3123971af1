"""Of whom a document can be made: the staff that a person may see, and which of the chosen ones belong to it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Select, select

from staffing.core.dated import in_force
from staffing.extensions import db
from staffing.teachers.filters import GONE, of_school
from staffing.teachers.models import Employment, Teacher

MOST_SHOWN = 400
CHUNK = 500


def list_staff(county_id: int, *, on: dt.date, school_id: int | None, name: str = "") -> list[Teacher]:
    """Return the staff of a school on the day by name, or everybody of a name; nobody where neither is asked."""
    if school_id is None and not name:
        return []
    statement = _visible(county_id, on, school_id)
    if name:
        statement = statement.where(Teacher.name.contains(name, autoescape=True))
    return list(db.session.scalars(statement.order_by(Teacher.name_pinyin, Teacher.id).limit(MOST_SHOWN)))


def staff_ids(county_id: int, chosen: Sequence[int], *, on: dt.date, school_id: int | None) -> list[int]:
    """Return the chosen persons that may be seen, in the order they were chosen."""
    known: set[int] = set()
    for start in range(0, len(chosen), CHUNK):
        statement = _visible(county_id, on, school_id).where(Teacher.id.in_(chosen[start:start + CHUNK]))
        known |= set(db.session.scalars(statement.with_only_columns(Teacher.id)))
    return [number for number in dict.fromkeys(chosen) if number in known]


def _visible(county_id: int, on: dt.date, school_id: int | None) -> Select[Teacher]:
    gone = select(Employment.teacher_id).where(Employment.status.in_(GONE), in_force(Employment, on))
    statement = select(Teacher).where(Teacher.county_id == county_id, Teacher.id.not_in(gone))
    return statement if school_id is None else statement.where(of_school(school_id, on))
