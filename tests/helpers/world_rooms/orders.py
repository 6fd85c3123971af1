"""The orders' part of the world: a decided plan in force with a transfer order of a person of the first school."""

import datetime as dt

from sqlalchemy import select

from staffing.decisions.models import DecidedMove
from staffing.decisions.queries import find_newest_in_force
from staffing.extensions import db
from staffing.orders.facts import move_key
from staffing.orders.models import IssuedOrder, OrderKind
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them; where another room has decided already, its decision is taken."""
    decided = find_newest_in_force(tiny.county.id) or create_decided_plan(tiny, name="调令方案")
    move = db.session.scalars(select(DecidedMove).where(DecidedMove.decided_plan_id == decided.id).order_by(DecidedMove.id)).first()
    order = IssuedOrder(
        county_id=tiny.county.id, rotation_year_id=decided.rotation_year_id, decided_plan_id=decided.id, kind=OrderKind.TRANSFER, prefix="演教调", year=2026,
        number=1, title="调令", teacher_id=move.teacher_id, from_school_id=move.from_section.school_id, to_school_id=move.to_section.school_id,
        move_key=move_key(move), issued_on=dt.date(2026, 8, 20), facts={"姓名": move.teacher.name})
    db.session.add(order)
    db.session.flush()
    return {"order_id": order.id, "decided_move_id": move.id}, {}
