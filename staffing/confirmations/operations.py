"""What is done before the list is fixed: answer for a teacher or a school, decide an objection. Each with its audit line."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from staffing.audit.record import record
from staffing.confirmations import titles  # noqa: F401 (tells the log how things are called)
from staffing.confirmations.models import Answer, FactConfirmation, ObjectionDecision, Party
from staffing.confirmations.queries import PersonLine
from staffing.confirmations.secrets import set_words
from staffing.confirmations.seen import fingerprint
from staffing.core.database import utc_now
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityVerdict
from staffing.eligibility.operations import standing_overrides
from staffing.errors import StaffingError
from staffing.extensions import db

SHORTEST_OBJECTION = 4
FIXED = _l("The list is fixed. What is wrong now is told to the bureau, which makes a new list.")
tell_constraint("uq_fact_confirmation_rotation_year_id_teacher_id_party", _l("Somebody else has just answered this; look at it again."))


def give_answer(
    verdict: EligibilityVerdict, *, party: Party, answer: Answer, words: str = "", entered_by: int | None, version: int | None = None,
) -> FactConfirmation:
    """Store what a teacher or a school says about the facts; a later answer takes the place of the former and its decision."""
    if verdict.eligibility_list.fixed_at is not None:
        raise StaffingError(FIXED)
    text = words.strip()
    if answer is Answer.OBJECTED and len(text) < SHORTEST_OBJECTION:
        raise StaffingError(_l("Say what is wrong and what would be right."), field="words")
    one = find_answer(verdict, party)
    before = one.answer.value if one else None
    if one is None:
        one = FactConfirmation(county_id=verdict.eligibility_list.county_id, rotation_year_id=verdict.eligibility_list.rotation_year_id,
                               teacher_id=verdict.teacher_id, party=party, answer=answer, seen_digest="", seen_state=verdict.state)
        db.session.add(one)
    else:
        require_version(one, version)
    one.school_id, one.answer, one.entered_by, one.given_at = verdict.school_id, answer, entered_by, utc_now()
    one.seen_digest, one.seen_state = fingerprint(verdict), verdict.state
    one.decision, one.decision_reason, one.decided_by, one.decided_at = None, "", None, None
    flush(db.session)
    set_words(one, text if answer is Answer.OBJECTED else "")
    flush(db.session)
    record("facts_confirmed" if answer is Answer.CONFIRMED else "facts_objected", one, county_id=one.county_id, changes={
        "teacher_id": [None, one.teacher_id], "party": [None, party.value], "answer": [before, answer.value]})
    return one


def find_answer(verdict: EligibilityVerdict, party: Party) -> FactConfirmation | None:
    """Return a party's answer about the teacher of a verdict in its year."""
    return db.session.scalar(select(FactConfirmation).where(
        FactConfirmation.rotation_year_id == verdict.eligibility_list.rotation_year_id,
        FactConfirmation.teacher_id == verdict.teacher_id, FactConfirmation.party == party))


def confirm_rest(lines: Iterable[PersonLine], *, entered_by: int) -> int:
    """Let a school confirm everybody within the scope about whom it has not answered by the present facts; return how many."""
    waiting = [line for line in lines if line.verdict.state is not EligibilityState.OUT
               and (Party.SCHOOL not in line.answers or (Party.SCHOOL in line.stale and not line.answers[Party.SCHOOL].is_open))]
    for line in waiting:
        give_answer(line.verdict, party=Party.SCHOOL, answer=Answer.CONFIRMED, entered_by=entered_by)
    return len(waiting)


def decide_objection(one: FactConfirmation, *, version: int | None, decision: ObjectionDecision, reason: str, decided_by: int) -> None:
    """Decide an objection; a refusal needs its reason, and "decided by hand" needs the decision it speaks of."""
    require_version(one, version)
    if one.answer is not Answer.OBJECTED:
        raise StaffingError(_l("Nothing is objected to here any more."))
    if decision is ObjectionDecision.REFUSED and len(reason.strip()) < SHORTEST_OBJECTION:
        raise StaffingError(_l("Give the reason; the teacher and the school will read it."), field="reason")
    if decision is ObjectionDecision.OVERRIDDEN and one.teacher_id not in standing_overrides(one.rotation_year_id):
        raise StaffingError(_l("No decision by hand stands for this teacher. Decide the verdict by hand first."), field="decision")
    one.decision, one.decision_reason, one.decided_by, one.decided_at = decision, reason.strip(), decided_by, utc_now()
    record("objection_decided", one, county_id=one.county_id, reason=reason.strip())
    flush(db.session)
