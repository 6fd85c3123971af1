"""Which moves count as rotated, each condition both ways."""

from dataclasses import replace
from typing import Any

import pytest

from staffing.eligibility.enums import EligibilityState as State
from staffing.eligibility.numerator import MoveFacts, MoveStanding, standing_of
from staffing.policy.ruleset import load_ruleset
from staffing.policy.schema_rotation import Numerator
from tests.factories.facts import CUT_OFF, with_value

NATIONAL = load_ruleset("national", CUT_OFF)
HEFEI = load_ruleset("hefei", CUT_OFF)
MOVE = MoveFacts(kind="regular_exchange", months=12, new=True, state=State.ELIGIBLE)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, MoveStanding.COUNTED),
        ({"state": State.DEFERRED}, MoveStanding.COUNTED),
        ({"state": State.OUT}, MoveStanding.PERSON),
        ({"same_entity": True}, MoveStanding.SAME_ENTITY),
        ({"kind": "shadowing", "months": 36}, MoveStanding.KIND),
        ({"kind": "office_work", "months": 36}, MoveStanding.KIND),
        ({"kind": "holiday", "months": 36}, MoveStanding.KIND),
        ({"full_time": False}, MoveStanding.PART_TIME),
        ({"months": 11}, MoveStanding.TOO_SHORT),
        ({"kind": "principal_exchange", "months": 35}, MoveStanding.TOO_SHORT),
        ({"new": False}, MoveStanding.NOT_NEW),
        ({"leader": True, "state": State.OUT}, MoveStanding.LEADER),
    ],
)
def test_move_when_one_condition_changes(changes: dict[str, Any], standing: MoveStanding) -> None:
    assert standing_of(replace(MOVE, **changes), NATIONAL) is standing


@pytest.mark.parametrize(
    ("persons", "counted"),
    [("eligible", {State.ELIGIBLE}), ("eligible_or_deferred", {State.ELIGIBLE, State.DEFERRED}), ("all", set(State))],
)
def test_move_when_the_rules_count_other_persons(persons: Any, counted: set[State]) -> None:
    rules = with_value(NATIONAL, "quotas.numerator", Numerator(new_moves_only=True, persons=persons))
    assert {state for state in State if standing_of(replace(MOVE, state=state), rules) is MoveStanding.COUNTED} == counted


def test_move_when_the_rules_count_running_ones_too() -> None:
    rules = with_value(NATIONAL, "quotas.numerator", Numerator(new_moves_only=False, persons="eligible"))
    assert standing_of(replace(MOVE, new=False), rules) is MoveStanding.COUNTED


def test_leader_when_the_rules_count_leaders() -> None:
    move = replace(MOVE, kind="principal_exchange", months=36, leader=True, state=State.OUT)
    assert standing_of(move, HEFEI) is MoveStanding.COUNTED
    assert standing_of(move, NATIONAL) is MoveStanding.LEADER
