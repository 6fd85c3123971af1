"""Questions about postings: those of a year, one of them, who is late, who returns."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from staffing.core.school_year import SchoolYear
from staffing.extensions import db
from staffing.postings.models import AWAY, Posting, PostingState
from staffing.teachers.models import Teacher

WITH_NAMES = (joinedload(Posting.teacher), joinedload(Posting.from_school), joinedload(Posting.to_school), joinedload(Posting.move),
              selectinload(Posting.assessments))


def list_postings(rotation_year_id: int, *, to_school_id: int | None = None) -> list[Posting]:
    """Return the standing postings of a rotation year by receiving school and person."""
    statement = select(Posting).join(Teacher, Teacher.id == Posting.teacher_id).where(
        Posting.rotation_year_id == rotation_year_id, Posting.state == PostingState.POSTED)
    if to_school_id is not None:
        statement = statement.where(Posting.to_school_id == to_school_id)
    return list(db.session.scalars(statement.options(*WITH_NAMES).order_by(Posting.to_school_id, Teacher.number, Posting.id)))


def get_posting(county_id: int, posting_id: int, *, to_school_id: int | None = None) -> Posting:
    """Return a posting; LookupError if there is none in what the person may see."""
    found = db.session.scalar(select(Posting).where(Posting.id == posting_id, Posting.county_id == county_id).options(*WITH_NAMES))
    if found is None or to_school_id not in (None, found.to_school_id):
        raise LookupError
    return found


def find_standing(rotation_year_id: int, teacher_id: int) -> Posting | None:
    """Return a person's standing posting of a rotation year."""
    return db.session.scalar(select(Posting).where(
        Posting.rotation_year_id == rotation_year_id, Posting.teacher_id == teacher_id, Posting.state == PostingState.POSTED))


def list_late(county_id: int, on: dt.date) -> list[Posting]:
    """Return who should be at the receiving school and is not confirmed there, the longest first."""
    statement = select(Posting).where(Posting.county_id == county_id, Posting.state == PostingState.POSTED, Posting.day <= on).options(*WITH_NAMES)
    return [one for one in db.session.scalars(statement.order_by(Posting.day, Posting.to_school_id, Posting.id)) if one.is_late(on)]


def list_returns(county_id: int, school_year: int, *, school_id: int | None = None) -> list[Posting]:
    """Return whose stint ends within a school year (期满返回名单), by sending school; of a school its own persons, sent or received."""
    year = SchoolYear(school_year)
    statement = select(Posting).join(Teacher, Teacher.id == Posting.teacher_id).where(
        Posting.county_id == county_id, Posting.state == PostingState.POSTED, Posting.ends_on >= year.starts_on, Posting.ends_on <= year.ends_on)
    if school_id is not None:
        statement = statement.where((Posting.from_school_id == school_id) | (Posting.to_school_id == school_id))
    return list(db.session.scalars(statement.options(*WITH_NAMES).order_by(Posting.from_school_id, Teacher.number, Posting.id)))


def count_away(postings: Sequence[Posting]) -> int:
    """Return how many are still at the receiving school."""
    return sum(one.outcome in AWAY for one in postings)
