"""Audit lines as a person reads them: titles for codes, labels for closed lists, names for ids; restricted values left out."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from staffing.audit.models import AuditEvent
from staffing.audit.record import BY_SLIP, HIDDEN
from staffing.audit.titles import (
    FIELD_ENUMS,
    RESOLVERS,
    RESTRICTED_FIELDS,
    VALUE_TITLES,
    action_title,
    field_title,
    object_name,
    object_title,
)
from staffing.core.access import Role
from staffing.core.filters import NOTHING, show_moment

Names = Mapping[str, Mapping[int, str]]
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d")


@dataclass(frozen=True, slots=True)
class ReadableChange:
    """One field of an audit line: its name, its title, old and new value in words."""

    field: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ReadableEvent:
    """One audit line in words."""

    sequence: int
    at: dt.datetime
    actor: str
    role: str
    action: str
    object_type: str
    object_title: str
    object_id: str
    object_name: str
    reason: str
    changes: tuple[ReadableChange, ...]
    digest: str


def read_events(events: Sequence[AuditEvent], county_id: int, *, restricted: bool = False) -> list[ReadableEvent]:
    """Return the lines in words; ``restricted`` values are given only to those who may read them anyway."""
    names = _names_in(events, county_id)
    return [_read(event, names, restricted) for event in events]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change of one record tells, in the form of an audit line, without being one."""

    object_type: str
    changes: Mapping[str, Any]


def read_changes(told: Sequence[Changes], county_id: int, *, restricted: bool = False) -> list[tuple[ReadableChange, ...]]:
    """Return changes in words, of each record in turn; names behind ids are asked for once."""
    names = _names_in(told, county_id)
    return [tuple(_change(one.object_type, field, pair, names, restricted) for field, pair in one.changes.items()) for one in told]


def _read(event: AuditEvent, names: Names, restricted: bool) -> ReadableEvent:
    changes = tuple(_change(event.object_type, field, pair, names, restricted) for field, pair in event.changes.items())
    return ReadableEvent(
        sequence=event.sequence, at=event.at, actor=event.actor_name, role=_role(event.actor_role), action=action_title(event.action),
        object_type=event.object_type, object_title=object_title(event.object_type), object_id=event.object_id,
        object_name=object_name(event.object_type, event.object_id), reason=event.reason,
        changes=changes, digest=event.digest,
    )


def _change(object_type: str, field: str, pair: Any, names: Names, restricted: bool) -> ReadableChange:
    old, new = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
    if (object_type, field) in RESTRICTED_FIELDS and not restricted:
        old, new = (HIDDEN if value is not None else None for value in (old, new))
    title = field_title(object_type, field)
    return ReadableChange(field, title, in_words(object_type, field, old, names), in_words(object_type, field, new, names))


def in_words(object_type: str, field: str, value: Any, names: Names) -> str:
    """Return a stored value as a person reads it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, list):
        return " / ".join(in_words(object_type, field, item, names) for item in value)
    if isinstance(value, dict):
        return _parts(object_type, field, value, names)
    if value == HIDDEN or isinstance(value, bool):
        return str({HIDDEN: _("(not shown)"), True: _("yes"), False: _("no")}[value])
    if isinstance(value, int) and field in names:
        return names[field].get(value, f"#{value}")
    return _code_in_words(object_type, field, str(value))


def _parts(object_type: str, field: str, value: Mapping[str, Any], names: Names) -> str:
    """Return a value of several parts in one line; a part that is itself a list is told by its length."""
    words = VALUE_TITLES.get((object_type, field), {})
    told = [f"{words.get(part, part)} {len(item) if isinstance(item, (list, dict)) else in_words(object_type, part, item, names)}"
            for part, item in value.items()]
    return "；".join(told) or NOTHING


def _code_in_words(object_type: str, field: str, text: str) -> str:
    enum = FIELD_ENUMS.get((object_type, field))
    if enum is not None and text in list(enum):
        return str(enum(text).label)
    if MOMENT.fullmatch(text):
        return show_moment(dt.datetime.fromisoformat(text))
    return str(VALUE_TITLES.get((object_type, field), {}).get(text, text))


def _role(code: str) -> str:
    if code == BY_SLIP:
        return str(_("Teacher, by personal slip"))
    return str(Role(code).label) if code in list(Role) else _("System")


def _names_in(events: Iterable[AuditEvent | Changes], county_id: int) -> dict[str, dict[int, str]]:
    """Return the names behind all ids of the lines, one question per kind of id."""
    wanted: defaultdict[Any, set[int]] = defaultdict(set)
    fields: defaultdict[Any, set[str]] = defaultdict(set)
    for event in events:
        for field, pair in event.changes.items():
            if field in RESOLVERS:
                wanted[RESOLVERS[field]] |= {value for value in pair if isinstance(value, int)}
                fields[RESOLVERS[field]].add(field)
    names: dict[str, dict[int, str]] = {}
    for resolver, ids in wanted.items():
        found = resolver(county_id, ids)
        names.update(dict.fromkeys(fields[resolver], found))
    return names
