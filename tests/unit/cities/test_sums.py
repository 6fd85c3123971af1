"""Sums that add up: mean and coefficient over the sections of several counties, exactly, from each county's three sums."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from staffing.cities.sums import ResourceSums, add_up, sum_sections
from staffing.indicators.formulas import cv_squared, disperse

SECTIONS = st.lists(st.tuples(st.integers(1, 3000), st.fractions(0, 500, max_denominator=4)), min_size=0, max_size=12)


def test_two_counties_worked_by_hand():
    """County A: 100 and 300 pupils with 2 and 12 persons; county B: 100 pupils with 6.

    City: 20 persons / 500 pupils = 4 per hundred. Values 2, 4, 6 with weights 0.2, 0.6, 0.2: variance 0.2*4 + 0 + 0.2*4 = 1.6,
    CV = sqrt(1.6) / 4 = sqrt(0.1). County A alone: 3.5 per hundred, values 2 and 4 with weights 1/4 and 3/4: variance 0.75,
    CV = sqrt(0.75) / 3.5; B alone has no coefficient. The mean of counties' figures (3.5 + 6) / 2 = 4.75 would be wrong.
    """
    a, b = sum_sections([(100, 2), (300, 12)]), sum_sections([(100, 6)])
    whole = a + b
    assert (whole.sections, whole.pupils, whole.resource) == (3, 500, 20)
    assert whole.mean(100) == 4
    assert whole.cv_squared == Fraction(1, 10)
    assert whole.cv == pytest.approx(0.1 ** 0.5)
    assert a.mean(100) == Fraction(7, 2)
    assert a.cv_squared == Fraction(75, 100) / Fraction(7, 2) ** 2
    assert (b.mean(100), b.cv) == (6, None)


@given(st.lists(SECTIONS, min_size=1, max_size=5))
def test_sums_of_counties_give_the_figures_over_all_their_sections(counties):
    whole = add_up(sum_sections(county) for county in counties)
    every = [section for county in counties for section in county]
    pupils, resources = [one[0] for one in every], [one[1] for one in every]
    spread = disperse(resources, pupils, scale=100)
    mean = whole.mean(100)
    assert (whole.sections, whole.pupils) == (spread.sections, spread.pupils)
    assert mean is None if spread.mean is None else float(mean) == pytest.approx(spread.mean)
    assert whole.cv is None if spread.cv is None else whole.cv == pytest.approx(spread.cv, abs=1e-7)
    if whole.cv is not None:
        assert whole.cv_squared == cv_squared(resources, pupils)


def test_missing_figure_is_counted_and_left_out_never_zero():
    sums = sum_sections([(100, 2), (50, None)])
    assert (sums.sections, sums.pupils, sums.missing, sums.mean(100)) == (1, 100, 1, 2)


def test_section_without_pupils_is_refused():
    with pytest.raises(ValueError, match="at least one pupil"):
        sum_sections([(0, 1)])


def test_nothing_at_all_has_neither_mean_nor_coefficient():
    assert add_up([]) == ResourceSums()
    assert (ResourceSums().mean(100), ResourceSums().cv) == (None, None)
