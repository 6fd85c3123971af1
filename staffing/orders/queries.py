"""Questions about orders: the register, those of a year, one of them, which persons have one."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.orders.models import IssuedOrder, OrderKind, OrderSeries, OrderState

WITH_NAMES = (joinedload(IssuedOrder.teacher), joinedload(IssuedOrder.from_school), joinedload(IssuedOrder.to_school), joinedload(IssuedOrder.issuer),
              joinedload(IssuedOrder.voider))


def get_series(county_id: int, prefix: str, year: int) -> OrderSeries | None:
    """Return the series of a prefix and year, held until the transaction ends, so that two officers get different numbers."""
    return db.session.scalar(select(OrderSeries).where(
        OrderSeries.county_id == county_id, OrderSeries.prefix == prefix, OrderSeries.year == year).with_for_update())


def list_register(county_id: int, asked: PageRequest, *, kind: str = "", state: str = "", year: int | None = None, school_id: int | None = None) -> Page:
    """Return a page of the register, the newest number first; of a school only papers about its own persons."""
    statement = select(IssuedOrder).where(IssuedOrder.county_id == county_id)
    if kind in set(OrderKind):
        statement = statement.where(IssuedOrder.kind == OrderKind(kind))
    if state in set(OrderState):
        statement = statement.where(IssuedOrder.state == OrderState(state))
    if year is not None:
        statement = statement.where(IssuedOrder.year == year)
    if school_id is not None:
        statement = statement.where(or_(IssuedOrder.from_school_id == school_id, IssuedOrder.to_school_id == school_id))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = db.session.scalars(statement.options(*WITH_NAMES).order_by(
        IssuedOrder.year.desc(), IssuedOrder.prefix, IssuedOrder.number.desc()).limit(asked.size).offset(asked.offset))
    return Page(list(rows), total, asked)


def whole_register(county_id: int) -> list[IssuedOrder]:
    """Return the whole register by prefix, year and number."""
    statement = select(IssuedOrder).where(IssuedOrder.county_id == county_id).options(*WITH_NAMES)
    return list(db.session.scalars(statement.order_by(IssuedOrder.year, IssuedOrder.prefix, IssuedOrder.number)))


def orders_of_year(rotation_year_id: int, *, school_id: int | None = None) -> list[IssuedOrder]:
    """Return the papers of a rotation year that hold, in the order of their numbers."""
    statement = select(IssuedOrder).where(IssuedOrder.rotation_year_id == rotation_year_id, IssuedOrder.state == OrderState.ISSUED)
    if school_id is not None:
        statement = statement.where(or_(IssuedOrder.from_school_id == school_id, IssuedOrder.to_school_id == school_id))
    return list(db.session.scalars(statement.order_by(IssuedOrder.prefix, IssuedOrder.year, IssuedOrder.number)))


def get_order(county_id: int, order_id: int, *, school_id: int | None = None) -> IssuedOrder:
    """Return a paper; LookupError if there is none in what the person may see."""
    found = db.session.scalar(select(IssuedOrder).where(IssuedOrder.id == order_id, IssuedOrder.county_id == county_id).options(*WITH_NAMES))
    if found is None or (school_id is not None and school_id not in (found.from_school_id, found.to_school_id)):
        raise LookupError
    return found


def orders_by_id(county_id: int, ids: Sequence[int]) -> list[IssuedOrder]:
    """Return papers in the order of the ids."""
    found: dict[int, IssuedOrder] = {}
    for start in range(0, len(ids), 500):
        statement = select(IssuedOrder).where(IssuedOrder.county_id == county_id, IssuedOrder.id.in_(ids[start:start + 500]))
        found |= {one.id: one for one in db.session.scalars(statement)}
    return [found[number] for number in ids if number in found]


def last_prefix(county_id: int, kind: OrderKind) -> str:
    """Return the 发文代字 that was used last for a kind; empty before the first."""
    return db.session.scalar(select(IssuedOrder.prefix).where(IssuedOrder.county_id == county_id, IssuedOrder.kind == kind).order_by(
        IssuedOrder.id.desc()).limit(1)) or ""
