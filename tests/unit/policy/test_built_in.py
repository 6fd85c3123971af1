"""The rule sets that come with the product say what the counties' plans say, and no more."""

import datetime as dt
from decimal import Decimal

import pytest

from staffing.policy.ruleset import BUILT_IN, list_rulesets, load_ruleset
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import AgeLimit, RetirementBound, TermBound
from staffing.policy.vocabulary import RuleStatus

CUT_OFF = dt.date(2026, 8, 31)
CODES = ["beijing", "dalian", "dehua", "demo", "hefei", "national", "ordos", "qingshan", "shaanxi", "xianan", "zhejiang"]
VARIANTS = [code for code in CODES if code != "national"]


def load(code: str) -> RuleSet:
    return load_ruleset(code, CUT_OFF)


def test_list_when_asked_for_the_built_in_rule_sets() -> None:
    assert [identity.code for identity in list_rulesets()] == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_value_when_loaded_names_document_clause_and_rule_set(code: str) -> None:
    rules = load(code)
    assert len(rules.by_key) >= 150
    for key, value in rules.by_key.items():
        assert value.key == key
        assert value.clause
        assert value.clause in value.citation
        assert value.source.title in value.citation
        assert value.inherited == (value.ruleset != code)


@pytest.mark.parametrize("code", CODES)
def test_confirmed_values_when_loaded_rest_on_documents_that_were_read(code: str) -> None:
    confirmed = [value for value in load(code).by_key.values() if value.confirmed]
    assert confirmed
    assert all(value.source.reliable for value in confirmed)


@pytest.mark.parametrize("code", VARIANTS)
def test_silence_of_a_plan_when_filled_by_default_is_to_be_confirmed(code: str) -> None:
    for value in load(code).by_key.values():
        if value.inherited:
            assert value.confirmed == (value.binding and value.confirmed), value.key
            assert value.binding or value.status is RuleStatus.TO_BE_CONFIRMED, value.key


def test_inherited_values_when_a_national_document_binds_stay_confirmed() -> None:
    beijing = load("beijing")
    assert beijing.retirement.man.inherited
    assert beijing.retirement.man.confirmed
    assert beijing.indicators.thresholds["backbone"].confirmed
    assert not beijing.placement.max_distance_km.confirmed


def test_binding_values_when_a_plan_repeats_them_stay_binding_for_its_heirs() -> None:
    demo = load("demo")
    assert demo.indicators.thresholds["above_degree"].ruleset == "xianan"
    assert demo.indicators.thresholds["above_degree"].confirmed
    assert not demo.service.rural_allowance.confirmed, "the allowance is 咸安's own and not the demo county's"


@pytest.mark.parametrize(
    ("code", "years"),
    [("beijing", 6), ("dalian", 9), ("zhejiang", 12), ("shaanxi", 6), ("national", 6), ("hefei", 6), ("dehua", 6)],
)
def test_teacher_years_when_read_from_each_plan(code: str, years: int) -> None:
    assert load(code).eligibility.teacher_years.value == years


@pytest.mark.parametrize(("code", "stated"), [("beijing", True), ("dalian", True), ("hefei", False), ("qingshan", False)])
def test_teacher_years_when_a_plan_states_them_or_is_silent(code: str, stated: bool) -> None:
    years = load(code).eligibility.teacher_years
    assert years.confirmed == stated
    assert years.inherited == (not stated)


def test_bounds_when_read_from_the_plans() -> None:
    beijing = load("beijing").eligibility.age_bound.value
    assert beijing == RetirementBound(kind="retirement", years=5, inclusive=False, basis="statutory")
    assert load("dalian").eligibility.age_bound.value == AgeLimit(kind="age", male=55, female=50)
    assert load("shaanxi").eligibility.age_bound.value == AgeLimit(kind="age", male=50, female=45)
    assert load("shaanxi").leaders.age_bound.value == AgeLimit(kind="age", male=55, female=50)
    assert load("dalian").leaders.age_bound.value == TermBound(kind="term", terms=1)


@pytest.mark.parametrize(
    ("code", "basis", "number"),
    [("national", "terms", 2), ("beijing", "years", 6), ("zhejiang", "years", 10), ("shaanxi", "years", 8), ("dalian", "terms", 3)],
)
def test_leaders_tenure_when_read_from_the_plans(code: str, basis: str, number: int) -> None:
    tenure = load(code).leaders.tenure.value
    assert (tenure.basis, tenure.number) == (basis, number)


@pytest.mark.parametrize("code", CODES)
def test_national_shares_when_any_rule_set_is_loaded_are_kept(code: str) -> None:
    shares = load(code).quotas.shares
    assert shares["rotation_share"].value.at_least == Decimal("0.10")
    assert shares["backbone_share"].value.at_least == Decimal("0.20")
    assert shares["rotation_share"].value.firm
    assert shares["backbone_share"].value.of == "moved"


def test_further_shares_when_stated_by_zhejiang_and_hefei() -> None:
    backbone = load("zhejiang").quotas.shares["backbone_of_eligible"].value
    assert (backbone.group, backbone.of, backbone.at_least, backbone.firm) == ("backbone", "group", Decimal("0.15"), True)
    graduating = load("hefei").quotas.shares["graduating_class_share"].value
    assert (graduating.of, graduating.at_least, graduating.firm) == ("group", Decimal("0.30"), False)
    assert load("hefei").quotas.leaders_count.value
    assert not load("national").quotas.leaders_count.value


def test_dalian_when_its_grounds_are_read() -> None:
    grounds = load("dalian").deferrals
    assert grounds["near_retirement"].value.volunteer_lifts == "with_school_consent"
    assert grounds["featured_course"].value.enabled
    assert grounds["featured_course"].value.max_months == 36
    assert grounds["illness"].value.evidence == ("指定医院诊断证明", "校内公示")
    assert grounds["illness"].inherited_fields == ("name", "trigger", "max_months")
    assert grounds["remote_school"].value.enabled
    assert not load("national").deferrals["remote_school"].value.enabled


def test_xianan_when_its_target_years_are_read() -> None:
    rules = load("xianan")
    assert rules.indicators.target_years.value == {"above_degree": 2026, "backbone": 2026, "pe_arts": 2027}
    assert rules.indicators.target_years.confirmed
    assert load("national").indicators.target_years.value == {}


def test_ordos_when_every_item_has_to_be_reached() -> None:
    rules = load("ordos")
    assert rules.indicators.local_min_met.value == 7
    assert rules.indicators.pass_rule.value.min_met == 6
    assert rules.placement.keep_compliant.value
    assert rules.load.pool_share.value == Decimal("0.01")


def test_counts_at_when_the_county_has_not_chosen_has_no_default() -> None:
    assert load("demo").chosen_counts_at() == "host"
    with pytest.raises(Exception, match=r"xianan must state indicators\.counts_at"):
        load("xianan").chosen_counts_at()


def test_thresholds_when_compared_with_the_national_table() -> None:
    thresholds = load("national").indicators.thresholds
    table = {code: (value.value.primary, value.value.junior) for code, value in thresholds.items()}
    assert table == {
        "above_degree": (Decimal("4.2"), Decimal("5.3")), "backbone": (1, 1), "pe_arts": (Decimal("0.9"), Decimal("0.9")),
        "teaching_area": (Decimal("4.5"), Decimal("5.8")), "sports_area": (Decimal("7.5"), Decimal("10.2")),
        "equipment_value": (2000, 2500), "multimedia_rooms": (Decimal("2.3"), Decimal("2.4")),
    }


def test_exchange_kinds_when_not_teaching_at_the_front_do_not_count() -> None:
    kinds = load("national").exchange_kinds
    assert {code for code, kind in kinds.items() if not kind.value.counts_toward_quota} == {
        "centre_school_itinerant", "shadowing", "secondment", "office_work", "other",
    }
    assert not kinds["centre_school_itinerant"].value.interrupts_continuity
    assert kinds["regular_exchange"].value.interrupts_continuity


def test_sources_when_declared_are_all_quoted() -> None:
    for path in sorted(BUILT_IN.rglob("*.toml")):
        text = path.read_text(encoding="utf-8")
        declared = [line[len("[sources."):-1] for line in text.splitlines() if line.startswith("[sources.")]
        assert [name for name in declared if f'source = "{name}"' not in text] == [], path.name


def test_plan_period_when_over_is_told() -> None:
    identity = load("qingshan").identity
    assert not identity.plan_ended(dt.date(2025, 12, 31))
    assert identity.plan_ended(dt.date(2026, 1, 1))
    assert not load("national").identity.plan_ended(dt.date(2099, 1, 1))
