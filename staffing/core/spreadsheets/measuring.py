"""How wide a column and how high a row must be. Every row that wraps gets its height written down: not every program
measures wrapped text when it opens a file, and lines would be printed over each other."""

import math
from collections.abc import Sequence
from typing import Final

from staffing.core.spreadsheets.layout import Column, Kind

LINE_POINTS: Final = 14.0
MOST_POINTS: Final = 409.0
"""The highest row that a workbook can hold."""
CHARACTER: Final = 0.9525
"""Width of a half-width character of 10-point type in the units of a column's width, which are 7 pixels."""
RAGGED: Final = 1.0
"""What a full line loses at its end, because punctuation may not begin the next."""
LEAST_WIDTH: Final = {Kind.TEXT: 10, Kind.NUMBER: 8, Kind.YEAR: 8, Kind.PERCENT: 8, Kind.DATE: 12}


def text_width(text: str) -> int:
    """Return the width of one line in characters; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def default_width(column: Column) -> float:
    """Return a width that shows the heading in at most two lines and a usual value in one."""
    return float(min(40, max(LEAST_WIDTH[column.kind], text_width(column.heading) / 2 + 4)))


def column_widths(columns: Sequence[Column]) -> list[float]:
    """Return the width of each column in characters, as said or by heading and kind."""
    return [column.width or default_width(column) for column in columns]


def column_shares(columns: Sequence[Column]) -> list[float]:
    """Return what each column takes of a printed page's width, in per cent."""
    widths = column_widths(columns)
    return [round(100 * width / sum(widths), 2) for width in widths]


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width."""
    # Most cells are short; that a text fits is then known without looking at its characters.
    if "\n" not in text and 2 * CHARACTER * len(text) <= width:
        return 1
    return sum(_lines_of(CHARACTER * text_width(line), width) for line in text.split("\n"))


def _lines_of(length: float, width: float) -> int:
    return 1 if length <= width else math.ceil(length / max(1.0, width - RAGGED))


def row_height(texts: Sequence[str], widths: Sequence[float], *, least: float = 0) -> float | None:
    """Return the height in points at which every text is seen whole; None where the usual height of one line does."""
    lines = max((count_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    height = max(least, LINE_POINTS * lines + 2 if lines > 1 else 0)
    return min(height, MOST_POINTS) or None
