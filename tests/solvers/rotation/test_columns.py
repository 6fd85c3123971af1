"""The parts of column generation: branching on flags, masters without solution, parts in whole numbers."""

from collections.abc import Callable

import numpy as np
import pytest
import scipy.sparse as sp

from solvers.linear import EngineName, QuietControl, SolveParams, Status
from solvers.linear.engines import solve_highs
from solvers.rotation.assemble import Assembled, assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.check import check
from solvers.rotation.columns import engine, tree
from solvers.rotation.columns.dive import dive, search_nearby
from solvers.rotation.columns.elastic_rows import branching_rows, with_elastic_rows
from solvers.rotation.columns.generation import first_relaxation
from solvers.rotation.columns.node import Node
from solvers.rotation.columns.phase_one import HopelessError, columns_that_help
from solvers.rotation.columns.relaxer import Relaxation, Relaxer
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.survivors import Survivors
from solvers.rotation.county import IntArray
from solvers.rotation.generate import SizeName, generate
from solvers.rotation.goals.failing_sections import FLAG
from solvers.rotation.instance import Instance
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import SolutionStatus

# This county of a thousand teachers needs some dozen branches.
HARD_SEED = 7


@pytest.fixture(scope="module")
def hard() -> Instance:
    """Return a county whose relaxation leaves flags fractional."""
    return generate(SizeName.S, HARD_SEED)


@pytest.fixture(scope="module")
def assembled(hard: Instance) -> Assembled:
    """Return its model."""
    return assemble(hard, find_candidates(hard))


@pytest.fixture(scope="module")
def optimum(assembled: Assembled) -> float:
    """Return the proven cost of its best plan by the full model."""
    outcome = solve_highs(assembled.problem, SolveParams(time_limit_s=120.0))
    assert outcome.status is Status.OPTIMAL
    assert outcome.objective is not None
    return outcome.objective


def begun(assembled: Assembled) -> tuple[RunState, Relaxer, Relaxation]:
    """Return a run with its relaxation solved."""
    state = RunState(assembled.problem, SolveParams(time_limit_s=120.0), None, QuietControl())
    relaxer = Relaxer(assembled.problem, assembled.candidates.teacher, state)
    relaxation = first_relaxation(assembled, relaxer, state)
    assert relaxation is not None
    return state, relaxer, relaxation


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_columns_when_branches_have_few_candidates(
    hard: Instance, optimum: float, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that plan and bound are right where every master misses candidates and every part is too narrow at first."""
    monkeypatch.setattr(tree, "TRIMMED_TO", 20)
    monkeypatch.setattr(tree, "FIRST_WIDTH", 10)
    monkeypatch.setattr(engine, "tightened", lambda relaxer, relaxation, _, **__: (relaxer, relaxation))
    solution = solve(hard, SolveParams(engine=EngineName.COLUMNS, time_limit_s=120.0, workers=workers)).solution
    assert solution.status is SolutionStatus.OPTIMAL
    assert solution.cost == pytest.approx(optimum, rel=1.1e-5)
    assert solution.bound is not None
    assert solution.bound <= optimum * (1 + 1e-6)
    assert check(hard, solution) == []


@pytest.mark.slow
def test_columns_when_workers_differ(hard: Instance) -> None:
    """Tests that two threads find the very plan that one finds: they only share the two sides of a branch."""
    one, two = (
        solve(hard, SolveParams(engine=EngineName.COLUMNS, time_limit_s=120.0, workers=workers)).solution
        for workers in (1, 2)
    )
    assert one.moves == two.moves
    assert one.bound == two.bound


@pytest.mark.slow
def test_columns_when_work_is_limited(hard: Instance, optimum: float) -> None:
    """Tests that the same amount of work gives the same plan and bound twice, short of the proof."""
    params = SolveParams(engine=EngineName.COLUMNS, time_limit_s=120.0, deterministic_limit=0.01)
    one, two = (solve(hard, params).solution for _ in range(2))
    assert one.status is SolutionStatus.FEASIBLE
    assert one.bound is not None
    assert one.bound <= optimum * (1 + 1e-6)
    assert (one.moves, one.bound) == (two.moves, two.bound)
    assert check(hard, one) == []


@pytest.mark.parametrize("early", [dive, search_nearby])
def test_early_plans_when_flags_are_doubtful(
    assembled: Assembled, optimum: float, early: Callable[[Node, IntArray, Survivors, RunState], None]
) -> None:
    """Tests that an early plan is a plan near the best one, and that it leaves the run's bound alone."""
    state, relaxer, relaxation = begun(assembled)
    node = Node((), relaxation.prices.bound, relaxation, relaxer)
    flags = np.concatenate([family.index for family in assembled.model.columns_of(FLAG)])
    assert node.fractional(flags)[0].size > 0
    known = state.bound
    early(node, flags, Survivors(relaxer.master, state), state)
    assert state.values is not None
    assert optimum * (1 - 1e-6) <= state.value <= optimum * 1.05
    assert state.bound == known


def test_master_when_candidates_are_missing(assembled: Assembled) -> None:
    """Tests that pricing finds the candidates without which the master has no solution."""
    state, relaxer, _ = begun(assembled)
    nobody = np.zeros(0, dtype=np.int64)
    master = relaxer.master
    assert solve_highs(master.relaxed(nobody), SolveParams()).status is Status.INFEASIBLE
    helping = columns_that_help(assembled.problem, master, relaxer.pricer, nobody, state)
    assert helping.size < len(assembled.candidates) / 2
    assert solve_highs(master.relaxed(helping), SolveParams()).status is Status.OPTIMAL


def test_master_when_nothing_helps(assembled: Assembled) -> None:
    """Tests that a demand beyond all teachers is proven hopeless from any candidates."""
    problem, count = assembled.problem, len(assembled.candidates)
    everyone = sp.csr_matrix((np.ones(count), (np.zeros(count, dtype=np.int64), np.arange(count))), (1, problem.columns))
    too_many = float(np.unique(assembled.candidates.teacher).size + 1)
    hopeless = problem.with_rows(everyone, np.array([too_many]), np.array([np.inf]))
    state = RunState(hopeless, SolveParams(time_limit_s=60.0), None, QuietControl())
    relaxer = Relaxer(hopeless, assembled.candidates.teacher, state)
    with pytest.raises(HopelessError):
        columns_that_help(hopeless, relaxer.master, relaxer.pricer, np.arange(0, count, 7), state)


def test_elastic_rows_when_a_count_cannot_be_met(assembled: Assembled) -> None:
    """Tests that a branch without its candidates has an elastic solution, whose price pulls them in."""
    state, relaxer, relaxation = begun(assembled)
    problem = assembled.problem
    elastic = Relaxer(
        with_elastic_rows(problem, branching_rows(problem, assembled.model)), relaxer.owner, state, is_elastic=True
    )
    moving = relaxation.values[: relaxer.owner.size] > 0
    few = np.flatnonzero(moving)
    again = elastic.solve(elastic.problem, few)
    assert again is not None
    assert again.prices.bound == pytest.approx(relaxation.prices.bound, rel=2e-4)
    assert again.values[problem.columns :].sum() == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize("width", [5, 100, 100_000])
def test_survivors_when_parts_are_narrow(assembled: Assembled, optimum: float, width: int) -> None:
    """Tests that no part's bound for the whole problem lies above the best plan, and that the widest proves it."""
    state, relaxer, relaxation = begun(assembled)
    survivors = Survivors(relaxer.master, state)
    bound = survivors.solve(assembled.problem, relaxation, width, gap=1e-5, share=1.0)
    assert bound <= optimum * (1 + 1e-6)
    assert state.value >= optimum * (1 - 1e-6)
    if width > len(assembled.candidates):
        assert bound == pytest.approx(optimum, rel=1.1e-5)
