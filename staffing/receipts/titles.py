"""How the log calls the receipts of teachers."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_fields, tell_record
from staffing.decisions.models import DecidedPlan
from staffing.receipts.models import TeacherReceipt

tell_record(TeacherReceipt, _l("Receipt of a teacher"), {
    "id": _l("Record number"), "county_id": _l("County"), "decided_plan_id": _l("Decided version"), "teacher_id": _l("Teacher"),
    "move_id": _l("Move"), "school_id": _l("School"), "kind": _l("Kind"), "reasons": _l("Reasons"), "made_at": _l("Made at"),
})
tell_fields(DecidedPlan, {"receipts": _l("Receipts of teachers")})
tell_actions({"receipts_made": _l("Receipts of teachers made")})
