"""Bring a database to the newest structure, and tell whether it is there.

Start-up refuses a database whose revision is not the newest, so old code never writes into a new structure.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData

from staffing.config import PROJECT_ROOT
from staffing.core.database import Base

MIGRATIONS = PROJECT_ROOT / "migrations"
HEAD_FILE = MIGRATIONS / "current_head.txt"


def alembic_config(connection: Connection | None = None) -> AlembicConfig:
    """Return Alembic's configuration, bound to an open connection where one is given."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def newest_revision() -> str:
    """Return the revision that this code wants."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if head is None:
        raise RuntimeError("there are no migrations")
    return head


def stored_revision(engine: Engine) -> str | None:
    """Return the revision of the database, None if it is empty."""
    with engine.connect().execution_options(read_only=True) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, *, to: str = "head") -> None:
    """Bring the database up; a migration that fails leaves what was there (also on SQLite: DDL in one transaction)."""
    with _rebuilding(engine) as connection:
        command.upgrade(alembic_config(connection), to)


def downgrade(engine: Engine, *, to: str) -> None:
    """Take the database down to an older revision."""
    with _rebuilding(engine) as connection:
        command.downgrade(alembic_config(connection), to)


@contextmanager
def _rebuilding(engine: Engine) -> Iterator[Connection]:
    """Give a transaction in which tables may be rebuilt without losing what refers to them.

    SQLite changes a table by copying it and dropping the old one. With foreign keys on, that drop would delete by
    cascade every record that belongs to a row of it: so they are off meanwhile, and all references are checked at the end.

    Raises
    ------
    RuntimeError
        If a reference leads nowhere afterwards; nothing was changed then.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        # Only outside a transaction does SQLite take this; the driver's own connection begins none.
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
                if broken:
                    raise RuntimeError(f"references lead nowhere after the migration: {[tuple(row) for row in broken]}")
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def stored_classes() -> MetaData:
    """Return the structure that the stored classes of all features ask for, also of features without pages."""
    package = importlib.import_module("staffing")
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg and importlib.util.find_spec(f"staffing.{module.name}.models"):
            importlib.import_module(f"staffing.{module.name}.models")
    return Base.metadata


def differences(engine: Engine) -> list[object]:
    """Return in what the database's structure differs from the stored classes; empty if they agree."""
    wanted = stored_classes()
    with engine.connect().execution_options(read_only=True) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, wanted))
