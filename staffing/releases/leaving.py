"""The one door for lists and files with personal data (导出出口): who takes them stands on them, each leaves a line in the log,
and above the installation's number of rows they wait for a second person.

Views send nothing by themselves: tests/house/test_leaving.py finds one that does. What is kept for a second person is the very
list that was asked for, with its filters.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.audit.record import Actor, record
from staffing.core.access import person
from staffing.core.downloads import TYPES, disposition, list_bytes
from staffing.core.exports import Exported, ExportedList, ExportFormat, marked
from staffing.core.spreadsheets.layout import ListMeta
from staffing.releases import operations
from staffing.releases.models import ExportRequest

PAGE = "html"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is about to leave: its bytes and kind, what it is called, how many rows of persons it has, and its line in the log."""

    meta: ListMeta
    code: str
    suffix: str
    rows: int
    personal: bool
    content: Callable[[], bytes]

    @property
    def told(self) -> str:
        """Return what the list is narrowed to, for the person who decides about it."""
        return "  ".join(self.meta.extra)


def ready_list(exported: Exported, wanted: ExportFormat, *, code: str, personal: bool = True) -> Leaving:
    """Return a list as it would leave; lists with persons are marked with who takes them and when."""
    settled = exported.settled()
    shown = marked(settled) if personal else settled
    if wanted is ExportFormat.HTML:
        page = partial(render_template, "exports/print.html", sheets=shown.sheets, meta=shown.meta)
        return Leaving(shown.meta, code, PAGE, settled.rows, personal, lambda: page().encode())
    content, suffix = list_bytes(shown.sheets, meta=shown.meta, kind=wanted.value)
    return Leaving(shown.meta, code, suffix, settled.rows, personal, lambda: content)


def hand_out(exported: Exported, wanted: ExportFormat, *, code: str, personal: bool = True, subject: object | None = None,
             told: Mapping[str, Any] | None = None) -> Response:
    """Answer with a list, or have it wait for a second person; ``subject`` and ``told`` are for the line in the log."""
    return let_leave(ready_list(exported, wanted, code=code, personal=personal), wanted, subject=subject, told=told)


def let_leave(leaving: Leaving, wanted: ExportFormat, *, subject: object | None = None, told: Mapping[str, Any] | None = None) -> Response:
    """Answer with what was made ready, or have it wait for a second person."""
    if must_wait(leaving):
        return wait(leaving)
    changes = {"format": wanted.value, "rows": leaving.rows, "personal": leaving.personal, **(told or {})}
    record("list_exported", subject or ExportedList(leaving.code), county_id=person().county_id, changes={key: [None, value] for key, value in changes.items()})
    return answer(leaving)


def hand_out_file(content: bytes, *, name: str, suffix: str, code: str, rows: int) -> Response:
    """Answer with a file that holds so many rows of persons, or have it wait; its own line in the log is the caller's."""
    leaving = Leaving(ListMeta(name), code, suffix, rows, True, lambda: content)
    return wait(leaving) if must_wait(leaving) else answer(leaving)


def must_wait(leaving: Leaving) -> bool:
    """True if this may leave only with a second person's word."""
    return leaving.personal and operations.too_many(leaving.rows)


def wait(leaving: Leaving) -> Response:
    """Keep it for a second person and lead to the requests; a page for the printer is not kept."""
    if leaving.suffix == PAGE:
        flash(str(operations.PRINT_REFUSED) % {"rows": leaving.rows, "most": operations.settings().export_rows_alone}, "warning")
    else:
        who = person()
        keep_waiting(leaving, county_id=who.county_id, asked_by=who.id)
        flash(_("This list has more than %(most)s rows with personal data. It waits for a second person's word; you find it here.",
                most=operations.settings().export_rows_alone), "warning")
    return redirect(url_for("statistics.list_requests"), code=303)


def keep_waiting(leaving: Leaving, *, county_id: int, asked_by: int, actor: Actor | None = None) -> ExportRequest:
    """Keep what is about to leave until a second person has agreed."""
    one = operations.ask(leaving.code, leaving.suffix, county_id=county_id, asked_by=asked_by, title=leaving.meta.title, told=leaving.told, actor=actor)
    operations.keep(one, leaving.content(), leaving.suffix, rows=leaving.rows, alone=False, actor=actor)
    return one


def answer(leaving: Leaving) -> Response:
    """Return it as a download, or as a page for the printer; no cache keeps it."""
    if leaving.suffix == PAGE:
        return Response(leaving.content(), content_type="text/html; charset=utf-8")
    return send_content(leaving.content(), leaving.meta, leaving.suffix)


def send_content(content: bytes, meta: ListMeta, suffix: str) -> Response:
    """Return bytes as a download with the list's name."""
    response = Response(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = disposition(meta, suffix)
    return response
