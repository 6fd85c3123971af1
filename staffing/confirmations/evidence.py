"""What an answer offers to evidence: the proof of an objection, brought by teacher or school."""

from typing import Final

from flask import url_for
from flask_babel import gettext as _, lazy_gettext as _l

from staffing.attachments.subjects import SubjectFacts, SubjectKind
from staffing.confirmations.queries import get_confirmation


def find_confirmation(county_id: int, confirmation_id: int, own_school_id: int | None) -> SubjectFacts:
    """Return an answer as evidence sees it; what proves an objection may speak of illness and is read by the bureau only."""
    one = get_confirmation(county_id, confirmation_id, school_id=own_school_id)
    address = url_for("confirmations.answer_for", teacher_id=one.teacher_id, party=one.party.value)
    return SubjectFacts(str(_("%(name)s: objection to the facts", name=one.teacher.name)), address, restricted=True, schools_add=True, open=one.is_open)


CONFIRMATION_SUBJECT: Final = SubjectKind("confirmation", _l("Objection to the facts of eligibility"), "health_and_family", find_confirmation)
