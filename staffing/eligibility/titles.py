"""How the log calls eligibility lists, verdicts and decisions by hand; loaded with the pages."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record, tell_values
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityOverride, EligibilityVerdict

LIST: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "rotation_year_id": _l("Rotation year"), "ruleset": _l("Rule set"),
    "ruleset_version": _l("Version of the rule set"), "ruleset_digest": _l("Digest of the rule set"), "decided_on": _l("Decided on"),
    "decided_at": _l("Decided at"), "fixed_at": _l("Fixed at"), "summary": _l("Summary"), "list": _l("List"), "format": _l("Format"), "personal": _l("Holds personal data"),
    "rows": _l("Number of rows"),
}
VERDICT: Final = {
    "id": _l("Record number"), "list_id": _l("Eligibility list"), "teacher_id": _l("Teacher"), "school_id": _l("School"),
    "state": _l("Verdict"), "decided_state": _l("Verdict by the rules"), "in_denominator": _l("Counts among those due to rotate"),
    "in_urban_or_strong": _l("At an urban or strong school"), "backbone": _l("Backbone teacher"), "leader": _l("School leader"),
    "years_at_school": _l("Years at the school"), "retirement_on": _l("Retires on"), "main_rule": _l("Deciding rule"),
    "reasons": _l("Reasons"), "reason": _l("Reason"),
}
OVERRIDE: Final = {
    "id": _l("Record number"), "rotation_year_id": _l("Rotation year"), "teacher_id": _l("Teacher"), "state": _l("Verdict"),
    "reason": _l("Reason"), "decided_by": _l("Decided by"), "withdrawn": _l("Withdrawn"),
}

tell_record(EligibilityList, _l("Eligibility list"), LIST)
# A verdict's reasons may name grounds of deferral, which readers of the log may not see.
tell_record(EligibilityVerdict, _l("Verdict on a teacher"), VERDICT, restricted=("main_rule", "reasons"))
tell_record(EligibilityOverride, _l("Verdict decided by hand"), OVERRIDE)
tell_values(EligibilityList, "summary", {
    "total": _l("Persons"), **{state.value: state.label for state in EligibilityState}, "leaders": _l("School leaders"),
    "leaders_due": _l("School leaders due to rotate"), "deciding": _l("Deciding basis"), "denominator": _l("Base of the quotas"),
    "county_base": _l("Base, whole county"), "urban_base": _l("Base, urban or strong schools"), "without_school": _l("Without a school"),
    "quotas": _l("Quotas"),
})
tell_actions({
    "eligibility_decided": _l("Eligibility decided anew"), "eligibility_fixed": _l("Eligibility list fixed"),
    "verdict_overridden": _l("Verdict decided by hand"), "override_withdrawn": _l("Decision by hand withdrawn"),
})
