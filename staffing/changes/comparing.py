"""What a form says against what is stored, field by field, in the texts that a browser would send. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import Field

from staffing.audit.conflicts import FIELD_OF_COLUMN, SECRET_FIELDS
from staffing.core.conflicts import VersionedForm, answer_fields, sent_value, shown_value
from staffing.core.fields import TypedField
from staffing.core.filters import NOTHING

COLUMN_OF: Final = {field: column for column, field in FIELD_OF_COLUMN.items()}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose answer differs from the record; ``old`` of a hidden field is a mark, not its value."""

    field: str
    old: str
    new: str
    secret: bool = False


def text_of(field: Field) -> str:
    """Return a field's answer as a browser would send it, in one spelling: 2026/9/1 and 2026-09-01 are the same day."""
    if isinstance(field, TypedField):
        return field.show(field.data) if field.data is not None else ""
    return sent_value(field).replace("\r\n", "\n")


def texts_of(form: VersionedForm) -> dict[str, str]:
    """Return every answer of a form."""
    return {field.short_name: text_of(field) for field in answer_fields(form)}


def present_text(field: str, stored: VersionedForm, row: Any) -> str:
    """Return what stands in the record now; of a hidden field a mark that changes whenever its value is entered anew."""
    if field in SECRET_FIELDS:
        cipher = getattr(row, COLUMN_OF[field], None)
        return hashlib.sha256(cipher.encode()).hexdigest()[:16] if cipher else ""
    return text_of(stored[field]) if field in stored else ""


def differences(form: VersionedForm, stored: VersionedForm, row: Any) -> list[FieldChange]:
    """Return the fields in which the form differs from the record, in the order of the form."""
    found = []
    for field in answer_fields(form):
        name, new = field.short_name, text_of(field)
        secret = name in SECRET_FIELDS
        before = "" if secret or name not in stored else text_of(stored[name])
        if new != before:
            found.append(FieldChange(name, present_text(name, stored, row), new, secret))
    return found


def answers(form: VersionedForm, blank: VersionedForm) -> list[FieldChange]:
    """Return every answer of a form that makes a new entry; an answer left as offered counts, an empty one does not."""
    found = []
    for field in answer_fields(form):
        new = text_of(field)
        if new or new != text_of(blank[field.short_name]):
            found.append(FieldChange(field.short_name, "", new, field.short_name in SECRET_FIELDS))
    return found


def overlaid(texts: Mapping[str, str], changes: Mapping[str, str]) -> MultiDict[str, str]:
    """Return what a browser would send for the stored answers with some of them changed."""
    return MultiDict({**texts, **changes})


def with_kept(sent: MultiDict[str, str], texts: Mapping[str, str], kept: Iterable[str]) -> MultiDict[str, str]:
    """Return what was sent with the stored answer in place of every field that the sender may not change."""
    merged = MultiDict(sent)
    for name in kept:
        merged.setlist(name, [texts.get(name, "")])
    return merged


def words_of(form: VersionedForm, field: str, text: str) -> str:
    """Return a field's answer in the reader's words; the text itself where the choice is no longer offered."""
    if field not in form:
        return text or NOTHING
    shown = shown_value(form[field])
    return shown if shown != NOTHING else text or NOTHING
