"""How the log and the notices call requests for change and decisions on what schools may change."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_readings, tell_record, tell_values
from staffing.changes.models import ChangeItem, ChangeRequest, FieldPolicy
from staffing.changes.policy import POLICY_ROLES
from staffing.changes.targets import RECORD_TITLES
from staffing.changes.wording import field_words
from staffing.notices.wording import tell_notices

REQUEST_FIELDS = {
    "id": _l("Record number"), "county_id": _l("County"), "school_id": _l("School"), "teacher_id": _l("Teacher"),
    "record": _l("Kind of record"), "act": _l("What is asked for"), "owner_id": _l("Whose record"), "row_id": _l("Entry"),
    "period": _l("School year"), "base_version": _l("Version of the record"), "reason": _l("Reason"), "state": _l("State"),
    "asked_by": _l("Asked by"), "asked_role": _l("Role"), "decided_by": _l("Decided by"), "decided_at": _l("Decided on"),
    "decision": _l("Answer"), "fields": _l("Fields"), "agreed": _l("Agreed fields"), "refused": _l("Refused fields"),
}
tell_record(ChangeRequest, _l("Change request"), REQUEST_FIELDS)
tell_record(ChangeItem, _l("Field of a change request"), {
    "id": _l("Record number"), "request_id": _l("Change request"), "field": _l("Field"), "old_text": _l("Old value"),
    "new_text": _l("New value"), "new_cipher": _l("New value"), "state": _l("State"), "refusal": _l("Reason"),
})
tell_record(FieldPolicy, _l("Right to change a field"), {
    "id": _l("Record number"), "county_id": _l("County"), "record": _l("Kind of record"), "field": _l("Field"), "role": _l("Role"),
    "mode": _l("What schools may do"), "note": _l("Reason"), "set_by": _l("Decided by"), "created_at": _l("Decided on"),
    **{role.value: role.label for role in POLICY_ROLES},
})
tell_values(ChangeRequest, "record", RECORD_TITLES)
tell_values(FieldPolicy, "record", RECORD_TITLES)
for _field in ("fields", "agreed", "refused"):
    tell_values(ChangeRequest, _field, field_words())
tell_actions({
    "change_requested": _l("Change asked for"), "change_completed": _l("Change request completed"),
    "change_taken_back": _l("Change request taken back"), "change_decided": _l("Change request decided"),
    "change_returned": _l("Change request sent back"), "change_policy_set": _l("Right to change a field decided"),
})
tell_readings({"change_content_shown": _l("Hidden value of a change request read")})
tell_notices({
    "change_accepted": _l("Change request %(number)d was agreed; the record is changed."),
    "change_partly": _l("Change request %(number)d was agreed in part. Read which fields were refused and why."),
    "change_refused": _l("Change request %(number)d was refused. Read why."),
    "change_returned": _l("Change request %(number)d was sent back to be completed."),
})
