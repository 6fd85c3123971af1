"""Pictures of a table: stacked bars, one bar a row, and the pyramid of ages. Pure: a table in, coordinates out."""

from dataclasses import dataclass
from typing import Final

from staffing.statistics.dimensions import Label
from staffing.statistics.pivot import Line, Table

WIDTH: Final = 900
LEFT: Final = 170
NUMBER: Final = 60
ROW: Final = 26
BAR: Final = 18
MOST_ROWS: Final = 40
SERIES: Final = 8
"""Colours of the style sheet; further columns share the last."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar."""

    x: float
    width: float
    series: int
    label: Label
    number: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a table as a bar."""

    y: int
    label: Label
    parts: tuple[Part, ...]
    end: float
    total: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars, or a pyramid where ``middle`` is set."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[int, Label], ...]
    height: int
    middle: float | None = None
    width: int = WIDTH


def draw_chart(table: Table) -> Chart | None:
    """Return the picture of counts: the pyramid for ages by sex, bars otherwise; None for nothing or too many rows."""
    if not table.lines or len(table.lines) > MOST_ROWS:
        return None
    if table.spec.rows == "age" and [head[0] for head in table.heads] == ["male", "female"]:
        return _pyramid(table)
    longest = max(line.count for line in table.lines)
    room = WIDTH - LEFT - NUMBER
    bars = tuple(_bar(table, line, place, room / longest) for place, line in enumerate(table.lines))
    legend = tuple((_series(place), label) for place, (_, label) in enumerate(table.heads))
    return Chart(bars, legend, len(bars) * ROW)


def _bar(table: Table, line: Line, place: int, scale: float) -> Bar:
    parts, x = [], float(LEFT)
    labels = [label for _, label in table.heads] or [line.label]
    for column, count in enumerate(line.counts):
        width = round(count * scale, 1)
        if count:
            parts.append(Part(round(x, 1), width, _series(column), labels[column], str(count)))
        x += width
    return Bar(place * ROW, line.label, tuple(parts), round(x, 1), str(line.count))


def _pyramid(table: Table) -> Chart:
    middle = WIDTH / 2
    longest = max(max(line.counts) for line in table.lines)
    scale = (middle - LEFT / 2 - NUMBER) / longest
    bars = []
    for place, line in enumerate(reversed(table.lines)):
        men, women = (round(count * scale, 1) for count in line.counts)
        (_, male), (_, female) = table.heads
        parts = (Part(round(middle - LEFT / 4 - men, 1), men, 0, male, str(line.counts[0])),
                 Part(round(middle + LEFT / 4, 1), women, 1, female, str(line.counts[1])))
        bars.append(Bar(place * ROW, line.label, parts, 0.0, ""))
    return Chart(tuple(bars), tuple((place, label) for place, (_, label) in enumerate(table.heads)), len(bars) * ROW, middle)


def _series(place: int) -> int:
    return min(place, SERIES - 1)
