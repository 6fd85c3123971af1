"""A school's file as a grid in the browser: its rows as texts by column, edited rows back into a book. Pure but for reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from staffing.core.columns import SheetColumns
from staffing.core.spreadsheets.book import Book, day_or
from staffing.core.spreadsheets.input_checks import NUMBERS
from staffing.core.spreadsheets.layout import Cell, text_of
from staffing.core.spreadsheets.tables import closing_lines, find_table, heading_index, plain_heading

NEW_ROWS: Final = 3
ROWS_SHOWN: Final = 20
Texts = dict[str, str]


@dataclass(slots=True)
class GridSheet:
    """One sheet of a file: the number of its first data row as the school sees it, and its rows."""

    sheet: SheetColumns
    first_row: int
    rows: list[Texts] = field(default_factory=list)

    def set(self, place: int, texts: Texts) -> None:
        """Put a row into its place; a place beyond the end adds a row, an empty new row adds none."""
        if place < len(self.rows):
            self.rows[place] = texts
        elif any(texts.values()):
            self.rows.append(texts)

    def cells(self) -> list[list[Cell]]:
        """Return the rows as a book holds them, numbers as numbers; rows without any content are left out."""
        return [[_cell(column.kind in NUMBERS, texts.get(column.code, "")) for column in self.sheet.columns]
                for texts in self.rows if any(texts.values())]


def grid_of(book: Book, sheets: Sequence[SheetColumns]) -> dict[str, GridSheet]:
    """Return the rows of every asked sheet of a file; sheets that are not there are empty."""
    return {sheet.code: _grid_sheet(book, sheet) for sheet in sheets}


def _grid_sheet(book: Book, sheet: SheetColumns) -> GridSheet:
    raw = next((one for one in book.sheets if plain_heading(one.title) == plain_heading(sheet.title)), None)
    table = find_table(raw, heading_index({column.code: (column.heading, *column.aliases) for column in sheet.columns})) if raw else None
    if raw is None or table is None:
        return GridSheet(sheet, 3)
    last = len(raw.rows) - closing_lines(raw.rows[table.heading_row:])
    grid = GridSheet(sheet, table.heading_row + 1)
    for cells in raw.rows[table.heading_row:last]:
        grid.rows.append({column.code: _text(cells, table.places.get(column.code, 0)) for column in sheet.columns})
    return grid


def _text(cells: Sequence[Any], place: int) -> str:
    return text_of(day_or(cells[place - 1])) if 0 < place <= len(cells) else ""


def _cell(numeric: bool, text: str) -> Cell:
    if numeric:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        # A number that a cell cannot hold exactly stays the text it is; the import says what is wrong with it.
        return number if number.is_finite() and len(number.as_tuple().digits) <= 15 else text
    return text


def sent_rows(form: Mapping[str, str], sheet: SheetColumns, places: Sequence[int]) -> dict[int, Texts]:
    """Return the rows that a page sent, by their place; a column that was not sent counts as empty."""
    return {place: {column.code: form.get(f"c{place}-{column.code}", "").strip() for column in sheet.columns} for place in places}
