"""CP-SAT on one problem in whole numbers: the second opinion on small counties.

The model is written straight into the message; one Python expression per row costs five times as long.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from solvers.linear.control import Control, QuietControl
from solvers.linear.engines.answers import as_cancelled, cheaper, checked_start, outcome_of, watch
from solvers.linear.engines.cpsat_form import IntegerForm, integer_form, integer_rows
from solvers.linear.engines.highs import solve_highs
from solvers.linear.outcome import Outcome
from solvers.linear.params import SolveParams
from solvers.linear.problem import FloatArray, Problem
from solvers.linear.status import Status

# CP-SAT returns some tenths of a second after it was told to stop.
_GRACE_S = 2.0


@dataclass(slots=True)
class _Run:
    """What the solving thread and its watcher share; value and bound include the constant."""

    solver: cp_model.CpSolver
    status: Any = None  # OR-Tools' own enum, untyped
    bound: float | None = None
    value: float | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


def solve_cpsat(
    problem: Problem, params: SolveParams, *, start: FloatArray | None = None, control: Control | None = None
) -> Outcome:
    """Return the outcome of CP-SAT on the problem; `start` is given to it as a hint."""
    control = control or QuietControl()
    known = checked_start(problem, start)
    if params.time_limit_s <= 0:
        return outcome_of(problem, known, None, "no time")
    form = integer_form(problem)
    model = _message(problem, form, known)
    run = _Run(_solver(params))
    thread = threading.Thread(target=_work, args=(model, problem, form, run), daemon=True)
    thread.start()
    cancelled = watch(
        thread, params.time_limit_s + _GRACE_S, control, lambda: control.report("cpsat", run.value, run.bound)
    )
    if thread.is_alive():
        run.solver.stop_search()
        thread.join(_GRACE_S)
    outcome = _outcome(problem, form, run, known, params)
    return as_cancelled(outcome) if cancelled and outcome.status is not Status.INFEASIBLE else outcome


def _solver(params: SolveParams) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = params.time_limit_s
    solver.parameters.num_workers = params.workers
    solver.parameters.random_seed = params.seed
    solver.parameters.relative_gap_limit = params.gap
    if params.deterministic_limit is not None:
        solver.parameters.max_deterministic_time = params.deterministic_limit
    return solver


def _message(problem: Problem, form: IntegerForm, known: FloatArray | None) -> cp_model.CpModel:
    model = cp_model.CpModel()
    message = model.proto
    for low, high in zip(form.lower.tolist(), form.upper.tolist(), strict=True):
        message.variables.add().domain.extend([low, high])
    for row in range(problem.rows):
        for whole in integer_rows(problem, form, row):
            linear = message.constraints.add().linear
            linear.vars.extend(whole.columns.tolist())
            linear.coeffs.extend(whole.coefficients.tolist())
            linear.domain.extend([whole.lower, whole.upper])
    priced = np.flatnonzero(form.objective)
    message.objective.vars.extend(priced.tolist())
    message.objective.coeffs.extend(form.objective[priced].tolist())
    if known is not None:
        steps = np.clip(np.round(known * form.grid).astype(np.int64), form.lower, form.upper)
        message.solution_hint.vars.extend(list(range(problem.columns)))
        message.solution_hint.values.extend(steps.tolist())
    return model


class _Listener(cp_model.CpSolverSolutionCallback):
    """Notes the value of each better solution."""

    def __init__(self, problem: Problem, form: IntegerForm, run: _Run) -> None:
        super().__init__()
        self._problem, self._form, self._run = problem, form, run

    def on_solution_callback(self) -> None:
        """Translate CP-SAT's value back."""
        self._run.value = self.objective_value / self._form.scale + self._problem.constant


def _work(model: cp_model.CpModel, problem: Problem, form: IntegerForm, run: _Run) -> None:
    def note_bound(bound: float) -> None:
        run.bound = _real_bound(problem, form, bound)

    run.solver.best_bound_callback = note_bound
    status = run.solver.solve(model, _Listener(problem, form, run))
    run.status = status


def _real_bound(problem: Problem, form: IntegerForm, bound: float) -> float:
    return bound / form.scale + problem.constant - form.largest_error


def _outcome(
    problem: Problem, form: IntegerForm, run: _Run, known: FloatArray | None, params: SolveParams
) -> Outcome:
    if run.status is None:
        return outcome_of(problem, known, run.bound, "left behind")
    if run.status == cp_model.INFEASIBLE and known is None:
        return Outcome(Status.INFEASIBLE, message="infeasible")
    found = None
    if run.status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        steps = np.asarray(list(run.solver.response_proto.solution), dtype=np.float64)
        found = _with_continuous(problem, steps / form.grid, params)
    bound = _real_bound(problem, form, run.solver.best_objective_bound) if found is not None else run.bound
    return outcome_of(problem, cheaper(problem, found, known), bound, str(run.status))


def _with_continuous(problem: Problem, values: FloatArray, params: SolveParams) -> FloatArray | None:
    """Return the solution with its continuous columns at their best: the grid leaves them off by a step."""
    free = np.flatnonzero(~problem.integer)
    if free.size == 0:
        return values
    whole = np.where(problem.integer, values, 0.0)
    part = problem.matrix[:, free]
    touched = np.flatnonzero(np.diff(part.indptr))
    fixed = (problem.matrix @ whole)[touched]
    rest = Problem(
        problem.cost[free],
        problem.lower[free],
        problem.upper[free],
        problem.integer[free],
        problem.row_lower[touched] - fixed,
        problem.row_upper[touched] - fixed,
        part[touched],
    )
    outcome = solve_highs(rest, replace(params, deterministic_limit=None))
    if outcome.values is None:
        return None
    whole[free] = outcome.values
    return whole
