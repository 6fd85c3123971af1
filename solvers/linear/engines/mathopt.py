"""A frozen problem as MathOpt's message, and MathOpt's answer as plain numbers; a basis goes both ways.

The messages are filled in whole blocks and handed to MathOpt's core: its Python model objects cost more time than
the solve at 600 000 columns. `model_builder`, the other road to HiGHS, is not used: in OR-Tools 9.15 it returns row
activities as duals, the value as bound, and crashes on a hint.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
)
from ortools.math_opt.core.python import solver as core
from ortools.util.python.solve_interrupter import SolveInterrupter
from pybind11_abseil.status import StatusNotOk  # type: ignore[import-untyped]  # comes with OR-Tools

from solvers.linear.outcome import Basis
from solvers.linear.problem import BoolArray, FloatArray, IntArray, Problem

LineReader = Callable[[list[str]], None]


class EngineFailure(RuntimeError):
    """The engine refused the problem or broke down."""


@dataclass(frozen=True, slots=True)
class Answer:
    """MathOpt's result: reason is its termination reason in lower case, such as "optimal" or "no_solution_found"."""

    reason: str
    detail: str
    values: FloatArray | None
    bound: float | None
    duals: FloatArray | None
    basis: Basis | None


def run_highs(problem: Problem, options: dict[str, bool | int | float | str], read_lines: LineReader) -> Answer:
    """Solve with HiGHS; `options` are HiGHS' own."""
    parameters = parameters_pb2.SolveParametersProto()
    for name, value in options.items():
        _set_option(parameters.highs, name, value)
    start = model_parameters_pb2.ModelSolveParametersProto()
    return _run(problem, parameters_pb2.SOLVER_TYPE_HIGHS, parameters, start, read_lines, None)


def run_glop(
    problem: Problem, basis: Basis, *, dual: bool, limit_s: float, interrupter: SolveInterrupter
) -> Answer:
    """Solve with GLOP from a basis, by the dual simplex where that basis is dual feasible."""
    parameters = parameters_pb2.SolveParametersProto(
        threads=1,
        # Presolve would throw the basis away.
        presolve=parameters_pb2.EMPHASIS_OFF,
        lp_algorithm=parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX if dual else parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX,
    )
    parameters.time_limit.FromTimedelta(timedelta(seconds=limit_s))
    start = model_parameters_pb2.ModelSolveParametersProto()
    _set_basis(start.initial_basis, problem, basis)
    return _run(problem, parameters_pb2.SOLVER_TYPE_GLOP, parameters, start, None, interrupter)


def _run(
    problem: Problem,
    engine: Any,
    parameters: Any,
    start: Any,
    read_lines: LineReader | None,
    interrupter: SolveInterrupter | None,
) -> Answer:
    try:
        result = core.solve(
            _model_message(problem),
            engine,
            parameters_pb2.SolverInitializerProto(),
            parameters,
            start,
            read_lines,
            callback_pb2.CallbackRegistrationProto(),
            None,
            None if interrupter is None else interrupter.pybind_interrupter,
        )
    except (StatusNotOk, RuntimeError) as failure:
        raise EngineFailure(str(failure)) from failure
    return _answer(problem, result)


# OR-Tools' messages have no types: Any stands for them here and below.
def _set_option(options: Any, name: str, value: bool | int | float | str) -> None:
    kinds = {bool: options.bool_options, int: options.int_options, float: options.double_options}
    kinds.get(type(value), options.string_options)[name] = value


def _model_message(problem: Problem) -> Any:
    message = model_pb2.ModelProto()
    columns, rows = range(problem.columns), range(problem.rows)
    message.variables.ids.extend(columns)
    message.variables.lower_bounds.extend(problem.lower)
    message.variables.upper_bounds.extend(problem.upper)
    message.variables.integers.extend(problem.integer.tolist())
    priced = np.flatnonzero(problem.cost)
    message.objective.offset = problem.constant
    message.objective.linear_coefficients.ids.extend(priced)
    message.objective.linear_coefficients.values.extend(problem.cost[priced])
    message.linear_constraints.ids.extend(rows)
    message.linear_constraints.lower_bounds.extend(problem.row_lower)
    message.linear_constraints.upper_bounds.extend(problem.row_upper)
    # MathOpt wants the entries ordered by row, then column, and none of them zero.
    matrix = problem.matrix.sorted_indices()
    matrix.eliminate_zeros()
    entries = message.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(problem.rows), np.diff(matrix.indptr)))
    entries.column_ids.extend(matrix.indices)
    entries.coefficients.extend(matrix.data)
    return message


def _answer(problem: Problem, result: Any) -> Answer:
    reason = result_pb2.TerminationReasonProto.Name(result.termination.reason)
    values, duals, basis = None, None, None
    for solution in result.solutions:
        if values is None and solution.HasField("primal_solution"):
            values = _dense(solution.primal_solution.variable_values, problem.columns)
        if duals is None and solution.HasField("dual_solution"):
            duals = _dense(solution.dual_solution.dual_values, problem.rows)
        if basis is None and solution.HasField("basis"):
            basis = _basis(solution.basis, problem)
    bound = float(result.termination.objective_bounds.dual_bound)
    return Answer(
        reason=reason.removeprefix("TERMINATION_REASON_").lower(),
        detail=str(result.termination.detail),
        values=values,
        bound=bound if np.isfinite(bound) else None,
        duals=duals,
        basis=basis,
    )


def _basis(message: Any, problem: Problem) -> Basis:
    columns, rows = message.variable_status, message.constraint_status
    return Basis(
        basic_columns=_having(columns, solution_pb2.BASIS_STATUS_BASIC, problem.columns),
        basic_rows=_having(rows, solution_pb2.BASIS_STATUS_BASIC, problem.rows),
        upper_columns=_having(columns, solution_pb2.BASIS_STATUS_AT_UPPER_BOUND, problem.columns),
        upper_rows=_having(rows, solution_pb2.BASIS_STATUS_AT_UPPER_BOUND, problem.rows),
    )


def _having(sparse: Any, status: int, size: int) -> BoolArray:
    having = np.zeros(size, dtype=np.bool_)
    having[np.asarray(sparse.ids, dtype=np.int64)] = np.asarray(sparse.values, dtype=np.int64) == status
    return having


def _set_basis(message: Any, problem: Problem, basis: Basis) -> None:
    columns = _statuses(problem.lower, problem.upper, basis.basic_columns, basis.upper_columns)
    rows = _statuses(problem.row_lower, problem.row_upper, basis.basic_rows, basis.upper_rows)
    for part, statuses in ((message.variable_status, columns), (message.constraint_status, rows)):
        part.ids.extend(range(statuses.size))
        part.values.extend(statuses.tolist())
    message.basic_dual_feasibility = solution_pb2.SOLUTION_STATUS_UNDETERMINED


def _statuses(lower: FloatArray, upper: FloatArray, basic: BoolArray, at_upper: BoolArray) -> IntArray:
    status = np.full(lower.size, solution_pb2.BASIS_STATUS_AT_LOWER_BOUND, dtype=np.int64)
    status[np.isneginf(lower) | at_upper] = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND
    status[np.isneginf(lower) & np.isposinf(upper)] = solution_pb2.BASIS_STATUS_FREE
    status[lower == upper] = solution_pb2.BASIS_STATUS_FIXED_VALUE
    status[basic] = solution_pb2.BASIS_STATUS_BASIC
    return status


def _dense(sparse: Any, size: int) -> FloatArray:
    dense = np.zeros(size)
    dense[np.asarray(sparse.ids, dtype=np.int64)] = np.asarray(sparse.values, dtype=np.float64)
    return dense
