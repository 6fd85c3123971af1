"""``staffing backup``: one consistent copy of the database while others work on it. Restoring: docs/backup-and-restore.md."""

import argparse
import os
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from staffing.cli.output import tell
from staffing.cli.running import ExitCode, NotReadyError, application
from staffing.cli.words import _
from staffing.config import Config
from staffing.core.database import utc_now
from staffing.errors import StaffingError


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("backup", help=_("copy the database while it is in use"), description=_(
        "Write a consistent copy of the database and of all attachments into a folder and print its path. Identity numbers in it stay encrypted; keep the "
        "keys (instance/secrets.json, or the production settings) in another place, for a copy cannot be read without them."))
    parser.add_argument("folder", type=Path, help=_("folder to write the copy into; made where absent"))
    parser.add_argument("--with-keys", action="store_true", help=_("also copy the keys of an embedded installation"))
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the copy under a name of its own; what has its final name is complete."""
    with application() as app:
        config: Config = app.config["STAFFING"]
    url = make_url(config.database_url)
    options.folder.mkdir(parents=True, exist_ok=True)
    stamp = utc_now().strftime("%Y%m%d-%H%M%S")
    target = options.folder / f"staffing-{stamp}.{'sqlite3' if config.is_sqlite else 'dump'}"
    if target.exists():
        raise StaffingError(_("%(path)s is there already.", path=target))
    unfinished = target.with_suffix(".unfinished")
    try:
        unfinished.touch(mode=0o600)
        copy_sqlite(url, unfinished) if config.is_sqlite else dump_postgresql(url, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    # The database first: whatever its rows speak of was written before them, and is removed only after them.
    copy_attachments(config, options.folder / f"staffing-{stamp}.attachments.tar")
    if options.with_keys:
        copy_keys(config, options.folder / f"staffing-{stamp}.secrets.json")
    print(target)
    return ExitCode.DONE


def copy_sqlite(url: URL, target: Path) -> None:
    """Copy the file page by page through SQLite's own backup, which gives one moment's state, and check the copy."""
    with closing(sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        state = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if state != "ok":
        raise StaffingError(_("The copy is damaged and was thrown away: %(state)s", state=state))


def dump_postgresql(url: URL, target: Path) -> None:
    """Dump the database with pg_dump; the password goes through the environment, where no list of processes shows it."""
    program = shutil.which("pg_dump")
    if program is None:
        raise NotReadyError(_("pg_dump was not found. Install the client programs of PostgreSQL."))
    surroundings = {**os.environ, "PGPASSWORD": url.password or ""}
    where = {"--host": url.host, "--port": url.port, "--username": url.username, "--dbname": url.database}
    words = [f"{name}={value}" for name, value in where.items() if value]
    result = subprocess.run([program, "--format=custom", "--no-owner", f"--file={target}", *words],  # noqa: S603 - our own words
                            env=surroundings, capture_output=True, text=True, check=False)
    if result.returncode:
        raise StaffingError(_("pg_dump failed: %(reason)s", reason=result.stderr.strip()[-500:]))


def copy_attachments(config: Config, target: Path) -> None:
    """Copy the contents of evidence, encrypted as they lie, into one file; nothing where there are none."""
    if not config.attachments_folder.is_dir():
        return
    unfinished = target.with_suffix(".unfinished")
    unfinished.touch(mode=0o600)
    try:
        with tarfile.open(unfinished, "w") as archive:
            for path in sorted(config.attachments_folder.glob("*/*")):
                if not path.name.startswith("."):
                    archive.add(path, arcname=f"attachments/{path.parent.name}/{path.name}")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def copy_keys(config: Config, target: Path) -> None:
    """Copy the keys of an embedded installation, readable by the owner only."""
    source = config.instance_dir / "secrets.json"
    if not source.exists():
        raise StaffingError(_("This installation keeps no keys of its own; they stand in its settings."))
    target.touch(mode=0o600)
    shutil.copyfile(source, target)
    tell(_("The keys were copied too. Keep them apart from the database."))
