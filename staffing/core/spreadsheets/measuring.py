"""How wide a column and how high a row must be. Every row that wraps gets its height written down: not every program
measures wrapped text when it opens a file, and lines would be printed over each other."""

import math
from collections.abc import Sequence
from typing import Final

from staffing.core.spreadsheets.layout import Column, Kind

LINE_POINTS: Final = 14.0
MOST_POINTS: Final = 409.0
"""The highest row that a workbook can hold."""
CELL_MARGIN: Final = 1.0
"""Characters of a column's width that its borders take."""
LEAST_WIDTH: Final = {Kind.TEXT: 10, Kind.NUMBER: 8, Kind.YEAR: 8, Kind.PERCENT: 8, Kind.DATE: 12}


def text_width(text: str) -> int:
    """Return the width of one line in characters; a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def default_width(column: Column) -> float:
    """Return a width that shows the heading in at most two lines and a usual value in one."""
    return float(min(40, max(LEAST_WIDTH[column.kind], text_width(column.heading) / 2 + 4)))


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width."""
    room = max(1.0, width - CELL_MARGIN)
    # Most cells are short; that a text fits is then known without looking at its characters.
    if "\n" not in text and 2 * len(text) <= room:
        return 1
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def row_height(texts: Sequence[str], widths: Sequence[float], *, least: float = 0) -> float | None:
    """Return the height in points at which every text is seen whole; None where the usual height of one line does."""
    lines = max((count_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    height = max(least, LINE_POINTS * lines + 2 if lines > 1 else 0)
    return min(height, MOST_POINTS) or None
