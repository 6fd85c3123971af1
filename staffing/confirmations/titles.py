"""How the log calls the confirmation of facts."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.confirmations.models import FactConfirmation

tell_record(FactConfirmation, _l("Confirmation of facts"), {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"),
    "school_id": _l("School"), "party": _l("Who answers"), "answer": _l("What was answered"), "content_cipher": _l("Words of the objection"),
    "seen_digest": _l("Fingerprint of the facts seen"), "seen_state": _l("State seen"), "given_at": _l("Answered at"),
    "entered_by": _l("Entered by"), "decision": _l("Decision on the objection"), "decision_reason": _l("Reason"), "decided_by": _l("Decided by"),
    "decided_at": _l("Decided at"),
})
tell_actions({
    "facts_confirmed": _l("Facts confirmed"), "facts_objected": _l("Facts objected to"), "objection_decided": _l("Objection decided"),
})
