"""What the pages say about a batch: state with its look, notices, counts per sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.import_report import CellFault
from staffing.core.spreadsheets.faults import refusal_text
from staffing.imports.batches import RECORDS_CHANGED
from staffing.imports.models import BatchState, ImportBatch

LOOKS: Final[dict[BatchState, str]] = {
    BatchState.READING: "wait", BatchState.FAULTY: "bad", BatchState.READY: "info", BatchState.STORING: "wait", BatchState.STORED: "good",
    BatchState.DISCARDED: "none", BatchState.REFUSED: "bad", BatchState.MAPPING: "info",
}
NOTICES: Final[dict[str, LazyString]] = {
    "sheet_left_out": _l("Sheet %(sheet)s was left out: its headings are not those of the template."),
    "schools_touched": _l("Of %(count)s schools the file holds fewer than half of the persons on record (%(schools)s); nobody there is listed as missing."),
    "columns_left_out": _l("In sheet %(sheet)s these columns were left out: %(columns)s."),
}


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """What a sheet of the file would do."""

    title: str
    rows: int
    new: int
    changed: int
    unchanged: int
    faults: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as the page shows it."""

    batch: ImportBatch
    look: str
    refusal: LazyString | None
    records_changed: bool
    notices: list[LazyString]
    sheets: list[SheetCounts]
    faults: list[CellFault]
    remarks: list[CellFault]

    @property
    def total(self) -> SheetCounts:
        """The counts of all sheets."""
        return SheetCounts(
            title="", rows=sum(one.rows for one in self.sheets), new=sum(one.new for one in self.sheets),
            changed=sum(one.changed for one in self.sheets), unchanged=sum(one.unchanged for one in self.sheets),
            faults=sum(one.faults for one in self.sheets))


def describe_batch(batch: ImportBatch) -> BatchView:
    """Return what the page shows of a batch."""
    counts = batch.counts or {}
    refused = batch.state is BatchState.REFUSED
    return BatchView(
        batch=batch, look=LOOKS[batch.state], refusal=refusal_text(batch.message, counts.get("params", {})) if refused else None,
        records_changed=batch.message == RECORDS_CHANGED,
        notices=[notice(code, params) for code, params in counts.get("told", [])],
        sheets=sheet_counts(counts), faults=[CellFault.from_json(fault) for fault in batch.faults],
        remarks=[CellFault.from_json(one) for one in counts.get("remarks", [])])


def notice(code: str, params: Mapping[str, Any]) -> LazyString:
    """Return the sentence of a notice."""
    return LazyString(lambda: str(NOTICES[code]) % params)


def sheet_counts(counts: Mapping[str, Any]) -> list[SheetCounts]:
    """Return the counts by sheet, sheets with faults first."""
    faults = counts.get("faults", {})
    rows = []
    for title in {**counts.get("sheets", {}), **faults}:
        one = counts.get("sheets", {}).get(title, {})
        new, changed, unchanged = (one.get(name, 0) for name in ("new", "changed", "unchanged"))
        rows.append(SheetCounts(title, one.get("rows", new + changed + unchanged), new, changed, unchanged, faults.get(title, 0)))
    return sorted(rows, key=lambda row: row.faults == 0)
