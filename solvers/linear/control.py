"""How a running solve speaks with whoever started it: progress out, cancellation in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a solve stands: phase in a stable English code, best value and proven bound so far."""

    phase: str
    value: float | None
    bound: float | None
    elapsed_s: float


class Control(Protocol):
    """The two-way line between a solve and its caller."""

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Take note of progress; cheap enough to be called from inner loops."""

    def is_cancelled(self) -> bool:
        """True once the caller wants the best plan so far and nothing more."""

    def keep(self, best: object) -> None:
        """Hand over the best result so far, so that it survives a hard stop."""


class QuietControl:
    """A caller who neither listens nor cancels."""

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Ignore the report."""

    def is_cancelled(self) -> bool:
        """Never."""
        return False

    def keep(self, best: object) -> None:
        """Ignore the result: the same process returns it."""
