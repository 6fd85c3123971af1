"""Is this upload a spreadsheet that may be parsed? Decided from bytes and zip directory, before any parser sees it.

The sizes in a zip directory can lie, so every part is also unpacked once, in pieces, and counted; the same pass
notes formula and error cells, which the parser would hide.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from staffing.core.spreadsheets.faults import BadFile

MB: Final = 1024 * 1024
ZIP_MAGIC: Final = b"PK\x03\x04"
EMPTY_ZIP_MAGIC: Final = b"PK\x05\x06"
OLE_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")
PIECE: Final = 4 * MB
OVERLAP: Final = 512
SMALL_PART: Final = 64 * 1024
NOTED_CELLS: Final = 5000
LOCAL_HEADER: Final = struct.Struct("<4s5H3L2H")
ARCHIVE_NAMES: Final = re.compile(r"\.(zip|rar|7z|gz|xlsx?|xlsm|docx?|pptx?|exe|ole)$", re.IGNORECASE)
SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
FORMULA_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f[\s/>]")
ERROR_CELL: Final = re.compile(rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>")
CELL_NAME: Final = re.compile(rb"\br=[\"']([A-Z]{1,3}\d+)[\"']")
HIDDEN_ROW: Final = re.compile(rb"<(?:\w+:)?row\s(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])[^>]*?\br=[\"'](\d+)[\"']")
HIDDEN_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s(?=[^>]*\bhidden=[\"'](?:1|true)[\"'])(?=[^>]*\bmin=[\"'](\d+)[\"'])[^>]*?\bmax=[\"'](\d+)[\"']")
# A cell with content in column ALM (1001) or beyond; empty styled cells, as WPS writes them, are let through.
FAR_CELL: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?r=[\"'](?:A(?:L[M-Z]|[M-Z][A-Z])|[B-Z][A-Z]{2})\d+[\"'][^>]*(?<!/)>")
LAST_ROW: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?r=[\"'][A-Z]{1,3}(\d+)[\"'][^>]*(?<!/)>")


@dataclass(frozen=True, slots=True)
class Limits:
    """What an uploaded file may cost."""

    file_mb: int = 30
    unpacked_mb: int = 600
    ratio: int = 100
    entries: int = 2000
    rows: int = 800_000
    columns: int = 1000
    memory_mb: int = 2048
    cpu_s: int = 120


@dataclass(slots=True)
class PartNotes:
    """What the pass over one sheet's XML noted: cells that hold formulas or errors, by name (C12); hidden rows and columns."""

    formulas: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


def kind_of(content: bytes, limits: Limits) -> str:
    """Return xlsx, xls or text; BadFile for what is certainly something else."""
    if not content:
        raise BadFile("empty")
    if len(content) > limits.file_mb * MB:
        raise BadFile("too_large", limit=limits.file_mb)
    if content.startswith((ZIP_MAGIC, EMPTY_ZIP_MAGIC)):
        return "xlsx"
    if content.startswith(OLE_MAGIC):
        _check_ole(content)
        return "xls"
    _refuse_known_others(content[:2048])
    return "text"


def _refuse_known_others(start: bytes) -> None:
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        raise BadFile("web_page")
    if head.startswith(b"<?xml"):
        raise BadFile("web_page" if b"<html" in head else "other_format", kind="XML")
    for magic, kind in ((b"%pdf", "PDF"), (b"\x89png", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"rar!", "RAR"), (b"7z\xbc\xaf", "7z"),
                        (b"{\\rtf", "RTF"), (b"mz", "EXE")):
        if head.startswith(magic):
            raise BadFile("other_format", kind=kind)


def _check_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BadFile("password")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise BadFile("macros")
    names = [name for name in ("Workbook", "Book", "WordDocument", "PowerPoint Document") if name.encode("utf-16-le") in content]
    if not names:
        raise BadFile("truncated")
    if not {"Workbook", "Book"} & set(names):
        raise BadFile("other_format", kind="Word" if "WordDocument" in names else "PowerPoint")


def check_zip(content: bytes, limits: Limits) -> dict[str, PartNotes]:
    """Refuse a dangerous or foreign zip; return notes by sheet part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error, UnicodeDecodeError) as error:
        raise BadFile("truncated") from error
    _check_directory(entries, limits)
    _check_names(entries, content)
    notes: dict[str, PartNotes] = {}
    total = 0
    for entry in entries:
        sheet = SHEET_PART.fullmatch(entry.filename)
        found = PartNotes()
        total += _pass_over(content, entry, found, sheet is not None, limits)
        if total > limits.unpacked_mb * MB:
            raise BadFile("unpacked_too_large", limit=limits.unpacked_mb)
        if sheet:
            notes[entry.filename] = found
    return notes


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise BadFile("too_many_entries", found=len(entries), limit=limits.entries)
    if sum(entry.file_size for entry in entries) > limits.unpacked_mb * MB:
        raise BadFile("unpacked_too_large", limit=limits.unpacked_mb)
    for entry in entries:
        if entry.file_size > SMALL_PART and entry.file_size > limits.ratio * max(1, entry.compress_size):
            raise BadFile("compressed_too_far", limit=limits.ratio)
        if entry.flag_bits & 1:
            raise BadFile("password")


def _check_names(entries: list[zipfile.ZipInfo], content: bytes) -> None:
    names = [entry.filename for entry in entries]
    lower = {name.lower() for name in names}
    if len(lower) != len(names):
        raise BadFile("lying_sizes")
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lower):
        raise BadFile("macros")
    if any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in lower):
        raise BadFile("external_links")
    for name in names:
        if ARCHIVE_NAMES.search(name) or name.lower().startswith("xl/embeddings/"):
            raise BadFile("nested_archive", name=name.rsplit("/", 1)[-1][:60])
    _refuse_other_packages(lower, content)


def _refuse_other_packages(names: set[str], content: bytes) -> None:
    if "xl/workbook.bin" in names:
        raise BadFile("other_format", kind="xlsb")
    if "word/document.xml" in names:
        raise BadFile("other_format", kind="Word")
    if "ppt/presentation.xml" in names:
        raise BadFile("other_format", kind="PowerPoint")
    if "mimetype" in names and b"opendocument" in content[:200]:
        raise BadFile("other_format", kind="ODS")
    if not names or not any(name.startswith("xl/") and "workbook" in name for name in names):
        raise BadFile("not_a_spreadsheet" if names else "truncated")


def _pass_over(content: bytes, entry: zipfile.ZipInfo, notes: PartNotes, sheet: bool, limits: Limits) -> int:
    """Unpack one part in pieces, count its true size, look for what must not be there; return the size."""
    size, tail = 0, b""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    for piece in _pieces(content, entry):
        if size == 0 and piece.startswith((ZIP_MAGIC, OLE_MAGIC)):
            raise BadFile("nested_archive", name=entry.filename.rsplit("/", 1)[-1][:60])
        size += len(piece)
        if size > entry.file_size:
            raise BadFile("lying_sizes")
        if is_xml and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
            raise BadFile("entities")
        if sheet:
            window = tail + piece
            _note_cells(window, entry.filename, notes, limits)
            tail = window[-OVERLAP:]
    if size != entry.file_size:
        raise BadFile("lying_sizes")
    return size


def _pieces(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give the unpacked bytes of a part, whatever the directory says about its size."""
    try:
        header = LOCAL_HEADER.unpack_from(content, entry.header_offset)
    except struct.error as error:
        raise BadFile("truncated") from error
    start = entry.header_offset + LOCAL_HEADER.size + header[-2] + header[-1]
    packed = memoryview(content)[start:start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise BadFile("not_a_spreadsheet")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        waiting: bytes = bytes(packed)
        while waiting:
            yield unpacker.decompress(waiting, PIECE)
            waiting = unpacker.unconsumed_tail
        if not unpacker.eof:
            raise BadFile("truncated")
    except zlib.error as error:
        raise BadFile("truncated") from error


def _note_cells(window: bytes, part: str, notes: PartNotes, limits: Limits) -> None:
    if b"<f" in window or b":f" in window:
        _note(FORMULA_CELL, window, notes.formulas)
    if b'"e"' in window or b"'e'" in window:
        _note(ERROR_CELL, window, notes.errors)
    if b"hidden" in window:
        _note_hidden(window, notes, limits)
    if FAR_CELL.search(window):
        raise BadFile("too_many_columns", sheet=part.rsplit("/", 1)[-1], limit=limits.columns)
    # Rows come in order, so the last cell of a piece tells how far the sheet goes; the child's memory limit
    # catches a file that hides a far row among near ones.
    start = max(window.rfind(b"<c r="), window.rfind(b":c r="))
    last = LAST_ROW.match(window, start) if start >= 0 else None
    if last and int(last[1]) > limits.rows:
        raise BadFile("too_many_rows", sheet=part.rsplit("/", 1)[-1], limit=limits.rows)


def _note_hidden(window: bytes, notes: PartNotes, limits: Limits) -> None:
    last = notes.hidden_rows[-1] if notes.hidden_rows else 0
    notes.hidden_rows += [row for found in HIDDEN_ROW.finditer(window) if (row := int(found[1])) > last][:NOTED_CELLS - len(notes.hidden_rows)]
    for found in HIDDEN_COLUMN.finditer(window):
        first, end = int(found[1]), min(int(found[2]), limits.columns)
        notes.hidden_columns += [column for column in range(first, end + 1) if column not in notes.hidden_columns]


def _note(pattern: re.Pattern[bytes], window: bytes, cells: list[str]) -> None:
    for found in pattern.finditer(window):
        if len(cells) >= NOTED_CELLS:
            return
        name = CELL_NAME.search(found[1])
        text = name[1].decode() if name else "?"
        # Windows overlap by less than these cells, so that a cell is not noted twice.
        if text not in cells[-OVERLAP:]:
            cells.append(text)
