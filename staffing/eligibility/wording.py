"""Reasons and cautions in the officer's words, from what is stored with a verdict."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.eligibility.enums import ReasonEffect
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.policy.ruleset import load_version
from staffing.schools.enums import Ownership, Stage
from staffing.teachers.enums import EmploymentKind, LeaderRole, PostStatus, StaffCategory

TITLES: dict[str, LazyString] = {
    "in_service": _l("In service"),
    "employment_kind": _l("Kind of employment"),
    "staff_category": _l("Category of staff"),
    "ownership": _l("Whose school it is"),
    "stage": _l("Stage"),
    "years_at_school": _l("Continuous years at the school"),
    "leader_apart": _l("Leaders are listed apart"),
    "leader_age_bound": _l("Age bound of leaders"),
    "leader_due": _l("Terms served at the school"),
    "service_record_missing": _l("The service record is empty; the years could not be counted"),
    "service_from_entry_date": _l("The years were counted from the date of entry, because the service record is empty"),
    "ground_not_in_rules": _l("A recorded ground is not in the rule set"),
    "evidence_missing": _l("The evidence for a recorded ground is missing"),
}
CODED: dict[str, type[Any]] = {
    "in_service": PostStatus, "employment_kind": EmploymentKind, "staff_category": StaffCategory, "ownership": Ownership,
    "stage": Stage, "leader_apart": LeaderRole,
}
RELATIONS: dict[str, LazyString] = {
    "at_least": _l("at least"), "at_most": _l("at most"), "less_than": _l("less than"), "one_of": _l("one of"), "is": _l("is"),
    "before": _l("before"), "not_before": _l("not before"), "after": _l("after"),
}
INPUTS: dict[str, LazyString] = {
    "since": _l("counted since"), "on": _l("cut-off day"), "uncounted": _l("not counted"), "interrupted_by": _l("interrupted by"),
    "away": _l("away on the day"), "from_entry_date": _l("from the date of entry"), "born": _l("born"), "sex": _l("sex"),
    "years": _l("years asked"), "months_left": _l("months to the retirement age"), "retirement_rule": _l("retirement rule"),
    "retirement_clause": _l("retirement clause"), "terms": _l("terms"), "term_years": _l("years a term"),
    "post_status": _l("status"), "employment": _l("employment"), "category": _l("category"), "role": _l("administrative post"),
    "ground": _l("ground"), "since_day": _l("since"), "until": _l("until"), "has_evidence": _l("evidence on file"),
    "entered_school_on": _l("entered the school on"), "start": _l("from"), "end": _l("until"),
}


def reason_title(reason: Mapping[str, Any]) -> str:
    """Return what the reason is about: the ground's name in the rule set, or the name of the check."""
    return str(reason.get("title") or TITLES.get(str(reason["code"]), reason["code"]))


def reason_effect(reason: Mapping[str, Any]) -> str:
    """Return what the reason did to the verdict."""
    effect = str(reason.get("effect", ""))
    return str(_("To be looked at")) if effect == "caution" else str(ReasonEffect(effect).label)


def reason_comparison(reason: Mapping[str, Any]) -> str:
    """Return the comparison that was made, for example "7, at least 6"; empty where there was none."""
    value, relation, required = reason.get("value"), reason.get("relation"), reason.get("required")
    if value is None or relation is None:
        return ""
    if relation == "one_of":
        return show_code(reason, value)
    return str(_("%(value)s (asked: %(relation)s %(required)s)", value=value, relation=RELATIONS[str(relation)], required=required))


def show_code(reason: Mapping[str, Any], value: Any) -> str:
    """Return the label of a coded value, the value itself where it has none."""
    enum = CODED.get(str(reason["code"]))
    return str(enum(value).label) if enum is not None and value else str(value)


def reason_inputs(reason: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts that were used, as (name, value)."""
    inputs: Mapping[str, Any] = reason.get("inputs") or {}
    return [(str(INPUTS.get(name, name)), show_input(value)) for name, value in inputs.items() if value not in (None, "", False)]


def show_input(value: Any) -> str:
    """Return a used fact as text."""
    return str(_("yes")) if value is True else str(value)


def deciding(verdict: EligibilityVerdict) -> Mapping[str, Any] | None:
    """Return the stored reason that led to the computed state."""
    return next((reason for reason in verdict.reasons if reason["code"] == verdict.main_rule), None)


def ground_title(listed: EligibilityList, code: str) -> str:
    """Return the name of a ground in the list's rule set; the code itself where it has none any more."""
    ruleset = load_version(listed.ruleset, listed.ruleset_version, listed.decided_on)
    ground = ruleset.deferrals.get(code)
    return ground.value.name if ground is not None else code
