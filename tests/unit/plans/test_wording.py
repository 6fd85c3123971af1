"""Every code of the rotation model has its words: rules, goals, faults, phases, reasons, explanations."""

import pytest

from solvers.rotation.vocabulary import ConditionCode, GoalCode, RuleCode, SolutionStatus
from staffing.plans.bridge.faults import InputFaultCode
from staffing.plans.names import Names
from staffing.plans.settings import DEFAULT_WEIGHTS, Goal
from staffing.plans.wording import ENGINE_STATUS, GOALS, INPUT_FAULTS, RULES

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
