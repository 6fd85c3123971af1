"""Questions about requests: one page of the list, one with its fields, what is open about a record, the county's policy."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased, selectinload

from staffing.accounts.models import User
from staffing.changes.enums import ChangeAct, RequestState
from staffing.changes.models import ChangeItem, ChangeRequest, FieldPolicy
from staffing.changes.policy import FieldRule, Policy
from staffing.changes.states import OPEN
from staffing.changes.targets import FIGURES, SCHOOL, TEACHER, TargetKey
from staffing.core.pages import Page, PageRequest
from staffing.core.school_year import COUNTY_TIME
from staffing.extensions import db
from staffing.schools.models import School, SectionYear
from staffing.teachers.fact_kinds import MODELS, kind_of
from staffing.teachers.models import Teacher

SORTABLE = ("created_at", "school", "teacher")
DEFAULT_SORT = "created_at"
PANEL_ROWS = 5
MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """What the list is narrowed to; days are of the county's time, both included."""

    states: frozenset[RequestState] = frozenset()
    school_id: int | None = None
    record: str = ""
    search: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in a list; ``moved`` if the record has changed since it was made, so that it must be looked at again."""

    request: ChangeRequest
    school: str
    teacher: str
    asker: str
    moved: bool


def list_requests(county_id: int, asked: PageRequest, wanted: RequestFilter, *, own_school_id: int | None) -> Page:
    """Return one page of requests, the oldest first unless asked otherwise (four statements)."""
    conditions = _conditions(county_id, wanted, own_school_id)
    total = db.session.scalar(select(func.count(ChangeRequest.id)).outerjoin(
        Teacher, ChangeRequest.teacher_id == Teacher.id).where(*conditions)) or 0
    order: Any = {"created_at": ChangeRequest.created_at, "school": School.code, "teacher": Teacher.name_pinyin}[asked.sort]
    statement = _lines().where(*conditions).order_by(order.desc() if asked.descending else order.asc(), ChangeRequest.id)
    return Page(_told(statement.limit(asked.size).offset(asked.offset)), total, asked)


def list_about(county_id: int, *, teacher_id: int | None = None, school_id: int | None = None) -> list[RequestLine]:
    """Return the newest requests about a teacher, or about the records of a school itself (three statements)."""
    about = ChangeRequest.teacher_id == teacher_id if teacher_id is not None else and_(
        ChangeRequest.record.in_((SCHOOL, FIGURES)), ChangeRequest.owner_id == school_id)
    return _told(_lines().where(ChangeRequest.county_id == county_id, about).order_by(ChangeRequest.id.desc()).limit(PANEL_ROWS))


def list_waiting(county_id: int, *, except_of: int) -> list[RequestLine]:
    """Return the requests that wait for an officer who did not make them, the oldest first (three statements)."""
    statement = _lines().where(
        ChangeRequest.county_id == county_id, ChangeRequest.state == RequestState.WAITING, ChangeRequest.asked_by != except_of)
    return _told(statement.order_by(ChangeRequest.created_at, ChangeRequest.id).limit(MOST_WAITING))


def list_returned(county_id: int, school_id: int) -> list[RequestLine]:
    """Return the requests that a school has to complete, the oldest first (three statements)."""
    statement = _lines().where(
        ChangeRequest.county_id == county_id, ChangeRequest.school_id == school_id, ChangeRequest.state == RequestState.RETURNED)
    return _told(statement.order_by(ChangeRequest.created_at, ChangeRequest.id).limit(MOST_WAITING))


def count_waiting(county_id: int, *, except_of: int) -> int:
    """Return how many requests wait for an officer who did not make them."""
    return db.session.scalar(select(func.count(ChangeRequest.id)).where(
        ChangeRequest.county_id == county_id, ChangeRequest.state == RequestState.WAITING, ChangeRequest.asked_by != except_of)) or 0


def count_returned(county_id: int, school_id: int) -> int:
    """Return how many requests a school has to complete."""
    return db.session.scalar(select(func.count(ChangeRequest.id)).where(
        ChangeRequest.county_id == county_id, ChangeRequest.school_id == school_id, ChangeRequest.state == RequestState.RETURNED)) or 0


def get_request(county_id: int, request_id: int, *, own_school_id: int | None = None) -> ChangeRequest:
    """Return a request with its fields; LookupError if there is none that the person may see."""
    statement = select(ChangeRequest).where(ChangeRequest.id == request_id, ChangeRequest.county_id == county_id)
    if own_school_id is not None:
        statement = statement.where(ChangeRequest.school_id == own_school_id)
    request = db.session.scalar(statement.options(selectinload(ChangeRequest.items)).execution_options(populate_existing=True))
    if request is None:
        raise LookupError("no such request")
    return request


def list_open_items(key: TargetKey, fields: Collection[str]) -> list[ChangeItem]:
    """Return the undecided fields of open requests about the same record: these fields, or any of a whole entry."""
    row = ChangeRequest.row_id.is_(None) if key.row_id is None else ChangeRequest.row_id == key.row_id
    period = ChangeRequest.period.is_(None) if key.period is None else ChangeRequest.period == key.period
    named = ChangeItem.field.in_(fields) if key.act is ChangeAct.CORRECT else literal(True)
    whole = ChangeRequest.act != ChangeAct.CORRECT
    statement = select(ChangeItem).join(ChangeRequest).where(
        ChangeRequest.record == key.record, ChangeRequest.owner_id == key.owner_id, row, period, ChangeRequest.state.in_(OPEN),
        ChangeRequest.act != ChangeAct.ADD, or_(named, whole))
    return list(db.session.scalars(statement.order_by(ChangeItem.id)))


def names_of_users(ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names behind some accounts."""
    return dict(db.session.execute(select(User.id, User.name).where(User.id.in_([one for one in ids if one is not None]))).all())


def load_policy(county_id: int) -> Policy:
    """Return what schools may change in the county: its own decisions, the newest of each, over the defaults."""
    rows = db.session.scalars(select(FieldPolicy).where(FieldPolicy.county_id == county_id).order_by(FieldPolicy.id))
    return Policy({(row.record, row.field, row.role): FieldRule(row.mode, note=row.note, own=True) for row in rows})


def list_policy_rows(county_id: int, record: str) -> list[tuple[FieldPolicy, str]]:
    """Return every decision on the fields of a record with the name of who made it, the newest first."""
    statement = select(FieldPolicy, User.name).outerjoin(User, FieldPolicy.set_by == User.id).where(
        FieldPolicy.county_id == county_id, FieldPolicy.record == record).order_by(FieldPolicy.id.desc())
    return [(row, name or "") for row, name in db.session.execute(statement)]


def last_policy_id(county_id: int, record: str) -> int:
    """Return the number of the newest decision on a record, 0 if there is none; a form keeps it to notice others'."""
    return db.session.scalar(select(func.max(FieldPolicy.id)).where(
        FieldPolicy.county_id == county_id, FieldPolicy.record == record)) or 0


def _lines() -> Any:
    asker = aliased(User)
    return select(ChangeRequest, School.name, Teacher.name, asker.name).join(School, ChangeRequest.school_id == School.id).join(
        asker, ChangeRequest.asked_by == asker.id).outerjoin(Teacher, ChangeRequest.teacher_id == Teacher.id).options(
        selectinload(ChangeRequest.items))


def _told(statement: Any) -> list[RequestLine]:
    found = list(db.session.execute(statement))
    moved = _moved([request for request, *_ in found])
    return [RequestLine(request, school, teacher or "", asker, request.id in moved) for request, school, teacher, asker in found]


def _moved(requests: list[ChangeRequest]) -> set[int]:
    """Return the open requests whose row has another version than when they were made, or is gone (one statement)."""
    models: dict[str, Any] = {TEACHER: Teacher, SCHOOL: School, FIGURES: SectionYear}
    based = [request for request in requests if request.state in OPEN and request.base_version is not None]
    by_record: dict[str, list[ChangeRequest]] = {}
    for request in based:
        by_record.setdefault(request.record, []).append(request)
    parts = []
    for record, group in by_record.items():
        model = models[record] if record in models else MODELS[kind_of(record)]
        joined = and_(ChangeRequest.id.in_([one.id for one in group]), _row_of(record, model))
        parts.append(select(ChangeRequest.id.label("id"), literal(record, String).label("record")).select_from(ChangeRequest).join(
            model, joined).where(model.version == ChangeRequest.base_version))
    if not parts:
        return set()
    same = set(db.session.execute(union_all(*parts)).scalars())
    return {request.id for request in based} - same


def _row_of(record: str, model: Any) -> ColumnElement[bool]:
    if record in (TEACHER, SCHOOL):
        return and_(model.id == ChangeRequest.owner_id)
    if record == FIGURES:
        return and_(model.section_id == ChangeRequest.row_id, model.school_year == ChangeRequest.period, model.forecast.is_(False))
    return and_(model.id == ChangeRequest.row_id)


def _conditions(county_id: int, wanted: RequestFilter, own_school_id: int | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [ChangeRequest.county_id == county_id]
    for school_id in (own_school_id, wanted.school_id):
        if school_id is not None:
            conditions.append(ChangeRequest.school_id == school_id)
    if wanted.states:
        conditions.append(ChangeRequest.state.in_(wanted.states))
    if wanted.record:
        conditions.append(ChangeRequest.record == wanted.record)
    if wanted.search:
        conditions.append(or_(Teacher.name.icontains(wanted.search, autoescape=True), Teacher.number == wanted.search))
    if wanted.since is not None:
        conditions.append(ChangeRequest.created_at >= _midnight(wanted.since))
    if wanted.until is not None:
        conditions.append(ChangeRequest.created_at < _midnight(wanted.until + dt.timedelta(days=1)))
    return conditions


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=COUNTY_TIME)
