"""From a book to facts: find each sheet's table, read its cells, let each row state its facts, tell every fault."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from staffing.core.columns import Column, SheetColumns
from staffing.core.facts import ABSENT, FaultyRowError, Findings, Row, SheetImport
from staffing.core.spreadsheets.book import Book, RawSheet, day_or
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.tables import (
    SEARCHED_ROWS,
    Table,
    closing_lines,
    find_table,
    heading_index,
    plain_heading,
)
from staffing.core.spreadsheets.values import ValueFault
from staffing.imports.cells import CellReader

Progress = Callable[[int, int], None]
PROGRESS_ROWS: Final = 5000
# The least share of a sheet's required columns by which a sheet under another title is recognised.
LIKE_ENOUGH: Final = 0.6
# The least share of known headings by which a sheet with one of our titles, and one without, counts as ours.
TITLED_SHARE, UNTITLED_SHARE = 0.5, 0.8
INSTRUCTIONS: Final = "填写说明"


@dataclass(slots=True)
class FoundSheet:
    """A sheet of the file that is one of ours."""

    spec: SheetImport
    raw: RawSheet
    table: Table


def read_facts(book: Book, imports: Sequence[SheetImport], findings: Findings, *, clerk: bool, progress: Progress) -> None:
    """Read every known sheet of the book into facts, in the order of the imports."""
    found = _recognise(book, imports, findings)
    total = sum(len(one.raw.rows) for one in found)
    done = 0
    for spec in imports:
        one = next((one for one in found if one.spec is spec), None)
        if one is not None:
            findings.open_sheet(spec.columns, one.table.places)
            if clerk and spec.bureau_only:
                findings.cell_fault(spec.columns.title, 0, "", None, "sheet_not_allowed")
            elif _columns_complete(one, findings):
                done = _read_sheet(one, findings, progress, done, total)
            one.raw.rows.clear()
        else:
            findings.open_sheet(spec.columns, {})
        spec.finish()
    # Sheets of the template that nobody filled in are nothing wrong, as long as one is.
    if not any(findings.rows.values()) and not findings.report.fault_count:
        raise BadFile("no_rows")


def _recognise(book: Book, imports: Sequence[SheetImport], findings: Findings) -> list[FoundSheet]:
    """Match the file's sheets with ours: by title first, then by headings; what stays unknown is told."""
    found: list[FoundSheet] = []
    for raw in book.sheets:
        if not raw.rows:
            continue
        one = _by_title(raw, imports) or _by_headings(raw, imports)
        if one is None:
            findings.report.told.append(("sheet_left_out", {"sheet": raw.title}))
            continue
        earlier = next((other for other in found if other.spec is one.spec), None)
        if earlier is not None:
            raise BadFile("sheet_twice", first=earlier.raw.title, second=raw.title, sheet=one.spec.columns.title)
        found.append(one)
        if one.table.unknown:
            findings.report.told.append(("columns_left_out", {"sheet": raw.title, "columns": "、".join(one.table.unknown[:20])}))
    if not found:
        raise BadFile("no_known_sheet")
    return found


def is_ours(book: Book, imports: Sequence[SheetImport]) -> bool:
    """True if a book is made of the template's sheets: by their titles, or because nearly all headings are ours.

    A few known headings in a wide foreign form do not make it the template, or most of its columns would be left out.
    """
    known, everything = 0, 0
    for raw in book.sheets:
        titled = _by_title(raw, imports)
        one = titled or _by_headings(raw, imports)
        width = max((sum(cell != "" for cell in row) for row in raw.rows[:SEARCHED_ROWS]), default=0)
        if one is not None and (len(one.table.places) >= (TITLED_SHARE if titled else UNTITLED_SHARE) * (len(one.table.places) + len(one.table.unknown))):
            known += len(one.table.places)
            width = len(one.table.places) + len(one.table.unknown)
        everything += width if plain_heading(raw.title) != INSTRUCTIONS else 0
    return known >= TITLED_SHARE * everything and known > 0


def _by_title(raw: RawSheet, imports: Iterable[SheetImport]) -> FoundSheet | None:
    title = plain_heading(raw.title)
    for spec in imports:
        if plain_heading(spec.columns.title) == title:
            table = find_table(raw, _index(spec.columns))
            return FoundSheet(spec, raw, table) if table else None
    return None


def _by_headings(raw: RawSheet, imports: Iterable[SheetImport]) -> FoundSheet | None:
    best: tuple[float, int, FoundSheet] | None = None
    for spec in imports:
        table = find_table(raw, _index(spec.columns))
        if table is None:
            continue
        required = [column.code for column in spec.columns.columns if column.required]
        share = sum(code in table.places for code in required) / len(required)
        score = (share, len(table.places))
        if share >= LIKE_ENOUGH and (best is None or score > best[:2]):
            best = (*score, FoundSheet(spec, raw, table))
    return best[2] if best else None


def _index(sheet: SheetColumns) -> dict[str, str]:
    return heading_index({column.code: (column.heading, *column.aliases) for column in sheet.columns})


def _columns_complete(one: FoundSheet, findings: Findings) -> bool:
    title = one.spec.columns.title
    missing = [column for column in one.spec.columns.columns if column.required and column.code not in one.table.places]
    for column in missing:
        findings.cell_fault(title, one.table.heading_row, "", None, "missing_column", heading=column.heading)
    for heading, columns in one.table.twice.items():
        findings.cell_fault(title, one.table.heading_row, "", None, "column_twice", heading=heading, columns="、".join(map(str, columns)))
    return not missing and not one.table.twice


def _read_sheet(one: FoundSheet, findings: Findings, progress: Progress, done: int, total: int) -> int:
    title, table, rows = one.spec.columns.title, one.table, one.raw.rows
    readers = [(column, CellReader(column), table.places[column.code] - 1) for column in one.spec.columns.columns if column.code in table.places]
    blocked = _blocked_cells(one)
    last = len(rows) - closing_lines(rows[table.heading_row:])
    count = 0
    for number in range(table.heading_row + 1, last + 1):
        cells = rows[number - 1]
        if any(cell != "" for cell in cells):
            count += 1
            row, sound = _read_row(title, number, cells, readers, blocked, findings)
            _state(one.spec.build if sound else one.spec.excuse, row)
        if number % PROGRESS_ROWS == 0:
            progress(done + number, total)
    findings.rows[title] = count
    return done + len(rows)


def _state(act: Callable[[Row], None], row: Row) -> None:
    try:
        act(row)
    except FaultyRowError:
        return


def _blocked_cells(one: FoundSheet) -> dict[tuple[int, int], str]:
    """Return cells that must not be taken as they look: formulas and errors that the parser hides."""
    return {**dict.fromkeys(one.raw.formulas, "formula"), **dict.fromkeys(one.raw.errors, "error_cell")}


def _read_row(
    title: str, number: int, cells: Sequence[Any], readers: Sequence[tuple[Column, CellReader, int]], blocked: dict[tuple[int, int], str],
    findings: Findings,
) -> tuple[Row, bool]:
    """Return the row as its columns understand it, and whether it is sound; every faulty cell is told."""
    read: dict[str, Any] = {}
    width = len(cells)
    sound = True
    for column, reader, place in readers:
        cell = cells[place] if place < width else ""
        try:
            if blocked and (number, place + 1) in blocked:
                raise ValueFault(blocked[number, place + 1])
            value = ABSENT if cell == "" else reader(day_or(cell))
            if value is ABSENT:
                if column.required:
                    raise ValueFault("required")
                continue
            read[column.code] = value
        except ValueFault as fault:
            sound = False
            findings.cell_fault(title, number, column.code, day_or(cell), fault.code, **fault.params)
    return Row(title, number, read), sound
