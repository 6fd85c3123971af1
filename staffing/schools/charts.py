"""Pupils by year as columns: where each column stands in the picture. Pure: figures in, coordinates out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 460
HEIGHT: Final = 190
BOTTOM: Final = 26
TOP: Final = 18
WIDEST: Final = 44.0
TONES: Final = ("primary", "junior", "senior")


@dataclass(frozen=True, slots=True)
class Column:
    """One drawn column with its figure."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    value: int
    forecast: bool


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """The picture: columns in groups, the years below, the base line."""

    columns: tuple[Column, ...]
    years: tuple[tuple[float, str], ...]
    base: float
    width: int = WIDTH
    height: int = HEIGHT


def draw_columns(years: Sequence[tuple[int, bool]], series: Mapping[str, Mapping[tuple[int, bool], int]]) -> ColumnChart | None:
    """Return grouped columns of each series (by tone) over the years (with the mark of a forecast); None without figures."""
    highest = max((value for values in series.values() for value in values.values()), default=0)
    if not highest:
        return None
    base = HEIGHT - BOTTOM
    group = WIDTH / len(years)
    width = min(WIDEST, group * 0.8 / len(series))
    columns: list[Column] = []
    for place, year in enumerate(years):
        left = place * group + (group - width * len(series)) / 2
        for number, (tone, values) in enumerate(series.items()):
            value = values.get(year)
            if value is not None:
                height = round((base - TOP) * value / highest, 1)
                columns.append(Column(round(left + number * width, 1), base - height, round(width - 2, 1), height, tone, value, year[1]))
    labels = tuple((round((place + 0.5) * group, 1), str(year)) for place, (year, _) in enumerate(years))
    return ColumnChart(tuple(columns), labels, base)
