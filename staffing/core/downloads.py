"""Answer a request with a list as a file: .xlsx or .csv, named in the officer's words, never kept by the browser's cache."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from werkzeug.wrappers import Response

from staffing.core.spreadsheets.csv_writing import csv_bytes
from staffing.core.spreadsheets.layout import ListMeta, Sheet
from staffing.core.spreadsheets.writing import workbook_bytes

TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def send_list(sheets: Sequence[Sheet], *, meta: ListMeta, kind: str) -> Response:
    """Return the sheets as a download; a .csv holds the first sheet only. LookupError for another kind of file."""
    if kind not in TYPES:
        raise LookupError("no such kind of file")
    body = workbook_bytes(sheets, meta=meta) if kind == "xlsx" else csv_bytes(sheets[0], meta=meta)
    response = Response(body, content_type=TYPES[kind])
    response.headers["Content-Disposition"] = disposition(meta, kind)
    return response


def disposition(meta: ListMeta, kind: str) -> str:
    """Return the header that names the file: title and day, readable in Chinese by every browser."""
    day = meta.made_on.isoformat() if meta.made_on else ""
    name = f"{meta.title}_{day}.{kind}"
    return f"attachment; filename=\"list.{kind}\"; filename*=UTF-8''{quote(name)}"
