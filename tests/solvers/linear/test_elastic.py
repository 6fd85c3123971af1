"""Cheapest repair and minimal conflict, planted and found."""

from random import Random

import numpy as np
import pytest

from solvers.linear import LinearModel, Outcome, Problem, SolveParams, Status
from solvers.linear.elastic import cheapest_repair, minimal_conflict, widened
from solvers.linear.engines import solve_highs
from tests.helpers.linear_problems import contradiction, knapsack


def solve(problem: Problem) -> Outcome:
    """Return HiGHS' answer."""
    return solve_highs(problem, SolveParams(gap=0.0))


def test_repair_when_one_row_is_cheaper() -> None:
    """Tests that the cheaper of two conflicting rows is widened, by as much as needed, proven and verified."""
    model = contradiction()
    rows = np.array([0, 1])
    repair = cheapest_repair(model.problem(), rows, np.array([5.0, 2.0]), solve)
    assert [model.row_name(int(row))[0] for row in repair.rows] == ["ceiling"]
    assert repair.amounts.tolist() == pytest.approx([1.0])
    assert repair.penalty == pytest.approx(2.0)
    assert repair.proven
    assert repair.verified
    other = cheapest_repair(model.problem(), rows, np.array([1.0, 2.0]), solve)
    assert other.rows.tolist() == [0]
    assert other.amounts.tolist() == pytest.approx([-1.0])
    assert solve(widened(model.problem(), other.rows, other.amounts)).status is Status.OPTIMAL


def test_repair_when_the_guilty_row_is_fixed() -> None:
    """Tests that no repair is claimed where the relaxable rows cannot help, and none needed where all is well."""
    assert cheapest_repair(contradiction().problem(), np.array([2]), np.ones(1), solve) is None
    nothing = cheapest_repair(knapsack(), np.array([0]), np.ones(1), solve)
    assert nothing.rows.size == 0
    assert nothing.penalty == 0.0


def test_conflict_when_two_rows_clash() -> None:
    """Tests that exactly the two are named, and that dropping either makes it solvable."""
    model = contradiction()
    groups = {code: model.rows_of(code) for code in ("harmless", "floor", "ceiling")}
    conflict = minimal_conflict(model.problem(), groups, solve)
    assert set(conflict.groups) == {"floor", "ceiling"}
    assert conflict.verified
    for code in conflict.groups:
        assert solve(model.problem().without_rows(groups[code])).status is Status.OPTIMAL


def test_conflict_when_there_is_none() -> None:
    """Tests that a solvable problem has no conflict, and one outside the groups is reported as such."""
    assert minimal_conflict(knapsack(), {"room": np.array([0])}, solve) is None
    outside = minimal_conflict(contradiction().problem(), {"harmless": np.array([2])}, solve)
    assert outside.groups == ()


@pytest.mark.parametrize("seed", range(20))
def test_conflict_when_planted_among_many(seed: int) -> None:
    """Tests that a planted pair among thirty rows is found, each time exactly."""
    source = Random(seed)
    model = LinearModel()
    items = model.add_columns("item", 12)
    groups = {}
    for number in range(28):
        chosen = source.sample(range(12), 4)
        row = model.add_rows(f"r{number}", 1, upper=float(source.randint(3, 4)))
        model.add_entries(row.start, items.index[chosen], 1.0)
        groups[f"r{number}"] = row.index
    chosen = source.sample(range(12), 5)
    for code, lower, upper in (("low", 3.0, np.inf), ("high", -np.inf, 2.0)):
        row = model.add_rows(code, 1, lower=lower, upper=upper)
        model.add_entries(row.start, items.index[chosen], 1.0)
        groups[code] = row.index
    names = list(groups)
    source.shuffle(names)
    conflict = minimal_conflict(model.problem(), {name: groups[name] for name in names}, solve)
    assert set(conflict.groups) == {"low", "high"}
    assert conflict.verified


def test_conflict_when_the_engine_has_no_answer() -> None:
    """Tests that without answers no conflict is claimed."""
    silent = Outcome(Status.UNKNOWN)
    groups = {"floor": np.array([0]), "ceiling": np.array([1])}
    assert minimal_conflict(contradiction().problem(), groups, lambda _: silent) is None
