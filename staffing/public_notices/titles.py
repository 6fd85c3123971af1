"""How the log calls notices, objections and appeals; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.public_notices.models import Appeal, NoticeObjection, PublicNotice

NOTICE: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "decided_plan_id": _l("Version of the decision"), "token": _l("Public address"),
    "starts_on": _l("First day"), "ends_on": _l("Last day"), "working_days": _l("Working days"),
    "calendar_known": _l("Holidays announced"), "closed_on": _l("Closed early on"), "opened_by": _l("Opened by"),
}
CASE: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "teacher_id": _l("Teacher"), "ground": _l("Grounds stated"), "received_on": _l("Received on"),
    "state": _l("State"), "remedy": _l("What the list becomes"), "answer": _l("Reply"), "answered_on": _l("Answered on"),
    "answered_by": _l("Answered by"), "repair_plan_id": _l("Plan asked for"),
}
tell_record(PublicNotice, _l("Public notice"), NOTICE)
tell_record(NoticeObjection, _l("Objection during notice"), {**CASE, "notice_id": _l("Public notice"), "objector": _l("Who objects")})
tell_record(Appeal, _l("Appeal"), {
    **CASE, "decided_plan_id": _l("Version of the decision"), "channel": _l("Way of the appeal"), "due_on": _l("To be decided by"), "late": _l("Came late")})
tell_actions({
    "public_notice.open": _l("Public notice opened"), "public_notice.close": _l("Public notice closed early"),
    "objection.register": _l("Objection registered"), "objection.answer": _l("Objection answered"),
    "appeal.register": _l("Appeal registered"), "appeal.answer": _l("Appeal decided"),
})
