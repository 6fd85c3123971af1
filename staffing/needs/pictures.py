"""Diverging bars: shortage to the left of the middle, surplus to the right, by subject. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from staffing.needs.presenting import SubjectTotal

LABEL: Final = 92
HALF: Final = 210
MARGIN: Final = 44
ROW: Final = 24
TOP: Final = 22


@dataclass(frozen=True, slots=True)
class DivergingBar:
    """One subject's bars, in picture coordinates."""

    subject: str
    y: int
    left: float
    short: float
    long: float
    shortage: int
    surplus: int
    need: str
    present: int


@dataclass(frozen=True, slots=True)
class DivergingChart:
    """The picture: bars around a middle line."""

    bars: tuple[DivergingBar, ...]
    height: int
    middle: int = LABEL + MARGIN + HALF
    width: int = LABEL + 2 * (MARGIN + HALF) + 150


def draw_diverging(totals: Sequence[SubjectTotal]) -> DivergingChart | None:
    """Return the picture of subjects that are short or in surplus somewhere; None if there is none."""
    uneven = [item for item in totals if item.shortage or item.surplus]
    largest = max((max(item.shortage, item.surplus) for item in uneven), default=0)
    if not largest:
        return None
    scale = HALF / largest
    middle = LABEL + MARGIN + HALF
    bars = [DivergingBar(item.subject, TOP + row * ROW, round(middle - item.shortage * scale, 1), round(item.shortage * scale, 1),
                         round(item.surplus * scale, 1), item.shortage, item.surplus,
                         str(item.least) if item.least == item.most else f"{item.least}–{item.most}", item.present)
            for row, item in enumerate(uneven)]
    return DivergingChart(tuple(bars), TOP + ROW * len(bars) + 4)
