"""Each kind of warning, both ways: what is warned of and what is not."""

import dataclasses
from fractions import Fraction

import pytest

from staffing.indicators.codes import Basis, CellState, Judgement, Scheme, ScopeState
from staffing.indicators.formulas import Dispersion
from staffing.indicators.results import (
    CountyAssessment,
    IndicatorCell,
    SectionAssessment,
    StageAssessment,
    StageIndicator,
)
from staffing.indicators.targets import Target
from staffing.policy.deciding import rules_for
from staffing.warnings.judging import Fall, LastYear, Outlook, find_warnings
from staffing.warnings.models import WarningKind, WarningLevel

RULES = rules_for("national", 2026).warnings


def county(value: str = "1", state: CellState = CellState.REACHED, missing: int = 0, cv: float = 0.2, verdict: Judgement = Judgement.PASS) -> CountyAssessment:
    cell = IndicatorCell("backbone", Fraction(value), Fraction(value), Fraction(1), state, Fraction(missing), Fraction(0))
    section = SectionAssessment("7", "3", "primary", 100, ScopeState.MEASURED, (cell,), 1, Judgement.PASS, Judgement.PASS)
    spread = StageIndicator("backbone", Dispersion(1.0, 0.2, cv, 2, 200), Fraction(1, 2), verdict, 1, 0, 0, 0, ())
    stage = StageAssessment("primary", 1, 100, (spread,), None, None, Judgement.PASS, 1, 0, 0, 1, Judgement.PASS)
    return CountyAssessment(Scheme.QUALITY, Basis.HOST, (section,), (stage,), Judgement.PASS)


def outlook(*, targets=(), last=None, falls=None) -> Outlook:
    return Outlook(2026, RULES, targets, last, falls or {})


def kinds(assessment: CountyAssessment, seen: Outlook) -> list[WarningKind]:
    return [one.kind for one in find_warnings(assessment, seen)]


def test_figure_that_is_reached_and_stays_so_is_not_warned_of():
    assert kinds(county(), outlook(targets=[Target(2020)], last=LastYear(2025, {("7", "backbone"): Fraction(1)}, {}))) == []


@pytest.mark.parametrize(("state", "kind", "level"), [
    (CellState.BELOW, WarningKind.BELOW_FLOOR, WarningLevel.RED), (CellState.NEAR, WarningKind.BELOW_THRESHOLD, WarningLevel.YELLOW)])
def test_figure_below_is_warned_of_once_by_how_far_it_lies(state, kind, level):
    found = find_warnings(county("9/10", state, 1), outlook())
    assert [(one.kind, one.level, one.missing) for one in found] == [(kind, level, 1.0)]


@pytest.mark.parametrize(("value", "warned"), [("19/20", False), ("94/100", True)])
def test_fall_within_the_tolerance_is_not_warned_of(value, warned):
    last = LastYear(2025, {("7", "backbone"): Fraction(1)}, {})
    assert (WarningKind.SLIPPED in kinds(county(value), outlook(last=last))) is warned


@pytest.mark.parametrize(("year", "warned"), [(2025, True), (2026, False)])
def test_target_year_is_warned_of_when_it_is_over(year, warned):
    below = county("1/2", CellState.BELOW, 1)
    assert (WarningKind.BEHIND_TARGET in kinds(below, outlook(targets=[Target(year, "3", "backbone")]))) is warned
    assert WarningKind.BEHIND_TARGET not in kinds(below, outlook(targets=[Target(year, "4", "backbone")]))


def test_school_behind_its_own_year_is_warned_of_what_keeps_it_from_passing():
    """The county's year of the indicator is later, but the school as a whole was due before."""
    targets = [Target(2023, "3"), Target(2027, indicator="backbone")]
    below = county("1/2", CellState.BELOW, 1)
    failing = dataclasses.replace(below, sections=(dataclasses.replace(below.sections[0], verdict=Judgement.FAIL),))
    found = [one.year for one in find_warnings(failing, outlook(targets=targets)) if one.kind is WarningKind.BEHIND_TARGET]
    assert found == [2023]
    assert WarningKind.BEHIND_TARGET not in kinds(below, outlook(targets=targets)), "a section that passes is not behind"


def test_coming_fall_is_warned_of_only_while_the_figure_is_reached():
    falls = {("7", "backbone"): Fall(2028, Fraction(1, 2), Fraction(1))}
    found = find_warnings(county(), outlook(falls=falls))
    assert [(one.kind, one.year, one.value, one.before) for one in found] == [(WarningKind.WILL_FALL, 2028, 0.5, 1.0)]
    assert WarningKind.WILL_FALL not in kinds(county("9/10", CellState.NEAR, 1), outlook(falls=falls))


def test_county_row_is_warned_of_by_its_coefficient():
    last = LastYear(2025, {}, {("primary", "backbone"): 0.2})
    assert kinds(county(cv=0.6, verdict=Judgement.FAIL), outlook(last=last)) == [WarningKind.SPREAD_OVER, WarningKind.SLIPPED]
    assert kinds(county(cv=0.21), outlook(last=last)) == [], "within the tolerance of 5 %"


def test_kind_that_is_switched_off_is_silent():
    rules = RULES.model_copy(update={"levels": RULES.levels.model_copy(update={"value": {"below_floor": "off"}})})
    assert find_warnings(county("1/2", CellState.BELOW, 1), Outlook(2026, rules, (), None, {})) == []
