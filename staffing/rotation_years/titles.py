"""How the log calls rotation years, intents and wishes; loaded with the panels."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_fields, tell_record
from staffing.rotation_years.models import (
    EngagementResult,
    RotationIntent,
    RotationWish,
    RotationYear,
    StepDeadline,
)
from staffing.teachers.models import Teacher

YEAR: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year"), "ruleset": _l("Rule set"),
    "cut_off_on": _l("Cut-off day"), "step": _l("Step"),
}
INTENT: Final = {
    "id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"), "volunteer": _l("Volunteers"),
    "must_move": _l("Must move"), "must_stay": _l("Must stay"), "reason": _l("Reason"),
}
WISH: Final = {
    "id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"), "place": _l("Rank of the wish"),
    "section_id": _l("Section wished for"),
}

DEADLINE: Final = {
    "id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "step": _l("Step"), "due_on": _l("Deadline"), "reason": _l("Reason"),
}
RESULT: Final = {
    "id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"), "school_id": _l("School"),
    "round": _l("Round"), "outcome": _l("Outcome"),
}

tell_record(RotationYear, _l("Rotation year"), YEAR)
tell_record(RotationIntent, _l("Intent of a teacher"), INTENT)
tell_record(RotationWish, _l("Wish of a teacher"), WISH)
tell_record(StepDeadline, _l("Deadline of a step"), DEADLINE)
tell_record(EngagementResult, _l("Result of a round"), RESULT)
tell_fields(RotationYear, {"round": _l("Round"), "outcomes": _l("Outcomes"), "persons": _l("Persons")})
# Wishes are logged with the teacher whose they are.
tell_fields(Teacher, {"wishes": _l("Wishes in their order")})
tell_actions({
    "rotation_year_opened": _l("Rotation year opened"), "rotation_year_advanced": _l("Rotation year moved to a step"),
    "deadline_set": _l("Deadline of a step set"), "deadline_reset": _l("Deadline of a step as by the rules again"),
    "engagement_results_set": _l("Results of a round entered"), "unplaced_handed_over": _l("Teachers not placed handed over to planning"),
    "intent_settled": _l("Intent of a teacher settled"), "wishes_set": _l("Wishes of a teacher set"),
})
