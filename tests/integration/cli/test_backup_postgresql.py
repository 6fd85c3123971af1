"""``staffing backup`` on PostgreSQL: a dump that pg_restore brings back with equal rows."""

import os
import shutil
import subprocess

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from staffing.core.migrating import newest_revision, upgrade

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(not os.environ.get("TEST_DATABASE_URL"), reason="no TEST_DATABASE_URL"),
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="no client programs of PostgreSQL"),
]


@pytest.fixture
def databases(database_url):
    """Return two empty databases, and throw them away afterwards."""
    base = make_url(database_url)
    urls = [base.set(database=f"{base.database}_{name}") for name in ("backup", "restored")]
    server = create_engine(base, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        for url in urls:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)'))
            connection.execute(text(f'CREATE DATABASE "{url.database}"'))
    yield urls
    with server.connect() as connection:
        for url in urls:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)'))
    server.dispose()


def connection_words(url: URL) -> list[str]:
    """Return where a client program finds the database."""
    where = {"--host": url.host, "--port": url.port, "--username": url.username, "--dbname": url.database}
    return [f"{name}={value}" for name, value in where.items() if value]


def rows_of(url: URL, table: str) -> list[tuple]:
    """Return a table's rows."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))]
    engine.dispose()
    return rows


def test_dump_is_restored_with_equal_rows(staffing, databases, monkeypatch, tmp_path):
    used, restored = databases
    engine = create_engine(used)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO county (code, name, bureau_name, ruleset, school_year, synthetic, version, created_at, updated_at)"
                                " VALUES ('990000', '演示县', '演示县教育局', 'national', 2026, true, 1, now(), now())"))
    engine.dispose()
    monkeypatch.setenv("STAFFING_DATABASE_URL", used.render_as_string(hide_password=False))
    answer = staffing("backup", str(tmp_path / "copies"))
    assert answer.code == 0, answer.err
    surroundings = {**os.environ, "PGPASSWORD": restored.password or ""}
    subprocess.run(["pg_restore", "--no-owner", "--exit-on-error", *connection_words(restored), answer.out.strip()],
                   check=True, env=surroundings, capture_output=True)
    assert rows_of(restored, "alembic_version") == [(newest_revision(),)]
    assert rows_of(restored, "county") == rows_of(used, "county") != []


def test_unreachable_server_is_told(staffing, databases, monkeypatch, tmp_path):
    monkeypatch.setenv("STAFFING_DATABASE_URL", databases[0].set(port=1).render_as_string(hide_password=False))
    assert staffing("backup", str(tmp_path / "copies")).code == 3
