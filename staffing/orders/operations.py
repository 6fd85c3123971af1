"""What is done with orders: issue with the next numbers, make void. Nothing is ever removed from the register."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale, lazy_gettext as _l

from staffing.audit.record import record
from staffing.core.database import utc_now
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.decisions.models import DecidedMove, DecidedPlan
from staffing.documents.queries import template_in_use
from staffing.documents.registry import get_kind
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.orders import queries, titles as titles
from staffing.orders.facts import KindNames, county_facts, issue_facts, list_facts, move_facts, move_key
from staffing.orders.gate import why_not_yet
from staffing.orders.models import IssuedOrder, OrderKind, OrderSeries, OrderState, number_text
from staffing.plans.operations import rules_of
from staffing.schools.models import County

SHORTEST_REASON = 4
ALREADY = _l("Somebody issued some of these at the same moment; look at the register first.")
tell_constraint("uq_issued_order_holds", ALREADY)
tell_constraint("uq_issued_order_rotation_year_id_kind_teacher_id", ALREADY)
tell_constraint("uq_issued_order_county_id_prefix_year_number", ALREADY)
tell_constraint("uq_order_series_county_id_prefix_year", ALREADY)


@dataclass(frozen=True, slots=True)
class Issue:
    """How papers are issued: with which 发文代字, on which day, to report until when, and why before the notice period ends."""

    prefix: str
    issued_on: dt.date
    report_by: dt.date | None
    issued_by: int
    override_reason: str = ""


def kind_names(decided: DecidedPlan) -> dict[str, str]:
    """Return the official names of kinds of exchange in the year's rule set."""
    return {code: stated.value.name for code, stated in rules_of(decided.year).exchange_kinds.items()}


def issue(decided: DecidedPlan, kind: OrderKind, moves: Sequence[DecidedMove], how: Issue, *, county: County) -> list[IssuedOrder]:
    """Issue a notice about all moves, or a paper for each move, with the next numbers; persons who have one are passed over."""
    refusal = why_not_yet(decided, how.issued_on)
    if refusal is not None and len(how.override_reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("%(why)s Give the reason why the papers leave before.", why=refusal), field="override_reason")
    have = {one.teacher_id for one in queries.orders_of_year(decided.rotation_year_id) if one.kind is kind}
    members: list[DecidedMove | None] = [None] if kind is OrderKind.NOTICE else [move for move in moves if move.teacher_id not in have]
    if not members or not moves:
        raise StaffingError(_l("Everybody has this paper already; make the old one void before a new one is issued."))
    series = _take_numbers(county.id, how.prefix.strip(), how.issued_on.year, len(members))
    template = template_in_use(county.id, get_kind(kind.value))
    first = series.last - len(members) + 1
    with force_locale("zh"):
        names = kind_names(decided)
        made = [_made(decided, kind, move, moves, how, county=county, number=number, names=names) for number, move in enumerate(members, start=first)]
    for one in made:
        one.template_id = template.id if template is not None else None
    db.session.add_all(made)
    flush(db.session)
    record("orders_issued", series, county_id=county.id, reason=how.override_reason.strip(), changes={
        "kind": [None, kind.value], "first": [None, first], "last": [first - 1, series.last], "count": [None, len(made)], "decided_plan_id": [None, decided.id]})
    return made


def _take_numbers(county_id: int, prefix: str, year: int, count: int) -> OrderSeries:
    series = queries.get_series(county_id, prefix, year)
    if series is None:
        series = OrderSeries(county_id=county_id, prefix=prefix, year=year, last=0)
        db.session.add(series)
    series.last += count
    flush(db.session)
    return series


def _made(decided: DecidedPlan, kind: OrderKind, move: DecidedMove | None, moves: Sequence[DecidedMove], how: Issue, *, county: County, number: int,
          names: KindNames) -> IssuedOrder:
    prefix, year = how.prefix.strip(), how.issued_on.year
    facts: dict[str, Any] = {**county_facts(county, decided.year.school_year),
                             **issue_facts(number=number_text(prefix, year, number), issued_on=how.issued_on, report_by=how.report_by),
                             **(list_facts(moves, names) if move is None else move_facts(move, names))}
    order = IssuedOrder(
        county_id=county.id, rotation_year_id=decided.rotation_year_id, decided_plan_id=decided.id, kind=kind, prefix=prefix, year=year, number=number,
        title=get_kind(kind.value).title, issued_on=how.issued_on, state=OrderState.ISSUED, facts=facts, override_reason=how.override_reason.strip(),
        issued_by=how.issued_by)
    if move is not None:
        order.teacher_id, order.move_key = move.teacher_id, move_key(move)
        order.from_school_id, order.to_school_id = move.from_section.school_id, move.to_section.school_id
        order.title = f"{order.title}（{move.teacher.name}）"
    return order


def void(order: IssuedOrder, *, reason: str, version: int | None, voided_by: int) -> None:
    """Make a paper void; its number and its line in the register stay."""
    require_version(order, version)
    if order.state is OrderState.VOID:
        raise StaffingError(_l("This paper is void already."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Say why the paper is void."), field="reason")
    order.state, order.void_reason, order.voided_by, order.voided_at = OrderState.VOID, reason.strip(), voided_by, utc_now()
    record("order_voided", order, county_id=order.county_id, reason=reason.strip())
    flush(db.session)


def overtaken(orders: Sequence[IssuedOrder], moves: Sequence[DecidedMove]) -> list[IssuedOrder]:
    """Return the papers that hold but no longer fit the decision in force: the person stays, or moves otherwise."""
    now = {move.teacher_id: move_key(move) for move in moves}
    return [one for one in orders if one.teacher_id is not None and now.get(one.teacher_id) != one.move_key]
