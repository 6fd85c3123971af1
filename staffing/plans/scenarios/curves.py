"""Geometry of a sweep's curves, drawn on the server. Pure: values in, positions in picture units out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT = 340.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 16.0, 14.0, 30.0
TICKS = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """One solved value: where it stands and what it says. Without a plan there is no figure, and ``y`` is None."""

    x: float
    y: float | None
    value: str
    figure: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the picture with its word: a tick of the scale, or the value of the plan itself."""

    at: float
    word: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One figure over the swept setting. ``paths`` join neighbouring values that both have a plan."""

    title: str
    width: float
    height: float
    left: float
    right: float
    bottom: float
    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    ticks: tuple[Line, ...]
    own: float | None


def draw_curve(title: str, values: Sequence[float], figures: Sequence[float | None], *, digits: int = 0, own: float | None = None) -> Curve:
    """Return the curve of one figure; ``own`` is the value that the plan itself has, drawn if it lies in the range."""
    low, high = min(values), max(values)
    known = [figure for figure in figures if figure is not None]
    ticks = _ticks(known)
    floor, top = ticks[0], ticks[-1]

    def across(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / ((high - low) or 1), 1)

    def up(figure: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (figure - floor) / ((top - floor) or 1), 1)

    dots = tuple(Dot(across(value), None if figure is None else up(figure), f"{value:g}", "—" if figure is None else f"{figure:,.{digits}f}")
                 for value, figure in zip(values, figures, strict=True))
    paths = tuple(f"M{one.x} {one.y}L{other.x} {other.y}" for one, other in pairwise(dots) if one.y is not None and other.y is not None)
    return Curve(title, WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, dots, paths,
                 tuple(Line(up(tick), f"{tick:g}") for tick in ticks), across(own) if own is not None and low <= own <= high else None)


def _ticks(figures: Sequence[float]) -> list[float]:
    """Return round numbers that enclose the figures, two at least."""
    if not figures:
        return [0.0, 1.0]
    low, high = min(figures), max(figures)
    span = (high - low) or abs(high) or 1.0
    raw = span / TICKS
    power = 10 ** math.floor(math.log10(raw))
    step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= raw * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, max(last, first + 1) + 1)]
