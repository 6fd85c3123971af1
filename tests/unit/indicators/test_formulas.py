"""Formulas: thresholds decided exactly, needs in whole persons, coefficients, shares of common facilities."""

import math
from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st

from staffing.indicators import formulas

THRESHOLDS = st.sampled_from(["4.2", "5.3", "1.0", "0.9", "0.765", "2.4"])
PUPILS = st.integers(1, 4000)
COUNTY = st.lists(st.tuples(st.integers(0, 300), PUPILS), min_size=2, max_size=40)


@pytest.mark.parametrize(("persons", "pupils", "value"), [(9, 100, F(9)), (1, 300, F(1, 3)), (0, 50, F(0)), (5, 0, None)])
def test_per_hundred_pupils_is_exact_and_none_without_pupils(persons: int, pupils: int, value: F | None) -> None:
    assert formulas.per_hundred_pupils(persons, pupils) == value


@pytest.mark.parametrize(("threshold", "pupils", "share", "need"), [
    (4.2, 50, 1, 3), (4.2, 500, 1, 21), (0.9, 100, 1, 1), (1.0, 101, 1, 2), (1.0, 100, 1, 1), (5.3, 1000, 1, 53),
    (0.9, 1000, 1, 9), (1.0, 1000, 0.85, 9), (0.9, 810, 1, 8), (4.2, 0, 1, 0),
    (4.2, 25, 0.85, 1),   # ⌈0.8925⌉; 0.85 of the rounded need 2 would ask for 2
])
def test_persons_needed_is_the_exact_ceiling(threshold: float, pupils: int, share: float, need: int) -> None:
    assert formulas.persons_needed(threshold, pupils, share=share) == need


def test_persons_needed_would_be_wrong_in_floats_when_product_is_whole() -> None:
    assert math.ceil(0.07 * 100) == 8
    assert formulas.persons_needed(0.07, 10000) == 7


@given(THRESHOLDS, st.lists(st.integers(0, 20000), min_size=1, max_size=30), st.sampled_from(["1", "0.85"]))
def test_array_need_equals_scalar_need(threshold: str, pupils: list[int], share: str) -> None:
    found = formulas.persons_needed_array(threshold, np.array(pupils), share=share)
    assert found.tolist() == [formulas.persons_needed(threshold, number, share=share) for number in pupils]


@given(THRESHOLDS, PUPILS, st.integers(0, 200))
def test_persons_missing_is_the_least_number_that_reaches(threshold: str, pupils: int, persons: int) -> None:
    missing = formulas.persons_missing(persons, threshold, pupils)
    assert formulas.is_reached(persons + missing, pupils, threshold, scale=100)
    assert missing == 0 or not formulas.is_reached(persons + missing - 1, pupils, threshold, scale=100)
    assert missing == max(0, formulas.persons_needed(threshold, pupils) - persons)


def test_persons_missing_counts_shares_of_persons_when_somebody_serves_two_stages() -> None:
    assert formulas.persons_missing(F("0.5"), "1.0", 150) == 1
    assert formulas.persons_missing(F("0.4"), "1.0", 150) == 2


def test_is_reached_decides_on_the_line() -> None:
    assert formulas.is_reached("2.1", 50, 4.2, scale=100)
    assert not formulas.is_reached("2.0999", 50, 4.2, scale=100)
    assert formulas.is_reached(0.85, 100, 1.0, scale=100, share=0.85)
    assert formulas.is_reached(450.0, 100, 4.5, scale=1)
    assert not formulas.is_reached(449.99, 100, 4.5, scale=1)


def test_disperse_says_not_applicable_when_one_section_or_nothing_there() -> None:
    single = formulas.disperse([7], [100], scale=100)
    assert (single.mean, single.sd, single.cv, single.sections) == (7.0, 0.0, None, 1)
    nothing = formulas.disperse([0, 0], [100, 50])
    assert (nothing.mean, nothing.cv) == (0.0, None)
    empty = formulas.disperse([], [])
    assert (empty.mean, empty.sd, empty.cv, empty.sections, empty.pupils) == (None, None, None, 0, 0)


@pytest.mark.parametrize(("resources", "pupils"), [([1, 2], [10]), ([1, 2], [10, 0]), ([1], [-5])])
def test_disperse_refuses_sections_without_pupils(resources: list[int], pupils: list[int]) -> None:
    with pytest.raises(ValueError, match="at least one pupil"):
        formulas.disperse(resources, pupils)


def test_mean_is_of_the_county_and_not_of_its_schools() -> None:
    spread = formulas.disperse([10, 0], [100, 900], scale=100)
    assert spread.mean == pytest.approx(1.0)
    # (0.1 (10 - 1)² + 0.9 (0 - 1)²) = 9
    assert spread.sd == pytest.approx(3.0)
    assert spread.cv == pytest.approx(3.0)


@given(COUNTY)
def test_cv_agrees_in_all_three_forms(rows: list[tuple[int, int]]) -> None:
    resources, pupils = [row[0] for row in rows], [row[1] for row in rows]
    assume(sum(resources) > 0)
    cv = formulas.disperse(resources, pupils).cv
    assert cv is not None
    assert formulas.weighted_cv(np.array(resources), np.array(pupils)) == pytest.approx(cv, abs=1e-9)
    assert math.sqrt(formulas.cv_squared(resources, pupils)) == pytest.approx(cv, abs=1e-7)


@given(COUNTY, st.integers(2, 9))
def test_cv_stays_when_all_resources_are_scaled_or_sections_reordered(rows: list[tuple[int, int]], factor: int) -> None:
    resources, pupils = [row[0] for row in rows], [row[1] for row in rows]
    assume(sum(resources) > 0)
    cv = formulas.disperse(resources, pupils).cv
    assert formulas.disperse([factor * one for one in resources], pupils).cv == pytest.approx(cv, abs=1e-9)
    assert formulas.disperse(resources[::-1], pupils[::-1]).cv == pytest.approx(cv, abs=1e-9)


@given(COUNTY, st.data())
def test_cv_stays_when_a_section_is_cut_into_equal_parts(rows: list[tuple[int, int]], data: st.DataObject) -> None:
    """Pupil shares are the weights: two halves with the same value per pupil weigh what the whole weighed."""
    resources, pupils = [2 * row[0] for row in rows], [2 * row[1] for row in rows]
    assume(sum(resources) > 0)
    at = data.draw(st.integers(0, len(rows) - 1))
    cut_r = [*resources[:at], resources[at] // 2, resources[at] // 2, *resources[at + 1:]]
    cut_p = [*pupils[:at], pupils[at] // 2, pupils[at] // 2, *pupils[at + 1:]]
    assert formulas.disperse(cut_r, cut_p).cv == pytest.approx(formulas.disperse(resources, pupils).cv, abs=1e-9)


def test_cv_is_zero_when_every_pupil_has_the_same() -> None:
    spread = formulas.disperse([3, 6, 9], [100, 200, 300])
    assert spread.cv == pytest.approx(0.0, abs=1e-12)
    assert formulas.weighted_cv(np.array([0, 0]), np.array([10, 10])) == 0.0


def test_is_within_decides_exactly_when_cv_lies_on_its_limit() -> None:
    # Values 3 and 1 with equal pupils: mean 2, sd 1, coefficient exactly 1/2.
    resources, pupils = [300, 100], [100, 100]
    cv = formulas.disperse(resources, pupils).cv
    assert cv is not None
    assert formulas.is_within(cv, "0.5", resources, pupils)
    assert formulas.is_within(cv + 1e-12, "0.5", resources, pupils)
    assert not formulas.is_within(0.501787, 0.50, [], [])
    assert formulas.is_within(0.4999, 0.50, [], [])
    nearly = [30000000001, 9999999999]
    assert not formulas.is_within(0.5, "0.5", nearly, pupils)


def test_composite_is_none_when_one_coefficient_does_not_apply() -> None:
    assert formulas.composite([0.2, None]) is None
    assert formulas.composite([]) is None
    assert formulas.composite([0.2, 0.4]) == pytest.approx(0.3)


@pytest.mark.parametrize(("pupils", "expected"), [
    ({"primary": 600, "junior": 300}, {"primary": F(600, 930), "junior": F(330, 930)}),
    ({"junior": 500, "senior": 1000}, {"junior": F(5, 17), "senior": F(12, 17)}),  # 1 : 1.2 of complete secondary schools
    ({"primary": 100, "junior": 100, "senior": 100}, {"primary": F(100, 342), "junior": F(110, 342), "senior": F(132, 342)}),
    ({"primary": 0, "junior": 0}, {"primary": F(0), "junior": F(0)}),
    ({"primary": 10, "junior": 0}, {"primary": F(1), "junior": F(0)}),
])
def test_split_shares_follow_weighted_pupils(pupils: dict[str, int], expected: dict[str, F]) -> None:
    assert formulas.split_shares(pupils, {"primary": 1, "junior": "1.1", "senior": "1.32"}) == expected


@given(st.fractions(0, 10**6), st.integers(1, 3000), st.integers(0, 3000))
def test_split_parts_add_up_exactly(amount: F, primary: int, junior: int) -> None:
    parts = formulas.split_amount(amount, {"primary": primary, "junior": junior}, {"primary": 1, "junior": "1.1"})
    assert sum(parts.values()) == amount
