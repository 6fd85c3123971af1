"""What was read from a file: sheets as rows of plain cells, in a form that passes between processes as JSON.

A cell is text, a number, a truth value or a day; a day travels as {"d": "2026-09-01"}.
"""

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

RawCell: TypeAlias = str | int | float | bool | dt.date | None
CELL_NAME = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands: ``rows`` from the first row on, merged ranges, cells with formulas and errors by (row, column), what is hidden.

    Rows and columns count from 1, as officers see them.
    """

    title: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read; ``told`` says how (format, encoding), for the report."""

    kind: str
    told: str
    sheets: list[RawSheet]


def day_or(cell: Any) -> RawCell:
    """Return a travelled cell as what it was."""
    if isinstance(cell, dict):
        return dt.date.fromisoformat(cell["d"])
    plain: RawCell = cell
    return plain


def column_letters(column: int) -> str:
    """Return the letters of a column: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_place(name: str) -> tuple[int, int] | None:
    """Return (row, column) of a cell's name, None if it has none."""
    found = CELL_NAME.fullmatch(name)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def dump_book(book: Book) -> bytes:
    """Return the book as JSON."""
    parts = [{"title": sheet.title, "rows": sheet.rows, "merged": sheet.merged, "formulas": sheet.formulas, "errors": sheet.errors,
              "hidden_rows": sheet.hidden_rows, "hidden_columns": sheet.hidden_columns}
             for sheet in book.sheets]
    return json.dumps({"kind": book.kind, "told": book.told, "sheets": parts}, ensure_ascii=False, separators=(",", ":"),
                      default=_plain, check_circular=False).encode()


def load_book(content: bytes) -> Book:
    """Return the book from JSON."""
    data = json.loads(content)
    return Book(data["kind"], data["told"], [_sheet(part) for part in data["sheets"]])


def _sheet(part: dict[str, Any]) -> RawSheet:
    def places(name: str) -> list[tuple[int, int]]:
        return [(int(row), int(column)) for row, column in part[name]]

    merged: Sequence[Sequence[int]] = part["merged"]
    return RawSheet(part["title"], part["rows"], [(one[0], one[1], one[2], one[3]) for one in merged],
                    places("formulas"), places("errors"), part.get("hidden_rows", []), part.get("hidden_columns", []))


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    return str(value)
