"""CLP from the basis of a neighbouring problem: the same optimum as HiGHS from nothing, or no claim at all."""

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from solvers.linear import Problem, QuietControl, SolveParams, Status
from solvers.linear.engines import clp, has_clp, solve_clp, solve_highs
from solvers.linear.gomory import Vertex, find_cuts, with_cuts
from solvers.rotation.columns.warm import carried_basis, with_other_rows
from tests.helpers.linear_problems import knapsack, random_problem

EXACT = SolveParams(gap=0.0)

pytestmark = pytest.mark.skipif(not has_clp(), reason="OR-Tools was built without CLP beside it")


def boxed(problem: Problem) -> Problem:
    """Return the relaxation with two finite sides for every column."""
    return problem.relaxed().with_bounds(problem.lower, np.minimum(problem.upper, 1e4))


@pytest.mark.parametrize("seed", range(20))
def test_clp_when_columns_join(seed: int) -> None:
    """Tests value, duals and basis from nothing, and from a part's basis after half the columns were added."""
    problem = boxed(random_problem(seed))
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
    first = solve_clp(part, EXACT, None)
    assert first.status is solve_highs(part, EXACT).status
    basis = None
    if first.basis is not None and first.values is not None:
        vertex = Vertex(kept, first.values, first.basis)
        basis = carried_basis(vertex, np.arange(problem.columns), problem.columns)
    for start in (None, basis):
        outcome = solve_clp(problem, EXACT, start)
        assert outcome.status is whole.status is Status.OPTIMAL
        assert outcome.objective == pytest.approx(whole.objective, abs=1e-6)
        assert lagrangian(problem, outcome.duals) == pytest.approx(whole.objective, abs=1e-6)
        assert outcome.basis.basic_columns.sum() + outcome.basis.basic_rows.sum() == problem.rows


def lagrangian(problem: Problem, duals: np.ndarray) -> float:
    """Return the bound that the duals prove."""
    sides = np.where(duals > 0, problem.row_lower, problem.row_upper)
    reduced = problem.cost - problem.matrix.T @ duals
    least = np.minimum(reduced * problem.lower, reduced * problem.upper).sum()
    return float((duals * np.where(np.abs(duals) > 1e-12, sides, 0.0)).sum() + least + problem.constant)


def test_clp_when_cuts_join_and_idle_ones_leave() -> None:
    """Tests that two rounds of cuts, with rows dropped between, end at the values that HiGHS finds from nothing."""
    problem = knapsack()
    outcome = solve_clp(problem.relaxed(), EXACT, None)
    rounds = 0
    for _ in range(2):
        vertex = Vertex(np.arange(problem.columns), outcome.values, outcome.basis)
        cuts = find_cuts(problem, vertex, most=50, tried=50, densest=1000)
        if not cuts:
            break
        idle = np.flatnonzero(outcome.basis.basic_rows)
        problem = with_cuts(problem.without_rows(idle), cuts)
        basis = with_other_rows(vertex, idle, len(cuts)).basis
        outcome = solve_clp(problem.relaxed(), EXACT, basis)
        assert outcome.objective == pytest.approx(solve_highs(problem.relaxed(), EXACT).objective, abs=1e-6)
        rounds += 1
    assert rounds > 0


def test_clp_when_nothing_is_possible() -> None:
    """Tests that a demand beyond all columns is infeasible."""
    problem = boxed(random_problem(1))
    everything = problem.matrix[:1].copy()
    everything.data[:] = 1.0
    impossible = problem.with_rows(everything, np.array([1e6]), np.array([np.inf]))
    assert solve_clp(impossible, EXACT, None).status is Status.INFEASIBLE


def test_clp_when_there_is_no_time() -> None:
    """Tests that no time gives no claim."""
    assert solve_clp(knapsack().relaxed(), SolveParams(time_limit_s=0.0), None).status is Status.UNKNOWN


class Cancelling(QuietControl):
    """A caller who wants no more from the beginning."""

    def is_cancelled(self) -> bool:
        """Always."""
        return True


def test_clp_when_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a cancelled solve leaves its thread no second, and that the thread ends."""
    begun = threading.Event()
    load = clp._load

    def slow_load(*arguments: object) -> None:
        load(*arguments)
        begun.set()
        time.sleep(0.3)

    monkeypatch.setattr(clp, "_load", slow_load)
    before = threading.active_count()
    outcome = solve_clp(boxed(random_problem(2)), EXACT, None, control=Cancelling())
    assert begun.is_set()
    assert outcome.status in (Status.OPTIMAL, Status.UNKNOWN)
    assert threading.active_count() == before
