"""How fields of postings are called, once for forms and the log; and how the log calls what is done."""

from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.postings.models import Posting, StintAssessment

TITLES: Final[dict[type[Any], dict[str, LazyString]]] = {
    Posting: {
        "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "decided_move_id": _l("Move"), "teacher_id": _l("Teacher"),
        "from_school_id": _l("Sending school"), "to_school_id": _l("Receiving school"), "state": _l("State"), "day": _l("First day at the new school"),
        "ends_on": _l("Planned last day"), "steps": _l("What was done to the records"), "reverse_reason": _l("Why reversed"), "reversed_at": _l("Reversed at"),
        "arrival": _l("Arrival"), "arrived_on": _l("Arrived on"), "arrival_note": _l("Note on the arrival"), "outcome": _l("End of the stint"),
        "outcome_on": _l("End holds from"), "outcome_reason": _l("Why it ends so"), "end_steps": _l("What the end did to the records"),
    },
    StintAssessment: {
        "id": _l("Record number"), "posting_id": _l("Posting"), "school_year": _l("School year"), "final": _l("Final assessment"),
        "grade": _l("Grade of the assessment"), "note": _l("Note"), "assessed_by": _l("Assessed by"),
    },
}
tell_record(Posting, _l("Posting"), TITLES[Posting])
tell_record(StintAssessment, _l("Assessment of a stint"), TITLES[StintAssessment])
tell_actions({
    "move_posted": _l("Move written into the records"), "posting_reversed": _l("Posting reversed"), "arrival_noted": _l("Arrival noted"),
    "stint_ended": _l("End of a stint recorded"), "stint_end_undone": _l("End of a stint taken back"), "stint_assessed": _l("Stint assessed"),
})


def title(model: type[Any], field: str) -> LazyString:
    """Return how a field of a stored class is called."""
    return TITLES[model][field]
