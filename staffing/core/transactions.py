"""One commit per writing request, and database constraints told as the officer's own mistakes.

``@writes`` stands on every view that changes something: it commits when the view returns, rolls back when it raises.
"""

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from flask_babel import LazyString, lazy_gettext as _l
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db

P = ParamSpec("P")
R = TypeVar("R")

# Name of a constraint (or, for SQLite, of the columns it covers) -> (message, form field). Features add their own.
CONSTRAINT_MESSAGES: dict[str, tuple[LazyString, str | None]] = {}
SQLITE_COLUMNS = re.compile(r"UNIQUE constraint failed: (?P<columns>[\w., ]+)")


def tell_constraint(name: str, message: LazyString, *, field: str | None = None) -> None:
    """Register what an officer is told when a named constraint is broken."""
    CONSTRAINT_MESSAGES[name] = (message, field)


def writes(view: Callable[P, R]) -> Callable[P, R]:
    """Commit what the view changed if it returns; roll back and re-raise otherwise."""

    @functools.wraps(view)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            result = view(*args, **kwargs)
            commit(db.session)
        except BaseException:
            db.session.rollback()
            raise
        return result

    return inner


@contextmanager
def reading() -> Iterator[None]:
    """Let the block read one moment of the database and leave SQLite's write lock to others; it must change nothing.

    What the caller has not committed yet is lost.
    """
    db.session.rollback()
    if isinstance(db.session.get_bind(), Engine):
        postgresql = db.engine.dialect.name == "postgresql"
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"} if postgresql else {"read_only": True})
    try:
        yield
    finally:
        db.session.rollback()


def commit(session: Any) -> None:
    """Commit; a broken constraint or a stale version becomes a StaffingError."""
    try:
        session.commit()
    except (IntegrityError, StaleDataError) as error:
        session.rollback()
        raise translate(error) from error


def flush(session: Session | Any) -> None:
    """Send pending changes; a broken constraint or a stale version becomes a StaffingError."""
    try:
        session.flush()
    except (IntegrityError, StaleDataError) as error:
        session.rollback()
        raise translate(error) from error


def translate(error: IntegrityError | StaleDataError) -> StaffingError:
    """Return what to tell the officer about a refused change."""
    if isinstance(error, StaleDataError):
        return StaleVersionError()
    name = constraint_name(error)
    message, field = CONSTRAINT_MESSAGES.get(name, (None, None))
    if message is None:
        return StaffingError(_l("The database refused this change because it contradicts another record."))
    return StaffingError(message, field=field)


def constraint_name(error: IntegrityError) -> str:
    """Return the constraint's name; for SQLite the unique constraint is told by its columns."""
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is not None and diagnostics.constraint_name:
        return str(diagnostics.constraint_name)
    text = str(error.orig)
    found = SQLITE_COLUMNS.search(text)
    if found:
        columns = [column.strip() for column in found["columns"].split(",")]
        table = columns[0].split(".")[0]
        return f"uq_{table}_" + "_".join(column.split(".")[1] for column in columns)
    return text.rsplit(":", 1)[-1].strip()
