"""Questions about allotments."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from staffing.allotments.models import AllotmentKind, AllotmentTotal, SchoolAllotment
from staffing.extensions import db
from staffing.schools.models import School


def list_allotments(rotation_year_id: int, *, school_id: int | None = None) -> list[SchoolAllotment]:
    """Return the year's allotments by school code and kind, of one school where it is named."""
    statement = select(SchoolAllotment).join(School).where(SchoolAllotment.rotation_year_id == rotation_year_id)
    if school_id is not None:
        statement = statement.where(SchoolAllotment.school_id == school_id)
    return list(db.session.scalars(statement.options(joinedload(SchoolAllotment.school)).order_by(School.code, SchoolAllotment.kind)))


def rows_by_kind(rows: list[SchoolAllotment]) -> dict[AllotmentKind, dict[int, SchoolAllotment]]:
    """Return allotments by kind and school."""
    found: defaultdict[AllotmentKind, dict[int, SchoolAllotment]] = defaultdict(dict)
    for row in rows:
        found[row.kind][row.school_id] = row
    return dict(found)


def numbers_of(rows: dict[AllotmentKind, dict[int, SchoolAllotment]]) -> dict[AllotmentKind, dict[int, int]]:
    """Return the settled numbers by kind and school."""
    return {kind: {key: row.places for key, row in of_kind.items()} for kind, of_kind in rows.items()}


def stamp_of(rows: list[SchoolAllotment]) -> int:
    """Return a number that grows with every change of these rows: a form carries it to tell a stale page."""
    return sum(row.version for row in rows)


def totals_by_kind(rotation_year_id: int) -> dict[AllotmentKind, AllotmentTotal]:
    """Return how many places of each kind are shared out in the year."""
    found = db.session.scalars(select(AllotmentTotal).where(AllotmentTotal.rotation_year_id == rotation_year_id).order_by(AllotmentTotal.id))
    return {row.kind: row for row in found}
