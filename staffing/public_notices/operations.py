"""Acts around a notice: open, close early, register and answer objections and appeals, ask for the repair that an upheld one needs."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _, lazy_gettext as _l

from staffing.audit.record import record, values_of
from staffing.core.access import OFFICERS, Person, demand_role
from staffing.core.school_year import COUNTY_TIME
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.decisions.operations import publish
from staffing.decisions.states import IN_FORCE
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.answers.repairing import Repair, ask_repair
from staffing.plans.models import MarkKind, Plan, PlanMark
from staffing.plans.operations import rules_of
from staffing.plans.queries import find_move, list_plans
from staffing.public_notices import titles as titles
from staffing.public_notices.models import (
    Appeal,
    AppealChannel,
    CaseState,
    NoticeObjection,
    PublicNotice,
    Remedy,
)
from staffing.public_notices.queries import find_notice_of, find_review_of
from staffing.public_notices.terms import due_day, is_late, notice_period
from staffing.teachers.models import Teacher

TOKEN_BYTES: Final = 24
HAS_NOTICE: Final = _l("This version has a notice already.")
tell_constraint("uq_public_notice_decided_plan_id", HAS_NOTICE)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a case is answered: upheld or not, in which words, and what the list has to become."""

    upheld: bool
    words: str
    remedy: Remedy = Remedy.NONE


def open_notice(one: DecidedPlan, *, starts_on: dt.date, who: Person, version: int | None = None) -> PublicNotice:
    """Show a version in force to everybody for its working days, at an address that nobody can guess."""
    demand_role(who, OFFICERS)
    require_version(one, version)
    if one.state not in IN_FORCE:
        raise StaffingError(_l("Only an approved version is made public."))
    if find_notice_of(one.id) is not None:
        raise StaffingError(HAS_NOTICE)
    period = notice_period(starts_on, rules_of(one.year).procedure)
    if one.state is DecisionState.APPROVED:
        publish(one)
    made = PublicNotice(county_id=one.county_id, decided_plan_id=one.id, token=secrets.token_urlsafe(TOKEN_BYTES), starts_on=period.first,
                        ends_on=period.last, working_days=period.working_days, calendar_known=period.is_certain, opened_by=who.id)
    db.session.add(made)
    flush(db.session)
    record("public_notice.open", made, county_id=one.county_id, changes={
        "decided_plan_id": [None, one.id], "starts_on": [None, made.starts_on], "ends_on": [None, made.ends_on], "working_days": [None, made.working_days]})
    return made


def close_notice(notice: PublicNotice, *, on: dt.date, reason: str, version: int | None) -> None:
    """End a notice before its last day."""
    require_version(notice, version)
    if notice.closed_on is not None or on > notice.ends_on:
        raise StaffingError(_l("This notice has ended already."))
    if not reason.strip():
        raise StaffingError(_l("Give the reason."), field="reason")
    notice.closed_on = on
    flush(db.session)
    record("public_notice.close", notice, county_id=notice.county_id, changes={"closed_on": [None, on]}, reason=reason.strip())


def register_objection(notice: PublicNotice, *, objector: str, teacher: Teacher | None, ground: str, received_on: dt.date) -> NoticeObjection:
    """Register an objection made during the notice; one that came after its end is not one."""
    last = notice.closed_on or notice.ends_on
    if not notice.starts_on <= received_on <= last:
        raise StaffingError(_l("The notice ran from %(first)s to %(last)s; on other days an appeal is the way.", first=notice.starts_on.isoformat(),
                               last=last.isoformat()), field="received_on")
    made = NoticeObjection(county_id=notice.county_id, notice_id=notice.id, objector=objector.strip(), teacher_id=teacher.id if teacher else None,
                           ground=ground.strip(), received_on=received_on, state=CaseState.OPEN, remedy=Remedy.NONE)
    db.session.add(made)
    flush(db.session)
    record("objection.register", made, county_id=made.county_id, changes=values_of(made))
    return made


def register_appeal(one: DecidedPlan, *, teacher: Teacher, channel: AppealChannel, ground: str, received_on: dt.date) -> Appeal:
    """Register an appeal with the last day of its legal term; one that came late is registered and says so."""
    rules = rules_of(one.year).procedure
    known_on = one.approved_at.astimezone(COUNTY_TIME).date() if one.approved_at is not None else None
    if known_on is None or received_on < known_on:
        raise StaffingError(_l("There is no decision yet on that day that one could appeal against."), field="received_on")
    if channel is AppealChannel.PERSONNEL:
        earlier = find_review_of(one.id, teacher.id)
        if earlier is None or earlier.answered_on is None:
            raise StaffingError(_l("This appeal follows a decided review of the same person; there is none."), field="channel")
        known_on = earlier.answered_on
    made = Appeal(county_id=one.county_id, decided_plan_id=one.id, teacher_id=teacher.id, channel=channel, ground=ground.strip(),
                  received_on=received_on, due_on=due_day(channel, received_on, rules), late=is_late(channel, received_on, known_on, rules),
                  state=CaseState.OPEN, remedy=Remedy.NONE)
    db.session.add(made)
    flush(db.session)
    record("appeal.register", made, county_id=made.county_id, changes=values_of(made))
    return made


def answer_objection(case: NoticeObjection, given: Answer, *, on: dt.date, who: Person, version: int | None) -> Plan | None:
    """Answer an objection; returns the plan asked for if the list has to change."""
    return _answer(case, case.notice.decided_plan, given, on=on, who=who, version=version)


def answer_appeal(case: Appeal, given: Answer, *, on: dt.date, who: Person, version: int | None) -> Plan | None:
    """Decide an appeal; returns the plan asked for if the list has to change."""
    return _answer(case, case.decided_plan, given, on=on, who=who, version=version)


def _answer(case: NoticeObjection | Appeal, one: DecidedPlan, given: Answer, *, on: dt.date, who: Person, version: int | None) -> Plan | None:
    demand_role(who, OFFICERS)
    require_version(case, version)
    if case.state is not CaseState.OPEN:
        raise StaffingError(_l("This case has been answered already."))
    if not given.words.strip():
        raise StaffingError(_l("Give the answer with its reason."), field="answer")
    if given.remedy is not Remedy.NONE and not given.upheld:
        raise StaffingError(_l("The list changes only for a case that is upheld."), field="remedy")
    made = None
    if given.remedy is not Remedy.NONE:
        if case.teacher is None:
            raise StaffingError(_l("This objection names nobody whose move could change."), field="remedy")
        made = ask_change(one, case.teacher, given.remedy, reason=given.words.strip(), who=who)
        case.repair_plan_id = made.id
    case.state, case.remedy = CaseState.UPHELD if given.upheld else CaseState.REJECTED, given.remedy
    case.answer, case.answered_on, case.answered_by = given.words.strip(), on, who.id
    flush(db.session)
    record("appeal.answer" if isinstance(case, Appeal) else "objection.answer", case, county_id=case.county_id, changes={
        "state": [CaseState.OPEN.value, case.state.value], "remedy": [None, given.remedy.value], "repair_plan_id": [None, case.repair_plan_id]},
        reason=case.answer)
    return made


def ask_change(one: DecidedPlan, teacher: Teacher, remedy: Remedy, *, reason: str, who: Person) -> Plan:
    """Ask the worker for the plan nearest to a version in force in which a person stays, or does not go to the school of the list.

    The plan goes the road of every plan: second check, submission, review, approval as the version that amends this one.
    """
    if one.state not in IN_FORCE:
        raise StaffingError(_l("A later version replaced this one; its list can no longer be mended. Ask for the change of the version in force."))
    move = find_move(one.run, teacher.id)
    if move is None:
        raise StaffingError(_l("This person does not move in this version; there is nothing to change."), field="remedy")
    taken = {plan.name for plan in list_plans(one.county_id)}
    name = _free_name(_("Version %(number)s, mended for %(person)s", number=one.number, person=teacher.number), taken)
    wanted = Repair(name, (teacher,) if remedy is Remedy.STAYS else (), None, reason[:200])
    made = ask_repair(one.plan, one.run, wanted, asked_by=who.id)
    if remedy is Remedy.OTHER_PLACE:
        forbid_place(made, teacher.id, move.to_section_id, reason)
    return made


def forbid_place(made: Plan, teacher_id: int, section_id: int, reason: str) -> None:
    """Keep a person from a section in a plan that the worker has not begun; a pin to it is dropped."""
    for mark in [mark for mark in made.marks if mark.teacher_id == teacher_id and mark.section_id == section_id]:
        made.marks.remove(mark)
    flush(db.session)
    made.marks.append(PlanMark(teacher_id=teacher_id, section_id=section_id, kind=MarkKind.FORBID, reason=reason[:200]))
    flush(db.session)


def _free_name(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
