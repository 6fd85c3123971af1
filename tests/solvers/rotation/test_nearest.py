"""The nearest plan: fewest changes and cheapest of those, against every plan there is."""

from dataclasses import replace
from random import Random

import pytest

from solvers.linear import SolveParams
from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.explanations.nearest import Nearest, nearest_plan
from solvers.rotation.instance import Instance
from solvers.rotation.vocabulary import GoalCode, GoalOrder, SolutionStatus
from tests.helpers.brute_force import JudgedPlan, feasible_plans, level_costs, lexicographic_costs
from tests.helpers.random_instances import random_instance
from tests.helpers.solving import instance, move, pin, teacher, with_teacher

LIMITS = SolveParams(time_limit_s=20)
SEEDS = range(40)


def weighted(seed: int) -> Instance:
    """Return a random instance with one sum of goals and a published plan."""
    base = random_instance(Random(seed))
    settings = replace(base.settings, goal_order=GoalOrder.WEIGHTED)
    return base.replace(settings=settings, published_plan=base.published_plan or ())


def judged(base: Instance) -> list[tuple[int, float]]:
    """Return changes and cost of every plan, the changes without price."""
    free = base.replace(goal_weights=replace(base.goal_weights, changes=0))
    plans = [plan.moves for plan in feasible_plans(base)]
    figures = [amounts(free, moves) for moves in plans]
    return [(round(row[GoalCode.CHANGES]), total_cost(free, row)) for row in figures]


@pytest.mark.parametrize("seed", SEEDS)
def test_nearest_when_every_plan_is_known(seed: int) -> None:
    """Tests fewest changes, cost, and their bounds; and with one change more, against all plans."""
    base = weighted(seed)
    plans = judged(base)
    found = nearest_plan(base, LIMITS)
    if not plans:
        assert (found.status, found.has_plan) == (SolutionStatus.INFEASIBLE, False)
        return
    fewest = min(changes for changes, _ in plans)
    assert (found.changes, found.fewest, found.is_fewest) == (fewest, fewest, True)
    assert_cheapest(base, found, min(cost for changes, cost in plans if changes == fewest))
    budget = fewest + 1
    wider = nearest_plan(base, LIMITS, budget=budget)
    assert wider.changes is not None
    assert wider.changes <= budget
    assert_cheapest(base, wider, min(cost for changes, cost in plans if changes <= budget))
    if fewest:
        narrow = nearest_plan(base, LIMITS, budget=fewest - 1)
        assert (narrow.status, narrow.fewest, narrow.has_plan) == (SolutionStatus.INFEASIBLE, fewest, False)


def assert_cheapest(base: Instance, found: Nearest, cost: float) -> None:
    """Assert that the plan keeps all rules and costs just so much, and that the bound says no less and no more."""
    assert found.findings == ()
    assert check_moves(base, found.moves) == []
    assert found.cost == pytest.approx(cost, rel=1e-5)
    assert found.bound is not None
    assert found.bound <= cost + 1e-6 * max(1.0, abs(cost))
    assert found.status is SolutionStatus.OPTIMAL


def test_nearest_when_goals_are_ordered() -> None:
    """Tests that levels are minimised one after the other among the plans with the fewest changes."""
    compared = 0
    for seed in range(20):
        base = weighted(seed)
        base = base.replace(settings=replace(base.settings, goal_order=GoalOrder.LEXICOGRAPHIC, level_tolerance=0))
        first = base.replace(goal_weights=replace(base.goal_weights, changes=1))
        expected = lexicographic_costs(first)
        found = nearest_plan(base, LIMITS)
        assert found.has_plan == (expected is not None)
        if expected is not None:
            compared += 1
            figures = amounts(first, found.moves)
            reached = level_costs(first, JudgedPlan(found.moves, figures, 0.0))
            for order, cost in expected.items():
                assert reached[order] == pytest.approx(cost, rel=1e-5, abs=1e-4), (seed, order)
    assert compared > 5


def test_nearest_when_there_is_no_time() -> None:
    """Tests that no time is no proof."""
    base = next(row for row in map(weighted, range(20)) if feasible_plans(row))
    assert nearest_plan(base, replace(LIMITS, time_limit_s=0)).status is SolutionStatus.UNKNOWN


def test_nearest_when_everybody_is_pinned() -> None:
    """Tests that pins leave one plan, whatever was published, and that impossible pins are named."""
    people = [teacher("t1"), teacher("t2"), teacher("t3", "b")]
    pins = (pin("t1", "b/primary"), pin("t2", "a/primary"), pin("t3", "b/primary"))
    base = instance(people, pins=pins, published_plan=(move("t2"),))
    found = nearest_plan(base, LIMITS)
    assert ([row.teacher for row in found.moves], found.changes, found.fewest) == (["t1"], 2, 2)
    barred = with_teacher(base, "t1", must_stay=True)
    assert [row.code for row in nearest_plan(barred, LIMITS).findings] == ["pins"]
