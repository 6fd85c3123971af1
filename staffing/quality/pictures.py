"""Bars of open, ignored and mended findings: where each part lies. Pure: numbers in, coordinates out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from staffing.quality.enums import FindingState

WIDTH: Final = 360.0
HEIGHT: Final = 16
# What is done stands first, so that the bars of all schools fill from the left.
PARTS: Final = (FindingState.MENDED, FindingState.IGNORED, FindingState.NEW)


@dataclass(frozen=True, slots=True)
class BarPart:
    """One coloured part of a bar."""

    state: FindingState
    number: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its parts."""

    parts: tuple[BarPart, ...]
    width: float = WIDTH
    height: int = HEIGHT


def draw_bar(numbers: Mapping[FindingState, int], *, whole: int | None = None) -> Bar | None:
    """Return a bar; its length tells the total against ``whole``, the full width without it. None without any finding."""
    total = sum(numbers.values())
    if not total:
        return None
    scale = WIDTH / max(whole or total, total)
    parts, left = [], 0.0
    for state in PARTS:
        width = round(numbers.get(state, 0) * scale, 2)
        if width:
            parts.append(BarPart(state, numbers[state], round(left, 2), width))
        left += width
    return Bar(tuple(parts))
