"""Lists as .csv for programs that take nothing else: UTF-8 with BOM, dangerous beginnings made harmless.

A .csv holds one sheet; a list of several leaves as a .zip with one .csv for each, so that nothing is silently left out.
"""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

from staffing.core.atomic_files import write_atomically
from staffing.core.spreadsheets.layout import BANNER, Cell, Column, Kind, ListMeta, Sheet, is_number, text_of

# A spreadsheet program opens such a text as a formula; full-width signs and leading blanks are no protection.
DANGEROUS = re.compile(r"^\s*[=+\-@＝＋－＠\t\r\n]")
PREFIX = "'"
UNFIT_FOR_NAMES: Final = re.compile(r'[\\/:*?"<>|\s]+')
# The same content gives the same file, whenever it is written.
ZIP_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


def write_csv(target: Path | BinaryIO, sheet: Sheet, *, meta: ListMeta) -> None:
    """Write one sheet: heading, rows; a synthetic county's list ends with the banner line after a blank one."""
    content = csv_bytes(sheet, meta=meta)
    if isinstance(target, Path):
        with write_atomically(target) as file:
            file.write(content)
    else:
        target.write(content)


def csv_bytes(sheet: Sheet, *, meta: ListMeta) -> bytes:
    """Return the sheet as .csv bytes."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([harmless(column.heading) for column in sheet.columns])
    for cells in sheet.rows:
        writer.writerow([csv_text(value, column) for value, column in zip(cells, sheet.columns, strict=True)])
    closing = [[line] for line in (BANNER if meta.synthetic else "", harmless(meta.mark)) if line]
    if closing:
        writer.writerows([[], *closing])
    return buffer.getvalue().encode("utf-8-sig")


def csv_or_zip(sheets: Sequence[Sheet], *, meta: ListMeta) -> tuple[bytes, str]:
    """Return a list as text and its kind of file: csv for one sheet, zip with one numbered .csv for each of several."""
    if len(sheets) == 1:
        return csv_bytes(sheets[0], meta=meta), "csv"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(sheets, start=1):
            entry = zipfile.ZipInfo(f"{number:02d}_{UNFIT_FOR_NAMES.sub('_', sheet.title)}.csv", ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_bytes(sheet, meta=meta))
    return buffer.getvalue(), "zip"


def csv_text(value: Cell, column: Column) -> str:
    """Return what stands in the file; a share is written as a percentage."""
    if not is_number(value):
        return harmless(text_of(value))
    return f"{value:.{column.digits}%}" if column.kind is Kind.PERCENT else str(value)


def harmless(text: str) -> str:
    """Return the text with an apostrophe in front if a spreadsheet program would run it."""
    return PREFIX + text if DANGEROUS.match(text) else text


def without_prefix(text: str) -> str:
    """Return the text without the apostrophe that ``harmless`` put in front."""
    return text[1:] if text.startswith(PREFIX) and DANGEROUS.match(text[1:]) else text
