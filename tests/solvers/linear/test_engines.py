"""HiGHS and CP-SAT on small problems: values, bounds, duals, starts, limits; every parameter has an effect."""

import time
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from solvers.linear import EngineName, LinearModel, Problem, QuietControl, SolveParams, Status
from solvers.linear.engines import engine_versions, highs, solve_cpsat, solve_highs
from solvers.linear.engines.cpsat import _solver
from solvers.linear.engines.highs_log import LogReader, read_last_solution
from solvers.linear.status import relative_gap, status_of_plan
from tests.helpers.linear_problems import best_by_trying, contradiction, knapsack, random_problem

ENGINES = {"highs": solve_highs, "cpsat": solve_cpsat}
EXACT = SolveParams(gap=0.0)


@pytest.fixture(params=sorted(ENGINES))
def solve(request: pytest.FixtureRequest):
    """Return each engine in turn."""
    return ENGINES[request.param]


def hard_problem() -> Problem:
    """Return a knapsack of many rows that no engine closes in seconds."""
    source = np.random.default_rng(0)
    matrix = sp.random(60, 300, 0.2, random_state=1, format="csr")
    matrix.data = np.ceil(matrix.data * 20)
    return Problem(
        -source.integers(10, 30, 300).astype(float),
        np.zeros(300),
        np.ones(300),
        np.ones(300, dtype=bool),
        np.full(60, -np.inf),
        np.floor(np.asarray(matrix.sum(axis=1)).ravel() * 0.3),
        sp.csr_matrix(matrix),
        5.0,
    )


def test_solve_when_knapsack(solve) -> None:
    """Tests value, whole values and bound, the constant included."""
    outcome = solve(knapsack(), EXACT)
    assert outcome.status is Status.OPTIMAL
    assert outcome.values.tolist() == [0.0, 1.0, 1.0]
    assert outcome.objective == 91.0
    assert outcome.bound == pytest.approx(91.0, rel=1e-6)


def test_relaxation_when_solved_by_highs() -> None:
    """Tests the duals' sign and size: one more unit of room is worth 7/3, and the basis names the fractional item."""
    outcome = solve_highs(knapsack().relaxed(), EXACT)
    assert outcome.objective == pytest.approx(100 - 5 - 14 / 3)
    wider = solve_highs(replace(knapsack().relaxed(), row_upper=np.array([5.0])), EXACT)
    assert outcome.duals[0] == pytest.approx(wider.objective - outcome.objective)
    assert outcome.basis.basic_columns.sum() + outcome.basis.basic_rows.sum() == 1


@pytest.mark.parametrize("seed", range(25))
def test_solve_when_problem_is_random(solve, seed: int) -> None:
    """Tests that engines reach the value found by trying everything, with fractions and a continuous column."""
    problem = random_problem(seed)
    best = best_by_trying(problem)
    outcome = solve(problem, EXACT)
    if best is None:
        assert outcome.status is Status.INFEASIBLE
        assert outcome.values is None
    else:
        assert outcome.status is Status.OPTIMAL
        assert problem.is_solution(outcome.values)
        assert outcome.objective == pytest.approx(best, abs=1e-5)
        assert outcome.bound <= best + 1e-6


def test_solve_when_contradictory(solve) -> None:
    """Tests that infeasible is proven, and no values are given."""
    outcome = solve(contradiction().problem(), EXACT)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.objective is None


def test_solve_when_start_is_given(solve) -> None:
    """Tests that a known solution and hardly any time is never worse than it; a bad start does no harm."""
    problem = hard_problem()
    start = solve_highs(problem, SolveParams(time_limit_s=1.0)).values
    none = solve(problem, SolveParams(time_limit_s=0.0), start=start)
    assert none.objective == problem.objective(start)
    short = solve(problem, SolveParams(time_limit_s=0.3), start=start)
    assert short.objective <= problem.objective(start)
    assert short.bound is None or short.bound <= short.objective
    assert solve(knapsack(), EXACT, start=np.ones(3)).objective == 91.0


def test_start_when_already_best() -> None:
    """Tests that under the cut-off of the best value HiGHS proves it, and claims no more."""
    outcome = solve_highs(knapsack(), SolveParams(), start=np.array([0.0, 1.0, 1.0]))
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective == 91.0
    assert outcome.bound <= 91.0


class Cancels(QuietControl):
    """Cancels after a second, and keeps the last report."""

    def __init__(self) -> None:
        self.started, self.last = time.monotonic(), ("", None, None)

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Remember the report."""
        self.last = (phase, value, bound)

    def is_cancelled(self) -> bool:
        """True after a second."""
        return time.monotonic() - self.started > 1.0


@pytest.mark.slow
def test_solve_when_cancelled(solve) -> None:
    """Tests that a cancel ends soon with the best values so far, a bound, and progress before it."""
    control = Cancels()
    outcome = solve(hard_problem(), SolveParams(time_limit_s=3.0, gap=0.0), control=control)
    assert time.monotonic() - control.started < 1.0 + 1.5
    assert outcome.status is Status.CANCELLED
    assert hard_problem().is_solution(outcome.values)
    assert control.last[1] is not None
    assert outcome.bound is not None
    assert outcome.bound <= outcome.objective


def test_params_when_out_of_range() -> None:
    """Tests that each parameter is validated."""
    for wrong in (
        {"time_limit_s": -1.0},
        {"time_limit_s": float("inf")},
        {"gap": -0.1},
        {"gap": 1.0},
        {"workers": 0},
        {"seed": -1},
        {"deterministic_limit": 0.0},
        {"engine": "gurobi"},
    ):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            SolveParams(**wrong)


@pytest.mark.parametrize(
    ("change", "cpsat_name", "highs_name"),
    [
        ({"time_limit_s": 7.0}, "max_time_in_seconds", "time_limit"),
        ({"gap": 0.125}, "relative_gap_limit", "mip_rel_gap"),
        ({"workers": 2}, "num_workers", "threads"),
        ({"seed": 77}, "random_seed", "random_seed"),
        ({"deterministic_limit": 3.0}, "max_deterministic_time", "mip_max_nodes"),
    ],
)
def test_params_when_changed(change: dict, cpsat_name: str, highs_name: str, tmp_path) -> None:
    """Tests that every parameter reaches both engines; the engine's name is tested by what it selects."""
    assert set(change) < {field for field in SolveParams.__slots__ if field != "engine"}
    before, after = SolveParams(), SolveParams(**change)
    assert getattr(_solver(before).parameters, cpsat_name) != getattr(_solver(after).parameters, cpsat_name)
    options = [highs._options(knapsack(), one, None, tmp_path) for one in (before, after)]
    assert options[0].get(highs_name) != options[1].get(highs_name)


def test_gap_when_wide() -> None:
    """Tests that an engine stops earlier at a wide gap, and that the status then is feasible, not optimal."""
    outcome = solve_highs(hard_problem(), SolveParams(gap=0.2, time_limit_s=20.0))
    assert outcome.status is Status.FEASIBLE
    assert 1e-5 < outcome.gap <= 0.2
    assert status_of_plan(100.0, 99.9995) is Status.OPTIMAL
    assert relative_gap(0.5, 0.25) == 0.25


@pytest.mark.parametrize(("cost", "expected"), [(1.0, 0.0), (-1.0, 4.0), (0.0, 0.0)])
def test_highs_when_there_are_no_rows(cost: float, expected: float) -> None:
    """Tests that free columns go to their cheaper side."""
    model = LinearModel()
    model.add_columns("x", 1, upper=4.0, cost=cost)
    assert solve_highs(model.problem(), EXACT).values.tolist() == [expected]


def test_highs_when_a_row_is_empty() -> None:
    """Tests that an empty row that asks for something has no solution."""
    model = LinearModel()
    model.add_rows("impossible", 1, lower=1.0)
    assert solve_highs(model.problem(), EXACT).status is Status.INFEASIBLE


def test_cpsat_when_a_bound_is_infinite() -> None:
    """Tests that CP-SAT refuses what it cannot hold."""
    model = LinearModel()
    model.add_columns("x", 1, upper=np.inf)
    with pytest.raises(ValueError, match="finite bounds"):
        solve_cpsat(model.problem(), EXACT)


def test_log_reader_when_lines_arrive() -> None:
    """Tests value and bound from HiGHS' table, and that other lines say nothing."""
    reader = LogReader()
    reader.read([" J       0       0         0   0.00%   -inf            -29                Large        0      0"])
    assert (reader.value, reader.bound) == (-29.0, None)
    reader.read([" L       3       0         1  50.00%   -2624.5849      -2520              4.15%     1775     55"])
    assert reader.value == -2520.0
    assert reader.bound == pytest.approx(-2624.5849)
    assert reader.bound < -2624.5849
    reader.read(["Presolving model", "  Dual bound        -2624"])
    assert reader.value == -2520.0


def test_improvements_when_the_last_is_half_written(tmp_path) -> None:
    """Tests that the last complete solution counts."""
    path = tmp_path / "improvements"
    assert read_last_solution(path, 3) is None
    path.write_text("Objective 1\n# Columns -1\n 1 2\nObjective 3\n# Columns -2\n 1 0\n")
    assert read_last_solution(path, 3).tolist() == [0.0, 0.0, 1.0]


def test_engine_versions_when_asked() -> None:
    """Tests that the version of OR-Tools is named, and that both engine names exist."""
    assert engine_versions()["ortools"].startswith("9.")
    assert {EngineName.HIGHS, EngineName.CPSAT} <= set(EngineName)
