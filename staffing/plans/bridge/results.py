"""A solution of the rotation model as rows of moves and of a run, ready to be stored."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from solvers.rotation.check import amounts, total_cost
from solvers.rotation.check.plan import Plan, make_plan, school_distance_km
from solvers.rotation.instance import Instance, Move
from solvers.rotation.vocabulary import Location
from staffing.core.school_year import SchoolYear, add_months
from staffing.plans.bridge.reasons import reasons_for
from staffing.plans.settings import PlanSettings

Json = dict[str, Any]
METRES = 3


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One move as it is stored; the person by pseudonym."""

    pseudonym: str
    from_section_id: int
    to_section_id: int
    subject: str
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    relation_moves: bool
    distance_km: float
    wish_place: int | None
    backbone: bool
    reasons: list[Json]


def move_rows(instance: Instance, moves: Iterable[Move], settings: PlanSettings) -> list[MoveRow]:
    """Return the moves of a plan with their dates, distance and reasons, by origin, then by person."""
    plan = make_plan(instance, moves)
    ordered = sorted(plan.moves.values(), key=lambda move: (int(move.from_section), move.teacher))
    reasons = reasons_for(plan)
    return [_move_row(plan, move, settings, reasons[move.teacher]) for move in ordered]


def _move_row(plan: Plan, move: Move, settings: PlanSettings, reasons: list[Json]) -> MoveRow:
    teacher, home, host = plan.teacher(move), plan.home(move), plan.host(move)
    decided = plan.instance.index.decided.get(move.teacher)
    starts_on = SchoolYear(plan.instance.school_year).starts_on
    wish = teacher.wishes.index(move.to_section) + 1 if move.to_section in teacher.wishes else None
    return MoveRow(
        pseudonym=move.teacher, from_section_id=int(move.from_section), to_section_id=int(move.to_section), subject=move.subject,
        kind=decided.kind if decided is not None and plan.is_decided(move) else settings.kind, starts_on=starts_on,
        ends_on=add_months(starts_on, stint_months(settings, home.location, host.location)) - dt.timedelta(days=1),
        relation_moves=plan.carries_relation(move),
        distance_km=round(school_distance_km(plan.instance, home.id, host.id), METRES), wish_place=wish, backbone=teacher.backbone,
        reasons=reasons)


def stint_months(settings: PlanSettings, home: Location, host: Location) -> int:
    """Return how long a stint lasts at least, by direction, as the rule set says."""
    if host is not Location.RURAL:
        return settings.stint_months.other
    return settings.stint_months.between_rural if home is Location.RURAL else settings.stint_months.to_rural


def goal_rows(instance: Instance, moves: Iterable[Move]) -> tuple[list[Json], float]:
    """Return every goal's amount before and after the moves with its weight and cost, and the plan's whole cost.

    The amounts before are those of nobody moving: what the plan is measured against.
    """
    listed = tuple(moves)
    before, after = amounts(instance, ()), amounts(instance, listed)
    rows = [{"code": code.value, "before": before[code], "amount": amount, "weight": instance.goal_weights.of(code),
             "cost": instance.goal_weights.of(code) * amount} for code, amount in after.items()]
    return rows, total_cost(instance, after)


def text_sha256(text: str) -> str:
    """Return the fingerprint of a stored text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
