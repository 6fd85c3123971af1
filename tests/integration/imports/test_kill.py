"""A process killed with signal 9 while it stores an import leaves none of it, and the import can be confirmed again."""

import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url

from staffing import create_app
from staffing.config import Config
from staffing.core.migrating import upgrade
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.models import BatchState, ImportBatch
from staffing.teachers.models import Teacher, TrainingRecord
from tests.factories.schools import create_county
from tests.helpers import sheets
from tests.helpers.sheets import invented, workbook

pytestmark = pytest.mark.slow
ROOT = pathlib.Path(__file__).parents[3]
SECRET = "for-tests-only-" + "x" * 32
TEACHERS = 60
# After so many pieces the process is killed: at the first table, among teachers, in the middle of facts, near the end.
PIECES = (1, 8, 14, 24, 32)


def fresh_url(kind: str, folder: pathlib.Path) -> str:
    """Return the address of an empty database."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'own.sqlite3'}"
    url = make_url(os.environ["TEST_DATABASE_URL"])
    name = f"{url.database}_import_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request, tmp_path: pathlib.Path) -> Iterator[dict[str, str]]:
    if request.param == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("needs TEST_DATABASE_URL")
    made = {"mode": "testing", "database_url": fresh_url(request.param, tmp_path), "instance_dir": str(tmp_path),
            "secret_key": SECRET, "field_key": SECRET, "index_key": SECRET, "audit_key": SECRET}
    with create_app(Config(**made)).app_context():
        upgrade(db.engine)
        yield made
        db.session.rollback()
        db.engine.dispose()


def ready_batch() -> ImportBatch:
    """Return a committed batch that waits for its confirmation."""
    county = create_county()
    content = workbook(invented(TEACHERS))
    batch = ImportBatch(county_id=county.id, file_name="x.xlsx", file_sha256=batches.digest_of_file(content), state=BatchState.READING)
    db.session.add(batch)
    db.session.flush()
    batches.note_outcome(batch, batches.check_file(batches.Upload(batch.id, sheets.Scope(county.id), "x.xlsx", content)))
    db.session.commit()
    return batch


def store_elsewhere(settings: dict[str, str], batch_id: int, *, kill_after: int | None) -> str:
    """Store the batch in another process; kill it after so many pieces. Return the last line it said."""
    environment = {**os.environ, **{f"STAFFING_{key.upper()}": value for key, value in settings.items()}}
    command = [sys.executable, "-m", "tests.helpers.storing_process", str(batch_id)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        lines = []
        for line in process.stdout:
            lines.append(line.strip())
            if len(lines) == kill_after:
                process.kill()
                break
        process.wait(timeout=60)
    return lines[-1]


def test_an_import_killed_in_the_middle_leaves_nothing_and_is_stored_by_the_next_confirmation(settings):
    batch_id = ready_batch().id
    db.session.rollback()
    before = sheets.records_digest()
    db.session.rollback()
    for pieces in PIECES:
        assert store_elsewhere(settings, batch_id, kill_after=pieces) != "stored"
        db.session.expire_all()
        assert sheets.records_digest() == before
        assert batches.get_content(batch_id).state is BatchState.READY
        db.session.rollback()
    assert store_elsewhere(settings, batch_id, kill_after=None) == "stored"
    db.session.expire_all()
    assert batches.get_content(batch_id).state is BatchState.STORED
    assert db.session.scalar(select(func.count()).select_from(Teacher)) == TEACHERS
    assert db.session.scalar(select(func.count()).select_from(TrainingRecord)) == TEACHERS * 3
