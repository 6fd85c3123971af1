"""What was read from a file: sheets as rows of plain cells, in a form that passes between processes as JSON.

A cell is text, a number, a truth value or a day; a day travels as {"d": "2026-09-01"}.
"""

import datetime as dt
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

RawCell: TypeAlias = str | int | float | bool | dt.date | None
# So many rows are read at a time: a whole sheet of a large county as JSON costs several times what its rows do.
PIECE_ROWS: Final = 5000
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
    """Return the book as lines of JSON: what it is, then each sheet, followed by its rows in pieces."""
    lines: list[Any] = [{"kind": book.kind, "told": book.told, "sheets": len(book.sheets)}]
    for sheet in book.sheets:
        pieces = [sheet.rows[place:place + PIECE_ROWS] for place in range(0, len(sheet.rows), PIECE_ROWS)]
        lines += [{"title": sheet.title, "pieces": len(pieces), "merged": sheet.merged, "formulas": sheet.formulas, "errors": sheet.errors,
                   "hidden_rows": sheet.hidden_rows, "hidden_columns": sheet.hidden_columns}, *pieces]
    return b"\n".join(json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=_plain, check_circular=False).encode() for line in lines)


def load_book(content: bytes) -> Book:
    """Return the book from its lines, or from the one line in which books were kept before.

    Rows are read piece by piece and equal texts are kept once: a county's book says the same names and days a hundred thousand times.
    """
    lines = io.BytesIO(content)
    head = json.loads(lines.readline())
    texts: dict[str, str] = {}
    if isinstance(head["sheets"], list):
        return Book(head["kind"], head["told"], [_sheet(part, _shared(part["rows"], texts)) for part in head["sheets"]])
    sheets = []
    for _number in range(head["sheets"]):
        part = json.loads(lines.readline())
        rows: list[list[Any]] = []
        for _piece in range(part["pieces"]):
            rows += _shared(json.loads(lines.readline()), texts)
        sheets.append(_sheet(part, rows))
    return Book(head["kind"], head["told"], sheets)


def _shared(rows: list[list[Any]], texts: dict[str, str]) -> list[list[Any]]:
    """Return the rows with every text replaced by the first that equals it."""
    keep = texts.setdefault
    return [[keep(cell, cell) if type(cell) is str else cell for cell in row] for row in rows]


def _sheet(part: dict[str, Any], rows: list[list[Any]]) -> RawSheet:
    def places(name: str) -> list[tuple[int, int]]:
        return [(int(row), int(column)) for row, column in part[name]]

    merged: Sequence[Sequence[int]] = part["merged"]
    return RawSheet(part["title"], rows, [(one[0], one[1], one[2], one[3]) for one in merged],
                    places("formulas"), places("errors"), part.get("hidden_rows", []), part.get("hidden_columns", []))


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    return str(value)
