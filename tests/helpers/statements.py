"""How many SQL statements a page costs, so that a query inside a loop shows itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from staffing.extensions import db


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """Collect the statements that the block sends, savepoints left out."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, _parameters, _context, _many) -> None:
        if not statement.upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
