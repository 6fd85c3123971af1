"""One person of a bulk edit: rehearsed and taken back at once, done, undone. Always through the record's own operations.

The preview is the change itself inside a savepoint that is given up: whatever the change would be refused for, the preview
already tells.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l
from sqlalchemy import inspect

from staffing.audit.history import former
from staffing.audit.record import plain
from staffing.changes.enums import ChangeAct
from staffing.editing.catalogue import What
from staffing.editing.enums import ItemState
from staffing.editing.looking import Change, look
from staffing.editing.models import BulkEditItem
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers import fact_operations, operations as teacher_operations
from staffing.teachers.fact_kinds import LISTS, MODELS
from staffing.teachers.models import Teacher
from staffing.teachers.personal import field_cipher, read_phone

CHANGED_SINCE: Final = _l("The record was changed after this edit; look at it on the person's own page.")
GONE: Final = _l("The person is no longer among those whom you may change.")


class GivenUpError(Exception):
    """Ends a rehearsal; nothing of it stays."""


def rehearse(change: Change, teacher: Teacher, item: BulkEditItem) -> None:
    """Note what the change would do to a person; nothing of the record stays changed."""
    sight = look(change, teacher)
    item.row_id, item.version, item.base = sight.marks
    item.state, item.before, item.refusal = sight.state, dict(sight.before), told(sight.refusal)
    if sight.state is ItemState.PLANNED:
        try:
            with savepoint():
                perform(change, teacher, sight.row)
                raise GivenUpError
        except GivenUpError:
            pass
        except StaffingError as error:
            item.state, item.refusal = ItemState.REFUSED, told(error.message)


def carry_out(change: Change, teacher: Teacher | None, item: BulkEditItem) -> None:
    """Do to a person what the preview showed; one whose record has changed since is left out."""
    sight = look(change, teacher) if teacher is not None else None
    if teacher is None or sight is None or sight.marks != (item.row_id, item.version, item.base):
        item.state, item.refusal = ItemState.STALE, told(GONE if teacher is None else "")
        return
    cipher = _sealed_phone(teacher, item) if change.remove_phone else None
    ends = _ends(change.what, teacher)
    try:
        with savepoint():
            row = perform(change, teacher, sight.row)
    except StaffingError as error:
        item.state, item.refusal = ItemState.REFUSED, told(error.message)
        return
    item.state, item.row_id, item.version, item.old_cipher = ItemState.CHANGED, row.id, row.version, cipher
    if change.what.act is ChangeAct.ADD:
        item.closed = [[one.id, one.version, plain(ends[one.id])] for one in rows_of(change.what, teacher)
                       if one.id in ends and one.valid_to != ends[one.id]]


def perform(change: Change, teacher: Teacher, row: Any) -> Any:
    """Change the record and return the row that was changed or made."""
    kind = change.what.kind
    if kind is None:
        teacher_operations.correct_teacher(teacher, version=None, changes=change.values, remove_phone=change.remove_phone)
        return teacher
    if change.what.act is ChangeAct.ADD:
        return fact_operations.add_fact(teacher, kind, change.values, content=change.content, ends_running=change.ends_running)
    if change.what.act is ChangeAct.END:
        fact_operations.end_fact(teacher, kind, row, day=change.day, version=None)
    else:
        fact_operations.correct_fact(teacher, kind, row, change.values, version=None)
    return row


def take_back(what: What, teacher: Teacher | None, item: BulkEditItem, *, reason: str) -> None:
    """Put back at a person what stood there before; where anybody has changed it since, leave it and say so."""
    rows = {one.id: one for one in rows_of(what, teacher)} if teacher is not None else {}
    touched = [(item.row_id, item.version), *((row_id, version) for row_id, version, _before in item.closed)]
    if teacher is None or any(row_id not in rows or rows[row_id].version != version for row_id, version in touched):
        item.state, item.refusal = ItemState.KEPT, told(GONE if teacher is None else CHANGED_SINCE)
        return
    try:
        with savepoint():
            _put_back(what, teacher, rows, item, reason)
    except StaffingError as error:
        item.state, item.refusal = ItemState.KEPT, told(error.message)
    else:
        item.state, item.refusal = ItemState.UNDONE, []


def rows_of(what: What, teacher: Teacher) -> list[Any]:
    """Return the person's rows of the record that is changed."""
    return list(getattr(teacher, LISTS[what.kind])) if what.kind is not None else [teacher]


def told(message: LazyString | str) -> list[Any]:
    """Return a message as it can be stored: its English text and its values, so that each reader gets it in his language."""
    if isinstance(message, LazyString):
        params = {name: str(value) if isinstance(value, LazyString) else plain(value) for name, value in message._kwargs.items()}
        return [str(message._args[0]), params]
    return [str(message), {}] if message else []


def former_values(what: What, before: dict[str, Any]) -> dict[str, Any]:
    """Return stored old values as the columns hold them."""
    model = MODELS[what.kind] if what.kind is not None else Teacher
    columns = {attribute.key for attribute in inspect(model).column_attrs}
    record = former(model, {name: value for name, value in before.items() if name in columns})
    return {name: getattr(record, name) for name in before if name in columns}


@contextmanager
def savepoint() -> Iterator[None]:
    """Let the block happen whole or not at all, whatever became of the rest of the transaction."""
    with db.session.begin_nested():
        yield
        db.session.flush()


def _put_back(what: What, teacher: Teacher, rows: dict[int, Any], item: BulkEditItem, reason: str) -> None:
    if what.kind is None:
        phone = field_cipher().decrypt(item.old_cipher, place=_place(teacher, item)) if item.old_cipher else ""
        teacher_operations.correct_teacher(teacher, version=item.version, changes=former_values(what, item.before), phone=phone)
    elif what.act is ChangeAct.ADD:
        fact_operations.withdraw_fact(teacher, what.kind, rows[item.row_id or 0], reason=reason, version=item.version)
        for row_id, version, end in item.closed:
            fact_operations.correct_fact(teacher, what.kind, rows[row_id], former_values(what, {"valid_to": end}), version=version)
    else:
        fact_operations.correct_fact(teacher, what.kind, rows[item.row_id or 0], former_values(what, item.before), version=item.version)


def _ends(what: What, teacher: Teacher) -> dict[int, Any]:
    return {one.id: one.valid_to for one in rows_of(what, teacher)} if what.act is ChangeAct.ADD and hasattr(MODELS.get(what.kind), "valid_to") else {}  # type: ignore[arg-type]


def _sealed_phone(teacher: Teacher, item: BulkEditItem) -> str | None:
    phone = read_phone(teacher)
    return field_cipher().encrypt(phone, place=_place(teacher, item)) if phone else None


def _place(teacher: Teacher, item: BulkEditItem) -> str:
    return f"{teacher.county_id}:bulk_edit_item:{item.id}:old"
