"""Lists that leave the system: what is exported, who may, in which format, and the audit line that every one leaves.

Features hand their lists over as ExportKind; the page of all exports and each feature's own buttons send them the same
way, through ``staffing.releases.leaving``. Knows no teacher and no plan.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, cast

from flask import Flask, abort, current_app, has_request_context
from flask_babel import LazyString, lazy_gettext as _l
from flask_login import current_user

from staffing.core.access import Role, person
from staffing.core.database import utc_now
from staffing.core.school_year import COUNTY_TIME
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet, is_number, text_of
from staffing.core.spreadsheets.measuring import column_shares, column_widths
from staffing.errors import StaffingError

EXTENSION: Final = "staffing_export_kinds"
UPRIGHT_CHARACTERS: Final = 125
"""What fits across an upright A4 page in the print style's type."""


class ExportedList:
    """What the audit line of an export speaks of: a list by its code."""

    def __init__(self, code: str) -> None:
        """Name the list."""
        self.id = code


class ExportFormat(StrEnum):
    """How a list leaves: workbook, comma-separated text (UTF-8 with BOM), or a page for the printer."""

    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Exported:
    """One list ready to leave. A workbook holds all sheets, as text several leave in a .zip, a printed page shows
    them below each other."""

    meta: ListMeta
    sheets: Sequence[Sheet]

    def as_of(self, day: dt.date | None) -> "Exported":
        """Return the same with the day it speaks of in its title and file name."""
        return replace(self, meta=self.meta.as_of(day))

    def settled(self) -> "Exported":
        """Return the same with its rows read once and kept, so that they can be counted and written."""
        return replace(self, sheets=[replace(sheet, rows=[tuple(row) for row in sheet.rows]) for sheet in self.sheets])

    @property
    def rows(self) -> int:
        """Rows of all sheets; only after ``settled``."""
        return sum(len(cast("list[object]", sheet.rows)) for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class ExportKind:
    """A list that the page of all exports offers (导出清单).

    ``make_on`` makes it as of a day (截至); a list without it is bound to the rotation year or holds everything on record.
    ``title`` is the official Chinese name; ``make`` takes the county's id and raises StaffingError where the list cannot
    be made yet, with what has to be done first. ``personal`` lists hold persons.
    """

    code: str
    title: str
    roles: frozenset[Role]
    make: Callable[[int], Exported]
    note: LazyString | str = ""
    personal: bool = True
    formats: tuple[ExportFormat, ...] = field(default=tuple(ExportFormat))
    make_on: Callable[[int, dt.date], Exported] | None = None

    def made(self, county_id: int, on: dt.date | None) -> Exported:
        """Return the list, as of a day if one is asked for; a list that knows no days refuses one."""
        if on is None:
            return self.make(county_id)
        if self.make_on is None:
            raise StaffingError(_l("“%(title)s” does not depend on a day: take the day out of the address.", title=self.title))
        return self.make_on(county_id, on)


def register_exports(app: Flask, kinds: Iterable[ExportKind]) -> None:
    """Make lists known to the page of all exports, in this order; a code that stands twice is a programming error."""
    app.jinja_env.filters |= {"export_cell": export_cell, "column_shares": column_shares, "wide_list": is_wide}
    known: dict[str, ExportKind] = app.extensions.setdefault(EXTENSION, {})
    for kind in kinds:
        if kind.code in known:
            raise ValueError(f"two exports are called {kind.code}")
        known[kind.code] = kind


def list_exports(role: Role) -> list[ExportKind]:
    """Return the lists that a role may export, in their order."""
    kinds: dict[str, ExportKind] = current_app.extensions.get(EXTENSION, {})
    return [kind for kind in kinds.values() if role in kind.roles]


def get_export(code: str, role: Role) -> ExportKind:
    """Return a list by its code; LookupError if there is none for the role."""
    for kind in list_exports(role):
        if kind.code == code:
            return kind
    raise LookupError


def title_of(code: str) -> str:
    """Return the official name of a list; the code itself where this version knows no such list."""
    kinds: dict[str, ExportKind] = current_app.extensions.get(EXTENSION, {})
    return kinds[code].title if code in kinds else code


def as_format(text: str) -> ExportFormat:
    """Return the format of an address; 404 if there is no such format."""
    if text not in set(ExportFormat):
        abort(404)
    return ExportFormat(text)


def mark_of_reader() -> str:
    """Return who takes a list now, for its mark; empty where nobody is signed in."""
    if not has_request_context() or not current_user.is_authenticated:
        return ""
    return mark_text(person().name)


def mark_text(name: str) -> str:
    """Return the mark of a list that this person takes now."""
    return f"导出：{name} {utc_now().astimezone(COUNTY_TIME):%Y-%m-%d %H:%M}"


def marked(exported: Exported) -> Exported:
    """Return the list with the mark of who takes it now."""
    return replace(exported, meta=replace(exported.meta, mark=mark_of_reader()))


def is_wide(sheets: Sequence[Sheet]) -> bool:
    """True if a list must be printed across the page."""
    return any(sum(column_widths(sheet.columns)) > UPRIGHT_CHARACTERS for sheet in sheets)


def export_cell(value: Cell, column: Column) -> str:
    """Return what a printed list shows of a cell."""
    if column.is_numeric and is_number(value):
        if column.kind is Kind.YEAR:
            return f"{value:.0f}"
        return f"{value:.{column.digits}%}" if column.kind is Kind.PERCENT else f"{value:,.{column.digits}f}"
    return text_of(value)
