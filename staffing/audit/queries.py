"""Questions about the log: a page of lines, what the filters may offer, what happened to a record since a moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from staffing.audit.models import AuditEvent
from staffing.audit.titles import READINGS
from staffing.core.pages import Page, PageRequest
from staffing.core.school_year import COUNTY_TIME
from staffing.extensions import db

SORTABLE = ("sequence",)
DEFAULT_SORT = "sequence"


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What the log is narrowed to; days are of the county's time, both included."""

    actor: str = ""
    action: str = ""
    object_type: str = ""
    object_id: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


def list_events(county_id: int, asked: PageRequest, wanted: EventFilter) -> Page:
    """Return one page of the county's lines, the newest first unless asked otherwise (two statements)."""
    conditions = _conditions(county_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(AuditEvent).where(*conditions)) or 0
    order: Any = AuditEvent.sequence.desc() if asked.descending else AuditEvent.sequence.asc()
    # The lines before the page are counted in the index; only those of the page are read.
    shown = select(AuditEvent.sequence).where(*conditions).order_by(order).limit(asked.size).offset(asked.offset).subquery()
    statement = select(AuditEvent).where(AuditEvent.chain == str(county_id), AuditEvent.sequence.in_(select(shown.c.sequence))).order_by(order)
    return Page(list(db.session.scalars(statement)), total, asked)


def list_actions(county_id: int) -> list[str]:
    """Return the actions that stand in the county's log."""
    return list(db.session.scalars(_values(AuditEvent.action, county_id)))


def list_object_types(county_id: int) -> list[str]:
    """Return the kinds of records that stand in the county's log."""
    return list(db.session.scalars(_values(AuditEvent.object_type, county_id)))


def _values(column: Any, county_id: int) -> Select[str]:
    """Return the different values of a column in the county's log, in order, by leaping along the column's index.

    A log of some years has hundreds of thousands of lines and some dozens of values: DISTINCT would read every line.
    """
    own = AuditEvent.chain == str(county_id)
    found = select(func.min(column).label("value")).where(own).cte("found", recursive=True)
    following = select(func.min(column)).where(own, column > found.c.value).correlate(found).scalar_subquery()
    found = found.union_all(select(following).where(found.c.value.is_not(None)))
    return select(found.c.value).where(found.c.value.is_not(None)).order_by(found.c.value)


def last_sequence(county_id: int) -> int:
    """Return the number of the county's last line, 0 if there is none; a form keeps it to know what came after."""
    return db.session.scalar(select(func.max(AuditEvent.sequence)).where(AuditEvent.chain == str(county_id))) or 0


class Version(NamedTuple):
    """The county's last line that tells of a change: its number, and its digest, since numbers are used again after a rollback."""

    sequence: int
    digest: str


def last_change(county_id: int) -> Version | None:
    """Return the county's last line that tells of a change: while it stays, no record has changed; None where nothing was written.

    Lines about reading (sign-ins, exports) change no record and do not count.
    """
    statement = select(AuditEvent.sequence, AuditEvent.digest).where(AuditEvent.chain == str(county_id), AuditEvent.action.not_in(sorted(READINGS)))
    found = db.session.execute(statement.order_by(AuditEvent.sequence.desc()).limit(1)).first()
    return Version(*found) if found is not None else None


def data_version(county_id: int) -> str:
    """Return the digest of the county's last line that tells of a change; empty where nothing was ever written."""
    found = last_change(county_id)
    return found.digest if found else ""


def list_events_since(county_id: int, object_type: str, object_id: int, sequence: int) -> list[AuditEvent]:
    """Return what was logged about one record after a line of the county's log, in order."""
    statement = select(AuditEvent).where(
        AuditEvent.chain == str(county_id), AuditEvent.object_type == object_type, AuditEvent.object_id == str(object_id),
        AuditEvent.sequence > sequence)
    return list(db.session.scalars(statement.order_by(AuditEvent.sequence)))


def first_actors(county_id: int, records: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return who wrote the first line about each record (kind and number), as far as the log has one (one statement)."""
    kinds, numbers = {kind for kind, _ in records}, {str(number) for _, number in records}
    if not records:
        return {}
    statement = select(AuditEvent.object_type, AuditEvent.object_id, AuditEvent.actor_name).where(
        AuditEvent.chain == str(county_id), AuditEvent.object_type.in_(sorted(kinds)), AuditEvent.object_id.in_(sorted(numbers)))
    found: dict[tuple[str, int], str] = {}
    for kind, number, name in db.session.execute(statement.order_by(AuditEvent.sequence)):
        found.setdefault((kind, int(number)), name)
    return found


def find_digest(county_id: int, digest: str) -> int | None:
    """Return the number of the line with that digest, as printed on an official list; None if no line has it."""
    return db.session.scalar(select(AuditEvent.sequence).where(AuditEvent.chain == str(county_id), AuditEvent.digest == digest))


def _conditions(county_id: int, wanted: EventFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [AuditEvent.chain == str(county_id)]
    if wanted.actor:
        names = _values(AuditEvent.actor_name, county_id).subquery("actors")
        conditions.append(AuditEvent.actor_name.in_(select(names.c.value).where(names.c.value.icontains(wanted.actor, autoescape=True))))
    equal = {AuditEvent.action: wanted.action, AuditEvent.object_type: wanted.object_type, AuditEvent.object_id: wanted.object_id}
    conditions += [column == value for column, value in equal.items() if value]
    if wanted.since is not None:
        conditions.append(AuditEvent.at >= _midnight(wanted.since))
    if wanted.until is not None:
        conditions.append(AuditEvent.at < _midnight(wanted.until + dt.timedelta(days=1)))
    return conditions


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=COUNTY_TIME)
