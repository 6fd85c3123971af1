"""How fields of need records are called, and how the log calls what is done; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_fields, tell_record
from staffing.needs.models import ExpectedChange, GapStudy, NeedOverride
from staffing.schools.models import County

CHANGE: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year"), "kind": _l("Kind of change"),
    "teacher_id": _l("Teacher"), "section_id": _l("Section"), "subject": _l("Subject"), "persons": _l("Persons"),
    "above_degree": _l("Above the required degree"), "remark": _l("Remark"),
}
OVERRIDE: Final = {"id": _l("Record number"), "section_id": _l("Section"), "school_year": _l("School year"), "subject": _l("Subject"),
                   "least": _l("At least"), "most": _l("At most"), "reason": _l("Reason")}
STUDY: Final = {"id": _l("Record number"), "county_id": _l("County"), "school_year": _l("School year"), "plan_id": _l("Plan"),
                "run_id": _l("Run"), "plan_name": _l("Plan"), "made_at": _l("Made at"), "content": _l("Content")}

tell_record(ExpectedChange, _l("Expected change of staff"), CHANGE)
tell_record(NeedOverride, _l("Need set by hand"), OVERRIDE)
tell_record(GapStudy, _l("Study of what rotation can close"), STUDY)
tell_fields(County, {"teachers": _l("Teachers"), "plan": _l("Number of the plan"), "job": _l("Number of the task"),
                     "changes": _l("Expected changes of staff")})
tell_actions({
    "changes_expected": _l("Expected changes of the demonstration county stored"),
    "change_expected": _l("Expected change added"), "change_corrected": _l("Expected change corrected"),
    "change_removed": _l("Expected change removed"), "retirements_expected": _l("Due retirements added"),
    "need_set": _l("Need set by hand"), "need_changed": _l("Need set by hand changed"), "need_released": _l("Computed need restored"),
    "gap_study_asked": _l("Study of gaps asked for"), "gap_study_made": _l("Study of gaps stored"),
})
