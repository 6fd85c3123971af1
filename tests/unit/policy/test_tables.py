"""Curricula, loads and ratios of the national rule set, and what a table refuses."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from pydantic import ValidationError

from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema_load import ClassRatioTable, Curriculum, LoadBand, LoadTable, SizeRatio
from tests.helpers.published import read_published

LOAD = load_ruleset("national", dt.date(2026, 8, 31)).load
PLAN = LOAD.curricula["plan_2022"].value
DAILY_PE = LOAD.curricula["daily_pe_2025"].value
SHANDONG = LOAD.curricula["shandong_trial"].value

# Shares of all lessons that the plan of 2022 allows, in per cent.
PLAN_SHARES = [
    (("语文",), 20, 22), (("数学",), 13, 15), (("外语",), 6, 8), (("道德与法治",), 6, 8), (("历史", "地理"), 3, 4),
    (("科学", "物理", "化学", "生物"), 8, 10), (("信息科技",), 1, 3), (("体育",), 10, 11), (("音乐", "美术"), 9, 11),
    (("劳动", "综合实践", "地方与校本课程"), 14, 18),
]


def yearly_total(curriculum: Curriculum) -> Decimal:
    return sum((curriculum.yearly_lessons(subject) for subject in curriculum.weekly), Decimal(0))


def test_plan_when_weeks_are_counted_has_the_printed_number_of_lessons() -> None:
    assert PLAN.printed_totals == (26, 26, 30, 30, 30, 30, 34, 34, 34)
    assert yearly_total(PLAN) == 9522


@pytest.mark.parametrize(("subjects", "least", "most"), PLAN_SHARES)
def test_plan_when_subjects_are_shared_out_keeps_their_range(subjects: tuple[str, ...], least: int, most: int) -> None:
    lessons = sum(PLAN.yearly_lessons(subject) for subject in subjects)
    assert Fraction(least, 100) <= Fraction(lessons) / Fraction(yearly_total(PLAN)) <= Fraction(most, 100)


def test_plan_shares_when_listed_name_every_subject_once() -> None:
    named = [subject for subjects, _, _ in PLAN_SHARES for subject in subjects]
    assert sorted(named) == sorted(PLAN.weekly)


def test_daily_pe_when_compared_with_the_plan_raises_pe_by_a_quarter_to_two_thirds() -> None:
    rises = {Fraction(DAILY_PE.lessons("体育", grade)) / Fraction(PLAN.lessons("体育", grade)) - 1 for grade in range(1, 10)}
    assert rises == {Fraction(1, 4), Fraction(2, 3)}
    assert DAILY_PE.printed_totals == PLAN.printed_totals
    assert DAILY_PE.effective_from > PLAN.effective_from
    others = [subject for subject in PLAN.weekly if PLAN.weekly[subject] != DAILY_PE.weekly[subject]]
    assert sorted(others) == ["体育", "地方与校本课程"]


def test_shandong_when_compared_with_the_published_table() -> None:
    rows = read_published("weekly_lessons_shandong_trial.csv")
    names = {"地方与学校课程": "地方与校本课程"}
    for row in rows:
        printed = tuple(Decimal(row[f"g{grade}"]) for grade in range(1, 10))
        subject = names.get(row["subject"], row["subject"])
        held = SHANDONG.printed_totals if subject.startswith("周总课时") else SHANDONG.weekly[subject]
        assert held == printed, subject


def test_need_when_a_school_of_eighteen_classes_follows_the_shandong_table() -> None:
    table = LOAD.load_tables["subject_standard"].value
    need = {}
    for subject in ("语文", "数学", "外语", "体育", "音乐", "美术", "科学", "道德与法治"):
        lessons = sum(3 * SHANDONG.lessons(subject, grade) for grade in range(1, 7))
        band = table.band("primary", subject)
        assert band is not None
        need[subject] = round(lessons / band.standard, 2)
    assert need == {
        "语文": Decimal("9.00"), "数学": Decimal("5.57"), "外语": Decimal("1.67"), "体育": Decimal("3.33"),
        "音乐": Decimal("2.00"), "美术": Decimal("2.00"), "科学": Decimal("1.67"), "道德与法治": Decimal("2.67"),
    }


def test_lessons_when_a_subject_or_grade_is_not_taught() -> None:
    assert PLAN.lessons("化学", 8) == 0
    assert PLAN.lessons("书法", 3) == 0
    with pytest.raises(ValueError, match="no such grade"):
        PLAN.lessons("语文", 10)


def test_curriculum_when_its_columns_do_not_add_up_is_refused() -> None:
    wrong = PLAN.weekly | {"体育": tuple(row + 1 for row in PLAN.weekly["体育"])}
    with pytest.raises(ValidationError, match="grade 1: subjects sum to 27, printed total 26"):
        Curriculum.model_validate(PLAN.model_dump() | {"weekly": wrong})


def test_band_when_the_subject_is_named_falls_to_the_rest_or_the_stage_is_missing() -> None:
    table = LOAD.load_tables["shanxi_range"].value
    named, rest = table.band("junior", "化学"), table.band("junior", "音乐")
    assert named is not None
    assert (named.least, named.most, named.standard) == (10, 12, 11)
    assert rest is not None
    assert rest.standard == 15
    assert table.band("senior", "化学") is None


def test_load_table_when_a_stage_has_no_rest_is_refused() -> None:
    band = LoadBand(stage="primary", subjects=("语文",), least=Decimal(14), most=Decimal(14))
    with pytest.raises(ValidationError, match="no band for other subjects in: primary"):
        LoadTable(name="缺其他", bands=(band,))


@pytest.mark.parametrize(("least", "most"), [(0, 10), (12, 10)])
def test_band_when_its_range_is_empty_or_zero_is_refused(least: int, most: int) -> None:
    with pytest.raises(ValidationError, match="need 0 < least <= most"):
        LoadBand(stage="primary", least=Decimal(least), most=Decimal(most))


def test_class_ratio_when_several_sizes_fit_takes_the_narrowest() -> None:
    ratios = (
        SizeRatio(stage="primary", teachers_per_class=Decimal("1.4")),
        SizeRatio(stage="primary", max_pupils=200, teachers_per_class=Decimal("1.7")),
        SizeRatio(stage="primary", max_pupils=100, teachers_per_class=Decimal(2)),
    )
    table = ClassRatioTable(name="示例", ratios=ratios)
    assert [table.teachers_per_class("primary", pupils) for pupils in (100, 101, 200, 201)] == [
        2, Decimal("1.7"), Decimal("1.7"), Decimal("1.4"),
    ]
    assert table.teachers_per_class("junior", 50) is None


def test_fujian_when_the_school_is_above_its_size_is_silent() -> None:
    table = LOAD.class_ratio_tables["fujian"].value
    assert table.teachers_per_class("primary", 200) == Decimal("1.7")
    assert table.teachers_per_class("primary", 201) is None


def test_shared_subjects_when_listed_are_in_the_curriculum() -> None:
    assert set(LOAD.taught_by.value) <= set(PLAN.weekly)
    assert set(LOAD.subject_aliases.value.values()) <= set(PLAN.weekly)
