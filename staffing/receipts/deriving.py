"""Whom a decided version concerns and why, derived from what is stored: moves, instance, list, intents, wishes.

The same derivation makes the receipts and checks them: a stored reason that it does not give again is false.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from staffing.decisions.models import DecidedMove, DecidedPlan
from staffing.decisions.queries import list_decided_moves
from staffing.eligibility.enums import EligibilityState, ReasonEffect
from staffing.eligibility.models import EligibilityVerdict
from staffing.extensions import db
from staffing.plans.bridge.staying import StoredMove, derive_reasons
from staffing.receipts.models import ReceiptKind
from staffing.rotation_years.queries import intents_by_teacher, wishes_by_teacher
from staffing.teachers.models import Teacher

Json = dict[str, Any]
MOST_REASONS = 3
# What of a stored reason is told again; its inputs stay with the verdict.
GROUND_FIELDS = ("code", "title", "value", "relation", "required", "clause")


@dataclass(frozen=True, slots=True)
class Derived:
    """One receipt before it is stored: the person, how the decision concerns him or her, why, and the move if there is one."""

    teacher_id: int
    kind: ReceiptKind
    reasons: tuple[Json, ...]
    move_id: int | None = None


def derive_receipts(one: DecidedPlan) -> list[Derived]:
    """Return the receipts of a version, by teacher."""
    moves = list_decided_moves(one.id)
    moved = {move.teacher_id: move for move in moves}
    verdicts = verdicts_of(one)
    deferred = {teacher: verdict for teacher, verdict in verdicts.items() if verdict.state is EligibilityState.DEFERRED}
    stayers = _stayers(one, moved, deferred)
    names = pseudonyms_of(stayers)
    why = derive_reasons(one.run.instance_text, [StoredMove(move.teacher.pseudonym, move.from_section_id, move.to_section_id, move.subject)
                                                 for move in moves], [names[teacher] for teacher in stayers])
    found = [Derived(move.teacher_id, ReceiptKind.MOVED, tuple(_of_mover(move, why)), move.id) for move in moves]
    found += [Derived(teacher, kind, tuple(_of_stayer(why.get(names[teacher]), verdicts.get(teacher)))) for teacher, kind in stayers.items()]
    found += [Derived(teacher, ReceiptKind.DEFERRED, tuple(_of_verdict(verdict))) for teacher, verdict in deferred.items() if teacher not in moved]
    return sorted(found, key=lambda row: row.teacher_id)


def _of_mover(move: DecidedMove, why: Mapping[str, list[Json]]) -> list[Json]:
    """Return a mover's reasons; a move decided outside of the instance says only what it says itself."""
    return why.get(move.teacher.pseudonym, [])[:MOST_REASONS] or [{"code": "decided", "kind": move.kind}]


def _of_stayer(found: list[Json] | None, verdict: EligibilityVerdict | None) -> list[Json]:
    """Return why somebody stays: whoever is outside of the scope is told by which rule, everybody else what the plan shows."""
    if verdict is not None and verdict.state is EligibilityState.OUT:
        return _of_verdict(verdict)
    return found or [{"code": "not_planned"}]


def _of_verdict(verdict: EligibilityVerdict) -> list[Json]:
    """Return the grounds that a verdict rests on, each with its clause."""
    if verdict.state is not verdict.decided_state:
        return [{"code": "decided_by_hand"}]
    effect = ReasonEffect.DEFERS if verdict.state is EligibilityState.DEFERRED else ReasonEffect.OUT
    grounds = [{"code": "ground", "reason": {name: reason.get(name) for name in GROUND_FIELDS}} for reason in verdict.reasons
               if reason.get("effect") == effect.value]
    return grounds[:MOST_REASONS] or [{"code": "not_eligible", "status": verdict.state.value}]


def _stayers(one: DecidedPlan, moved: Mapping[int, DecidedMove], deferred: Mapping[int, EligibilityVerdict]) -> dict[int, ReceiptKind]:
    """Return who had to move or wished to, and stays; whoever is deferred is told of that alone."""
    must = {teacher for teacher, intent in intents_by_teacher(one.rotation_year_id).items() if intent.must_move}
    wished = set(wishes_by_teacher(one.rotation_year_id))
    return {teacher: ReceiptKind.MUST_STAYED if teacher in must else ReceiptKind.WISH_REFUSED
            for teacher in sorted((must | wished) - set(moved) - set(deferred))}


def verdicts_of(one: DecidedPlan) -> dict[int, EligibilityVerdict]:
    """Return who on the list that the plan was made from is deferred or outside of the scope."""
    statement = select(EligibilityVerdict).where(
        EligibilityVerdict.list_id == one.run.eligibility_list_id, EligibilityVerdict.state != EligibilityState.ELIGIBLE)
    return {verdict.teacher_id: verdict for verdict in db.session.scalars(statement.order_by(EligibilityVerdict.teacher_id))}


def pseudonyms_of(teacher_ids: Mapping[int, Any]) -> dict[int, str]:
    """Return the pseudonyms of some teachers."""
    rows = db.session.execute(select(Teacher.id, Teacher.pseudonym).where(Teacher.id.in_(list(teacher_ids))))
    return {row.id: row.pseudonym for row in rows}
