"""Find the table in a sheet: which row is the heading, which column is which, whatever their order.

Headings may span two rows (一年级 over 学生数 and 班数), be merged, carry stars or remarks in brackets.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.core.spreadsheets.book import RawSheet, day_or

SEARCHED_ROWS: Final = 20
# Compared after NFKC, which makes brackets, stars and colons ordinary.
DECORATION: Final = re.compile(r"[\s*★●:]+|\((必填|选填|可不填|下拉选择|单选|多选|格式[^)]*|如[^)]*)\)")
REMARK: Final = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Table:
    """A table found: the last row of its heading and the place of each known column, both from 1."""

    heading_row: int
    places: dict[str, int]
    unknown: tuple[str, ...] = ()
    twice: dict[str, list[int]] = field(default_factory=dict)


def plain_heading(text: object) -> str:
    """Return a heading as it is compared."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", str(text))).lower()


def heading_index(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return plain heading → code from code → (heading, aliases …); the first column that claims a heading keeps it."""
    index: dict[str, str] = {}
    for code, headings in names.items():
        index.setdefault(plain_heading(headings[0]), code)
    for code, headings in names.items():
        for heading in headings[1:]:
            index.setdefault(plain_heading(heading), code)
    return index


def find_table(sheet: RawSheet, index: Mapping[str, str], *, least: int = 2) -> Table | None:
    """Return the table whose heading matches most columns, None if no row matches at least ``least``."""
    grid = _heading_grid(sheet)
    best: Table | None = None
    for number, row in enumerate(grid):
        single = _match(row, index, number + 1)
        if best is None or len(single.places) > len(best.places):
            best = single
        if number + 1 < len(grid):
            double = _match(_joined(row, grid[number + 1]), index, number + 2)
            # The second row must itself belong to the heading, or the first data row would be swallowed.
            if len(double.places) > len(best.places) + 1:
                best = double
    return best if best is not None and len(best.places) >= least else None


def _heading_grid(sheet: RawSheet) -> list[list[str]]:
    """Return the first rows as text, merged cells filled with the text of their first."""
    width = max((len(row) for row in sheet.rows[:SEARCHED_ROWS]), default=0)
    grid = [[str(day_or(cell)) for cell in row] + [""] * (width - len(row)) for row in sheet.rows[:SEARCHED_ROWS]]
    for top, left, bottom, right in sheet.merged:
        if top > len(grid) or left > width:
            continue
        text = grid[top - 1][left - 1]
        for row in range(top - 1, min(bottom, len(grid))):
            for column in range(left - 1, min(right, width)):
                grid[row][column] = text
    return grid


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    return [one if not two or one == two else one + two for one, two in zip(upper, lower, strict=True)]


def _match(row: list[str], index: Mapping[str, str], heading_row: int) -> Table:
    places: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    unknown: list[str] = []
    for column, text in enumerate(row, start=1):
        if not text:
            continue
        plain = plain_heading(text)
        code = index.get(plain) or index.get(REMARK.sub("", plain))
        if code is None:
            unknown.append(text[:40])
        elif code in places:
            twice.setdefault(text[:40], [places[code]]).append(column)
        else:
            places[code] = column
    return Table(heading_row, places, tuple(unknown), twice)


def closing_lines(rows: Sequence[Sequence[Any]]) -> int:
    """Return how many rows at the end are closing lines (signatures, banners): after a blank row, one filled cell each."""
    last = len(rows)
    number = last
    while number and sum(cell != "" for cell in rows[number - 1]) == 1:
        number -= 1
    return last - number if number and number < last and not any(cell != "" for cell in rows[number - 1]) else 0
