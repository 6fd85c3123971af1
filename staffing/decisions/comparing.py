"""What one version changes against another: moves added, removed, changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from staffing.decisions.models import DecidedMove

COMPARED = ("from_section_id", "to_section_id", "subject", "kind", "starts_on", "ends_on", "relation_moves")


@dataclass(frozen=True, slots=True)
class Changed:
    """One person whose move differs; None where a version has no move of his or hers."""

    former: DecidedMove | None
    now: DecidedMove | None

    @property
    def move(self) -> DecidedMove:
        """Return the move that names the person."""
        found = self.now or self.former
        assert found is not None
        return found

    @property
    def code(self) -> str:
        """Return what became of it: added, removed or changed."""
        return "added" if self.former is None else "removed" if self.now is None else "changed"


def differences(former: Sequence[DecidedMove], now: Sequence[DecidedMove]) -> list[Changed]:
    """Return the persons whose moves differ, removed ones first, each group in the order of its version."""
    before, after = {move.teacher_id: move for move in former}, {move.teacher_id: move for move in now}
    removed = [Changed(move, None) for move in former if move.teacher_id not in after]
    added = [Changed(None, move) for move in now if move.teacher_id not in before]
    changed = [Changed(before[move.teacher_id], move) for move in now
               if move.teacher_id in before and _values(before[move.teacher_id]) != _values(move)]
    return removed + added + changed


def _values(move: DecidedMove) -> tuple[object, ...]:
    return tuple(getattr(move, field) for field in COMPARED)
