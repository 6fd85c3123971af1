"""Target years: which year binds, and what is early, due or late."""

from dataclasses import replace

import pytest

from staffing.indicators.assessment import assess
from staffing.indicators.codes import Basis
from staffing.indicators.targets import Target, TargetState, find_target_year, list_target_findings
from tests.helpers.indicator_policies import QUALITY, make_facts, make_persons

TARGETS = (Target(2028), Target(2026, indicator="backbone"), Target(2025, school="a"),
           Target(2027, school="a", indicator="backbone"))


@pytest.mark.parametrize(("school", "indicator", "year"), [
    ("a", "backbone", 2027), ("b", "backbone", 2026), ("a", "pe_arts", 2025), ("b", "pe_arts", 2028),
    ("b", None, 2028), ("a", None, 2025)])
def test_narrowest_target_binds(school: str, indicator: str | None, year: int) -> None:
    assert find_target_year(TARGETS, school=school, indicator=indicator) == year


def test_no_target_binds_nothing_and_the_earlier_of_two_equals_binds() -> None:
    assert find_target_year((), school="a", indicator=None) is None
    assert find_target_year((Target(2028), Target(2027)), school="a", indicator=None) == 2027


@pytest.mark.parametrize(("backbone", "year", "state"), [
    (1, 2025, TargetState.REACHED_EARLY), (1, 2026, TargetState.REACHED), (1, 2030, TargetState.REACHED),
    (0, 2025, TargetState.DUE_LATER), (0, 2026, TargetState.DUE_THIS_YEAR), (0, 2027, TargetState.OVERDUE)])
def test_indicator_target_stands_by_year_and_figure(backbone: int, year: int, state: TargetState) -> None:
    county = assess(QUALITY, [make_facts("b")], {"b": make_persons(5, backbone, 1)}, basis=Basis.HOST)
    (finding,) = list_target_findings(county, (Target(2026, indicator="backbone"),), year=year)
    assert (finding.indicator, finding.year, finding.state) == ("backbone", 2026, state)


def test_school_target_means_the_pass_rule_and_indicator_targets_stand_beside_it() -> None:
    county = assess(QUALITY, [make_facts("a"), make_facts("b")],
                    {"a": make_persons(5, 1, 1), "b": make_persons(5, 0, 1)}, basis=Basis.HOST)
    findings = list_target_findings(county, TARGETS, year=2027)
    assert [(item.section, item.indicator, item.year, item.state) for item in findings] == [
        ("a", None, 2025, TargetState.REACHED), ("a", "backbone", 2027, TargetState.REACHED),
        ("b", None, 2028, TargetState.DUE_LATER), ("b", "backbone", 2026, TargetState.OVERDUE)]


def test_targets_are_open_when_figures_are_missing_and_silent_outside_the_scope() -> None:
    facts = [replace(make_facts("a"), amounts={}), make_facts("b", kind="special_school")]
    county = assess(QUALITY, facts, {key: make_persons(5, 1, 1) for key in "ab"}, basis=Basis.HOST)
    findings = list_target_findings(county, (Target(2026), Target(2026, indicator="sports_area")), year=2027)
    assert [(item.section, item.state) for item in findings] == [("a", TargetState.OPEN), ("a", TargetState.OPEN)]
