"""Shortages as remainders: subjects below their minimum, indicators below their threshold in persons."""

from dataclasses import replace
from fractions import Fraction as F

from staffing.indicators.assessment import assess
from staffing.indicators.codes import Basis
from staffing.needs.balance import CellBalance
from staffing.needs.decomposition import ShortageKey, ShortageKind
from staffing.needs.shortages import list_indicator_shortages, list_subject_shortages
from tests.helpers.indicator_policies import QUALITY, make_facts, make_persons


def test_subject_shortages_are_those_below_the_minimum() -> None:
    cells = [CellBalance("a", "音乐", 0, F(2), F(2), 2, 2), CellBalance("a", "语文", 9, F(9), F(9), 9, 9)]
    assert list_subject_shortages(cells) == {ShortageKey("a", ShortageKind.SUBJECT, "音乐"): 2}


def test_indicator_shortages_are_whole_persons_of_measured_sections() -> None:
    poor = make_facts("a", pupils=1000)
    facts = [replace(poor, amounts={**poor.amounts, "sports_area": F(1)}), make_facts("b", kind="special_school")]
    county = assess(QUALITY, facts, {"a": make_persons(40, 10, 5), "b": make_persons()}, basis=Basis.HOST)
    assert list_indicator_shortages(county) == {
        ShortageKey("a", ShortageKind.INDICATOR, "above_degree"): 2, ShortageKey("a", ShortageKind.INDICATOR, "pe_arts"): 4}
