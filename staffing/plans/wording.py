"""Codes of rules, goals, findings, phases and states as sentences in the officer's words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.plans.bridge.faults import InputFaultCode
from staffing.plans.names import Names
from staffing.plans.settings import Goal

Json = Mapping[str, Any]

PHASES: Mapping[str, LazyString] = {
    "collect": _l("Collecting the records"),
    "start": _l("Starting the solver"),
    "candidates": _l("Looking who could go where"),
    "model": _l("Writing down rules and goals"),
    "node model": _l("Bounding what any plan can reach"),
    "relaxation": _l("Bounding what any plan can reach"),
    "columns": _l("Improving the plan step by step"),
    "whole numbers": _l("Improving the plan step by step"),
    "highs": _l("Searching and proving"),
    "cpsat": _l("Searching and proving"),
    "check": _l("Checking the plan a second time"),
    "explain": _l("Looking for the reason why there is no plan"),
}

INPUT_FAULTS: Mapping[str, LazyString] = {
    InputFaultCode.NO_COUNTS_AT: _l("The county's rule set does not say where a moved teacher counts in the indicators "
                                    "(personnel school or teaching school). Choose that first."),
    InputFaultCode.NO_COORDINATES: _l("Schools without coordinates: their distances are unknown. Enter longitude and latitude. "
                                      "Numbers of the schools: %(schools)s"),
    InputFaultCode.NO_POSTS: _l("Schools without authorised posts: nobody can tell whether they have room. Enter their posts. "
                                "Numbers of the schools: %(schools)s"),
    InputFaultCode.NO_ALLOTMENTS: _l("This plan is to keep to the allotments, and none were computed for its year. Compute them first, "
                                     "or change that setting."),
    InputFaultCode.NO_TEACHERS: _l("No teacher of compulsory education is on record for 1 September. Import the teachers first."),
    InputFaultCode.PINNED_TWICE: _l("A pin and a forbid contradict each other, or a person is kept from the section he works in. "
                                    "Look through the pins of this plan."),
    InputFaultCode.UNREADABLE: _l("The records contradict each other so that no plan can be made of them. Look at the data faults."),
}

GOALS: Mapping[Goal, LazyString] = {
    Goal.SHORTFALL: _l("Teachers missing to the thresholds (weighted)"),
    Goal.FAILING_SECTIONS: _l("Sections that miss the pass rule"),
    Goal.CV_EXCESS: _l("Unevenness above its limit"),
    Goal.INEQUALITY: _l("Unevenness in all"),
    Goal.DIRECTION: _l("Moves against the wanted direction"),
    Goal.BURDEN: _l("Burden on the persons (wishes, way to work)"),
    Goal.EXTRA_MOVES: _l("Moves beyond the quota"),
    Goal.CHANGES: _l("Changes against the plan to stay close to"),
}
GOAL_DIGITS = {Goal.CV_EXCESS: 4, Goal.INEQUALITY: 4}

RULES: Mapping[str, LazyString] = {
    "one_destination": _l("One destination for each person"),
    "authorised_posts": _l("Authorised posts"),
    "title_posts": _l("Posts by professional title"),
    "subject_cover": _l("Teachers for every subject"),
    "school_outflow": _l("Most that a school sends"),
    "school_limits": _l("Each school's own numbers"),
    "cell_outflow": _l("Most that a subject sends"),
    "couples": _l("Couples stay near each other"),
    "must_move": _l("Persons who must move"),
    "must_stay": _l("Persons who must stay"),
    "pins": _l("Pinned persons"),
    "forbids": _l("Forbidden pairs"),
    "keep_compliant": _l("Indicators must not slip back"),
    "donor_floor": _l("Short sections send nobody"),
    "zone": _l("Limit of the school zone"),
    "decided_moves": _l("Moves decided elsewhere"),
    "rotation_share": _l("Share of eligible teachers who move"),
    "backbone_share": _l("Share of backbone teachers among those who move"),
    "wrong_origin": _l("Present school"),
    "status": _l("Eligibility"),
    "same_entity": _l("Another legal entity"),
    "certificate": _l("Teaching certificate"),
    "stage": _l("School stage"),
    "subject": _l("Subject"),
    "no_need": _l("Need of the receiving section"),
    "distance": _l("Distance"),
}

LIMIT_SIDES: Mapping[str, LazyString] = {
    "sent_least": _l("least to send"), "sent_most": _l("most to send"), "received_most": _l("most to receive"),
    "backbone_least": _l("least backbone teachers to send"),
}
_LIMITS: Mapping[str, LazyString] = {
    "sent_least": _l("%(place)s would send %(number)s teachers, and its number is at least %(limit)s."),
    "sent_most": _l("%(place)s would send %(number)s teachers, and its number is at most %(limit)s."),
    "received_most": _l("%(place)s would receive %(number)s teachers, and its number is at most %(limit)s."),
    "backbone_least": _l("%(place)s would send %(number)s backbone teachers, and its number is at least %(limit)s."),
}

ENGINE_STATUS: Mapping[str, LazyString] = {
    "optimal": _l("Proven to be the best plan"),
    "feasible": _l("A plan, and how far it can lie from the best"),
    "infeasible": _l("Proven that no plan keeps all rules"),
    "unknown": _l("Stopped with neither a plan nor a proof; more time may find one"),
    "cancelled": _l("Cancelled; the best plan found until then is kept"),
}

LOCATIONS: Mapping[str, LazyString] = {"urban": _l("Urban area"), "town": _l("Town area"), "rural": _l("Rural area")}
INDICATOR_NAMES: Mapping[str, LazyString] = {
    "above_degree": _l("Teachers above the required degree"), "backbone": _l("Backbone teachers"),
    "pe_arts": _l("PE and arts teachers"),
}


def rule_name(code: str) -> str:
    """Return what a rule, quota or condition is called; a county's own quota by its code."""
    return str(RULES.get(code, code))


def goal_name(code: str) -> str:
    """Return what a goal is called."""
    return str(GOALS[Goal(code)])


def word_finding(finding: Json, names: Names) -> str:
    """Return what the checker found as a sentence; a code without sentence shows the checker's own words."""
    word = _FINDINGS.get(finding["code"])
    if word is None:
        return f"{rule_name(finding['code'])}: {finding['text']}"
    return str(word(list(finding["ids"]), dict(finding.get("numbers", {})), names))


def _quota(code: str) -> Any:
    def word(_ids: list[str], numbers: Json, _names: Names) -> str:
        return str(_("%(rule)s: %(moved)d move, at least %(required)d have to.", rule=rule_name(code),
                     moved=numbers.get("moved", 0), required=numbers.get("required", 0)))
    return word


def _place(message: LazyString, **keys: str) -> Any:
    """Return a wording whose ids are a section or school and maybe a subject."""
    def word(ids: list[str], numbers: Json, names: Names) -> str:
        name = names.school(ids[0]) if keys.get("of") == "school" else names.section(ids[0])
        return str(message) % {"place": name, "subject": ids[1] if len(ids) > 1 else "", **_whole(numbers)}
    return word


def _school_limit(ids: list[str], numbers: Json, names: Names) -> str:
    return str(_LIMITS[ids[1]]) % {"place": names.school(ids[0]), **_whole(numbers)}


def _person(message: LazyString) -> Any:
    """Return a wording whose ids are a person and maybe a section."""
    def word(ids: list[str], numbers: Json, names: Names) -> str:
        return str(message) % {"name": names.teacher(ids[0]), "place": names.section(ids[1]) if len(ids) > 1 else "", **numbers}
    return word


def _couple(ids: list[str], numbers: Json, names: Names) -> str:
    return str(_("%(one)s and %(other)s are a couple and would end %(km).1f km apart; at most %(limit).1f km are allowed.",
                 one=names.teacher(ids[0]), other=names.teacher(ids[1]), km=numbers.get("apart_km", 0),
                 limit=numbers.get("limit_km", 0)))


def _kept(ids: list[str], numbers: Json, names: Names) -> str:
    return str(_("%(place)s meets “%(indicator)s” today and would no longer: %(after)d of %(need)d.",
                 place=names.section(ids[0]), indicator=str(INDICATOR_NAMES.get(ids[1], ids[1])), after=numbers.get("after", 0),
                 need=numbers.get("need", 0)))


def _whole(numbers: Json) -> dict[str, Any]:
    return {key: int(value) if float(value).is_integer() else value for key, value in numbers.items()}


_FINDINGS: dict[str, Any] = {
    "rotation_share": _quota("rotation_share"),
    "backbone_share": _quota("backbone_share"),
    "authorised_posts": _place(_l("%(place)s would have %(after)s staff, and has room for %(limit)s."), of="school"),
    "subject_cover": _place(_l("%(place)s would have %(after)s teachers of %(subject)s; needed are %(least)s to %(most)s.")),
    "school_outflow": _place(_l("%(place)s would send %(sent)s teachers, and may send %(limit)s."), of="school"),
    "school_limits": _school_limit,
    "cell_outflow": _place(_l("%(place)s would send %(sent)s teachers of %(subject)s, and may send %(limit)s.")),
    "donor_floor": _place(_l("%(place)s is too short of teachers to send any, and would send %(sent)s.")),
    "keep_compliant": _kept,
    "couples": _couple,
    "one_destination": _person(_l("%(name)s has more than one destination.")),
    "must_move": _person(_l("%(name)s must move and would stay.")),
    "pins": _person(_l("%(name)s is pinned to %(place)s and would end elsewhere.")),
    "decided_moves": _person(_l("The decided move of %(name)s to %(place)s is missing or changed.")),
    "wrong_origin": _person(_l("%(name)s does not work at %(place)s.")),
    "status": _person(_l("%(name)s may not be sent: not eligible, or deferred without having waived it.")),
    "same_entity": _person(_l("%(name)s to %(place)s: both belong to one legal entity, which is no rotation.")),
    "certificate": _person(_l("%(name)s to %(place)s: the teaching certificate does not cover that stage.")),
    "stage": _person(_l("%(name)s to %(place)s: the school stage would change.")),
    "subject": _person(_l("%(name)s to %(place)s: not certified for that subject.")),
    "no_need": _person(_l("%(name)s to %(place)s: that section does not need the subject.")),
    "distance": _person(_l("%(name)s to %(place)s: the schools lie too far apart.")),
    "zone": _person(_l("%(name)s to %(place)s: leaves the school zone.")),
    "forbids": _person(_l("%(name)s to %(place)s is a forbidden pair.")),
    "must_stay": _person(_l("%(name)s must stay.")),
}
