"""The staff checklist: shares of persons, sizes, money, evidence; every item defined once."""

from fractions import Fraction as F

import pytest

from staffing.indicators.checklist import (
    ITEM_BY_CODE,
    ITEMS,
    ItemState,
    SchoolMoney,
    SizedUnit,
    judge_evidence,
    judge_persons,
    judge_share,
    judge_sizes,
    judge_training_money,
    school_size_limit,
)

LIMITS = {"primary": 2000, "junior": 2000}


@pytest.mark.parametrize(("part", "whole", "required", "state", "short"), [
    (14, 137, 0.10, ItemState.MET, 0), (13, 137, 0.10, ItemState.NOT_MET, 1), (3, 14, 0.20, ItemState.MET, 0),
    (2, 14, 0.20, ItemState.NOT_MET, 1), (13, 130, 0.10, ItemState.MET, 0), (99, 100, 1, ItemState.NOT_MET, 1),
])
def test_share_needs_the_exact_ceiling_of_persons(part: int, whole: int, required: float, state: ItemState,
                                                  short: int) -> None:
    result = judge_share("rotation_share", part, whole, required)
    assert (result.state, result.short_of, result.value) == (state, short, F(part, whole))


@pytest.mark.parametrize(("part", "whole"), [(None, 10), (3, None), (0, 0)])
def test_share_has_no_data_when_part_or_whole_is_missing(part: int | None, whole: int | None) -> None:
    result = judge_share("rotation_share", part, whole, "0.1")
    assert (result.state, result.value) == (ItemState.NO_DATA, None)


@pytest.mark.parametrize(("pay", "servants", "state"), [
    ("98000.5", "98000.5", ItemState.MET), ("98000.49", "98000.5", ItemState.NOT_MET)])
def test_pay_is_compared_to_the_cent(pay: str, servants: str, state: ItemState) -> None:
    assert judge_share("pay", pay, servants, 1).state is state


def test_persons_name_who_lacks_and_who_is_unknown() -> None:
    result = judge_persons("certificates", {"t3": False, "t1": True, "t2": None, "t4": False}, 1)
    assert (result.state, result.failing, result.unknown) == (ItemState.NOT_MET, ("t3", "t4"), ("t2",))
    assert (result.numerator, result.denominator, result.short_of) == (1, 4, 3)


def test_persons_are_no_data_when_only_unknown_ones_are_short() -> None:
    assert judge_persons("certificates", {"t1": True, "t2": None}, 1).state is ItemState.NO_DATA
    assert judge_persons("training_hours", {"t1": True, "t2": None}, "0.5").state is ItemState.MET


def test_sizes_name_classes_above_their_limit() -> None:
    units = [SizedUnit("b", 46, 45), SizedUnit("a", 45, 45), SizedUnit("c", 51, 50), SizedUnit("d", 50, 50)]
    result = judge_sizes("class_size", units)
    assert (result.state, result.failing, result.value) == (ItemState.NOT_MET, ("b", "c"), F(1, 2))


def test_sizes_are_no_data_when_one_is_unknown_and_none_too_large() -> None:
    result = judge_sizes("class_size", [SizedUnit("a", 45, 45), SizedUnit("b", None, 45)])
    assert (result.state, result.unknown) == (ItemState.NO_DATA, ("b",))
    assert judge_sizes("class_size", []).state is ItemState.NO_DATA
    assert judge_sizes("class_size", [SizedUnit("a", 1, 45)]).state is ItemState.MET


@pytest.mark.parametrize(("stages", "limit"), [
    ({"primary"}, 2000), ({"junior", "senior"}, 2000), ({"primary", "junior"}, 2500),
    ({"primary", "junior", "senior"}, 2500)])
def test_school_size_limit_is_the_combined_one_when_two_compulsory_stages(stages: set[str], limit: int) -> None:
    assert school_size_limit(frozenset(stages), LIMITS, 2500) == limit


def test_school_size_limit_refuses_a_senior_school() -> None:
    with pytest.raises(ValueError, match="compulsory"):
        school_size_limit(frozenset({"senior"}), LIMITS, 2500)


def test_training_money_must_be_spent_by_every_school() -> None:
    schools = [SchoolMoney("a", 5000, 100000), SchoolMoney("b", "4999.99", 100000), SchoolMoney("c", None, 100000)]
    result = judge_training_money(schools, 0.05)
    assert (result.state, result.failing, result.unknown, result.value) == (ItemState.NOT_MET, ("b",), ("c",), F(1, 2))
    assert judge_training_money(schools[:1], 0.05).state is ItemState.MET


def test_evidence_is_judged_by_people() -> None:
    assert judge_evidence("post_allocation", []).state is ItemState.NO_DATA
    result = judge_evidence("post_allocation", ["编办备案.pdf"])
    assert (result.state, result.numerator) == (ItemState.TO_BE_JUDGED, 1)


def test_items_are_defined_once_with_clause_and_source() -> None:
    assert len(ITEM_BY_CODE) == len(ITEMS) == 9
    for item in ITEMS:
        assert item.clause.startswith(("政府保障程度", "教育质量"))
        assert all((item.source, item.official_name, str(item.label), str(item.formula))), item.code
    assert {item.code for item in ITEMS if item.good_direction == "lower"} == {"school_size", "class_size"}
