"""``staffing db`` and ``staffing backup``: structure, soundness, and copies that can be restored."""

import pathlib
import sqlite3
import threading
from contextlib import closing

import pytest
from sqlalchemy.engine import make_url

from staffing.core.migrating import newest_revision


@pytest.fixture
def database(installation) -> str:
    """Return the path of the installation's database file."""
    return make_url(installation.database_url).database


def rows_of(path: str, table: str) -> list[tuple]:
    """Return a table's rows."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def test_structure_comes_up_and_goes_down(staffing, database):
    assert staffing("db", "upgrade").code == 0
    assert staffing("db", "upgrade").code == 0
    assert rows_of(database, "alembic_version") == [(newest_revision(),)]
    assert staffing("db", "check").code == 0
    assert staffing("db", "downgrade", "--to", "0001").code == 0
    assert staffing("db", "check").code == 3


def test_check_finds_a_reference_that_leads_nowhere(staffing, database):
    staffing("db", "upgrade")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO user_session (user_id, token_hash, created_at, seen_at, ends_at, ended, address)"
                           " VALUES (77, 'x', '2026-01-01', '2026-01-01', '2026-01-01', 0, '')")
        connection.commit()
    answer = staffing("db", "check", "--format", "json")
    assert answer.code == 4
    assert [row["part"] for row in answer.rows] == ["references"]


def test_check_finds_a_table_that_nobody_made(staffing, database):
    staffing("db", "upgrade")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE user_session")
        connection.commit()
    answer = staffing("db", "check", "--format", "json")
    assert answer.code == 4
    assert {row["part"] for row in answer.rows} == {"structure"}


def write_until(stop: threading.Event, path: str) -> None:
    """Write pairs of rows, each pair in one transaction, until told to stop."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        number = 0
        while not stop.is_set():
            number += 1
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO legal_entity_a VALUES (?)", (number,))
            connection.execute("INSERT INTO legal_entity_b VALUES (?)", (number,))
            connection.execute("COMMIT")


def test_copy_made_during_writes_holds_whole_transactions(staffing, database, tmp_path):
    staffing("db", "upgrade")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE legal_entity_a (n INTEGER)")
        connection.execute("CREATE TABLE legal_entity_b (n INTEGER)")
        connection.commit()
    stop = threading.Event()
    writer = threading.Thread(target=write_until, args=(stop, database))
    writer.start()
    try:
        answers = [staffing("backup", str(tmp_path / f"copies{number}")) for number in range(3)]
    finally:
        stop.set()
        writer.join()
    for answer in answers:
        assert answer.code == 0
        path = answer.out.strip()
        assert rows_of(path, "legal_entity_a") == rows_of(path, "legal_entity_b")
        assert rows_of(path, "alembic_version") == [(newest_revision(),)]


def test_restored_copy_is_sound_and_equal(staffing, installation, database, tmp_path):
    staffing("db", "upgrade")
    path = staffing("backup", str(tmp_path / "copies"), "--with-keys").out.strip()
    keys = next((tmp_path / "copies").glob("*.secrets.json"))
    assert keys.read_bytes() == (installation.instance_dir / "secrets.json").read_bytes()
    assert keys.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(path)) as copy:
        assert list(here.iterdump()) == list(copy.iterdump())
    for suffix in ("", "-wal", "-shm"):
        (installation.instance_dir / f"staffing.sqlite3{suffix}").unlink(missing_ok=True)
    (installation.instance_dir / "staffing.sqlite3").write_bytes(pathlib.Path(path).read_bytes())
    assert staffing("db", "check").code == 0


def test_backup_leaves_nothing_unfinished_when_it_fails(staffing, tmp_path, monkeypatch):
    staffing("db", "upgrade")

    def fail(*_args) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("staffing.cli.backup.copy_sqlite", fail)
    assert staffing("backup", str(tmp_path / "copies")).code == 130
    assert list((tmp_path / "copies").iterdir()) == []
