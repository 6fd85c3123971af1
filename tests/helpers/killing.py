"""Processes that tests kill with signal 9, held still at a chosen moment so that the kill always comes in the middle.

A fork server that has loaded the application once makes each of them in milliseconds. What runs in them: ``tests.helpers.killed``.
"""

import os
import pathlib
import time
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from staffing import create_app
from staffing.config import Config
from staffing.jobs.delivery import delivery

SECRET = "for-tests-only-" + "x" * 32
# Generous, because the machine may be busy with other tests; an idle one needs seconds.
PATIENCE_S = 120
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(["tests.helpers.killed"])


def fresh_url(kind: str, folder: pathlib.Path, purpose: str) -> str:
    """Return the address of an empty database: a file in the folder, or made anew on the test server."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'own.sqlite3'}"
    url = make_url(os.environ["TEST_DATABASE_URL"])
    name = f"{url.database}_{purpose}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


class Installation:
    """A database of its own and the processes started on it; ``folder`` is also where they and the test signal each other."""

    def __init__(self, folder: pathlib.Path, url: str, **settings: Any) -> None:
        self.folder = folder
        self.settings: dict[str, Any] = {
            "mode": "testing", "database_url": url, "instance_dir": str(folder), "output_dir": str(folder / "out"), "secret_key": SECRET,
            "field_key": SECRET, "index_key": SECRET, "audit_key": SECRET, "queue": "sqlite", "worker_threads": 1, "argon2_time_cost": 1, "argon2_memory_kib": 1024, **settings}
        self.app = create_app(Config(**self.settings))
        self.processes: list[Any] = []

    def start(self, function: Callable[..., None], *arguments: Any, hold: int | str = 0) -> Any:
        """Run a function of ``tests.helpers.killed`` in a process that holds still at the moment ``hold``."""
        self.mark("held").unlink(missing_ok=True)
        process = FORKING.Process(target=function, args=(self.settings, hold, *arguments))
        process.start()
        self.processes.append(process)
        return process

    def mark(self, name: str) -> pathlib.Path:
        """Return the file by which a process says something."""
        return self.folder / f"said.{name}"

    def kill_when_held(self, process: Any) -> None:
        """Wait until the process holds still, then kill it."""
        self.wait(lambda: self.mark("held").exists() or not process.is_alive(), "the process did not come to its moment")
        assert process.is_alive(), "the process ended before its moment"
        process.kill()
        process.join(PATIENCE_S)
        assert process.exitcode == -9

    def wait(self, condition: Callable[[], bool], complaint: str) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, complaint
            time.sleep(0.02)

    def close(self) -> None:
        """End what still runs."""
        for process in self.processes:
            if process.is_alive():
                process.kill()
            process.join(PATIENCE_S)
        delivery(self.app).close()
