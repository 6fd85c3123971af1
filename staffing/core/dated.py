"""Dated facts: which row is in force on a day, and how a fact changes from a day on without losing what was."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, or_

from staffing.core.database import Dated
from staffing.errors import StaffingError


class Period(Protocol):
    """What a dated row knows of its time; a row not yet flushed may still lack its end."""

    valid_from: dt.date
    valid_to: dt.date | None


P = TypeVar("P", bound=Period)


def in_force(model: type[Dated], day: dt.date) -> ColumnElement[bool]:
    """Return the condition that a row of the dated table holds on the day."""
    return and_(model.valid_from <= day, or_(model.valid_to.is_(None), model.valid_to > day))


def begun(begins: Any, day: dt.date) -> ColumnElement[bool]:
    """Return the condition that what lasts without end was had by the day; without a day on record it counts as had."""
    return or_(begins.is_(None), begins <= day)


def holds_on(row: Period, day: dt.date) -> bool:
    """True if the fact holds on the day."""
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def row_on(rows: Iterable[P], day: dt.date) -> P | None:
    """Return the fact that holds on the day, None if there is none."""
    return next((row for row in rows if holds_on(row, day)), None)


def overlap(one: Period, other: Period) -> bool:
    """True if the two facts hold on some common day."""
    return (other.valid_to is None or one.valid_from < other.valid_to) and (
        one.valid_to is None or other.valid_from < one.valid_to)


def make_room(rows: Sequence[P], new: P) -> P | None:
    """Let a fact begin on a day: close the row in force there, and end the new one where the next begins.

    Returns the row that was closed. A row that begins on that very day must be corrected, not followed.
    """
    if any(row.valid_from == new.valid_from for row in rows):
        raise StaffingError(_l("A record already begins on this day; correct that one."), field="valid_from")
    later = [row.valid_from for row in rows if row.valid_from > new.valid_from]
    before = row_on(rows, new.valid_from)
    if new.valid_to is None:
        new.valid_to = min(later, default=None)
    if before is not None:
        before.valid_to = new.valid_from
    return before


def require_period(valid_from: dt.date, valid_to: dt.date | None) -> None:
    """Refuse a fact that would end before or on the day it begins."""
    if valid_to is not None and valid_to <= valid_from:
        raise StaffingError(_l("The end must lie after the beginning."), field="valid_to")
