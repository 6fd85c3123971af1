"""What the confirmation of facts offers on a teacher's own home page."""

from flask_babel import lazy_gettext as _l

from staffing.confirmations.models import Answer, Party
from staffing.confirmations.operations import find_answer
from staffing.confirmations.seen import fingerprint
from staffing.eligibility.models import EligibilityVerdict
from staffing.eligibility.queries import find_latest_list, find_verdict
from staffing.slips.personal import Card, Visitor

TITLE = _l("Check my facts")
TEXT = _l("Years at the school, title, honours, deferral and the verdict that follows from them.")


def own_verdict(known: Visitor) -> EligibilityVerdict | None:
    """Return the visitor's verdict on the newest list of the year."""
    listed = find_latest_list(known.year.id)
    return find_verdict(listed.id, known.teacher.id) if listed else None


def facts_card(known: Visitor) -> Card | None:
    """Return the card: whether an answer is asked for, given, or decided."""
    verdict = own_verdict(known)
    if verdict is None:
        return None
    one = find_answer(verdict, Party.TEACHER)
    if one is None and verdict.eligibility_list.fixed_at is not None:
        kind, state = "info", _l("the list is fixed")
    elif one is None:
        kind, state = "wait", _l("waits for your answer")
    elif one.seen_digest != fingerprint(verdict) and verdict.eligibility_list.fixed_at is None:
        kind, state = "warn", _l("the facts have changed, look again")
    elif one.is_open:
        kind, state = "wait", _l("objection sent, not decided yet")
    else:
        kind, state = "good", _l("confirmed") if one.answer is Answer.CONFIRMED else _l("objection decided")
    return Card(TITLE, TEXT, "confirmations.show_own", kind, state)
