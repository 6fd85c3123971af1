"""Metamorphic properties of optimal plans: what a change of the instance may and may not do to them."""

from dataclasses import replace
from random import Random

import pytest

from solvers.linear import EngineName, SolveParams
from solvers.rotation.instance import GoalWeights, Instance
from solvers.rotation.solution import Solution
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import GoalCode, GoalOrder, SolutionStatus, TeacherId
from tests.helpers.random_instances import random_instance
from tests.helpers.solving import school, section, with_settings

WEIGHTS = GoalWeights()


def plan_of(base: Instance) -> Solution:
    """Return the proven solution."""
    return solve(base, SolveParams(engine=EngineName.HIGHS, gap=0.0)).solution


def feasible_instances(count: int) -> list[Instance]:
    """Return random weighted instances with a plan."""
    found, seed = [], 1000
    while len(found) < count:
        base = with_settings(random_instance(Random(seed)), goal_order=GoalOrder.WEIGHTED)
        base = base.replace(goal_weights=WEIGHTS)
        seed += 1
        if plan_of(base).status is SolutionStatus.OPTIMAL:
            found.append(base)
    return found


INSTANCES = feasible_instances(6)


def renamed(base: Instance) -> Instance:
    """Return the instance with other teacher ids, in reverse order."""

    def other(teacher_id: str) -> TeacherId:
        return TeacherId(f"x-{teacher_id}")

    people = [
        replace(row, id=other(row.id), partner=None if row.partner is None else other(row.partner))
        for row in reversed(base.teachers)
    ]
    rows = {
        key: tuple(replace(row, teacher=other(row.teacher)) for row in getattr(base, key) or ())
        for key in ("pins", "forbids", "decided_moves")
    }
    published = base.published_plan
    if published is not None:
        published = tuple(replace(row, teacher=other(row.teacher)) for row in published)
    return base.replace(teachers=tuple(people), published_plan=published, **rows)


@pytest.mark.parametrize("base", INSTANCES)
def test_cost_when_teachers_are_renamed_and_reordered(base: Instance) -> None:
    """Tests that names and order of teachers do not matter."""
    assert plan_of(renamed(base)).cost == pytest.approx(plan_of(base).cost)


@pytest.mark.parametrize("base", INSTANCES)
def test_cost_when_an_unused_school_is_added(base: Instance) -> None:
    """Tests that a school that needs nobody changes nothing."""
    more = base.replace(schools=(*base.schools, school("new")), sections=(*base.sections, section("new")))
    assert plan_of(more).cost == pytest.approx(plan_of(base).cost)


@pytest.mark.parametrize("base", INSTANCES)
def test_cost_when_a_capacity_is_raised(base: Instance) -> None:
    """Tests that more posts, outflow or distance never make the best plan dearer."""
    before = plan_of(base).cost
    posts = base.replace(schools=tuple(replace(row, authorised_posts=row.authorised_posts + 1) for row in base.schools))
    outflow = with_settings(base, school_outflow_share=1.0)
    farther = with_settings(base, max_distance_km=base.settings.max_distance_km + 10)
    for wider in (posts, outflow, farther):
        assert plan_of(wider).cost <= before + 1e-6


@pytest.mark.parametrize("code", ["shortfall", "inequality", "direction", "burden", "extra_moves"])
def test_amount_when_its_weight_is_raised(code: str) -> None:
    """Tests that a goal that weighs more is never left with more."""
    for base in INSTANCES:
        heavier = base.replace(goal_weights=replace(WEIGHTS, **{code: 50 * WEIGHTS.of(GoalCode(code))}))
        before, after = (
            next(row.amount for row in plan_of(one).goals if row.code == code) for one in (base, heavier)
        )
        assert after <= before + 1e-6


@pytest.mark.parametrize("base", INSTANCES)
def test_cost_when_all_weights_are_doubled(base: Instance) -> None:
    """Tests that the cost doubles."""
    doubled = GoalWeights(**{code.value: 2 * WEIGHTS.of(code) for code in GoalCode})
    assert plan_of(base.replace(goal_weights=doubled)).cost == pytest.approx(2 * plan_of(base).cost)
