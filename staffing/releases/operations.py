"""Acts on requests for large lists: ask, make, agree or refuse, take. The one who asks is never the one who agrees."""

import datetime as dt
from typing import Final

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.audit.record import Actor, record
from staffing.config import Config
from staffing.core.access import DECIDERS, Person, demand_role
from staffing.core.database import utc_now
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.operations import enqueue
from staffing.releases import titles as titles
from staffing.releases.models import ExportRequest, RequestState
from staffing.teachers.personal import field_cipher

JOB_KIND: Final = "export"
TITLE_LENGTH, TOLD_LENGTH = 200, 600
PRINT_REFUSED: Final = _l("This list has %(rows)s rows, more than one person may take alone (%(most)s). Ask for it as a workbook; "
                          "when a second person has agreed you can print it from there.")


def settings() -> Config:
    """Return the settings of this installation."""
    config: Config = current_app.config["STAFFING"]
    return config


def subject_of(request_id: int) -> str:
    """Return what the job ledger calls a request."""
    return f"export:{request_id}"


def too_many(rows: int) -> bool:
    """True if so many rows with personal data may leave only with a second person's word."""
    return rows > settings().export_rows_alone


def ask(code: str, wanted: str, *, county_id: int, asked_by: int, title: str, told: str = "", as_of: dt.date | None = None,
        actor: Actor | None = None) -> ExportRequest:
    """Note that a list is wanted; its content is given by ``keep`` or made by the worker."""
    drop_ended(county_id)
    one = ExportRequest(county_id=county_id, code=code, wanted=wanted, title=title[:TITLE_LENGTH], told=told[:TOLD_LENGTH], as_of=as_of, asked_by=asked_by)
    db.session.add(one)
    flush(db.session)
    known = {"code": code, "wanted": wanted, "title": one.title, "told": one.told, "as_of": as_of}
    record("export_asked", one, county_id=county_id, actor=actor, changes={key: [None, value] for key, value in known.items() if value})
    return one


def ask_worker(one: ExportRequest) -> None:
    """Have the worker make the list."""
    enqueue(JOB_KIND, subject_of(one.id), county_id=one.county_id, created_by=one.asked_by)


def keep(one: ExportRequest, content: bytes, suffix: str, *, rows: int, alone: bool, actor: Actor | None = None) -> None:
    """Keep the list that was made: to be taken at once if one person may, otherwise when a second one has agreed."""
    one.content = field_cipher().seal(content, place=_place(one))
    one.rows, one.suffix = rows, suffix
    one.state = RequestState.READY if alone else RequestState.WAITING
    if alone:
        one.ends_at = _end()
    record("export_made", one, county_id=one.county_id, changes={"rows": [None, rows], "state": [None, one.state.value]}, actor=actor)
    flush(db.session)


def decide(one: ExportRequest, *, agreed: bool, who: Person) -> None:
    """Agree to a list's leaving, or refuse it; nobody decides about the own request."""
    demand_role(who, DECIDERS)
    if one.asked_by == who.id:
        raise StaffingError(_l("Somebody else must agree, not the person who asked."))
    if one.state is not RequestState.WAITING:
        raise StaffingError(_l("This request waits for no decision."))
    one.decided_by, one.decided_at = who.id, utc_now()
    one.state = RequestState.READY if agreed else RequestState.REFUSED
    if agreed:
        one.ends_at = _end()
    else:
        one.content = None
    record("export_agreed" if agreed else "export_refused", one, county_id=one.county_id, changes={
        "rows": [None, one.rows], "state": [RequestState.WAITING.value, one.state.value]})
    flush(db.session)


def take(one: ExportRequest, *, who: Person) -> bytes:
    """Return a list to the person who asked for it, within its time; each taking leaves a line in the log."""
    if one.asked_by != who.id:
        raise LookupError
    if not may_take(one):
        raise StaffingError(_l("This list cannot be downloaded any more. Ask for it again."))
    assert one.content is not None
    one.taken += 1
    record("list_exported", one, county_id=one.county_id, changes={"list": [None, one.code], "format": [None, one.wanted], "rows": [None, one.rows]})
    return field_cipher().unseal(one.content, place=_place(one))


def may_take(one: ExportRequest) -> bool:
    """True while a list can be downloaded."""
    return one.state is RequestState.READY and one.ends_at is not None and one.ends_at > utc_now()


def fail(one: ExportRequest, message: str) -> None:
    """Note why a list could not be made."""
    one.state, one.message = RequestState.FAILED, message[:400]


def drop_ended(county_id: int) -> None:
    """Remove the content of lists whose time is over."""
    statement = select(ExportRequest).where(ExportRequest.county_id == county_id, ExportRequest.ends_at < utc_now(), ExportRequest.content.is_not(None))
    for one in db.session.scalars(statement.order_by(ExportRequest.id)):
        one.content = None


def _end() -> dt.datetime:
    return utc_now() + dt.timedelta(hours=settings().export_hours)


def _place(one: ExportRequest) -> str:
    return f"{one.county_id}:export_request:{one.id}"
