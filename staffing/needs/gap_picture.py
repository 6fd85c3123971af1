"""One bar of what is short today, cut into what closes it: this plan, a further rotation, no limits, no rotation. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from staffing.needs.decomposition import GapRow

WIDTH: Final = 760
BAR: Final = 26
TEXT_FROM: Final = 26.0
"""Narrower pieces have no room for their number; the table below tells it."""
PARTS: Final = ("closed_by_plan", "closable_by_further", "closable_without_limits", "by_no_rotation")


@dataclass(frozen=True, slots=True)
class GapPiece:
    """One piece of the bar, in picture coordinates; ``part`` is the name of the share it stands for."""

    part: str
    persons: int
    x: float
    width: float

    @property
    def has_room(self) -> bool:
        """True if its number fits into it."""
        return self.width >= TEXT_FROM


@dataclass(frozen=True, slots=True)
class GapBar:
    """What is short today, cut into pieces that add up to it."""

    today: int
    pieces: tuple[GapPiece, ...]
    width: int = WIDTH
    height: int = BAR


def draw_gap(rows: Sequence[GapRow]) -> GapBar | None:
    """Return the bar of all rows together; None where nothing is short, or a part is negative and no bar can show it."""
    numbers = {part: sum(getattr(row, part) for row in rows) for part in PARTS}
    today = sum(numbers.values())
    if today <= 0 or min(numbers.values()) < 0:
        return None
    pieces, x = [], 0.0
    for part, persons in numbers.items():
        width = WIDTH * persons / today
        pieces.append(GapPiece(part, persons, round(x, 1), round(width, 1)))
        x += width
    return GapBar(today, tuple(piece for piece in pieces if piece.persons))
