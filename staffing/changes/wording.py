"""How requests read: titles of fields, old and new values in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.conflicts import SECRET_FIELDS
from staffing.changes.comparing import words_of
from staffing.changes.deciding import moved_items, present_texts
from staffing.changes.models import ChangeItem, ChangeRequest
from staffing.changes.operations import WHOLE_ENTRY
from staffing.changes.policy import ACT_TITLES, defaults, policy_field
from staffing.changes.secrets import masked_item
from staffing.changes.targets import FIGURES, SCHOOL, TEACHER, Target
from staffing.core.conflicts import VersionedForm
from staffing.core.filters import NOTHING
from staffing.schools.models import School, SectionYear
from staffing.schools.titles import title as school_title
from staffing.teachers.fact_kinds import MODELS, kind_of
from staffing.teachers.models import Deferral, Teacher
from staffing.teachers.titles import TITLES as TEACHER_TITLES

# Fields that forms ask for under another name than the record keeps, or that only requests have.
OWN_TITLES: Final[dict[str, LazyString]] = {
    WHOLE_ENTRY: _l("The whole entry"), "day": _l("Last day"), "valid_to": _l("Last day"),
    "ends_running": _l("What is in force ends on the day the new one begins"), "remove_phone": _l("Remove the phone number"),
    "partner_number": _l("Staff number of the partner"), "restricted_text": TEACHER_TITLES[Deferral]["content"],
    "pupils": _l("Pupils"), "classes": _l("Classes"), "largest_class": _l("Largest class"), **ACT_TITLES,
}


@dataclass(frozen=True, slots=True)
class ItemView:
    """One field of a request in words: before, wanted, and what stands now where that is no longer the same."""

    item: ChangeItem
    title: str
    old: str
    new: str
    now: str
    moved: bool
    secret: bool


def title_of(record: str, field: str) -> LazyString | str:
    """Return how a field of a kind of record is called."""
    if field in OWN_TITLES:
        return OWN_TITLES[field]
    if record == SCHOOL:
        return school_title(School, field)
    if record == FIGURES:
        return school_title(SectionYear, field)
    model = Teacher if record == TEACHER else MODELS[kind_of(record)]
    return TEACHER_TITLES[model].get(field, field)


def field_words() -> Mapping[str, LazyString | str]:
    """Return how the log calls every field that a request may name."""
    words = {f"{record}.{field}": title_of(record, field) for record, fields in defaults().items() for field in fields}
    return words | {f"{record}.{field}": OWN_TITLES[field] for record in defaults() for field in ("day", WHOLE_ENTRY, "ends_running")}


def field_names(request: ChangeRequest) -> list[str]:
    """Return the titles of the fields a request names, the grades of figures once."""
    return [str(title) for title in dict.fromkeys(title_of(request.record, policy_field(request.record, item.field)) for item in request.items)]


def item_views(request: ChangeRequest, target: Target | None) -> list[ItemView]:
    """Return the fields of a request in words."""
    present, moved = present_texts(request, target), moved_items(request, target)
    shown = [item for item in request.items if item.field not in SECRET_FIELDS]
    before = target.form_with({item.field: item.old_text for item in shown}) if target is not None else None
    after = target.form_with({item.field: item.new_text for item in shown}) if target is not None else None
    views = []
    for item in request.items:
        secret = item.field in SECRET_FIELDS
        new = masked_item(request, item) if secret else _value(after, item, item.new_text)
        now = _value(target.stored if target is not None else None, item, present.get(item.id, ""))
        views.append(ItemView(item, str(title_of(request.record, item.field)), _value(before, item, item.old_text), new, now,
                              item.id in moved, secret))
    return views


def _value(form: VersionedForm | None, item: ChangeItem, text: str) -> str:
    if item.field in SECRET_FIELDS:
        return str(_l("(stored encrypted)")) if text else NOTHING
    if not text or form is None or item.field not in form:
        return text or NOTHING
    return words_of(form, item.field, text)
