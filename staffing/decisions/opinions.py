"""Opinions of sending and receiving schools: ask, answer, decide. Silence agrees once the days are over; that is computed, never stored."""

import datetime as dt
import math
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from staffing.audit.record import record
from staffing.core.access import OFFICERS, Person, Role, demand_role
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.core.working_days import add_working_days
from staffing.decisions.models import MoveOpinion, OpinionAnswer, OpinionRound, OpinionSide
from staffing.decisions.queries import find_round_of_run, list_rounds_of_plan
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityVerdict
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.models import MarkKind, Move, Plan, SolveRun
from staffing.plans.operations import mark_teacher, rules_of
from staffing.plans.queries import get_year, list_moves

tell_constraint("uq_opinion_round_run_id", _l("The schools have been asked about this proposal already."))


def ask_opinions(plan: Plan, run: SolveRun, *, on: dt.date, who: Person) -> OpinionRound:
    """Ask the schools of every move (征求意见); what a school said of the very same move before is kept."""
    demand_role(who, OFFICERS)
    if find_round_of_run(run.id) is not None:
        raise StaffingError(_l("The schools have been asked about this proposal already."))
    rules = rules_of(get_year(plan.county_id, plan.rotation_year_id))
    earlier = {_key(one): one for asked in reversed(list_rounds_of_plan(plan.id)) for one in asked.opinions}
    made = OpinionRound(county_id=plan.county_id, plan_id=plan.id, run_id=run.id, asked_on=on, due_on=add_working_days(on, rules.procedure.opinion_working_days.value), asked_by=who.id)
    for move in list_moves(run):
        made.opinions += [_asked(move, side, earlier) for side in OpinionSide]
    if not made.opinions:
        raise StaffingError(_l("This proposal moves nobody; there is nothing to ask."))
    db.session.add(made)
    flush(db.session)
    record("opinion.ask", made, county_id=plan.county_id, changes={
        "plan_id": [None, plan.id], "run_id": [None, run.id], "due_on": [None, made.due_on], "opinions": [None, len(made.opinions)]})
    return made


def answer(one: MoveOpinion, *, given: OpinionAnswer, reason: str, on: dt.date, who: Person, version: int | None) -> None:
    """Note what a principal says about one move of the own school; LookupError for another school's."""
    demand_role(who, frozenset({Role.PRINCIPAL}))
    if who.school_id != one.school_id:
        raise LookupError("another school's opinion")
    require_version(one, version)
    if on > one.round.due_on:
        raise StaffingError(_l("The days for opinions are over; the school is taken to agree."))
    if one.upheld is not None:
        raise StaffingError(_l("The bureau has decided about this opinion already."))
    if given is not OpinionAnswer.AGREE and not reason.strip():
        raise StaffingError(_l("Give the reason; the bureau decides by it."), field="reason")
    if given is OpinionAnswer.PROTECT:
        _refuse_protection(one)
    one.answer, one.reason, one.answered_by, one.answered_on = given, reason.strip(), who.id, on
    _written(one, "opinion.answer", {"answer": [None, given.value], "reason": [None, one.reason]})


def decide(one: MoveOpinion, *, upheld: bool, reason: str, who: Person, version: int | None) -> None:
    """Decide (采纳、不采纳) about an opinion that does not agree; one that is upheld becomes a pin or forbid of the plan."""
    demand_role(who, OFFICERS)
    require_version(one, version)
    if one.answer in (None, OpinionAnswer.AGREE):
        raise StaffingError(_l("This school agrees; there is nothing to decide."))
    if one.upheld is not None:
        raise StaffingError(_l("The bureau has decided about this opinion already."))
    if not reason.strip():
        raise StaffingError(_l("Give the reason; the school reads it."), field="reason")
    one.upheld, one.decision_reason, one.decided_by = upheld, reason.strip(), who.id
    if upheld:
        stays = one.side is OpinionSide.SENDING
        mark_teacher(one.round.plan, teacher_id=one.teacher_id, section_id=one.from_section_id if stays else one.to_section_id,
                     kind=MarkKind.PIN if stays else MarkKind.FORBID, reason=one.reason[:200])
    _written(one, "opinion.decide", {"upheld": [None, upheld], "decision_reason": [None, one.decision_reason]})


def protected_most(one: MoveOpinion) -> int:
    """Return how many persons the school of an opinion may ask to keep: a share of its eligible teachers, rounded up."""
    run = db.session.get_one(SolveRun, one.round.run_id)
    plan = one.round.plan
    share = rules_of(get_year(plan.county_id, plan.rotation_year_id)).procedure.protected_share.value
    statement = select(func.count(EligibilityVerdict.id)).where(
        EligibilityVerdict.list_id == run.eligibility_list_id, EligibilityVerdict.decided_state == EligibilityState.ELIGIBLE,
        EligibilityVerdict.school_id == one.school_id)
    return math.ceil((db.session.scalar(statement) or 0) * share)


def protected_now(one: MoveOpinion) -> int:
    """Return how many others the school asks to keep in the same round."""
    return sum(other.answer is OpinionAnswer.PROTECT for other in one.round.opinions
               if other.school_id == one.school_id and other.id != one.id)


def undecided(asked: OpinionRound, *, on: dt.date) -> str:
    """Return why a proposal cannot be submitted yet: ``open`` while schools may answer, ``undecided``; empty if nothing stands against it."""
    if any(one.answer not in (None, OpinionAnswer.AGREE) and one.upheld is None for one in asked.opinions):
        return "undecided"
    return "open" if on <= asked.due_on and any(one.answer is None for one in asked.opinions) else ""


def _refuse_protection(one: MoveOpinion) -> None:
    if one.side is not OpinionSide.SENDING:
        raise StaffingError(_l("Only the sending school can ask to keep a person."), field="answer")
    most = protected_most(one)
    if protected_now(one) >= most:
        raise StaffingError(_l("Your school may ask to keep %(number)d persons at most. Withdraw another one first.", number=most), field="answer")


def _asked(move: Move, side: OpinionSide, earlier: dict[tuple[Any, ...], MoveOpinion]) -> MoveOpinion:
    school_id = (move.from_section if side is OpinionSide.SENDING else move.to_section).school_id
    made = MoveOpinion(teacher_id=move.teacher_id, school_id=school_id, from_section_id=move.from_section_id,
                       to_section_id=move.to_section_id, subject=move.subject, side=side)
    former = earlier.get(_key(made))
    if former is not None and former.answer is not None:
        for field in ("answer", "reason", "answered_by", "answered_on", "upheld", "decision_reason", "decided_by"):
            setattr(made, field, getattr(former, field))
    return made


def _key(one: MoveOpinion) -> tuple[Any, ...]:
    return one.teacher_id, one.side, one.school_id, one.to_section_id, one.subject


def _written(one: MoveOpinion, action: str, changes: dict[str, Any]) -> None:
    flush(db.session)
    record(action, one, county_id=one.round.county_id, changes={"teacher_id": [None, one.teacher_id], "school_id": [None, one.school_id], **changes})
