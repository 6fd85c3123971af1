"""Engines, checker and brute force agree on random small instances."""

from random import Random

import pytest

from solvers.linear import EngineName, SolveParams
from solvers.rotation.check import check
from solvers.rotation.instance import Instance
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import GoalOrder, SolutionStatus
from tests.helpers.brute_force import cheapest, lexicographic_costs
from tests.helpers.random_instances import random_instance

# Column generation is our own code: it meets all blocks; the engines behind it meet some, and all in a sweep.
BLOCKS = {EngineName.COLUMNS: 10, EngineName.HIGHS: 4, EngineName.CPSAT: 4}
MOST_BLOCKS = 10
PER_BLOCK = 20
TRIALS = [
    pytest.param(engine, block, marks=[] if block < blocks else pytest.mark.sweep)
    for engine, blocks in BLOCKS.items()
    for block in range(MOST_BLOCKS)
]


def params(engine: EngineName) -> SolveParams:
    """Return one worker, a fixed seed and ample time."""
    return SolveParams(engine=engine, time_limit_s=20.0)


def judge(base: Instance, engine: EngineName) -> str:
    """Fail unless engine, checker and brute force agree; return what the instance was."""
    solution = solve(base, params(engine)).solution
    assert check(base, solution) == []
    if base.settings.goal_order is GoalOrder.LEXICOGRAPHIC:
        best = lexicographic_costs(base)
        expected = SolutionStatus.INFEASIBLE if best is None else SolutionStatus.OPTIMAL
        assert solution.status is expected
        if best is not None:
            assert {row.order: row.cost for row in solution.levels or ()} == pytest.approx(
                {order: best[order] for order in (row.order for row in solution.levels or ())}, rel=2e-5, abs=1e-4
            )
        return "levels"
    plan = cheapest(base)
    if plan is None:
        assert solution.status is SolutionStatus.INFEASIBLE
        return "infeasible"
    assert solution.status is SolutionStatus.OPTIMAL
    assert solution.cost == pytest.approx(plan.cost, rel=1.1e-5, abs=1e-4)
    return "optimal"


@pytest.mark.slow
@pytest.mark.parametrize(("engine", "block"), TRIALS)
def test_engines_when_instances_are_random(engine: EngineName, block: int) -> None:
    """Tests that plans are clean, costs are those of brute force, and infeasible means that no plan exists."""
    seeds = range(block * PER_BLOCK, (block + 1) * PER_BLOCK)
    seen = [judge(random_instance(Random(seed)), engine) for seed in seeds]
    assert {"levels", "infeasible", "optimal"} == set(seen)
