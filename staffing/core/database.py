"""Declarative base, constraint names, common columns, and how each database is opened.

SQLite is opened in WAL mode with full synchronisation, and every transaction begins IMMEDIATE, because a plain BEGIN
that later wants to write fails under a second writer, and the default driver loses updates silently.
"""

import datetime as dt
from collections.abc import Callable
from enum import Enum as PythonEnum
from typing import Any, ClassVar

from sqlalchemy import Date, DateTime, Engine, Enum, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from staffing.core.enums import LabelledEnum

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_BUSY_MS = 10_000
CODE_LENGTH = 40


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite keeps no zone, so the zone is removed on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Refuse a naive moment, give the database UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def utc_now() -> dt.datetime:
    """Return this moment in UTC."""
    return dt.datetime.now(dt.UTC)


def enum_column(enum: type[LabelledEnum], name: str) -> Enum:
    """Return the column type of an enum: its code as short text, with a check constraint of that name."""

    def codes(members: type[PythonEnum]) -> list[str]:
        return [member.value for member in members]

    return Enum(enum, native_enum=False, length=CODE_LENGTH, values_callable=codes, name=name, create_constraint=True)


class Base(DeclarativeBase):
    """Base of every stored class."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    # Of classes whose former states are kept (staffing.audit.history): kind of the record they belong to, column with its id.
    history_owner: ClassVar[tuple[str, str] | None] = None
    type_annotation_map = {dt.datetime: UtcDateTime(), dt.date: Date()}


class Timestamps:
    """When a row was recorded and last changed (UTC)."""

    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[dt.datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class Versioned:
    """Optimistic locking: the form carries the version it was made from; a stale one is refused."""

    version: Mapped[int] = mapped_column(default=1)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Tell SQLAlchemy which column counts versions; before the class is mapped, which the next call does."""
        if "__tablename__" in cls.__dict__:
            mapper_args = dict(getattr(cls, "__mapper_args__", {}))
            mapper_args["version_id_col"] = cls.__dict__.get("version", Versioned.__dict__["version"])
            cls.__mapper_args__ = mapper_args  # type: ignore[attr-defined]
        super().__init_subclass__(**kwargs)


class Dated:
    """A fact that held from one day to another: ``valid_from`` inclusive, ``valid_to`` exclusive, None = still."""

    valid_from: Mapped[dt.date]
    valid_to: Mapped[dt.date | None]


def prepare_engine(engine: Engine) -> None:
    """Attach the events that make this engine durable and its transactions safe."""
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _open_postgresql)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_immediate)


def _open_postgresql(connection: Any, _record: Any) -> None:
    # Compiling a statement takes longer than the statements of a page do.
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
    connection.commit()


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={SQLITE_BUSY_MS}", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


EngineHook = Callable[[Engine], None]
