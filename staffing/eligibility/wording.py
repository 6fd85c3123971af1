"""Reasons and cautions in the officer's words, from what is stored with a verdict."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.eligibility.enums import ReasonEffect
from staffing.eligibility.input_words import input_name, input_value
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.policy.labels import RULES
from staffing.policy.ruleset import list_rulesets, load_version
from staffing.schools.enums import Ownership, Stage
from staffing.teachers.enums import EmploymentKind, LeaderRole, PostStatus, ServiceStage, StaffCategory

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
    "leader_tenure": _l("Terms served at the school"),
    "near_retirement": _l("Bound by age or retirement"),
    "service_record_missing": _l("The service record is empty; the years could not be counted"),
    "service_from_entry_date": _l("The years were counted from the date of entry, because the service record is empty"),
    "ground_not_in_rules": _l("A recorded ground is not in the rule set"),
    "evidence_missing": _l("The evidence for a recorded ground is missing"),
}
CODED: dict[str, type[Any]] = {
    "in_service": PostStatus, "employment_kind": EmploymentKind, "staff_category": StaffCategory, "ownership": Ownership,
    "stage": Stage, "leader_apart": LeaderRole, "in_service_period": ServiceStage, "on_leave": PostStatus, "on_exchange": PostStatus,
    "on_secondment": PostStatus,
}
RELATIONS: dict[str, LazyString] = {
    "at_least": _l("at least"), "at_most": _l("at most"), "less_than": _l("less than"), "one_of": _l("one of"), "is": _l("is"),
    "before": _l("before"), "not_before": _l("not before"), "after": _l("after"),
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
    return str(enum(value).label) if enum is not None and value in [member.value for member in enum] else str(value)


def reason_inputs(reason: Mapping[str, Any], listed: EligibilityList) -> list[tuple[str, str]]:
    """Return the facts that were used, as (name, value) in words."""
    inputs: Mapping[str, Any] = reason.get("inputs") or {}
    named = rule_names(listed)
    return [(input_name(name), input_value(name, value, named)) for name, value in inputs.items() if value not in (None, "", False)]


def rule_names(listed: EligibilityList) -> dict[str, str]:
    """Return the names that the list's rule set gives its grounds and kinds of exchange, by code."""
    ruleset = load_version(listed.ruleset, listed.ruleset_version, listed.decided_on)
    return {code: stated.value.name for catalogue in (ruleset.deferrals, ruleset.exchange_kinds) for code, stated in catalogue.items()}


def rule_title(reason: Mapping[str, Any], listed: EligibilityList) -> str:
    """Return what the rule behind a reason is called on the page of rules."""
    key = str(reason.get("rule", ""))
    return str(RULES.get(key) or rule_names(listed).get(key.rpartition(".")[2], key))


def ruleset_title(reason: Mapping[str, Any]) -> str:
    """Return the title and version of the rule set that states the rule; its code where it is no longer installed."""
    code, version = str(reason.get("ruleset") or ""), str(reason.get("version") or "")
    return f"{version_title(code, version)} {version}".strip()


def version_title(code: str, version: str) -> str:
    """Return the title of a rule set's version; the code where it is no longer installed."""
    return next((item.title for item in list_rulesets() if (item.code, item.version) == (code, version)), code)


def deciding(verdict: EligibilityVerdict) -> Mapping[str, Any] | None:
    """Return the stored reason that led to the computed state."""
    return next((reason for reason in verdict.reasons if reason["code"] == verdict.main_rule), None)


def ground_title(listed: EligibilityList, code: str) -> str:
    """Return the name of a ground in the list's rule set; the code itself where it has none any more."""
    return rule_names(listed).get(code, code)
