"""Where the table stands in a foreign sheet: heading rows, groups above them, first and last row of data, total rows left aside.

Pure. Headings may stand below titles, span two rows or be merged; a row of sums or a signature ends the table.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

from staffing.core.spreadsheets.book import RawSheet, day_or
from staffing.core.spreadsheets.tables import closing_lines, plain_heading

SEARCHED_ROWS: Final = 20
LONGEST_HEADING: Final = 60
TOTAL: Final = re.compile(r"^(合\s*计|总\s*计|小\s*计|共\s*计|平均|汇总|填表人|审核人|制表人|负责人|备注[:：]|注[:：]|说明[:：])")
HALF_WIDTH: Final = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!](?=[\u4e00-\u9fff])")
FULL_WIDTH: Final = dict(zip(",;:?!", "，；：？！", strict=True))
VALUE_LIKE: Final = re.compile(r"[\d./年月日\-:]+|\d{17}[\dXx]")


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: its place from 1, its text, and the group that stands above it."""

    column: int
    text: str
    group: str = ""
    hidden: bool = False

    @property
    def plain(self) -> str:
        """Return the heading as it is compared."""
        return plain_heading(self.text)

    @property
    def key(self) -> str:
        """Return by what a heading is remembered: its words, with those of its group."""
        return f"{plain_heading(self.group)}|{self.plain}" if self.group else self.plain

    @property
    def shown(self) -> str:
        """Return the heading with its group, as the officer reads it; marks between Chinese characters full-width."""
        text = HALF_WIDTH.sub(lambda found: FULL_WIDTH[found[0]], self.text)
        return f"{self.group} · {text}" if self.group else text


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of a sheet: its headings, the last heading row, the rows of data, and the rows left aside as sums or remarks."""

    title: str
    headings: tuple[Heading, ...]
    heading_row: int
    last_row: int
    totals: frozenset[int] = field(default_factory=frozenset)
    hidden_rows: int = 0

    def data_rows(self) -> list[int]:
        """Return the numbers of the rows that hold data."""
        return [number for number in range(self.heading_row + 1, self.last_row + 1) if number not in self.totals]


def find_layout(sheet: RawSheet, known: Collection[str]) -> Layout | None:
    """Return where the table stands; ``known`` are the plain headings the product knows. None where no row looks like a heading."""
    grid = _grid(sheet)
    if not grid:
        return None
    best = max(range(len(grid)), key=lambda place: (_score(grid, place, known), -place))
    if _score(grid, best, known) <= 0:
        return None
    upper, lower = _two_rows(sheet, grid, best, known)
    headings = _headings(sheet, grid, upper, lower)
    if len(headings) < 2:
        return None
    heading_row = lower + 1
    body = sheet.rows[heading_row:]
    last = len(sheet.rows) - closing_lines(body)
    plains = tuple((one.column, one.plain) for one in headings)
    totals = frozenset(number for number in range(heading_row + 1, last + 1) if _is_total(sheet.rows[number - 1]) or _repeats(sheet.rows[number - 1], plains))
    hidden = sum(heading_row < row <= last for row in sheet.hidden_rows)
    return Layout(sheet.title, headings, heading_row, last, totals, hidden)


def _grid(sheet: RawSheet) -> list[list[str]]:
    """Return the first rows as text, merged cells filled from their first."""
    width = max((len(row) for row in sheet.rows[:SEARCHED_ROWS]), default=0)
    grid = [[_text(cell) for cell in row] + [""] * (width - len(row)) for row in sheet.rows[:SEARCHED_ROWS]]
    for top, left, bottom, right in sheet.merged:
        if top <= len(grid) and left <= width:
            for row in range(top - 1, min(bottom, len(grid))):
                for column in range(left - 1, min(right, width)):
                    grid[row][column] = grid[top - 1][left - 1]
    return grid


def _text(cell: Any) -> str:
    return re.sub(r"\s+", "", str(day_or(cell))) if cell not in ("", None) else ""


def _score(grid: list[list[str]], place: int, known: Collection[str]) -> float:
    """Return how much a row looks like a heading: known words count most, then distinct short words over rows with values."""
    row = grid[place]
    distinct = {text for text in row if text}
    if len(distinct) < 2:
        return 0.0
    words = [text for text in distinct if len(text) <= LONGEST_HEADING and not VALUE_LIKE.fullmatch(text)]
    hits = sum(plain_heading(text) in known or plain_heading(re.sub(r"[(（][^()（）]*[)）]$", "", text)) in known for text in words)
    below = sum(bool(text) for text in grid[place + 1]) if place + 1 < len(grid) else 0
    share = len(words) / len(distinct)
    return 3.0 * hits + (len(words) * share * 0.5 if share > 0.8 and below else 0.0) - 0.05 * place


def _two_rows(sheet: RawSheet, grid: list[list[str]], best: int, known: Collection[str]) -> tuple[int, int]:
    """Return the first and last heading row (from 0): a merged row above names groups, a merged cell reaching down belongs to both."""
    spans = [(top - 1, bottom - 1, left, right) for top, left, bottom, right in sheet.merged]
    above = [one for one in spans if one[0] == best - 1 == one[1] and one[3] > one[2]]
    reaching = [one for one in spans if one[0] == best and one[1] == best + 1]
    # A title over the whole width names no group.
    width = sum(bool(text) for text in grid[best])
    if best and any(right - left + 1 < width for _, _, left, right in above):
        return best - 1, best
    if best + 1 < len(grid) and (reaching or any(one[0] == best == one[1] and one[3] > one[2] for one in spans)):
        lower = grid[best + 1]
        if sum(bool(text) and not VALUE_LIKE.fullmatch(text) for text in lower) >= max(2, 0.8 * sum(map(bool, lower))):
            return best, best + 1
    return best, best


def _headings(sheet: RawSheet, grid: list[list[str]], upper: int, lower: int) -> tuple[Heading, ...]:
    hidden = set(sheet.hidden_columns)
    found = []
    for place, text in enumerate(grid[lower]):
        group = grid[upper][place] if upper != lower else ""
        word = text or group
        if word:
            found.append(Heading(place + 1, word[:120], group[:40] if group != word else "", place + 1 in hidden))
    return tuple(found)


def _is_total(row: list[Any]) -> bool:
    """True if a row is a sum or a remark: one of its first filled cells says so, and most cells are empty or numbers."""
    filled = [cell for cell in row if cell not in ("", None)]
    texts = [cell.strip() for cell in filled[:3] if isinstance(cell, str)]
    return any(TOTAL.match(text) for text in texts) and sum(isinstance(cell, str) for cell in filled) <= max(2, len(filled) // 2)


def _repeats(row: list[Any], plains: tuple[tuple[int, str], ...]) -> bool:
    """True if a row repeats the heading, as files joined from printed pages do; most rows are told by their first cells."""
    wanted = max(2.0, 0.6 * len(plains))
    same = 0
    for looked_at, (column, plain) in enumerate(plains):
        if same + len(plains) - looked_at < wanted:
            return False
        cell = row[column - 1] if column <= len(row) else None
        same += isinstance(cell, str) and plain_heading(cell) == plain
    return same >= wanted

