"""The conflict page (编辑冲突): who changed what since the form was opened, and a choice for every differing field.

Any edit form of a versioned record can use it: ``form_seen`` when the form is made, ``show_conflict`` when an operation
raises StaleVersionError.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import render_template, request

from staffing.audit.models import AuditEvent
from staffing.audit.queries import last_sequence, list_events_since
from staffing.audit.readable import read_events
from staffing.core.conflicts import VersionedForm, compare

# Column of the record -> field of the form, where the record keeps a value under another name.
FIELD_OF_COLUMN: Final = {"id_number_cipher": "id_number", "phone_cipher": "phone", "content_cipher": "restricted_text"}
SECRET_FIELDS: Final = frozenset(FIELD_OF_COLUMN.values())


def form_seen(form: VersionedForm, target: Any, county_id: int) -> None:
    """Let a form that is shown for the first time remember which state it shows."""
    if not form.is_submitted():
        form.version.data, form.seen.data = target.version, last_sequence(county_id)


def show_conflict(
    mine: VersionedForm, stored: VersionedForm, *, target: Any, county_id: int, heading: str, keep: Mapping[str, str] | None = None,
) -> tuple[str, int]:
    """Return the conflict page, which posts the chosen values to the same address with the version now stored.

    ``keep`` are further answers of the page that belong to no field of the record; they are sent along unchanged.
    """
    events = list_events_since(county_id, type(target).__name__, target.id, mine.seen.data or 0)
    comparison = compare(mine, stored, _before(events), secret=SECRET_FIELDS)
    stored.version.data, stored.seen.data = target.version, last_sequence(county_id)
    page = render_template(
        "errors/conflict.html", heading=heading, comparison=comparison, form=stored, keep=keep or {}, action=request.path,
        events=read_events(events, county_id, restricted=True),
    )
    return page, 409


def _before(events: list[AuditEvent]) -> dict[str, Any]:
    """Return what each field held before the first of the lines that changed it."""
    before: dict[str, Any] = {}
    for event in events:
        for column, pair in event.changes.items():
            before.setdefault(FIELD_OF_COLUMN.get(column, column), pair[0] if isinstance(pair, list) and pair else None)
    return before
