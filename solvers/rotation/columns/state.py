"""What a column-generation run knows so far: the best plan, the best bound, and the time that is left."""

from __future__ import annotations

import time
from dataclasses import replace

from solvers.linear import Control, Outcome, Problem, SolveParams, Status
from solvers.linear.status import relative_gap, status_of_plan
from solvers.rotation.county import FloatArray

PHASE = "columns"


class RunState:
    """Best plan and bound of the whole problem; each improvement is reported, each better plan kept."""

    def __init__(self, problem: Problem, params: SolveParams, start: FloatArray | None, control: Control) -> None:
        self.problem, self.params, self.control = problem, params, control
        self.values: FloatArray | None = None
        self.value = float("inf")
        self.bound = -float("inf")
        self._end = time.monotonic() + params.time_limit_s
        self.offer_plan(start)

    @property
    def remaining_s(self) -> float:
        """Return the seconds that are left."""
        return max(0.0, self._end - time.monotonic())

    @property
    def is_out_of_time(self) -> bool:
        """True if the run must end: out of time, or cancelled."""
        return self.remaining_s <= 0 or self.control.is_cancelled()

    @property
    def is_over(self) -> bool:
        """True if the run should end: proven within the gap, out of time, or cancelled."""
        return self.is_proven or self.is_out_of_time

    @property
    def is_proven(self) -> bool:
        """True if the bound is within the gap asked for."""
        return self.values is not None and relative_gap(self.value, self.bound) <= self.params.gap

    def share(self, share: float, *, gap: float | None = None) -> SolveParams:
        """Return parameters for a part of the time left."""
        asked = self.params.gap if gap is None else gap
        return replace(self.params, time_limit_s=share * self.remaining_s, gap=asked)

    def offer_plan(self, values: FloatArray | None) -> None:
        """Take the plan if it is one and better than the one in hand."""
        if values is None or not self.problem.is_solution(values):
            return
        value = self.problem.objective(values)
        if value < self.value:
            self.values, self.value = values, value
            self.control.keep(self.outcome("kept"))
            self.report()

    def offer_bound(self, bound: float | None) -> None:
        """Take the bound if it is better than the one in hand."""
        if bound is not None and bound > self.bound:
            self.bound = bound
            self.report()

    def report(self, phase: str = PHASE) -> None:
        """Tell the caller where the run stands."""
        value = None if self.values is None else self.value
        self.control.report(phase, value, self._bound_or_none())

    def outcome(self, message: str) -> Outcome:
        """Return what the run knows as an outcome."""
        bound = self._bound_or_none()
        if self.values is None:
            status = Status.CANCELLED if self.control.is_cancelled() else Status.UNKNOWN
            return Outcome(status, bound=bound, message=message)
        status = status_of_plan(self.value, bound)
        if self.control.is_cancelled() and status is not Status.OPTIMAL:
            status = Status.CANCELLED
        return Outcome(status, self.values, self.value, bound, message=message)

    def _bound_or_none(self) -> float | None:
        return None if self.bound == -float("inf") else min(self.bound, self.value)


class PartialControl:
    """The control of an engine working on a part of the problem: its bound is not the whole problem's."""

    def __init__(self, state: RunState, phase: str) -> None:
        self._state, self._phase = state, phase

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Report the whole run's figures, with the part's value where it is better."""
        self._state.report(self._phase)

    def is_cancelled(self) -> bool:
        """True once the caller wants no more."""
        return self._state.control.is_cancelled()

    def keep(self, best: object) -> None:
        """Nothing: the run itself keeps whole plans."""
