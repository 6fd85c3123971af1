"""How the log calls slips and what is done with them."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_readings, tell_record
from staffing.slips.models import PersonalSlip

tell_record(PersonalSlip, _l("Personal slip"), {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"),
    "handle": _l("First group of the code"), "token_hash": _l("Digest of the code"), "issue": _l("Number of the printing"),
    "printed_at": _l("Printed"), "printed_by": _l("Printed by"), "used_at": _l("Last used"), "withdrawn_at": _l("Withdrawn at"),
    "failed_attempts": _l("Wrong codes"), "paused_until": _l("Paused until"),
})
tell_actions({
    "slip_printed": _l("Personal slip printed"), "slip_reprinted": _l("Personal slip printed again with a new code"),
    "slip_withdrawn": _l("Personal slip withdrawn"),
})
tell_readings({
    "slip_entered": _l("Teacher came in with a slip"), "slip_refused": _l("Code of a slip refused"),
})
