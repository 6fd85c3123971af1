"""Two people changed the same record: compare what one wanted to save with what is stored now, field by field.

The form carries the version it was made from and the last audit line then; what others did since comes from the log.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from wtforms import BooleanField, Field
from wtforms.widgets import HiddenInput

from staffing.core.fields import ChoiceField, TypedField, WholeNumberField
from staffing.core.filters import NOTHING
from staffing.core.forms import StaffingForm


class VersionedForm(StaffingForm):
    """A form on a stored record; ``seen`` is the number of the last audit line when it was opened."""

    version = WholeNumberField(widget=HiddenInput())
    seen = WholeNumberField(widget=HiddenInput())


class WhoChanged(StrEnum):
    """Who changed a field since the form was opened."""

    BOTH = "both"
    OTHERS = "others"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the answers of the form and the stored record differ.

    ``mine`` and ``stored`` are words for the reader, ``mine_value`` and ``stored_value`` what the form would send.
    """

    name: str
    label: str
    who: WhoChanged
    mine: str
    stored: str
    mine_value: str
    stored_value: str

    @property
    def keeps_mine(self) -> bool:
        """True if the person's own answer is the one offered first: nobody else touched the field."""
        return self.who is WhoChanged.MINE


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differing fields, those that both changed first, and the values of all others."""

    differences: tuple[Difference, ...]
    same: tuple[tuple[str, str], ...]


def compare(mine: StaffingForm, stored: StaffingForm, before: Mapping[str, Any], *, secret: Collection[str] = ()) -> Comparison:
    """Compare the form as sent with the form made anew from the record.

    ``before`` holds, for each field that others changed since, the value it had when the form was opened. The words of
    ``secret`` fields are not repeated on the page.
    """
    differences, same = [], []
    for field in answer_fields(mine):
        other = stored[field.short_name]
        value, now = sent_value(field), sent_value(other)
        if value == now:
            same.append((field.name, now))
            continue
        who = _who(field, value, before)
        words = _("(entered anew, not shown)") if field.short_name in secret else shown_value(field)
        kept = _("(as stored)") if field.short_name in secret else shown_value(other)
        differences.append(Difference(field.name, str(field.label.text), who, words, kept, value, now))
    order = list(WhoChanged)
    return Comparison(tuple(sorted(differences, key=lambda item: order.index(item.who))), tuple(same))


def answer_fields(form: StaffingForm) -> Sequence[Field]:
    """Return the fields that carry the officer's answers."""
    return [field for field in form if field.short_name not in ("csrf_token", "version", "seen")]


def sent_value(field: Field) -> str:
    """Return what a browser would send for the field's present value; empty for an unticked box."""
    if isinstance(field, BooleanField):
        return "y" if field.data else ""
    if isinstance(field, ChoiceField):
        return "" if field.data is None else str(field.data)
    return str(field._value()).strip()


def shown_value(field: Field) -> str:
    """Return the field's present value in words."""
    if isinstance(field, BooleanField):
        return str(_("yes") if field.data else _("no"))
    if isinstance(field, ChoiceField):
        return field.shown_choice() or NOTHING
    return sent_value(field) or NOTHING


def _who(field: Field, value: str, before: Mapping[str, Any]) -> WhoChanged:
    if field.short_name not in before:
        return WhoChanged.MINE
    return WhoChanged.OTHERS if _as_sent(field, before[field.short_name]) == value else WhoChanged.BOTH


def _as_sent(field: Field, raw: Any) -> str:
    """Return a value of the log as a browser would have sent it."""
    if isinstance(field, TypedField):
        return field.stored_text(raw)
    if isinstance(raw, bool):
        return "y" if raw else ""
    return "" if raw is None else str(raw)
