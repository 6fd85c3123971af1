"""Bars of several plans side by side, one group for each figure, drawn on the server. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

LABEL, BAR, VALUE = 250.0, 380.0, 110.0
LINE, GAP = 16.0, 10.0


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One plan's bar; ``series`` is the plan's place, which decides its colour."""

    series: int
    y: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one figure; each figure has its own scale, from nothing to the largest plan."""

    name: str
    y: float
    bars: tuple[PlanBar, ...]


@dataclass(frozen=True, slots=True)
class BarPicture:
    """All groups below each other."""

    width: float
    height: float
    left: float
    line: float
    groups: tuple[BarGroup, ...]


def draw_bars(rows: Sequence[tuple[str, Sequence[float], int]]) -> BarPicture:
    """Return the picture of (name, value of each plan, digits)."""
    groups, top = [], 4.0
    for name, values, digits in rows:
        most = max(values, default=0.0) or 1.0
        bars = tuple(PlanBar(place, top + place * LINE, round(BAR * max(0.0, value) / most, 1), f"{value:,.{digits}f}") for place, value in enumerate(values))
        groups.append(BarGroup(name, top, bars))
        top += len(values) * LINE + GAP
    return BarPicture(LABEL + BAR + VALUE, top, LABEL, LINE, tuple(groups))
