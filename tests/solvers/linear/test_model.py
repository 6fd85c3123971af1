"""LinearModel and Problem: families, names, entries, bounds."""

import numpy as np
import pytest
import scipy.sparse as sp

from solvers.linear import LinearModel, Problem
from tests.helpers.linear_problems import contradiction, knapsack


def test_entries_when_of_one_place() -> None:
    """Tests that entries and costs of one place add up."""
    model = LinearModel()
    column = model.add_columns("x", 2, cost=1.0)
    row = model.add_rows("r", 1)
    model.add_entries(row.start, [0, 0, 1], [1.0, 2.0, 5.0])
    model.add_cost(column.index, [3.0, 0.0])
    model.add_cost(0, 0.5)
    problem = model.problem()
    assert problem.matrix.toarray().tolist() == [[3.0, 5.0]]
    assert problem.cost.tolist() == [4.5, 1.0]


def test_row_name_when_families_are_empty() -> None:
    """Tests that a row is told by its code and ids, also behind a family without members."""
    model = contradiction()
    model.add_rows("nobody", 0, ids=([],))
    model.add_rows("pair", 2, ids=(["p", "q"], ["u", "v"]))
    assert model.row_name(1) == ("ceiling", ("at most one",))
    assert model.row_name(4) == ("pair", ("q", "v"))
    assert model.rows_of("harmless").tolist() == [2]
    assert model.rows_of("nobody").size == 0


def test_ids_when_of_another_length() -> None:
    """Tests that each member needs its ids."""
    with pytest.raises(ValueError, match="one entry per member"):
        LinearModel().add_rows("r", 2, ids=(["only one"],))


def test_problem_when_shapes_disagree() -> None:
    """Tests that numbers of the wrong length are refused."""
    three, two = np.zeros(3), np.zeros(2)
    with pytest.raises(ValueError, match="every column"):
        Problem(two, three, three, three.astype(bool), two, two, sp.csr_matrix((2, 3)))
    with pytest.raises(ValueError, match="both sides"):
        Problem(three, three, three, three.astype(bool), two, three, sp.csr_matrix((2, 3)))


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0, 1, 1], True), ([1, 1, 0], False), ([0.5, 0, 0], False), ([0, 0, 2], False), ([0, 0], False)],
)
def test_is_solution_when_rows_bounds_and_whole_numbers(values: list[float], expected: bool) -> None:
    """Tests the judgement on a solution: row, bound, whole number, length."""
    assert knapsack().is_solution(np.array(values, dtype=float)) is expected


def test_without_rows_when_one_is_dropped() -> None:
    """Tests that dropping a row frees what it forbade."""
    problem = knapsack()
    assert problem.without_rows(np.array([0])).is_solution(np.ones(3))
    assert problem.objective(np.ones(3)) == 84.0
    assert problem.without_cost().objective(np.ones(3)) == 0.0
