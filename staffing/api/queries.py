"""Questions about tokens, and about the rows that no other feature lists by id."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from staffing.api.models import ApiToken
from staffing.core.school_year import today
from staffing.extensions import db
from staffing.teachers.filters import of_school
from staffing.teachers.models import RotationRecord, Teacher


def find_token(digest: str) -> ApiToken | None:
    """Return the token with that digest, with its maker."""
    return db.session.scalar(select(ApiToken).where(ApiToken.token_hash == digest).options(joinedload(ApiToken.maker)))


def get_token(county_id: int, token_id: int) -> ApiToken:
    """Return a token of the county; LookupError if there is none."""
    token = db.session.scalar(select(ApiToken).where(ApiToken.id == token_id, ApiToken.county_id == county_id))
    if token is None:
        raise LookupError("no such token")
    return token


def list_tokens(county_id: int) -> list[ApiToken]:
    """Return the county's tokens, the newest first."""
    statement = select(ApiToken).where(ApiToken.county_id == county_id).options(joinedload(ApiToken.maker), joinedload(ApiToken.school))
    return list(db.session.scalars(statement.order_by(ApiToken.id.desc())))


def list_rotation_records(county_id: int, *, own_school_id: int | None, since: dt.date | None, after: int, limit: int) -> tuple[list[RotationRecord], int]:
    """Return the rotations on record by id, with person and schools, and how many there are; ``since``: those that began on or after the day."""
    where = [Teacher.county_id == county_id]
    if own_school_id is not None:
        where.append(of_school(own_school_id, today()))
    if since is not None:
        where.append(RotationRecord.starts_on >= since)
    total = db.session.scalar(select(func.count()).select_from(RotationRecord).join(Teacher, Teacher.id == RotationRecord.teacher_id).where(*where)) or 0
    statement = select(RotationRecord).join(Teacher, Teacher.id == RotationRecord.teacher_id).where(*where, RotationRecord.id > after).options(
        joinedload(RotationRecord.teacher), joinedload(RotationRecord.from_school), joinedload(RotationRecord.to_school))
    return list(db.session.scalars(statement.order_by(RotationRecord.id).limit(limit))), total
