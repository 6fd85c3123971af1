"""What a solution file says about itself: the truth passes, each single lie is found."""

from dataclasses import replace
from pathlib import Path

import pytest

from solvers.rotation.check import amounts, check, total_cost
from solvers.rotation.instance import Instance, Move
from solvers.rotation.io import instance_sha256, read_instance, read_solution
from solvers.rotation.solution import Finding, GoalAmount, LevelOutcome, Solution, relative_gap
from solvers.rotation.vocabulary import GOAL_LEVEL, GoalCode, GoalOrder, SolutionStatus
from tests.helpers.solving import instance, move, teacher, with_settings

CASE = Path(__file__).parents[3] / "data" / "cases" / "one_feasible_plan"
EXAMPLE = read_instance(CASE.with_suffix(".json"))
TRUE = read_solution(CASE.with_suffix(".solution.json"))
NOTHING = Solution("", SolutionStatus.UNKNOWN, "highs", {}, 1, 0.1)


def told(base: Instance, solution: Solution) -> list[tuple[str, tuple[str, ...]]]:
    """Return code and ids of every finding."""
    return [(finding.code, finding.ids) for finding in check(base, solution)]


def truth(base: Instance, *moves: Move, **changes: object) -> Solution:
    """Return a solution whose figures are right, without a bound."""
    figures = amounts(base, moves)
    goals = tuple(
        GoalAmount(code, amount, base.goal_weights.of(code) * amount) for code, amount in figures.items()
    )
    solution = replace(
        NOTHING,
        instance_sha256=instance_sha256(base),
        status=SolutionStatus.FEASIBLE,
        moves=moves,
        goals=goals,
        cost=total_cost(base, figures),
    )
    return replace(solution, **changes)  # type: ignore[arg-type]


def test_check_when_example_is_right() -> None:
    """Tests that the published example is clean and costs 440 020."""
    assert check(EXAMPLE, TRUE) == []
    assert total_cost(EXAMPLE, amounts(EXAMPLE, TRUE.moves)) == pytest.approx(440_020)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"instance_sha256": "0" * 64}, ["instance_hash"]),
        ({"status": SolutionStatus.FEASIBLE}, ["solution_status"]),
        ({"status": SolutionStatus.INFEASIBLE}, ["solution_status"]),
        ({"status": SolutionStatus.UNKNOWN}, ["solution_status"]),
        ({"status": SolutionStatus.CANCELLED}, []),
        ({"bound": 440_021.0}, ["solution_bound"]),
        ({"bound": 440_020.2}, []),  # within a millionth
        ({"bound": 400_000.0}, ["solution_gap"]),
        ({"bound": 400_000.0, "gap": 40_020 / 440_020}, ["solution_status"]),
        ({"bound": 400_000.0, "gap": 40_020 / 440_020, "status": SolutionStatus.FEASIBLE}, []),
        ({"bound": None, "gap": None}, ["solution_status"]),
        ({"bound": None, "gap": None, "status": SolutionStatus.FEASIBLE}, []),
        ({"bound": None}, ["solution_gap"]),
        ({"gap": None}, ["solution_gap", "solution_status"]),
        ({"gap": 0.5, "status": SolutionStatus.FEASIBLE}, ["solution_gap"]),
        (
            {"cost": 440_021.0, "bound": None, "gap": None, "status": SolutionStatus.FEASIBLE},
            ["solution_cost"],
        ),
        ({"goals": ()}, ["goal_amount"]),
        ({"goals": TRUE.goals[::-1]}, ["goal_amount"]),
        ({"levels": ()}, ["goal_levels"]),
    ],
)
def test_check_when_one_claim_is_changed(changes: dict, expected: list[str]) -> None:
    """Tests that exactly the changed claim is found."""
    assert [code for code, _ in told(EXAMPLE, replace(TRUE, **changes))] == expected


def test_check_when_a_goal_is_misstated() -> None:
    """Tests that amount and cost of each goal are judged apart and by code."""
    for position, goal in enumerate(TRUE.goals):
        amount = (*TRUE.goals[:position], replace(goal, amount=goal.amount + 1), *TRUE.goals[position + 1 :])
        assert told(EXAMPLE, replace(TRUE, goals=amount)) == [("goal_amount", (goal.code,))]
        cost = (*TRUE.goals[:position], replace(goal, cost=goal.cost + 9), *TRUE.goals[position + 1 :])
        assert told(EXAMPLE, replace(TRUE, goals=cost)) == [("goal_cost", (goal.code,))]


def test_check_when_the_plan_breaks_rules() -> None:
    """Tests that the plan's own breaches come with the claims."""
    base = instance([teacher("t1", must_stay=True)])
    assert told(base, truth(base, move("t1"))) == [("must_stay", ("t1", "b/primary"))]


def test_check_when_ids_are_unknown() -> None:
    """Tests that unknown ids are found and do not stop the check."""
    wrong = replace(TRUE, moves=(*TRUE.moves, move("nobody", "nowhere")))
    found = told(EXAMPLE, wrong)
    assert {("unknown_id", ("nobody",)), ("unknown_id", ("nowhere/primary",))} <= set(found)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"bound": 12.0}, []),
        ({"status": SolutionStatus.INFEASIBLE}, []),
        ({"status": SolutionStatus.CANCELLED}, []),
        ({"status": SolutionStatus.OPTIMAL}, ["solution_status"]),
        ({"status": SolutionStatus.FEASIBLE}, ["solution_status"]),
        ({"gap": 0.0}, ["solution_gap"]),
        ({"moves": TRUE.moves}, ["solution_cost"]),
        ({"goals": TRUE.goals}, ["solution_cost"]),
        ({"findings": (Finding("pins", (), "x"),)}, ["solution_cost"]),
    ],
)
def test_check_when_there_is_no_plan(changes: dict, expected: list[str]) -> None:
    """Tests that a solution without a cost must be empty and say so."""
    nothing = replace(NOTHING, instance_sha256=TRUE.instance_sha256)
    assert [code for code, _ in told(EXAMPLE, replace(nothing, **changes))] == expected


def test_check_when_the_empty_plan_is_a_plan() -> None:
    """Tests that nobody moving is a plan where no rule asks for moves."""
    base = instance([teacher("t1")])
    assert told(base, truth(base, bound=0.0, gap=0.0, status=SolutionStatus.OPTIMAL)) == []


LEVELLED = with_settings(instance([teacher("t1")]), goal_order=GoalOrder.LEXICOGRAPHIC)


def levels(base: Instance, *moves: Move) -> tuple[LevelOutcome, ...]:
    """Return true outcomes of the levels 1 to 5, all proven."""
    costs = dict.fromkeys(sorted(set(GOAL_LEVEL.values()) - {0}), 0.0)
    for code, amount in amounts(base, moves).items():
        if GOAL_LEVEL[code]:
            costs[GOAL_LEVEL[code]] += base.goal_weights.of(code) * amount
    return tuple(LevelOutcome(order, cost, cost, 0.0) for order, cost in costs.items())


def test_check_when_levels_are_right() -> None:
    """Tests that a lexicographic solution is optimal if every level is, and carries no bound of its own."""
    good = truth(LEVELLED, move("t1"), levels=levels(LEVELLED, move("t1")), status=SolutionStatus.OPTIMAL)
    assert told(LEVELLED, good) == []
    assert told(LEVELLED, replace(good, bound=0.0, gap=0.0)) == [("solution_bound", ()), ("solution_gap", ())]
    assert told(LEVELLED, replace(good, status=SolutionStatus.FEASIBLE)) == [("solution_status", ())]
    assert told(LEVELLED, replace(good, levels=good.levels[:3])) == [("solution_status", ())]  # type: ignore[index]
    assert told(LEVELLED, replace(good, levels=good.levels[::-1])) == [("goal_levels", ())]  # type: ignore[index]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (LevelOutcome(3, 900.0, 900.0, 0.0), ("goal_levels", ("3",))),  # the plan's level costs 1000
        (LevelOutcome(3, 1000.0, 1001.0, 0.0), ("solution_bound", ("3",))),
        (LevelOutcome(3, 1000.0, 500.0, 0.0), ("solution_gap", ("3",))),
        (LevelOutcome(3, 1000.0, 500.0, 0.5), ("solution_status", ())),
        (LevelOutcome(3, 1000.0, None, None), ("solution_status", ())),
    ],
)
def test_check_when_one_level_is_wrong(outcome: LevelOutcome, expected: tuple) -> None:
    """Tests that each level's cost, bound and gap are judged."""
    right = levels(LEVELLED, move("t1"))
    rows = tuple(outcome if row.order == 3 else row for row in right)
    assert told(LEVELLED, truth(LEVELLED, move("t1"), levels=rows, status=SolutionStatus.OPTIMAL)) == [
        expected
    ]


def test_relative_gap_when_cost_is_small_or_bound_above() -> None:
    """Tests that the gap is taken of at least one and never negative."""
    assert relative_gap(0.5, 0.25) == 0.25
    assert relative_gap(100.0, 90.0) == 0.1
    assert relative_gap(100.0, 100.1) == 0


def test_goal_order_when_codes_are_compared_with_levels() -> None:
    """Tests that every goal has a level."""
    assert set(GOAL_LEVEL) == set(GoalCode)
