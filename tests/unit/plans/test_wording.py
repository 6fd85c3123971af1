"""Every code of the rotation model has its words: rules, goals, faults, phases, reasons, explanations."""

import pytest

from solvers.rotation.explanations.loosenings import Unit
from solvers.rotation.vocabulary import ConditionCode, GoalCode, LimitSide, RuleCode, SolutionStatus
from staffing.plans.answers.limits import step_words
from staffing.plans.bridge.faults import InputFaultCode
from staffing.plans.names import Names
from staffing.plans.settings import DEFAULT_WEIGHTS, Goal
from staffing.plans.wording import ENGINE_STATUS, GOALS, INPUT_FAULTS, RULES, word_finding
from staffing.plans.wording_reasons import place_named

NAMES = Names({1: "甲校", 2: "乙校"}, {1: "甲校", 2: "乙校"}, {"p1": "张三"})


def test_goals_are_those_of_the_model_when_they_are_listed():
    assert [goal.value for goal in Goal] == [code.value for code in GoalCode]
    assert list(GOALS) == list(Goal)
    assert list(DEFAULT_WEIGHTS) == list(Goal)


@pytest.mark.parametrize("code", [*(code.value for code in RuleCode), *(code.value for code in ConditionCode)])
def test_every_rule_has_a_name_when_it_is_told(code):
    assert code in RULES


def test_every_status_and_fault_has_words_when_it_is_told():
    assert {status.value for status in SolutionStatus} == ENGINE_STATUS.keys()
    assert {code.value for code in InputFaultCode} == {str(code.value) for code in INPUT_FAULTS}


def test_names_fall_back_to_the_id_when_nothing_is_known():
    assert (NAMES.section("1"), NAMES.section("99"), NAMES.school(2), NAMES.teacher("p1"), NAMES.teacher("p9")) == (
        "甲校", "99", "乙校", "张三", "p9")


@pytest.mark.parametrize("side", [side.value for side in LimitSide])
def test_every_side_of_a_schools_numbers_has_words_when_it_is_told(side):
    finding = {"code": "school_limits", "ids": ["1", side], "numbers": {"number": 3, "limit": 2}, "text": ""}
    told = word_finding(finding, NAMES)
    assert "甲校" in told
    assert "3" in told
    assert "2" in told
    assert place_named("school_limits", ["2", side], NAMES).startswith("乙校 ")


@pytest.mark.parametrize("unit", [unit.value for unit in Unit])
def test_every_unit_of_a_lever_has_words_when_it_is_told(app, unit):
    with app.test_request_context():
        assert step_words(unit, 2)
