"""solve(): statuses, limits, cancel, bounds and the child process, on one example and one invented county."""

import time
from itertools import pairwise
from pathlib import Path

import pytest

from solvers.linear import EngineName, Progress, QuietControl, SolveParams
from solvers.rotation.check import check
from solvers.rotation.generate import SizeName, generate
from solvers.rotation.instance import Instance
from solvers.rotation.io import read_instance
from solvers.rotation.solve import solve, solve_in_child
from solvers.rotation.vocabulary import SolutionStatus
from tests.helpers.solving import instance, quota, teacher

EXAMPLE = Path(__file__).parents[4] / "shared" / "data" / "rotation-example.json"
ALL_ENGINES = list(EngineName)


@pytest.fixture(scope="module")
def county() -> Instance:
    """Return an invented county of a thousand teachers."""
    return generate(SizeName.S, 1)


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the example stands beside the repository")
@pytest.mark.parametrize("engine", ALL_ENGINES)
def test_solve_when_example(engine: EngineName) -> None:
    """Tests that every engine proves the one plan of the example and its cost."""
    base = read_instance(EXAMPLE)
    solution = solve(base, SolveParams(engine=engine)).solution
    assert solution.status is SolutionStatus.OPTIMAL
    assert solution.cost == pytest.approx(440_020.0)
    assert solution.bound == pytest.approx(440_020.0, rel=1e-5)
    assert [row.teacher for row in solution.moves] == ["t1"]
    assert check(base, solution) == []


@pytest.mark.slow
def test_solve_when_county_is_small(county: Instance) -> None:
    """Tests that columns and the full model agree on a proven optimum, each with a clean plan."""
    costs = []
    for engine in (EngineName.COLUMNS, EngineName.HIGHS):
        solution = solve(county, SolveParams(engine=engine, time_limit_s=60.0)).solution
        assert solution.status is SolutionStatus.OPTIMAL
        assert check(county, solution) == []
        assert solution.bound is not None
        costs.append((solution.cost, solution.bound))
    (one, one_bound), (other, other_bound) = costs
    assert one == pytest.approx(other, rel=1.1e-5)
    assert max(one_bound, other_bound) <= min(one, other) * (1 + 1e-6)


@pytest.mark.parametrize("engine", ALL_ENGINES)
def test_solve_when_time_is_zero(engine: EngineName) -> None:
    """Tests that no time gives status unknown, neither an exception nor a claim."""
    base = instance([teacher("t1"), teacher("t2")], quotas=(quota("rotation_share", 0.5, 2),))
    solution = solve(base, SolveParams(engine=engine, time_limit_s=0.0)).solution
    assert solution.status is SolutionStatus.UNKNOWN
    assert solution.cost is None
    assert check(base, solution) == []


@pytest.mark.parametrize("engine", ALL_ENGINES)
@pytest.mark.parametrize("people", [[], [teacher("t1")]])
def test_solve_when_nothing_is_asked(engine: EngineName, people: list) -> None:
    """Tests that without teachers, or with one and no quota, staying is the proven plan."""
    solution = solve(instance(people), SolveParams(engine=engine)).solution
    assert solution.status is SolutionStatus.OPTIMAL
    assert solution.moves == ()


@pytest.mark.parametrize("engine", ALL_ENGINES)
def test_solve_when_the_quota_is_out_of_reach(engine: EngineName) -> None:
    """Tests that a quota above what is possible is proven infeasible."""
    base = instance([teacher("t1"), teacher("t2")], quotas=(quota("rotation_share", 1.0, 9),))
    solution = solve(base, SolveParams(engine=engine)).solution
    assert solution.status is SolutionStatus.INFEASIBLE
    assert check(base, solution) == []


class CancelsAfter(QuietControl):
    """Cancels once a plan was kept, or at once."""

    def __init__(self, *, at_once: bool) -> None:
        self.at_once, self.kept, self.asked_at = at_once, 0, 0.0

    def keep(self, best: object) -> None:
        """Count the kept plans."""
        self.kept += 1

    def is_cancelled(self) -> bool:
        """True at once, or after the first plan."""
        cancelled = self.at_once or self.kept > 0
        if cancelled and not self.asked_at:
            self.asked_at = time.monotonic()
        return cancelled


@pytest.mark.slow
def test_solve_when_cancelled(county: Instance) -> None:
    """Tests that a cancel ends the run soon, with the best plan if there was one."""
    control = CancelsAfter(at_once=False)
    solution = solve(county, SolveParams(engine=EngineName.COLUMNS, gap=0.0), control=control).solution
    assert time.monotonic() - control.asked_at < 2.0
    assert control.kept >= 1
    assert solution.status in (SolutionStatus.CANCELLED, SolutionStatus.OPTIMAL)
    assert solution.cost is not None
    assert check(county, solution) == []
    before = solve(county, SolveParams(engine=EngineName.COLUMNS), control=CancelsAfter(at_once=True)).solution
    assert before.status is SolutionStatus.CANCELLED
    assert before.cost is None


@pytest.mark.slow
def test_solve_in_child_when_watched(county: Instance) -> None:
    """Tests that a child process gives progress in phases and the same proven cost."""
    seen: list[Progress] = []
    result = solve_in_child(county, SolveParams(time_limit_s=60.0), on_progress=seen.append)
    assert result.solution.status is SolutionStatus.OPTIMAL
    assert check(county, result.solution) == []
    assert {"candidates", "model", "check"} <= {row.phase for row in seen}
    waits = [later.elapsed_s - row.elapsed_s for row, later in pairwise(seen)]
    assert max(waits) <= 1.0 + 1.0  # once a second is promised; the second is for a busy machine


@pytest.mark.slow
def test_solve_in_child_when_cancelled(county: Instance) -> None:
    """Tests that a cancelled child ends within two seconds and says so."""
    started: list[float] = []

    def cancel() -> bool:
        return bool(started) and time.monotonic() - started[0] > 0.3

    def watch(progress: Progress) -> None:
        if progress.phase not in ("start", "candidates") and not started:
            started.append(time.monotonic())

    params = SolveParams(engine=EngineName.CPSAT, time_limit_s=60.0, gap=0.0)
    result = solve_in_child(county, params, on_progress=watch, is_cancelled=cancel)
    assert time.monotonic() - started[0] < 0.3 + 2.0 + 0.5
    assert result.solution.status is SolutionStatus.CANCELLED


@pytest.mark.slow
def test_solve_when_run_twice(county: Instance) -> None:
    """Tests that one worker, one seed and a deterministic limit give the same plan."""
    params = SolveParams(engine=EngineName.CPSAT, deterministic_limit=0.5, time_limit_s=60.0)
    one, other = (solve(county, params).solution for _ in range(2))
    assert one.moves == other.moves
    assert one.cost == other.cost
