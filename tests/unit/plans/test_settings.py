"""Settings of a plan: differences from the rule set, nothing else, and every one has an effect."""

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from staffing.plans.settings import DEFAULT_WEIGHTS, Goal, PlanDifferences, effective_settings
from staffing.policy.ruleset import load_ruleset

DAY = dt.date(2026, 8, 31)


@pytest.fixture(scope="module")
def rules():
    return load_ruleset("demo", DAY)


def test_rule_set_decides_when_a_plan_sets_nothing(rules):
    settings = effective_settings(rules, PlanDifferences(), time_limit_s=60)
    assert settings.max_distance_km == rules.placement.max_distance_km.value
    assert {code: quota.at_least for code, quota in settings.quotas.items()} == {
        code: stated.value.at_least for code, stated in rules.quotas.shares.items() if stated.value.firm}
    assert dict(settings.weights) == dict(DEFAULT_WEIGHTS)
    assert settings.time_limit_s == 60


@pytest.mark.parametrize(("name", "value"), [
    ("max_distance_km", Decimal("12.5")), ("couple_distance_km", Decimal(3)), ("school_outflow_share", Decimal("0.5")),
    ("cell_outflow_share", Decimal("0.1")), ("zone_limit", "all"), ("zone_kind", "education_group"), ("relation_moves", "to_urban"),
    ("keep_compliant", True), ("donor_floor", Decimal("0.8")), ("cross_stage", True), ("goal_order", "lexicographic"),
    ("level_tolerance", Decimal("0.01")), ("kind", "paired_support"), ("keep_close_to", 7), ("time_limit_s", Decimal(9)),
    ("gap", Decimal("0.01")), ("seed", 5), ("engine", "highs"),
])
def test_difference_is_stored_and_takes_effect_when_it_is_set(rules, name, value):
    differences = PlanDifferences(**{name: value})
    assert list(differences.stored()) == [name]
    again = PlanDifferences.read(differences.stored())
    assert again == differences
    before, after = (effective_settings(rules, one, time_limit_s=60) for one in (PlanDifferences(), again))
    assert getattr(before, name) != getattr(after, name) == value


def test_soft_quota_becomes_firm_when_a_plan_sets_its_share():
    rules = load_ruleset("hefei", DAY)
    soft = next(code for code, stated in rules.quotas.shares.items() if not stated.value.firm)
    stated = effective_settings(rules, PlanDifferences(), time_limit_s=60)
    chosen = effective_settings(rules, PlanDifferences(quotas={soft: Decimal("0.3")}), time_limit_s=60)
    assert soft in stated.soft_quotas
    assert soft not in stated.quotas
    assert chosen.quotas[soft].at_least == Decimal("0.3")


def test_weights_replace_the_usual_ones_when_they_are_set(rules):
    settings = effective_settings(rules, PlanDifferences(weights={"burden": Decimal(5)}), time_limit_s=60)
    assert settings.weights[Goal.BURDEN] == 5
    assert settings.weights[Goal.SHORTFALL] == DEFAULT_WEIGHTS[Goal.SHORTFALL]


@pytest.mark.parametrize("wrong", [
    {"max_distance_km": -1}, {"school_outflow_share": "1.01"}, {"zone_limit": "some"}, {"quotas": {"rotation_share": 2}},
    {"weights": {"luck": 1}}, {"no_such_setting": 1}, {"seed": -1}, {"time_limit_s": 0}, {"engine": "magic"},
])
def test_settings_are_refused_when_they_are_nonsense(wrong):
    with pytest.raises(ValidationError):
        PlanDifferences(**wrong)


def test_stored_settings_of_another_version_are_refused_with_their_place_when_unknown():
    with pytest.raises(ValueError, match="no_such_setting"):
        PlanDifferences.read({"no_such_setting": 1})
