"""Listening to a run: hands each better plan on as a complete, checked Result."""

from __future__ import annotations

from collections.abc import Callable

from solvers.linear import Control, Outcome, Progress
from solvers.rotation.result import Result

ProgressListener = Callable[[Progress], None]
CancelCheck = Callable[[], bool]


class KeepingControl:
    """Passes everything on; what strategies keep is an Outcome, what the caller gets is a Result."""

    def __init__(self, control: Control, result_of: Callable[[Outcome], Result]) -> None:
        self._control, self._result_of = control, result_of

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Pass the progress on."""
        self._control.report(phase, value, bound)

    def is_cancelled(self) -> bool:
        """True once the caller wants no more."""
        return self._control.is_cancelled()

    def keep(self, best: object) -> None:
        """Turn the outcome into a result, so that it survives even a hard stop."""
        assert isinstance(best, Outcome)
        self._control.keep(self._result_of(best))
