"""A list as a file: .xlsx or .csv (.zip of .csv where it has several sheets), named in the officer's words."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from staffing.core.spreadsheets.csv_writing import csv_or_zip
from staffing.core.spreadsheets.layout import ListMeta, Sheet
from staffing.core.spreadsheets.writing import workbook_bytes

TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


def list_bytes(sheets: Sequence[Sheet], *, meta: ListMeta, kind: str) -> tuple[bytes, str]:
    """Return a list as a file and its suffix: xlsx, csv, or zip for text of several sheets."""
    if kind == "xlsx":
        return workbook_bytes(sheets, meta=meta), kind
    if kind != "csv":
        raise LookupError("no such kind of file")
    return csv_or_zip(sheets, meta=meta)


def disposition(meta: ListMeta, kind: str) -> str:
    """Return the header that names the file: title and day, readable in Chinese by every browser."""
    name = f"{meta.title}_{meta.made_on.isoformat()}.{kind}" if meta.made_on else f"{meta.title}.{kind}"
    return f"attachment; filename=\"list.{kind}\"; filename*=UTF-8''{quote(name)}"
