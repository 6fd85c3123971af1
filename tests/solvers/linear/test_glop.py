"""GLOP from the basis of a neighbouring problem: the same optimum as HiGHS from nothing, or no claim at all."""

from dataclasses import replace

import numpy as np
import pytest

from solvers.linear import SolveParams, Status
from solvers.linear.engines import solve_glop, solve_highs
from solvers.linear.gomory import Vertex, find_cuts, with_cuts
from solvers.rotation.columns.warm import carried_basis, with_other_rows
from tests.helpers.linear_problems import knapsack, random_problem

EXACT = SolveParams(gap=0.0)


class Cancelling:
    """A caller who wants no more from the beginning."""

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Ignore the report."""

    def is_cancelled(self) -> bool:
        """Always."""
        return True

    def keep(self, best: object) -> None:
        """Ignore the result."""


@pytest.mark.parametrize("seed", range(20))
def test_glop_when_columns_join(seed: int) -> None:
    """Tests that value, duals' bound and basis are right after half the columns were added to a solved part."""
    problem = random_problem(seed).relaxed()
    whole = solve_highs(problem, EXACT)
    kept = np.arange(0, problem.columns, 2)
    part = replace(
        problem,
        cost=problem.cost[kept],
        lower=problem.lower[kept],
        upper=problem.upper[kept],
        integer=problem.integer[kept],
        matrix=problem.matrix[:, kept],
    )
    first = solve_highs(part, EXACT)
    if first.basis is None or first.values is None:
        return
    everything = np.arange(problem.columns)
    basis = carried_basis(Vertex(kept, first.values, first.basis), everything, problem.columns)
    warm = solve_glop(problem, EXACT, basis)
    assert warm.status is whole.status is Status.OPTIMAL
    assert warm.objective == pytest.approx(whole.objective, abs=1e-6)
    assert warm.basis is not None
    assert warm.basis.basic_columns.sum() + warm.basis.basic_rows.sum() == problem.rows


def test_glop_when_cuts_join_and_idle_ones_leave() -> None:
    """Tests that two rounds of cuts, with rows dropped between, end at the values that HiGHS finds from nothing."""
    problem = knapsack()
    outcome = solve_highs(problem.relaxed(), EXACT)
    vertex = Vertex(np.arange(problem.columns), outcome.values, outcome.basis)
    own_rows, values = problem.rows, [outcome.objective]
    for _ in range(2):
        idle = np.flatnonzero(vertex.basis.basic_rows)
        idle = idle[idle >= own_rows]
        cuts = find_cuts(problem, vertex, most=50, tried=50, densest=1000)
        if not cuts:
            break
        problem = with_cuts(problem.without_rows(idle), cuts)
        start = with_other_rows(vertex, idle, len(cuts)).basis
        outcome = solve_glop(problem.relaxed(), EXACT, start, dual=True)
        assert outcome.objective == pytest.approx(solve_highs(problem.relaxed(), EXACT).objective, abs=1e-6)
        vertex = Vertex(vertex.columns, outcome.values, outcome.basis)
        values.append(outcome.objective)
    assert len(values) > 1
    assert values == sorted(values)


def test_glop_when_there_is_no_solution_or_time() -> None:
    """Tests that contradicting rows are infeasible, and that no time or a cancel claims nothing that is wrong."""
    problem = knapsack().relaxed()
    outcome = solve_highs(problem, EXACT)
    full = problem.matrix @ problem.upper
    hopeless = replace(problem, row_lower=full + 1, row_upper=full + 2)
    assert solve_glop(hopeless, EXACT, outcome.basis).status is Status.INFEASIBLE
    assert solve_glop(problem, SolveParams(time_limit_s=0), outcome.basis).status is Status.UNKNOWN
    cancelled = solve_glop(problem, EXACT, outcome.basis, control=Cancelling())
    assert cancelled.status in (Status.OPTIMAL, Status.UNKNOWN)
