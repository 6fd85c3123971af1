"""How a bulk edit reads: what is set, old and new value of each person, why somebody was left out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from staffing.changes.enums import ChangeAct
from staffing.changes.targets import NO_CSRF
from staffing.core.conflicts import answer_fields, shown_value
from staffing.core.filters import NOTHING, show_date
from staffing.editing.applying import former_values
from staffing.editing.catalogue import REMOVE_PHONE, What, form_for
from staffing.editing.enums import EditState, ItemState
from staffing.editing.models import BulkEdit, BulkEditItem
from staffing.editing.operations import what_is_set

ITEM_LOOKS: Final = {
    ItemState.PLANNED: "info", ItemState.SAME: "none", ItemState.REFUSED: "bad", ItemState.STALE: "warn", ItemState.CHANGED: "good",
    ItemState.UNDONE: "none", ItemState.KEPT: "warn",
}
EDIT_LOOKS: Final = {
    EditState.CHOSEN: "wait", EditState.SHOWN: "wait", EditState.APPLYING: "wait", EditState.DONE: "good", EditState.UNDOING: "wait",
    EditState.UNDONE: "none",
}


@dataclass(frozen=True, slots=True)
class ItemView:
    """One person of an edit in words."""

    item: BulkEditItem
    old: str
    reason: str

    @property
    def look(self) -> str:
        """Return the colour and icon of the state."""
        return ITEM_LOOKS[self.item.state]


class EditWords:
    """What an edit sets, and what its persons had, in the reader's language."""

    def __init__(self, edit: BulkEdit) -> None:
        """Make the form once, with the choices that the county gives."""
        self.what: What = what_is_set(edit)
        self._edit = edit
        self._form = form_for(self.what, edit.county_id, formdata=MultiDict(edit.answers), meta=NO_CSRF)
        self._blank = form_for(self.what, edit.county_id, formdata=None, meta=NO_CSRF)
        self.answers = self._answers()

    @property
    def new(self) -> str:
        """Return the new value; of a new entry all that it says."""
        return "；".join(f"{label}：{value}" for label, value in self.answers) if self.what.act is ChangeAct.ADD else self.answers[0][1]

    def views(self, items: Sequence[BulkEditItem]) -> list[ItemView]:
        """Return persons of the edit in words."""
        return [ItemView(item, self._old(item), reason_words(item.refusal)) for item in items]

    def _answers(self) -> list[tuple[str, str]]:
        """Return what is set, field by field, empty answers of a new entry left out; a restricted text stays hidden."""
        told = [(str(field.label.text), shown_value(field)) for field in answer_fields(self._form) if field.short_name != "restricted_text"]
        if self._edit.secret_cipher:
            told.append((str(self._form["restricted_text"].label.text), str(_("(stored encrypted)"))))
        return [(label, value) for label, value in told if value != NOTHING] or told[:1]

    def _old(self, item: BulkEditItem) -> str:
        if self.what.field == REMOVE_PHONE:
            return str(_("(stored encrypted)")) if item.state not in (ItemState.SAME, ItemState.STALE) else NOTHING
        if "ends" in item.before:
            return "、".join(_("the entry since %(day)s ends", day=show_date(dt.date.fromisoformat(day))) for day in item.before["ends"])
        values = list(former_values(self.what, item.before).values())
        return self._shown(values[0]) if values else NOTHING

    def _shown(self, value: Any) -> str:
        field = self._blank["day" if self.what.act is ChangeAct.END else self.what.field]
        field.raw_data, field.data = None, value
        return shown_value(field)


def reason_words(refusal: Sequence[Any]) -> str:
    """Return a stored message in the reader's language."""
    return str(_(refusal[0], **refusal[1])) if refusal else ""
