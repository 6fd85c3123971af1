"""How the log calls slips and what is done with them."""

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_readings, tell_record
from staffing.slips.models import PersonalSlip

tell_record(PersonalSlip, _l("Personal slip"), {
    "id": _l("Record number"), "teacher_id": _l("Teacher"), "rotation_year_id": _l("Rotation year"), "issue": _l("Number of the printing"),
    "withdrawn_at": _l("Withdrawn at"),
})
tell_actions({
    "slip_printed": _l("Personal slip printed"), "slip_reprinted": _l("Personal slip printed again with a new code"),
    "slip_withdrawn": _l("Personal slip withdrawn"),
})
tell_readings({
    "slip_entered": _l("Teacher came in with a slip"), "slip_refused": _l("Code of a slip refused"),
})
