"""Reads: requests for lists, and whether a county is so large that its lists are made by the worker."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from staffing.extensions import db
from staffing.releases.models import ExportRequest, RequestState
from staffing.teachers.models import Teacher

SHOWN = 100


def list_requests(county_id: int, *, asked_by: int | None) -> list[ExportRequest]:
    """Return the latest requests, newest first; ``asked_by`` bounds a reader to the own ones."""
    statement = select(ExportRequest).where(ExportRequest.county_id == county_id).options(
        joinedload(ExportRequest.asker), joinedload(ExportRequest.decider))
    if asked_by is not None:
        statement = statement.where(ExportRequest.asked_by == asked_by)
    return list(db.session.scalars(statement.order_by(ExportRequest.id.desc()).limit(SHOWN)))


def get_request(county_id: int, request_id: int) -> ExportRequest:
    """Return a request with its content; LookupError if the county has none of this number."""
    found = db.session.scalar(select(ExportRequest).where(ExportRequest.id == request_id, ExportRequest.county_id == county_id).options(
        undefer(ExportRequest.content), joinedload(ExportRequest.asker)))
    if found is None:
        raise LookupError
    return found


def count_waiting_requests(county_id: int, *, not_by: int) -> int:
    """Return how many requests wait for a word that this person may give."""
    return db.session.scalar(select(func.count()).select_from(ExportRequest).where(
        ExportRequest.county_id == county_id, ExportRequest.state == RequestState.WAITING, ExportRequest.asked_by != not_by)) or 0


def has_more_teachers(county_id: int, number: int) -> bool:
    """True if the county has more teachers than this."""
    first = select(Teacher.id).where(Teacher.county_id == county_id).limit(number + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(first)) or 0) > number
