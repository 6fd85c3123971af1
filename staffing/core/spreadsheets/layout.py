"""What an exported list consists of: columns, rows, notes, closing lines, and whose list it is."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, TypeGuard

from flask_babel import LazyString

Cell: TypeAlias = str | int | float | Decimal | bool | dt.date | dt.datetime | LazyString | None
BANNER = "演示数据"
MAX_CELL_CHARACTERS = 32_000


class Kind(StrEnum):
    """What the cells of a column hold. Dates are written as text (2026-09-01), which every program reads the same;
    a year is a number without separators (2026, never 2,026)."""

    TEXT = "text"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``width`` in characters (None = by heading and kind), ``digits`` after the point of numbers.

    ``choices`` become a drop-down and ``prompt`` a hint over the ``Sheet.blank_rows`` below the data.
    """

    heading: str
    kind: Kind = Kind.TEXT
    width: float | None = None
    digits: int = 0
    required: bool = False
    choices: tuple[str, ...] = ()
    prompt: str = ""

    @property
    def is_numeric(self) -> bool:
        """True if numbers in this column are written as numbers and stand on the right."""
        return self.kind in (Kind.NUMBER, Kind.YEAR, Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``notes`` stand above the heading, ``footer`` lines (signatures, 盖章) below the data after a blank row."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = ()
    footer: Sequence[str] = ()
    freeze_columns: int = 0
    blank_rows: int = 0
    heading_first: bool = False


@dataclass(frozen=True, slots=True)
class ListMeta:
    """Whose list this is; a synthetic county's lists carry the banner 演示数据 on every sheet and printed page.

    ``mark`` says who took the list and when (水印); it stands on every sheet and printed page and ends a text.
    """

    title: str
    county: str = ""
    made_on: dt.date | None = None
    made_by: str = ""
    synthetic: bool = False
    extra: Sequence[str] = field(default=())
    mark: str = ""

    def as_of(self, day: dt.date | None) -> "ListMeta":
        """Return the same with the day that the list speaks of (截至) in its title, and so in its file name."""
        return self if day is None else replace(self, title=f"{self.title}（截至{day.isoformat()}）")

    def line(self) -> str:
        """Return the line under the title: county, what else is told, day, banner."""
        parts = [self.county, *self.extra]
        if self.made_on:
            parts.append(f"制表日期：{self.made_on.isoformat()}")
        if self.made_by:
            parts.append(f"制表：{self.made_by}")
        if self.mark:
            parts.append(self.mark)
        if self.synthetic:
            parts.append(BANNER)
        return "  ".join(part for part in parts if part)


def text_of(value: Cell) -> str:
    """Return what a text cell shows: nothing for None, 是/否 for truth, ISO days; characters XML cannot hold are left out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    clean = "".join(character for character in text if character in "\n\t" or is_storable(character))
    return clean[:MAX_CELL_CHARACTERS]


def is_storable(character: str) -> bool:
    """True if XML 1.0, and so a workbook, can hold the character."""
    code = ord(character)
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def is_number(value: Cell) -> TypeGuard[int | float | Decimal]:
    """True if the value is written as a number; truth values are not."""
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
