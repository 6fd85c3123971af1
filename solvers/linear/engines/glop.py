"""GLOP on a continuous problem from the basis of a neighbouring one: a fraction of the steps of a cold start.

Cold it is several times slower than HiGHS; HiGHS in turn takes no basis through OR-Tools.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from ortools.util.python.solve_interrupter import SolveInterrupter

from solvers.linear.control import Control, QuietControl
from solvers.linear.engines.answers import watch
from solvers.linear.engines.mathopt import Answer, EngineFailure, run_glop
from solvers.linear.outcome import Basis, Outcome
from solvers.linear.params import SolveParams
from solvers.linear.problem import Problem
from solvers.linear.status import Status

_GRACE_S = 2.0


@dataclass(slots=True)
class _Run:
    """What the solving thread and its watcher share."""

    answer: Answer | None = None
    failure: str = "left behind"


def solve_glop(
    problem: Problem, params: SolveParams, basis: Basis, *, dual: bool = False, control: Control | None = None
) -> Outcome:
    """Return the outcome of GLOP on the relaxation of the problem.

    Parameters
    ----------
    basis
        Of this problem's columns and rows; any square choice is a start.
    dual
        True where the basis is dual feasible: rows were added to a solved problem.
    """
    control = control or QuietControl()
    if params.time_limit_s <= 0:
        return Outcome(Status.UNKNOWN, message="no time")
    run, interrupter = _Run(), SolveInterrupter()

    def work() -> None:
        try:
            run.answer = run_glop(
                problem, basis, dual=dual, limit_s=params.time_limit_s, interrupter=interrupter
            )
        except EngineFailure as failure:
            run.failure = str(failure)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    watch(thread, params.time_limit_s + _GRACE_S, control, lambda: control.report("glop"))
    if thread.is_alive():
        interrupter.interrupt()
        thread.join(_GRACE_S)
    return _outcome(problem, run)


def _outcome(problem: Problem, run: _Run) -> Outcome:
    answer = run.answer
    if answer is None:
        return Outcome(Status.UNKNOWN, message=run.failure)
    if answer.reason == "infeasible":
        return Outcome(Status.INFEASIBLE, message=answer.detail)
    if answer.reason != "optimal" or answer.values is None:
        return Outcome(Status.UNKNOWN, message=answer.detail)
    value = problem.objective(answer.values)
    return Outcome(Status.OPTIMAL, answer.values, value, answer.bound, answer.duals, answer.basis, answer.detail)
