"""HiGHS on one problem, continuous or in whole numbers: run in a thread, so that cancel and limits really hold."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from solvers.linear.control import Control, QuietControl
from solvers.linear.engines.answers import as_cancelled, cheaper, checked_start, outcome_of, watch
from solvers.linear.engines.highs_log import LogReader, read_last_solution
from solvers.linear.engines.mathopt import Answer, EngineFailure, run_highs
from solvers.linear.outcome import Outcome
from solvers.linear.params import NODES_PER_UNIT, SolveParams
from solvers.linear.problem import FloatArray, Problem
from solvers.linear.status import Status

Options = dict[str, bool | int | float | str]

# HiGHS can overrun its limit inside presolve; after this many seconds the run is left behind.
_GRACE_S = 2.0
# HiGHS stops a little inside the gap asked for, so that rounding cannot push the result outside.
_INNER_GAP = 0.5
_NO_SOLUTION = ("infeasible", "infeasible_or_unbounded")


@dataclass(slots=True)
class _Run:
    """What the solving thread and its watcher share."""

    reader: LogReader = field(default_factory=LogReader)
    answer: Answer | None = None
    failure: str = "left behind"


def solve_highs(
    problem: Problem, params: SolveParams, *, start: FloatArray | None = None, control: Control | None = None
) -> Outcome:
    """Return the outcome of HiGHS on the problem.

    Parameters
    ----------
    start
        A solution in hand. HiGHS takes no start through OR-Tools, so its value serves as the cut-off above which
        nothing is searched, and it is returned where nothing better is found. Ignored if it is none.
    """
    control = control or QuietControl()
    known = checked_start(problem, start) if problem.integer.any() else None
    if params.time_limit_s <= 0:
        return outcome_of(problem, known, None, "no time")
    if problem.rows == 0 or problem.columns == 0:
        return _solve_without_rows(problem)
    with tempfile.TemporaryDirectory(prefix="highs", ignore_cleanup_errors=True) as folder:
        improvements = Path(folder) / "improvements"
        run = _Run()
        options = _options(problem, params, known, improvements)
        thread = threading.Thread(target=_work, args=(problem, options, run), daemon=True)
        thread.start()
        reader = run.reader
        cancelled = watch(
            thread,
            params.time_limit_s + _GRACE_S,
            control,
            lambda: control.report("highs", reader.value, reader.bound),
        )
        if run.answer is not None:
            return _outcome(problem, params, known, run.answer)
        values = cheaper(problem, read_last_solution(improvements, problem.columns), known)
    outcome = outcome_of(problem, values, _capped(problem, params, reader.bound, known), run.failure)
    return as_cancelled(outcome) if cancelled else outcome


def _options(problem: Problem, params: SolveParams, known: FloatArray | None, improvements: Path) -> Options:
    options: Options = {
        "time_limit": float(params.time_limit_s),
        "random_seed": params.seed,
        "threads": params.workers,
        "output_flag": True,
        "log_to_console": True,  # without it HiGHS writes nothing to the line reader either
    }
    if problem.integer.any():
        options["mip_rel_gap"] = _INNER_GAP * params.gap
        options["mip_improving_solution_save"] = True
        options["mip_improving_solution_report_sparse"] = True
        options["mip_improving_solution_file"] = str(improvements)
    if known is not None:
        options["objective_bound"] = problem.objective(known)
    if params.deterministic_limit is not None:
        options["mip_max_nodes"] = max(1, round(NODES_PER_UNIT * params.deterministic_limit))
    return options


def _work(problem: Problem, options: Options, run: _Run) -> None:
    try:
        run.answer = run_highs(problem, options, run.reader.read)
    except EngineFailure as failure:
        run.failure = str(failure)


def _outcome(problem: Problem, params: SolveParams, known: FloatArray | None, answer: Answer) -> Outcome:
    if answer.reason in _NO_SOLUTION and known is None:
        return Outcome(Status.INFEASIBLE, message=answer.detail)
    if not problem.integer.any():
        return _continuous_outcome(problem, answer)
    bound = answer.bound
    if known is not None and answer.reason in ("optimal", *_NO_SOLUTION):
        # Under a cut-off a search that ends has proven what lies below the cut-off, whatever it prints.
        bound = np.inf if bound is None or answer.reason != "optimal" else bound
    values = cheaper(problem, answer.values, known)
    return outcome_of(problem, values, _capped(problem, params, bound, known), answer.detail)


def _capped(
    problem: Problem, params: SolveParams, bound: float | None, known: FloatArray | None
) -> float | None:
    """Return the bound lowered to what a search under a cut-off can prove: nothing beyond the cut-off."""
    if bound is None or known is None:
        return bound
    value = problem.objective(known)
    return min(bound, value - _INNER_GAP * params.gap * abs(value))


def _continuous_outcome(problem: Problem, answer: Answer) -> Outcome:
    if answer.reason != "optimal" or answer.values is None:
        return Outcome(Status.UNKNOWN, message=answer.detail)
    value = problem.objective(answer.values)
    return Outcome(
        Status.OPTIMAL, answer.values, value, answer.bound, answer.duals, answer.basis, answer.detail
    )


def _solve_without_rows(problem: Problem) -> Outcome:
    """Return the outcome where no row ties the columns: each goes to its cheaper side."""
    if np.any(problem.row_lower > 0) or np.any(problem.row_upper < 0) or np.any(problem.lower > problem.upper):
        return Outcome(Status.INFEASIBLE, message="a row without entries cannot hold")
    if problem.rows and problem.columns == 0:
        return Outcome(
            Status.OPTIMAL,
            np.zeros(0),
            problem.constant,
            problem.constant,
            np.zeros(problem.rows),
            message="no columns",
        )
    values = np.where(problem.cost > 0, problem.lower, problem.upper)
    values = np.where(problem.cost == 0, np.clip(0.0, problem.lower, problem.upper), values)
    if not np.all(np.isfinite(values)):
        return Outcome(Status.UNKNOWN, message="unbounded")
    value = problem.objective(values)
    return Outcome(Status.OPTIMAL, values, value, value, np.zeros(problem.rows), message="no rows")
