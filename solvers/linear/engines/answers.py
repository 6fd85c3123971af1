"""What the engines share: comparing solutions, and turning values and a bound into an Outcome."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from solvers.linear.control import Control
from solvers.linear.outcome import Outcome
from solvers.linear.problem import FloatArray, Problem
from solvers.linear.status import Status, status_of_plan

_POLL_S = 0.05


def checked_start(problem: Problem, start: FloatArray | None) -> FloatArray | None:
    """Return the start if it is a solution; a bad one is of no use and does no harm."""
    return start if start is not None and problem.is_solution(start) else None


def cheaper(problem: Problem, found: FloatArray | None, known: FloatArray | None) -> FloatArray | None:
    """Return the cheaper of two solutions; what breaks a row or bound is none."""
    if found is not None:
        found = np.where(problem.integer, np.round(found), found)
        if not problem.is_solution(found):
            found = None
    if found is None or known is None:
        return known if found is None else found
    return found if problem.objective(found) < problem.objective(known) else known


def outcome_of(problem: Problem, values: FloatArray | None, bound: float | None, message: str) -> Outcome:
    """Return the outcome of a search that ended with or without a solution and is no proof of absence."""
    if values is None:
        return Outcome(Status.UNKNOWN, bound=bound, message=message)
    value = problem.objective(values)
    return Outcome(status_of_plan(value, bound), values, value, bound, message=message)


def as_cancelled(outcome: Outcome) -> Outcome:
    """Return the same outcome, ended by the user."""
    return replace(outcome, status=Status.CANCELLED, message="cancelled")


def watch(thread: threading.Thread, limit_s: float, control: Control, report: Callable[[], None]) -> bool:
    """Wait for the thread, a cancel or the end of the limit; True if cancelled."""
    end = time.monotonic() + limit_s
    while thread.is_alive():
        thread.join(_POLL_S)
        report()
        if control.is_cancelled():
            return True
        if time.monotonic() > end:
            return False
    return False
