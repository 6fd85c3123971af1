"""Questions that the pages of qualifications ask besides the teachers: schools, groups, posts by level of titles."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select

from staffing.core.dated import in_force
from staffing.extensions import db
from staffing.schools.enums import PostLevel
from staffing.schools.models import GroupMembership
from staffing.schools.queries import title_posts_by_school_on


def members_of(group_id: int, on: dt.date) -> frozenset[int]:
    """Return the schools that belong to a group on the day."""
    statement = select(GroupMembership.school_id).where(GroupMembership.group_id == group_id, in_force(GroupMembership, on))
    return frozenset(db.session.scalars(statement))


def posts_by_level(county_id: int, on: dt.date) -> dict[int, Mapping[PostLevel, int | None]]:
    """Return the posts of every school by level of titles on the day; None where a level is not limited."""
    rows = title_posts_by_school_on(county_id, on)
    return {school: {level: row.posts(level) for level in PostLevel} for school, row in rows.items()}
