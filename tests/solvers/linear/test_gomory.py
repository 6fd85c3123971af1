"""Cuts: violated at the vertex, kept by every solution, valid for columns that the solved part did not contain."""

from itertools import product

import numpy as np
import pytest

from solvers.linear import LinearModel, Problem, SolveParams
from solvers.linear.engines import solve_highs
from solvers.linear.gomory import Vertex, find_cuts, whole_rows, with_cuts
from tests.helpers.linear_problems import knapsack, random_problem

EXACT = SolveParams(gap=0.0)


def cuts_of(problem: Problem, columns: np.ndarray | None = None):
    """Return the vertex of the relaxation over some columns, and its cuts for the whole problem."""
    kept = np.arange(problem.columns) if columns is None else columns
    part = Problem(
        problem.cost[kept],
        problem.lower[kept],
        problem.upper[kept],
        problem.integer[kept],
        problem.row_lower,
        problem.row_upper,
        problem.matrix[:, kept],
        problem.constant,
    )
    outcome = solve_highs(part.relaxed(), EXACT)
    if outcome.values is None:
        return None, []
    vertex = Vertex(kept, outcome.values, outcome.basis)
    return vertex, find_cuts(problem, vertex, most=50, tried=50, densest=1000)


def test_cut_when_knapsack() -> None:
    """Tests that the fractional vertex of a knapsack is cut off and that the bound rises."""
    problem = knapsack()
    vertex, cuts = cuts_of(problem)
    assert cuts
    for cut in cuts:
        assert cut.values @ vertex.values[cut.columns] < cut.lower
    before = solve_highs(problem.relaxed(), EXACT).objective
    assert solve_highs(with_cuts(problem, cuts).relaxed(), EXACT).objective > before + 1e-6


@pytest.mark.parametrize("part", [None, np.arange(2, 9)])
def test_cuts_when_all_solutions_are_tried(part: np.ndarray | None) -> None:
    """Tests that no solution of forty random problems is cut off, also where columns were missing from the part."""
    found = 0
    for seed in range(40):
        problem = random_problem(seed)
        _, cuts = cuts_of(problem, part)
        found += len(cuts)
        for choice in product([0.0, 1.0], repeat=problem.columns - 1):
            values = np.array([*choice, 0.0])
            values[-1] = max(0.0, float(problem.row_lower[-1] - (problem.matrix @ values)[-1]))
            if problem.is_solution(values):
                assert all(cut.values @ values[cut.columns] >= cut.lower for cut in cuts)
    assert found > 20


def test_whole_rows_when_fractions_and_continuous_columns() -> None:
    """Tests which rows have whole activities in every solution."""
    model = LinearModel()
    whole = model.add_columns("whole", 2).start
    rest = model.add_columns("rest", 1, integer=False).start
    for columns, values, upper in (
        ([whole], [2.0], 3.0),
        ([whole], [0.5], 3.0),
        ([whole, rest], [1.0, 1.0], 3.0),
        ([whole], [1.0], 2.5),
    ):
        row = model.add_rows("r", 1, upper=upper)
        model.add_entries(row.start, columns, values)
    assert whole_rows(model.problem()).tolist() == [True, False, False, False]
