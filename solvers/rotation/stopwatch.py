"""How much of a run's time is used; the only place that reads a clock, and a monotonic one."""

from __future__ import annotations

import time
from dataclasses import replace

from solvers.linear import SolveParams


class Stopwatch:
    """Counts from its making; hands out what is left of the limit."""

    def __init__(self, params: SolveParams) -> None:
        self._started = time.monotonic()
        self._params = params

    @property
    def elapsed_s(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._started

    @property
    def remaining_s(self) -> float:
        """Return the seconds left, never negative."""
        return max(0.0, self._params.time_limit_s - self.elapsed_s)

    def params(self, share: float = 1.0) -> SolveParams:
        """Return the run's parameters with a share of the time that is left."""
        return replace(self._params, time_limit_s=share * self.remaining_s)
