"""Workbooks for tests of the import: in the form of the template, and mistreated in the ways files are mistreated."""

import datetime as dt
import hashlib
import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select

from staffing.core.columns import SheetColumns
from staffing.core.database import Base
from staffing.core.spreadsheets.layout import ListMeta
from staffing.core.spreadsheets.reading import read_book
from staffing.core.spreadsheets.writing import workbook_bytes
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.catalogue import ALL_SHEETS, Scope, county_sheets, ruleset_of, words_of
from staffing.imports.checking import Checked, check_book
from staffing.imports.invented import InventedCounty
from staffing.imports.models import ImportBatch
from staffing.imports.row_lines import RowLines
from staffing.imports.storing import write_changes
from staffing.imports.template import filled_sheets

SHEETS = {sheet.code: sheet for sheet in ALL_SHEETS}
META = ListMeta("测试", made_on=dt.date(2026, 9, 1))
# Tables that an import writes by its very nature, whatever becomes of the file.
NOT_RECORDS = {"import_batch", "import_change", "audit_event", "record_version", "job", "user_session", "user_account", "login_attempt"}


def row_of(code: str, /, **cells) -> list:
    """Return one row of a sheet; the cells by column code, the others empty."""
    sheet = SHEETS[code]
    unknown = set(cells) - {column.code for column in sheet.columns}
    assert not unknown, unknown
    return [cells.get(column.code, "") for column in sheet.columns]


def workbook(rows: Mapping[str, Sequence[Sequence]], sheets: Sequence[SheetColumns] = ALL_SHEETS) -> bytes:
    """Return a workbook with these rows by sheet code."""
    return workbook_bytes(filled_sheets(sheets, rows), meta=META)


def invented(teachers: int = 4, seed: int = 1) -> dict[str, list[list]]:
    """Return the rows of a small invented county."""
    return {code: [list(row) for row in rows] for code, rows in InventedCounty(teachers, seed).rows().items() if rows}


def cell(rows: dict[str, list[list]], code: str, row: int, column: str, value) -> dict[str, list[list]]:
    """Put a value into one cell (row from 0) and return the rows."""
    places = [one.code for one in SHEETS[code].columns]
    rows[code][row][places.index(column)] = value
    return rows


def check(content: bytes, county, *, school=None, name: str = "") -> Checked:
    """Check a file in this process."""
    return check_book(read_book(content, name=name), Scope(county.id, school.id if school else None))


def store(content: bytes, county) -> Checked:
    """Check and store a file in this process; it must be clean."""
    checked = check(content, county)
    faults = [fault.as_json() for fault in checked.report.faults]
    assert not faults, faults
    # The log's lines speak of a batch that is not on file: tests count the batches that they hand in themselves.
    batch = ImportBatch(id=0, county_id=county.id, file_name="test.xlsx")
    write_changes(checked.changes, checked.stored, RowLines(batch), lambda done, total: None)
    return checked


def codes(checked: Checked) -> list[str]:
    """Return the codes of the faults in order."""
    return [fault.code for fault in checked.report.faults]


def county_columns(county) -> tuple[SheetColumns, ...]:
    """Return the sheets in the county's words."""
    return county_sheets(words_of(ruleset_of(county)))


def records_digest() -> str:
    """Return a digest over every row of every table of records."""
    digest = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        if table.name not in NOT_RECORDS:
            digest.update(table.name.encode())
            for row in db.session.execute(select(table).order_by(*table.primary_key.columns)):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one part changed."""
    return rebuilt(content, {part: change(zipfile.ZipFile(io.BytesIO(content)).read(part))})


def rebuilt(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the workbook with parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            if entry.filename not in parts:
                archive.writestr(entry, source.read(entry.filename))
        for name, body in parts.items():
            archive.writestr(name, body)
    return target.getvalue()


def first_sheet(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with the XML of its first sheet changed."""
    return edited(content, "xl/worksheets/sheet1.xml", change)


def raw_cell(name: str, xml: bytes) -> Callable[[bytes], bytes]:
    """Return a change that puts raw XML in the place of one cell."""
    return lambda sheet: re.sub(rb'<c r="' + name.encode() + rb'"[^>]*?(/>|>.*?</c>)', xml, sheet, count=1)


def lying(content: bytes, part: str, size: int) -> bytes:
    """Return the workbook whose directory tells another size of one part than it has."""
    found = content.rfind(part.encode())
    header = content.rfind(b"PK\x01\x02", 0, found)
    return content[:header + 24] + struct.pack("<L", size) + content[header + 28:]


def upload(client, content: bytes, name: str = "导入.xlsx"):
    """Hand a file in as an officer would; return the page that follows."""
    return client.post("/imports/new", data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data", follow_redirects=True)


def seal(batch, content: bytes) -> None:
    """Keep a file in a batch as the upload does."""
    batches.seal_file(batch, content)
