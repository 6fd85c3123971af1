"""The national rule set read into policies gives the figures of the assessment, and counties may differ."""

import datetime as dt
from fractions import Fraction as F

import pytest

from staffing.indicators.codes import Basis, Manner, Measure, Scheme, ScopeState
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.from_ruleset import (
    build_basic_policy,
    build_checklist_policy,
    build_counting_rule,
    build_quality_policy,
    build_targets,
    build_vocabularies,
)
from staffing.indicators.lookups import build_lookups
from staffing.indicators.policy import PassRule
from staffing.indicators.scope import find_scope
from staffing.policy.ruleset import list_rulesets, load_ruleset
from staffing.policy.schema import RuleSet
from tests.helpers.indicator_policies import THRESHOLDS, make_facts

ON = dt.date(2027, 9, 1)


@pytest.fixture(scope="module")
def national() -> RuleSet:
    return load_ruleset("national", ON)


def test_quality_policy_has_the_national_thresholds_limits_and_pass_rule(national: RuleSet) -> None:
    policy = build_quality_policy(national)
    for code, (primary, junior) in THRESHOLDS.items():
        assert (policy.threshold(code, "primary"), policy.threshold(code, "junior")) == (F(primary), F(junior))
    assert policy.threshold("above_degree", "senior") is None
    assert policy.threshold("nothing", "primary") is None
    assert {item.code for item in policy.thresholds} == {item.code for item in QUALITY_INDICATORS}
    assert policy.pass_rule == PassRule(6, F("0.85"))
    assert policy.local_pass_rule is None
    assert policy.cv_limits == {"primary": F("0.5"), "junior": F("0.45")}
    assert policy.split_weights == {"primary": F(1), "junior": F("1.1"), "senior": F("1.32")}


def test_national_rule_set_does_not_choose_where_teachers_count_and_the_demo_does(national: RuleSet) -> None:
    assert build_quality_policy(national).counts_at is None
    assert build_quality_policy(load_ruleset("demo", ON)).counts_at is Basis.HOST


def test_basic_policy_tests_the_composite_and_leaves_out_private_schools_and_teaching_points(national: RuleSet) -> None:
    policy = build_basic_policy(national)
    assert (policy.scheme, policy.thresholds, policy.pass_rule, policy.cv_limits) == (Scheme.BASIC, (), None, {})
    assert policy.composite_limits == {"primary": F("0.65"), "junior": F("0.55")}
    quality = build_quality_policy(national)
    states = [(find_scope(make_facts(**changes), quality.scope), find_scope(make_facts(**changes), policy.scope))
              for changes in ({"ownership": "private"}, {"ownership": "city"}, {"kind": "teaching_point", "pupils": 80})]
    assert states == [(ScopeState.MEASURED, ScopeState.PRIVATE), (ScopeState.MEASURED, ScopeState.NOT_COUNTY_RUN),
                      (ScopeState.MEASURED, ScopeState.EXCLUDED_KIND)]


def test_counting_rule_follows_the_rule_set_and_takes_other_names_of_pe(national: RuleSet) -> None:
    rule = build_counting_rule(national)
    assert rule.degree_floor == {"primary": "associate", "junior": "bachelor"}
    assert {"体育", "音乐", "美术", "艺术", "体育与健康"} <= rule.pe_arts_subjects
    assert "外语" not in rule.pe_arts_subjects
    assert rule.employment_counts["part_time"] == frozenset()
    assert Measure.BACKBONE in rule.duty_counts["maternity_leave"]
    assert rule.small_rural is not None
    assert rule.small_rural.covers(50, "rural")
    assert not rule.small_rural.covers(100, "rural")


def test_lookups_are_built_from_the_records_own_lists(national: RuleSet) -> None:
    words = build_vocabularies(("语文", "体育", "体育与健康"))
    lookups = build_lookups(build_counting_rule(national), words)
    assert words.degree.codes[lookups.degree_floor[words.stage.place("junior")]] == "bachelor"
    assert words.honour.codes[lookups.backbone_floor] == "county"
    assert lookups.pe_arts.tolist() == [False, True, True]
    assert words.manner.codes == tuple(Manner)
    assert words.honour.place("none") == words.degree.place("none") == words.title.place("none") == 0


def test_checklist_policy_has_the_required_values(national: RuleSet) -> None:
    policy = build_checklist_policy(national)
    assert policy.class_limits == {"primary": 45, "junior": 50}
    assert (policy.school_limits, policy.combined_limit) == ({"primary": 2000, "junior": 2000}, 2500)
    assert (policy.relaxed_school_limits["primary"], policy.relaxed_combined_limit) == (2400, 3000)
    assert (policy.training_hours, policy.training_years, policy.training_share) == (360, 5, 1)
    assert (policy.certificate_share, policy.training_budget_share, policy.pay_ratio) == (1, F("0.05"), 1)
    assert (policy.rotation_share, policy.rotation_backbone) == (F("0.1"), F("0.2"))


def test_targets_of_xianan_are_read(national: RuleSet) -> None:
    assert build_targets(national) == ()
    years = {target.indicator: target.year for target in build_targets(load_ruleset("xianan", ON))}
    assert (years["above_degree"], years["backbone"], years["pe_arts"]) == (2026, 2026, 2027)


def test_county_that_asks_for_all_seven_has_a_local_pass_rule() -> None:
    policy = build_quality_policy(load_ruleset("ordos", dt.date(2025, 9, 1)))
    assert policy.pass_rule == PassRule(6, F("0.85"))
    assert policy.local_pass_rule == PassRule(7, F("0.85"))


@pytest.mark.parametrize("code", sorted({identity.code for identity in list_rulesets()}))
def test_every_rule_set_gives_policies(code: str) -> None:
    rules = load_ruleset(code, dt.date(2025, 9, 1))
    assert build_quality_policy(rules).scheme is Scheme.QUALITY
    assert build_basic_policy(rules).scheme is Scheme.BASIC
    assert build_checklist_policy(rules).training_hours > 0
