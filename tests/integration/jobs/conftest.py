"""An installation of its own for tests that kill processes, on SQLite always and on PostgreSQL where a server is named."""

import os
import pathlib
from collections.abc import Iterator

import pytest

from staffing.core.migrating import upgrade
from staffing.extensions import db
from tests.helpers.killing import Installation, fresh_url


@pytest.fixture(params=["sqlite", "postgres"])
def installation(request, tmp_path: pathlib.Path) -> Iterator[Installation]:
    """Return an installation whose database is empty."""
    if request.param == "postgres" and not os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("needs TEST_DATABASE_URL")
    made = Installation(tmp_path, fresh_url(request.param, tmp_path, "killed"))
    with made.app.app_context():
        upgrade(db.engine)
        yield made
        made.close()
        db.session.rollback()
        db.engine.dispose()
