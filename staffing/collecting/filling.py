"""A school's part in the browser: which file the grid shows, and a changed grid as a new file that goes the usual way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from staffing.collecting import files, operations
from staffing.collecting.books import column_words, school_book
from staffing.collecting.choosing import KEY_COLUMNS, chosen_sheets
from staffing.collecting.grid import GridSheet, Texts, grid_of
from staffing.collecting.jobs import book_facts, sheets_of
from staffing.collecting.models import CollectionRound, Delivery, DeliveryWay, SchoolReturn
from staffing.collecting.packing import book_name
from staffing.collecting.taking import BOOK_LIMITS
from staffing.core.access import Person
from staffing.core.columns import SheetColumns
from staffing.core.import_report import CellFault
from staffing.core.spreadsheets.isolated import read_isolated
from staffing.extensions import db
from staffing.imports.template import prompt
from staffing.schools.models import County


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as the page shows it: its place, its number in the sheet, its texts, its faults by column code ("" for the row)."""

    place: int
    number: int
    texts: Texts
    faults: Mapping[str, Sequence[CellFault]]
    known: bool


def open_grid(one: CollectionRound, item: SchoolReturn) -> dict[str, GridSheet]:
    """Return the school's file as grids, or the book handed out where no file came yet; ``item`` with its files."""
    content = files.open_content(item) if item.content is not None else files.open_book(item)
    return grid_of(read_isolated(content, BOOK_LIMITS, name="book.xlsx"), asked_sheets(one))


def asked_sheets(one: CollectionRound) -> list[SheetColumns]:
    """Return the sheets of a round in the county's words."""
    return chosen_sheets(sheets_of(db.session.get_one(County, one.county_id)), one.sheets)


def grid_rows(grid: GridSheet, item: SchoolReturn, faults: Sequence[CellFault], *, faulty_only: bool) -> list[GridRow]:
    """Return the rows of a sheet with their faults."""
    codes = {column.heading: column.code for column in grid.sheet.columns}
    by_row: dict[int, dict[str, list[CellFault]]] = {}
    for fault in faults:
        if fault.sheet == grid.sheet.title:
            by_row.setdefault(fault.row, {}).setdefault(codes.get(fault.heading, ""), []).append(fault)
    known = item.known_rows.get(grid.sheet.code, 0)
    rows = [GridRow(place, place + grid.first_row, texts, by_row.get(place + grid.first_row, {}), place < known)
            for place, texts in enumerate(grid.rows)]
    return [row for row in rows if row.faults] if faulty_only else rows


def save_grid(one: CollectionRound, item: SchoolReturn, grids: Mapping[str, GridSheet], *, who: Person) -> Delivery:
    """Make the changed grids the school's file, checked like any other."""
    county = db.session.get_one(County, one.county_id)
    rows = {code: grid.cells() for code, grid in grids.items()}
    content = school_book(book_facts(one, item, county), asked_sheets(one), rows, item.known_rows)
    return operations.hand_in_for(one, item, content, file_name=f"{book_name(one, item)}.xlsx", who=who, way=DeliveryWay.BROWSER)


def grid_words(one: CollectionRound, item: SchoolReturn, grid: GridSheet) -> dict[str, Mapping[str, object]]:
    """Return the drop-downs and hints of a sheet's columns, and which columns are locked in known rows."""
    facts = book_facts(one, item, db.session.get_one(County, one.county_id))
    columns = grid.sheet.columns
    return {
        "words": {column.code: words for column in columns if (words := column_words(grid.sheet, column, facts))},
        "hints": {column.code: prompt(column) for column in columns}, "locked": dict.fromkeys(KEY_COLUMNS.get(grid.sheet.code, ()), True),
    }
