"""From the bytes of an upload to a Book: .xlsx and .xls by calamine, .csv by its encoding. Any fault is one BadFile."""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, Final

from defusedxml import ElementTree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from staffing.core.spreadsheets.book import Book, RawSheet, cell_place
from staffing.core.spreadsheets.csv_writing import without_prefix
from staffing.core.spreadsheets.faults import BadFile
from staffing.core.spreadsheets.guarding import Limits, PartNotes, check_zip, kind_of

MERGES_KEPT: Final = 5000
CSV_FIELD_LIMIT: Final = 100_000
BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1f]")
UTF_16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS: Final = ",\t;，"
# What reading an entry of a damaged archive can raise: flags that claim encryption or patched data, among others.
DAMAGED: Final = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_book(content: bytes, limits: Limits | None = None, *, name: str = "") -> Book:
    """Return what the file holds; BadFile if it is not taken. Call it through ``isolated`` for uploaded files."""
    bounds = limits or Limits()
    kind = kind_of(content, bounds)
    if kind == "text":
        return _read_text(content, bounds, name)
    notes = check_zip(content, bounds) if kind == "xlsx" else {}
    try:
        return _read_workbook(content, kind, notes, bounds)
    except PasswordError as error:
        raise BadFile("password") from error
    except (CalamineError, OSError, ValueError, KeyError, OverflowError) as error:
        raise BadFile("unreadable") from error


def _read_workbook(content: bytes, kind: str, notes: Mapping[str, PartNotes], limits: Limits) -> Book:
    by_title = _notes_by_title(content, notes) if notes else {}
    sheets: list[RawSheet] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for metadata in workbook.sheets_metadata:
            if metadata.typ != SheetTypeEnum.WorkSheet or metadata.visible != SheetVisibleEnum.Visible:
                continue
            sheets.append(_read_sheet(workbook.get_sheet_by_name(metadata.name), by_title.get(metadata.name, PartNotes()), limits))
    if not any(sheet.rows for sheet in sheets):
        raise BadFile("empty_workbook")
    return Book(kind, "XLSX" if kind == "xlsx" else "XLS", sheets)


def _read_sheet(sheet: Any, notes: PartNotes, limits: Limits) -> RawSheet:
    if sheet.start is None:
        return RawSheet(sheet.name, [])
    if sheet.total_height > limits.rows:
        raise BadFile("too_many_rows", sheet=sheet.name, limit=limits.rows)
    if sheet.total_width > limits.columns:
        raise BadFile("too_many_columns", sheet=sheet.name, limit=limits.columns)
    before = [""] * sheet.start[1]
    rows = [_trimmed(before + row) for row in sheet.iter_rows()]
    while rows and not rows[-1]:
        rows.pop()
    merged = [(first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
              for first, last in (sheet.merged_cell_ranges or [])[:MERGES_KEPT] if first[0] < len(rows)]
    return RawSheet(sheet.name, rows, merged, _places(notes.formulas), _places(notes.errors),
                    notes.hidden_rows, notes.hidden_columns)


def _trimmed(row: list[Any]) -> list[Any]:
    """Return the row without the blank cells at its end; whole numbers as integers, where they are exact."""
    while row and row[-1] == "":
        row.pop()
    return [int(cell) if type(cell) is float and abs(cell) < 1e15 and cell == int(cell) else cell for cell in row]


def _places(names: list[str]) -> list[tuple[int, int]]:
    return [place for place in map(cell_place, names) if place]


def _notes_by_title(content: bytes, notes: Mapping[str, PartNotes]) -> dict[str, PartNotes]:
    """Return the notes by sheet title, by way of the workbook's relations; without these, nothing is noted."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        except (KeyError, ElementTree.ParseError, *DAMAGED) as error:
            raise BadFile("truncated") from error
    targets = {str(one.get("Id")): str(one.get("Target")).removeprefix("/xl/").removeprefix("./") for one in relations}
    titles: dict[str, PartNotes] = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            part = "xl/" + targets.get(str(element.get(RELATION)), "")
            if part in notes:
                titles[str(element.get("name"))] = notes[part]
    return titles


def _read_text(content: bytes, limits: Limits, name: str) -> Book:
    text, told = _decoded(content)
    csv.field_size_limit(CSV_FIELD_LIMIT)
    first_line = text[:text.find("\n")] if "\n" in text else text
    delimiter = max(DELIMITERS, key=first_line.count) if any(mark in first_line for mark in DELIMITERS) else ","
    title = re.sub(r"\.(csv|txt)$", "", name, flags=re.IGNORECASE) or "CSV"
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
            rows.append(_trimmed([without_prefix(cell) for cell in row]))
            if len(rows) > limits.rows:
                raise BadFile("too_many_rows", sheet=title, limit=limits.rows)
            if len(rows[-1]) > limits.columns:
                raise BadFile("too_many_columns", sheet=title, limit=limits.columns)
    except csv.Error as error:
        raise BadFile("unreadable") from error
    while rows and not rows[-1]:
        rows.pop()
    if not rows:
        raise BadFile("empty_workbook")
    return Book("csv", told, [RawSheet(title, rows)])


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and how it was read: UTF-8 (with or without mark), UTF-16 with mark, else GB18030."""
    if content.startswith(UTF_16_MARKS):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise BadFile("encoding") from error
    if BINARY.search(content):
        raise BadFile("binary_text")
    for encoding, told in (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")):
        try:
            return content.decode(encoding), told
        except UnicodeDecodeError:
            continue
    raise BadFile("encoding")
