"""Former states of records (历史版本): kept by the connection, in the transaction that changes them.

Before a statement changes or removes rows of a class that names its owner (``history_owner``), those rows are read and
stored as they were. This stands below sessions and bulk writes, so no way of writing goes past it; only SQL text would,
and nothing in ``staffing`` writes records with SQL text. Why so: docs/decisions, "Former states are kept as rows".
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Connection,
    Date,
    Delete,
    Engine,
    Enum,
    Float,
    Numeric,
    Table,
    Update,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from staffing.audit.models import RecordVersion
from staffing.audit.record import current_actor, plain
from staffing.core.database import Base, UtcDateTime, utc_now

# Execution option of a bulk statement whose writer has kept the former rows itself, in few statements.
KEPT: Final = "former_rows_kept"
BEGAN, MOMENT = "history_began", "history_moment"
CHUNK: Final = 500


def keep_history(engine: Engine) -> None:
    """Let every connection of the engine keep what its statements change or remove."""
    event.listen(engine, "before_execute", _before_statement)
    event.listen(engine, "begin", _begin)


@event.listens_for(Session, "after_begin")
def _session_begins(_session: Session, transaction: Any, connection: Connection) -> None:
    # A savepoint inside a transaction is part of it; one that stands for a whole transaction (in tests) is not nested.
    if not transaction.nested:
        _begin(connection)


def _begin(connection: Connection) -> None:
    connection.info[BEGAN] = utc_now()
    connection.info.pop(MOMENT, None)


def kept_classes() -> dict[str, type[Base]]:
    """Return the classes whose former states are kept, by the name of their table."""
    return {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers  # type: ignore[attr-defined]
            if mapper.class_.history_owner is not None}


def keep_rows(connection: Connection, model: type[Base], ids: Sequence[int], *, removed: bool = False) -> dict[int, Mapping[Any, Any]]:
    """Keep the rows with these ids as they are before a bulk statement; return them by id."""
    table = table_of(model)
    rows: dict[int, Mapping[Any, Any]] = {}
    for start in range(0, len(ids), CHUNK):
        found = connection.execute(select(table).where(table.c.id.in_(ids[start:start + CHUNK]))).mappings()
        rows |= {row["id"]: row for row in found}
    _keep(connection, model, list(rows.values()), removed=removed)
    return rows


def former(model: type[Base], content: Mapping[Any, Any]) -> Any:
    """Return a kept state as an object of its class, which belongs to no session; what was added since is as by default."""
    record = model()
    for attribute in inspect(model).column_attrs:
        column = attribute.columns[0]
        known = column.name in content
        value = _restored(column.type, content[column.name]) if known else getattr(column.default, "arg", None)
        set_committed_value(record, attribute.key, None if callable(value) else value)
    return record


def table_of(model: type[Base]) -> Table:
    """Return the table of a stored class."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _before_statement(
    connection: Connection, statement: Any, multiparams: Sequence[Mapping[Any, Any]], params: Mapping[Any, Any],
    execution_options: Mapping[Any, Any],
) -> None:
    if not isinstance(statement, (Update, Delete)) or execution_options.get(KEPT):
        return
    model = kept_classes().get(getattr(statement.table, "name", ""))
    if model is None:
        return
    touched = select(table_of(model))
    if statement.whereclause is not None:
        touched = touched.where(statement.whereclause)
    rows = [row for each in (multiparams or [params]) for row in connection.execute(touched, each).mappings()]
    _keep(connection, model, rows, removed=isinstance(statement, Delete))


def _keep(connection: Connection, model: type[Base], rows: Sequence[Mapping[Any, Any]], *, removed: bool) -> None:
    """Store rows as former states; with removed ones those that the database removes along with them."""
    if not rows:
        return
    if removed:
        ids = [row["id"] for row in rows]
        for child, column in _going_along(model):
            found = connection.execute(select(table_of(child)).where(table_of(child).c[column].in_(ids))).mappings()
            _keep(connection, child, list(found), removed=True)
    began = connection.info.get(BEGAN)
    # What this very transaction wrote nobody else has known.
    known = [row for row in rows if began is None or row["updated_at"] < began]
    if known:
        connection.execute(insert(table_of(RecordVersion)), list(_versions(connection, model, known, removed)))


def _versions(connection: Connection, model: type[Base], rows: Iterable[Mapping[Any, Any]], removed: bool) -> Iterator[dict[str, Any]]:
    who, until = current_actor(), connection.info.setdefault(MOMENT, utc_now())
    assert model.history_owner is not None
    kind, column = model.history_owner
    for row in rows:
        yield {"table_name": table_of(model).name, "row_id": row["id"], "owner_kind": kind, "owner_id": row[column],
               "county_id": row.get("county_id"), "until": until, "removed": removed, "actor_id": who.id, "actor_name": who.name,
               "content": plain(row)}


def _going_along(model: type[Base]) -> list[tuple[type[Base], str]]:
    """Return the kept classes, with their column, whose rows the database removes with a row of this class."""
    return [(child, key.parent.name) for child in kept_classes().values() for key in table_of(child).foreign_keys
            if key.column.table is table_of(model) and key.ondelete == "CASCADE"]


def _restored(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, Boolean):
        return value
    if isinstance(kind, Enum) and kind.enum_class is not None:
        return kind.enum_class(value)
    if isinstance(kind, (Date, UtcDateTime)):
        return (dt.date if isinstance(kind, Date) else dt.datetime).fromisoformat(value)
    if isinstance(kind, Numeric) and not isinstance(kind, Float):
        return Decimal(value)
    return value
