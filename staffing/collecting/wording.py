"""What the pages say of a round: looks of states, why a file was not taken, lateness."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.collecting.models import (
    CollectionRound,
    Delivery,
    DeliveryState,
    ReturnState,
    RoundState,
    SchoolReturn,
)
from staffing.collecting.queries import OUTSTANDING, Decided
from staffing.collecting.tokens import LABEL
from staffing.core.import_report import CellFault
from staffing.core.spreadsheets.faults import REFUSALS
from staffing.imports.catalogue import ALL_SHEETS
from staffing.imports.wording import notice

LOOKS: Final[dict[ReturnState, str]] = {
    ReturnState.WAITING: "none", ReturnState.FAULTY: "bad", ReturnState.CHECKED: "info", ReturnState.READY: "wait", ReturnState.MERGED: "good",
}
DELIVERY_LOOKS: Final[dict[DeliveryState, str]] = {
    DeliveryState.RECEIVED: "wait", DeliveryState.CLEAN: "good", DeliveryState.FAULTY: "bad", DeliveryState.SAME: "none", DeliveryState.REFUSED: "bad",
}
ROUND_LOOKS: Final[dict[RoundState, str]] = {RoundState.OPEN: "info", RoundState.CLOSED: "none"}
NOT_MARKABLE: Final = _l("Faults can be marked in .xlsx files only; take the list of faults instead, or have the school save its file as .xlsx.")
REASONS: Final[dict[str, LazyString]] = {
    "no_number": _l("The file bears no collection number, so nobody can tell whose it is. Use the workbook handed out, or hand the file in on the page of its school."),
    "unknown_number": _l("The collection number in the file belongs to no collection of this county. It was made elsewhere or the number was changed."),
    "several_numbers": _l("The sheets come from workbooks of several schools (%(numbers)s). Hand in one workbook per school."),
    "other_round": _l("The workbook belongs to another collection (%(round)s, %(school)s). Hand it in there, or use the workbook of this collection."),
    "other_school": _l("The workbook belongs to %(school)s, not to %(expected)s."),
    "round_closed": _l("This collection is closed; nothing is taken any more."),
    "twice_together": _l("Several different files of %(school)s came together (%(files)s). Leave the one that counts."),
}
# What the template itself brings along is nothing to tell.
OWN_EXTRAS: Final = ("填写说明", "错误清单", "填表检查")


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A school's part as a page shows it."""

    item: SchoolReturn
    look: str
    late: bool
    decided: Decided

    @property
    def digest(self) -> str:
        """Return the digest of the preview that merging would store, with what was decided about it."""
        return self.decided.seen(self.item)


def describe_return(item: SchoolReturn, one: CollectionRound, today: dt.date, decided: Decided | None = None) -> ReturnLine:
    """Return a school's part with its look; late if it is still out after the due day."""
    late = one.state is RoundState.OPEN and item.state in OUTSTANDING and one.due_on < today
    return ReturnLine(item, LOOKS[item.state], late, decided or Decided())


def why_refused(delivery: Delivery) -> LazyString | str:
    """Return why a file was not taken, empty if it was."""
    if delivery.state is DeliveryState.SAME:
        return _l("This very file was taken already; nothing was done.")
    words = REASONS.get(delivery.reason) or REFUSALS.get(delivery.reason)
    return LazyString(lambda: str(words) % delivery.params) if words else ""


def faults_of(item: SchoolReturn) -> list[CellFault]:
    """Return the faults of the school's file that counts now."""
    return [CellFault.from_json(fault) for fault in item.batch.faults] if item.batch else []


def notices_of(item: SchoolReturn) -> list[LazyString]:
    """Return what the import left out of the school's file, without what our own workbook brings along."""
    told: list[tuple[str, Mapping[str, Any]]] = item.batch.counts.get("told", []) if item.batch else []
    kept = []
    for code, params in told:
        left = [name for name in str(params.get("columns") or params.get("sheet", "")).split("、") if not _is_own(name)]
        if left:
            kept.append(notice(code, {**params, "columns": "、".join(left)} if "columns" in params else params))
    return kept


def _is_own(name: str) -> bool:
    """True for what our own workbook brings along: the checking column, headed together with the line above it, and our own sheets."""
    return name in OWN_EXTRAS or LABEL in name


def sheet_titles(codes: Mapping[str, object]) -> str:
    """Return the titles of the sheets of a round."""
    return "、".join(sheet.title for sheet in ALL_SHEETS if sheet.code in codes)
