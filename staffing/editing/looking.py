"""What a bulk edit finds at one person: the entry it means, what stands there, whether there is anything to do. It changes nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.audit.record import plain
from staffing.changes.enums import ChangeAct
from staffing.core.school_year import today
from staffing.editing.catalogue import REMOVE_PHONE, What
from staffing.editing.enums import ItemState
from staffing.editing.rows import rows_meant, twin_of
from staffing.errors import StaffingError
from staffing.teachers.fact_kinds import LAST_DAY_KINDS, LISTS, MODELS, PERIODS
from staffing.teachers.fact_operations import ALREADY, complete, plan_addition
from staffing.teachers.models import Teacher

NONE_THERE: Final = _l("There is no such entry in force.")
SEVERAL: Final = _l("There are several such entries; change the right one on the person's own page.")


@dataclass(frozen=True, slots=True)
class Change:
    """What is set, as values: those of the row's columns, a restricted text, whether what is in force ends, the last day (not included)."""

    what: What
    values: Mapping[str, Any] = field(default_factory=dict)
    content: str = ""
    ends_running: bool = False
    day: Any = None
    remove_phone: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What stands at a person: the row that would be changed, its old values, a mark of the entries around a new one."""

    state: ItemState
    row: Any = None
    before: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""
    refusal: LazyString | str = ""

    @property
    def marks(self) -> tuple[int | None, int | None, str]:
        """Return what must be the same when the change is done: row, version, entries around."""
        return (self.row.id, self.row.version, self.base) if self.row is not None else (None, None, self.base)


def look(change: Change, teacher: Teacher) -> Sight:
    """Return what a change would find at a teacher, who is loaded with all facts."""
    kind = change.what.kind
    if kind is None:
        return _look_at_person(change, teacher)
    return _look_for_place(change, teacher) if change.what.act is ChangeAct.ADD else _look_at_entry(change, teacher)


def end_column(change: Change) -> str:
    """Return the column that an end fills."""
    assert change.what.kind is not None
    return PERIODS[change.what.kind][1]


def _look_at_person(change: Change, teacher: Teacher) -> Sight:
    if change.what.field == REMOVE_PHONE:
        idle = teacher.phone_cipher is None or not change.remove_phone
        return Sight(ItemState.SAME if idle else ItemState.PLANNED, teacher)
    return _compared(teacher, change.values)


def _look_at_entry(change: Change, teacher: Teacher) -> Sight:
    kind = change.what.kind
    assert kind is not None
    rows = getattr(teacher, LISTS[kind])
    meant = rows_meant(kind, rows, today())
    if len(meant) != 1:
        return Sight(ItemState.REFUSED, refusal=SEVERAL if meant else NONE_THERE)
    row, values = meant[0], dict(complete(MODELS[kind], change.values))
    if change.what.act is ChangeAct.END:
        values = {end_column(change): last_or_end(change)}
    sight = _compared(row, values)
    if sight.state is ItemState.PLANNED and twin_of(MODELS[kind], _as_changed(row, values), [other for other in rows if other is not row]):
        return Sight(ItemState.REFUSED, row, sight.before, refusal=ALREADY)
    return sight


def last_or_end(change: Change) -> Any:
    """Return the value that an end stores: a rotation keeps its last day, all else the first day after."""
    kind = change.what.kind
    return change.day - type(change.day).resolution if kind in LAST_DAY_KINDS else change.day


def _look_for_place(change: Change, teacher: Teacher) -> Sight:
    kind = change.what.kind
    assert kind is not None
    rows = getattr(teacher, LISTS[kind])
    base = hashlib.sha256(repr(sorted((row.id, row.version) for row in rows)).encode()).hexdigest()
    if twin_of(MODELS[kind], dict(complete(MODELS[kind], change.values)), rows):
        return Sight(ItemState.REFUSED, base=base, refusal=ALREADY)
    try:
        plan = plan_addition(teacher, kind, change.values, ends_running=change.ends_running)
    except StaffingError as error:
        return Sight(ItemState.REFUSED, base=base, refusal=error.message)
    ended = [plain(row.valid_from) for row in plan.closed] if plan is not None else []
    return Sight(ItemState.PLANNED, before={"ends": ended} if ended else {}, base=base)


def _compared(row: Any, values: Mapping[str, Any]) -> Sight:
    before = {name: plain(getattr(row, name)) for name in values}
    same = all(getattr(row, name) == value for name, value in values.items())
    return Sight(ItemState.SAME if same else ItemState.PLANNED, row, before)


def _as_changed(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in type(row).__table__.columns} | dict(values)
