"""The application inside a transaction that is rolled back: for one test, or for a module whose tests only look."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from staffing.accounts import sessions
from staffing.extensions import db


@contextmanager
def rolled_back(session_app: Flask) -> Iterator[Flask]:
    """Bind the sessions of the block to one connection whose outer transaction never commits.

    Nobody is remembered as seen: that is written by a connection of its own, which on SQLite would wait for this one, as
    soon as a block takes longer than a minute.
    """
    seldom, sessions.TOUCH_SECONDS = sessions.TOUCH_SECONDS, 86_400
    with session_app.app_context():
        connection = db.engine.connect()
        outer = connection.begin()
        db.sessionmaker.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield session_app
        finally:
            db.session.rollback()
            db.session.close()
            outer.rollback()
            connection.close()
            db.sessionmaker.configure(bind=None, join_transaction_mode="conditional_savepoint")
            sessions.TOUCH_SECONDS = seldom
