"""CLP's dual simplex on a continuous problem, from the basis of a neighbouring one where there is one.

Every column must have two finite bounds: then any basis becomes dual feasible by moving columns to their other side, so
that new rows, new columns and changed bounds are all answered by the dual simplex. Several times as fast as GLOP and
HiGHS on counties (docs/benchmarks.md).
"""

from __future__ import annotations

import ctypes
import threading
from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sp

from solvers.linear.control import Control, QuietControl
from solvers.linear.engines.answers import watch
from solvers.linear.engines.clp_library import clp_library
from solvers.linear.outcome import Basis, Outcome
from solvers.linear.params import SolveParams
from solvers.linear.problem import BoolArray, FloatArray, Problem
from solvers.linear.status import Status

_GRACE_S = 2.0
# CLP's numbers for what a column or row is in a basis, and for how a solve ended.
_FREE, _BASIC, _AT_UPPER, _AT_LOWER, _FIXED = 0, 1, 2, 3, 5
_OPTIMAL, _INFEASIBLE = 0, 1


def has_clp() -> bool:
    """True if the library is there."""
    return clp_library() is not None


@dataclass(slots=True)
class _Run:
    """What the solving thread and its watcher share; whoever speaks of the model holds the lock: it may be gone."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    model: int | None = None
    outcome: Outcome | None = None


def solve_clp(
    problem: Problem, params: SolveParams, basis: Basis | None, *, control: Control | None = None
) -> Outcome:
    """Return the outcome of CLP on the relaxation of the problem; without a basis it presolves and starts from nothing."""
    control = control or QuietControl()
    library = clp_library()
    if params.time_limit_s <= 0 or library is None:
        return Outcome(Status.UNKNOWN, message="no time" if library else "no library")
    run = _Run()
    thread = threading.Thread(target=_work, args=(library, problem, basis, run), daemon=True)
    thread.start()
    watch(thread, params.time_limit_s, control, lambda: control.report("clp"))
    if thread.is_alive():
        _stop(library, run)
        thread.join(_GRACE_S)
    return run.outcome or Outcome(Status.UNKNOWN, message="left behind")


def _stop(library: ctypes.CDLL, run: _Run) -> None:
    # CLP counts the processor time of all threads, so the clock is kept here: no second is left to it.
    with run.lock:
        if run.model is not None:
            library.Clp_setMaximumSeconds(run.model, 0.0)


def _work(library: ctypes.CDLL, problem: Problem, basis: Basis | None, run: _Run) -> None:
    model = library.Clp_newModel()
    try:
        library.Clp_setLogLevel(model, 0)
        _load(library, model, problem)
        run.model = model
        if basis is None:
            library.Clp_initialDualSolve(model)
        else:
            library.Clp_copyinStatus(model, _statuses(problem, basis))
            library.Clp_dual(model, 0)
        run.outcome = _outcome(library, model, problem)
    finally:
        with run.lock:
            run.model = None
            library.Clp_deleteModel(model)


def _load(library: ctypes.CDLL, model: int, problem: Problem) -> None:
    """Hand the problem over; CLP copies it."""
    matrix = sp.csc_matrix(problem.matrix)
    positions = (np.ascontiguousarray(part, dtype=np.int32) for part in (matrix.indptr, matrix.indices))
    sides = (problem.lower, problem.upper, problem.cost, problem.row_lower, problem.row_upper)
    numbers = (np.ascontiguousarray(part, dtype=np.float64) for part in (matrix.data, *sides))
    library.Clp_loadProblem(model, problem.columns, problem.rows, *positions, *numbers)


def _outcome(library: ctypes.CDLL, model: int, problem: Problem) -> Outcome:
    status = library.Clp_status(model)
    if status == _INFEASIBLE:
        return Outcome(Status.INFEASIBLE, message="infeasible by CLP")
    if status != _OPTIMAL:
        return Outcome(Status.UNKNOWN, message=f"CLP's status {status}")
    values = _numbers(library.Clp_primalColumnSolution(model), problem.columns)
    duals = _numbers(library.Clp_dualRowSolution(model), problem.rows)
    statuses = np.ctypeslib.as_array(library.Clp_statusArray(model), (problem.columns + problem.rows,))
    value = problem.objective(values)
    basis = Basis(
        basic_columns=statuses[: problem.columns] == _BASIC,
        basic_rows=statuses[problem.columns :] == _BASIC,
        upper_columns=statuses[: problem.columns] == _AT_UPPER,
        upper_rows=statuses[problem.columns :] == _AT_UPPER,
    )
    return Outcome(Status.OPTIMAL, values, value, value, duals, basis, "optimal by CLP")


def _numbers(pointer: object, size: int) -> FloatArray:
    return np.array(np.ctypeslib.as_array(pointer, (size,)), dtype=np.float64)


def _statuses(problem: Problem, basis: Basis) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    columns = _of_part(problem.lower, problem.upper, basis.basic_columns, basis.upper_columns)
    rows = _of_part(problem.row_lower, problem.row_upper, basis.basic_rows, basis.upper_rows)
    return np.concatenate([columns, rows])


def _of_part(
    lower: FloatArray, upper: FloatArray, basic: BoolArray, at_upper: BoolArray
) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    status = np.full(lower.size, _AT_LOWER, dtype=np.uint8)
    status[(at_upper & np.isfinite(upper)) | np.isneginf(lower)] = _AT_UPPER
    status[np.isneginf(lower) & np.isposinf(upper)] = _FREE
    status[lower == upper] = _FIXED
    status[basic] = _BASIC
    return status
