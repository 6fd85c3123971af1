"""The national rule set read into need policies: curricula, loads, reliefs, ratios, norms."""

import datetime as dt
from fractions import Fraction as F

import pytest

from staffing.needs.demand import Leader, SectionPlan, compute_demand
from staffing.needs.from_ruleset import (
    build_curriculum,
    build_demand_policy,
    build_establishment_policy,
    build_forecast_policy,
    build_pe_norms,
)
from staffing.needs.norms import ClassNorm, compute_norm_need
from staffing.needs.policy import Load
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema import RuleSet
from tests.helpers.need_policies import read_shandong

PRIMARY = SectionPlan("p", "p", "primary", 810, dict.fromkeys(range(1, 7), 3))
JUNIOR = SectionPlan("j", "j", "junior", 900, dict.fromkeys((7, 8, 9), 6))


@pytest.fixture(scope="module")
def national() -> RuleSet:
    return load_ruleset("national", dt.date(2027, 9, 1))


def test_curriculum_of_2022_has_its_weekly_totals(national: RuleSet) -> None:
    curriculum = build_demand_policy(national).curriculum
    assert [curriculum.total(grade) for grade in range(1, 10)] == [26, 26, 30, 30, 30, 30, 34, 34, 34]
    assert not curriculum.has_grade(10)


def test_daily_pe_raises_the_need_for_pe_and_not_the_total(national: RuleSet) -> None:
    plain, daily = (build_demand_policy(national, curriculum=code) for code in ("plan_2022", "daily_pe_2025"))
    assert [plain.curriculum.total(grade) for grade in range(1, 10)] == [daily.curriculum.total(grade)
                                                                         for grade in range(1, 10)]
    needs = [next(cell for cell in compute_demand([PRIMARY], policy) if cell.subject == "体育") for policy in (plain, daily)]
    assert [need.lessons for need in needs] == [60, 90]


def test_shandong_table_of_the_rule_set_equals_the_printed_one(national: RuleSet) -> None:
    code = next(code for code in national.load.curricula if code.startswith("shandong"))
    curriculum, printed = build_curriculum(national, code), read_shandong()[0]
    totals = [(sum(table.lessons[subject][grade] for subject in ("语文", "数学", "外语", "体育", "音乐", "美术")), table.total(grade))
              for table in (curriculum, printed) for grade in range(1, 10)]
    assert totals[:9] == totals[9:]


def test_loads_and_reliefs_follow_the_rule_set(national: RuleSet) -> None:
    policy = build_demand_policy(national)
    assert policy.loads.load("primary", "语文") == Load(F(14), F(14))
    assert policy.loads.load("primary", "体育") == Load(F(18), F(18))
    assert policy.loads.load("junior", "音乐") == Load(F(16), F(16))
    assert policy.homeroom.relief == F("0.5")
    assert policy.leader_relief["none"] == 0
    assert policy.leader_relief["principal"] == 1 - F("0.33")
    ranged = build_demand_policy(national, load_table="shanxi_range")
    assert ranged.loads.load("primary", "语文") == Load(F(14), F(16))


def test_need_grows_by_what_leaders_do_not_teach(national: RuleSet) -> None:
    policy = build_demand_policy(national)
    without = sum(cell.low for cell in compute_demand([PRIMARY], policy))
    leaders = [Leader("p", "principal", None), Leader("p", "vice_principal", "语文"), Leader("p", "none", "语文")]
    assert sum(cell.low for cell in compute_demand([PRIMARY], policy, leaders=leaders)) - without == F("0.67") + F("0.5")


def test_junior_schools_need_no_science_teacher_for_lessons_shared_among_subjects(national: RuleSet) -> None:
    """综合实践 is partly given by 科学 teachers; a junior school has none, so its other givers take their part."""
    cells = compute_demand([JUNIOR], build_demand_policy(national))
    subjects = {cell.subject for cell in cells}
    assert "科学" not in subjects
    assert {"综合实践", "劳动", "地方与校本课程"}.isdisjoint(subjects)
    assert sum(cell.lessons for cell in cells) == 18 * 34


def test_counselling_is_a_post_per_school(national: RuleSet) -> None:
    cell = next(cell for cell in compute_demand([JUNIOR], build_demand_policy(national)) if cell.subject == "心理健康")
    assert (cell.lessons, cell.low, cell.high) == (0, 1, 1)


def test_establishment_and_forecast_follow_the_rule_set(national: RuleSet) -> None:
    policy = build_establishment_policy(national)
    assert policy.pupils_per_post == {"primary": F(19), "junior": F("13.5"), "senior": F("12.5")}
    assert (policy.small_max_pupils, policy.small_locations, policy.extra_share) == (200, frozenset({"rural"}), 0)
    assert [(row.stage, row.max_pupils, row.posts_per_class) for row in policy.class_ratios] == [("primary", 200, F("1.7"))]
    assert build_forecast_policy(national).class_limit == {"primary": 45, "junior": 50}


def test_pe_norms_stand_beside_the_need_by_lessons(national: RuleSet) -> None:
    (need,) = compute_norm_need(PRIMARY.classes, build_pe_norms(national))
    assert need.subject == "体育"
    assert (need.low, need.high) == (F(6, 6) + F(12, 7), F(6, 5) + F(12, 6))
    (junior,) = compute_norm_need(JUNIOR.classes, build_pe_norms(national))
    assert (junior.low, junior.high) == (F(18, 7), F(18, 6))


@pytest.mark.parametrize(("first", "last", "least", "most"), [(1, 2, 0, 5), (1, 2, 6, 5), (3, 2, 5, 6)])
def test_norm_refuses_what_says_nothing(first: int, last: int, least: int, most: int) -> None:
    with pytest.raises(ValueError, match="norm"):
        ClassNorm("体育", first, last, least, most)
