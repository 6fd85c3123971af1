"""``staffing db``: the structure of the database, and whether what it holds is sound."""

import argparse
from typing import Any

from alembic import command
from sqlalchemy import Connection, text

from staffing.audit.record import list_chains, verify_chain
from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, demand_newest_structure
from staffing.cli.words import _
from staffing.core import migrating
from staffing.extensions import db


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command and its acts."""
    parser = commands.add_parser("db", help=_("look after the database"), description=_(
        "Bring the database to the newest structure, take it back, check it, or write a new migration."))
    acts = parser.add_subparsers(dest="act", required=True, metavar=_("act"))
    up = acts.add_parser("upgrade", help=_("bring the database to the newest structure"))
    up.add_argument("--to", default="head", help=_("stop at this revision"))
    up.set_defaults(run=upgrade)
    down = acts.add_parser("downgrade", help=_("take the database back to an older structure"))
    down.add_argument("--to", required=True, help=_("revision to go back to; 'base' empties the database"))
    down.set_defaults(run=downgrade)
    check = acts.add_parser("check", help=_("check structure, references and the audit log; exit code 4 where something is wrong"))
    add_format(check)
    check.set_defaults(run=check_database)
    revision = acts.add_parser("revision", help=_("write a new migration from the difference to the stored classes"))
    revision.add_argument("-m", "--message", required=True, help=_("what the migration does, in a few English words"))
    revision.set_defaults(run=write_revision)


def upgrade(options: argparse.Namespace) -> int:
    """Bring the structure up."""
    with application(ready=False):
        before = migrating.stored_revision(db.engine)
        migrating.upgrade(db.engine, to=options.to)
        _tell_change(before)
    return ExitCode.DONE


def downgrade(options: argparse.Namespace) -> int:
    """Take the structure down."""
    with application(ready=False):
        before = migrating.stored_revision(db.engine)
        migrating.downgrade(db.engine, to=options.to)
        _tell_change(before)
    return ExitCode.DONE


def _tell_change(before: str | None) -> None:
    after = migrating.stored_revision(db.engine)
    if before == after:
        tell(_("The database has structure %(after)s already.", after=after or "-"))
    else:
        tell(_("Structure of the database: %(before)s → %(after)s", before=before or "-", after=after or "-"))


def check_database(options: argparse.Namespace) -> int:
    """Print what is wrong with structure, references and the audit log."""
    columns = [Column("part", _("Part")), Column("fault", _("Fault"))]
    with application():
        with db.engine.connect() as connection:
            faults = [*broken_storage(connection)]
        faults += [{"part": "structure", "fault": in_short(one)} for one in migrating.differences(db.engine)]
        faults += broken_chains()
    if faults:
        print_rows(columns, faults, form=options.format)
        return ExitCode.FINDINGS
    tell(_("The database is sound: structure, references and the chain of the audit log."))
    return ExitCode.DONE


def in_short(difference: Any) -> str:
    """Return a difference as its act and the names it speaks of; a change of a column comes as a list of acts."""
    parts = difference[0] if isinstance(difference, list) else difference
    return " ".join(str(getattr(part, "name", part)) for part in parts if part is not None and not isinstance(part, dict))


def broken_storage(connection: Connection) -> list[dict[str, Any]]:
    """Return what SQLite finds wrong with its file and its references; PostgreSQL keeps both by itself."""
    if connection.dialect.name != "sqlite":
        return []
    faults = [{"part": "file", "fault": row[0]} for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    faults += [{"part": "references", "fault": f"{row[0]} #{row[1]} → {row[2]}"}
               for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return faults


def broken_chains() -> list[dict[str, Any]]:
    """Return the audit chains that were tampered with, and where."""
    states = [(chain, verify_chain(chain)) for chain in list_chains()]
    return [{"part": "audit log", "fault": f"{chain}: line {state.first_wrong}"}
            for chain, state in states if state.first_wrong is not None]


def write_revision(options: argparse.Namespace) -> int:
    """Write a numbered migration to be read by hand, and move the head file to it."""
    with application(ready=False):
        demand_newest_structure()
        number = f"{int(migrating.newest_revision()) + 1:04}"
        with db.engine.begin() as connection:
            command.revision(migrating.alembic_config(connection), message=options.message, autogenerate=True, rev_id=number)
        migrating.HEAD_FILE.write_text(number + "\n", encoding="utf-8")
    tell(_("Written: migration %(number)s. Read it by hand before you use it.", number=number))
    return ExitCode.DONE
