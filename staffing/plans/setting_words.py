"""A plan's settings in words, and in which of them plans differ."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from flask_babel import gettext as _

from staffing.plans.settings import PlanSettings
from staffing.plans.wording import goal_name, rule_name

HUNDRED = Decimal(100)


def setting_words(settings: PlanSettings, quota_names: Mapping[str, str], plan_names: Mapping[int, str]) -> dict[str, str]:
    """Return {what is set: to what}; quotas first, then limits, then goals."""
    rows = {quota_names.get(code, rule_name(code)): _("at least %(share)s %%", share=_plain(rule.at_least * HUNDRED))
            for code, rule in settings.quotas.items()}
    rows |= {quota_names.get(code, rule_name(code)): _("in principle only") for code in settings.soft_quotas}
    yes_no = {True: _("yes"), False: _("no")}
    zones = {"none": _("No limit"), "ordinary": _("All but backbone teachers stay in their zone"), "all": _("Everybody stays in the zone")}
    kinds = {"zone": _("School zone"), "education_group": _("Education group"), "union_merged": _("Education union, merged"),
             "union_co_built": _("Education union, co-built"), "union_cooperative": _("Education union, cooperating")}
    relations = {"always": _("Personnel relation moves along"), "never": _("Personnel relation stays"),
                 "to_urban": _("Moves along to schools in the city only")}
    allotted = {"off": _("Not bound to them"), "most": _("No school sends or receives more than its number"),
                "exact": _("Every school sends its number with its backbone teachers, none receives more than its number")}
    orders = {"weighted": _("Weighed against each other"), "lexicographic": _("One after the other")}
    rows |= {
        _("Largest distance (km)"): _plain(settings.max_distance_km),
        _("Largest distance between couples' schools (km)"): _plain(settings.couple_distance_km),
        _("Most that a school sends (% of its staff)"): _plain(settings.school_outflow_share * HUNDRED),
        _("Most that a subject sends (% of its teachers)"): _plain(settings.cell_outflow_share * HUNDRED),
        _("Sections below this multiple of their least need send nobody"): _("No limit") if settings.donor_floor is None else _plain(settings.donor_floor),
        _("Limit of the zone"): zones[settings.zone_limit], _("What counts as a zone"): kinds[settings.zone_kind],
        _("Personnel relation"): relations[settings.relation_moves],
        _("Indicators must not slip back"): yes_no[settings.keep_compliant], _("Moves between stages"): yes_no[settings.cross_stage],
        _("Weight of a point carried in earlier years"): _plain(settings.carried_weight),
        _("Allotments of the schools"): allotted[settings.allotments],
        _("Stay close to this plan"): plan_names.get(settings.keep_close_to or 0, _("No")), _("Goals"): orders[settings.goal_order],
    }
    return rows | {_("Weight: %(goal)s", goal=goal_name(goal.value)): _plain(weight) for goal, weight in settings.weights.items()}


def differences_in_words(settings: Mapping[str, str], base: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return (what, before, now) of every setting that differs from the base."""
    return [(name, base.get(name, "—"), value) for name, value in settings.items() if base.get(name) != value]


def differing(tables: Sequence[Mapping[str, str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return (what, value in each) of all settings, in their order."""
    return [(name, tuple(table.get(name, "—") for table in tables)) for name in dict.fromkeys(key for table in tables for key in table)]


def _plain(number: Decimal) -> str:
    """Return a number without needless zeros."""
    return f"{number.normalize():f}"
