"""What runs in the processes that tests kill: a worker, the web, an export; each holds still at the moment it is told.

``hold`` is the number of the piece of an import at which the process stands still, or the name of a moment; 0 or "": never.
"""

import os
import pathlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from staffing import create_app
from staffing.accounts import sessions
from staffing.accounts.models import User
from staffing.cli import export
from staffing.config import Config
from staffing.core import atomic_files
from staffing.core.spreadsheets import isolated
from staffing.extensions import db
from staffing.imports import batches, decisions, operations, storing
from staffing.jobs import worker

SMALL_CHUNK = 20
LONGEST_S = 300


def run_worker(settings: dict[str, Any], hold: int | str) -> None:
    """Work as `staffing work` does, storing in small pieces."""
    _store_in_pieces(settings, hold)
    # A test machine that is busy would starve a polite worker until its lease runs out.
    worker.NICENESS = 0
    worker.work(create_app(Config(**settings)))


def run_worker_reading(settings: dict[str, Any], hold: int | str) -> None:
    """Work, with a child that reads uploads for ever; it says its own number."""
    isolated.BOOT = (f"import os, pathlib, time; pathlib.Path({str(_mark(settings, 'child'))!r}).write_text(str(os.getpid())); "
                     f"time.sleep({LONGEST_S})")
    run_worker(settings, hold)


def confirm_in_web(settings: dict[str, Any], hold: int | str, user_id: int, batch_id: int, digest: str) -> None:
    """Confirm an import as an officer's browser does; say so as soon as the answer is there."""
    _store_in_pieces(settings, hold)
    operations.DIRECT_RECORDS = 1_000_000  # type: ignore[misc]
    app = create_app(Config(**settings))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        token = sessions.start_session(db.session.get_one(User, user_id), address="127.0.0.1")
        db.session.commit()
        decided = decisions.decided_token(batch_id)
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token)
    answer = client.post(f"/imports/{batch_id}/confirm", data={"digest": digest, "decided": decided})
    if answer.status_code == 302 and hold == "answered":
        _stand_still(settings)


def write_exports(settings: dict[str, Any], hold: int | str, county_id: int, code: str) -> None:
    """Write a list as `staffing export` does, and stand still at the named moment."""
    moments: dict[str, Callable[[Callable[[], None]], None]] = {
        "made": _hold_when_made, "half": _hold_at_half, "synced": lambda still: _hold_after(still, "fsync"),
        "renamed": lambda still: _hold_after(still, "replace"), "": lambda still: None, "answered": lambda still: None}
    moments[str(hold)](lambda: _stand_still(settings))
    app = create_app(Config(**settings))
    with app.app_context():
        export.write_lists(county_id, [code], folder=pathlib.Path(settings["output_dir"]), formats=["xlsx", "csv"])
        if hold == "answered":
            _stand_still(settings)


def _store_in_pieces(settings: dict[str, Any], hold: int | str) -> None:
    allocate, count = storing.allocate_ids, [0]

    def counted(*arguments: Any) -> list[int]:
        count[0] += 1
        if count[0] == hold:
            _stand_still(settings)
        return allocate(*arguments)

    storing.CHUNK = SMALL_CHUNK  # type: ignore[misc]
    storing.allocate_ids = counted
    stored = batches.store_outcome

    def stored_aloud(*arguments: Any, **options: Any) -> bool:
        done = stored(*arguments, **options)
        if hold == "stored":
            _stand_still(settings)
        return done

    batches.store_outcome = stored_aloud


def _hold_when_made(still: Callable[[], None]) -> None:
    make = export.list_bytes

    def held(*arguments: Any, **options: Any) -> Any:
        body = make(*arguments, **options)
        still()
        return body

    export.list_bytes = held


def _hold_at_half(still: Callable[[], None]) -> None:
    whole = export.write_atomically

    @contextmanager
    def half(path: pathlib.Path) -> Iterator[Any]:
        with whole(path) as file:
            write = file.write

            class Half:
                def write(self, body: bytes) -> None:
                    write(body[:len(body) // 2])
                    file.flush()
                    still()

            yield Half()

    export.write_atomically = half


def _hold_after(still: Callable[[], None], name: str) -> None:
    do = getattr(os, name)

    def held(*arguments: Any) -> None:
        do(*arguments)
        still()

    # Only what atomic_files sees: the queue and the database have files of their own.
    atomic_files.os = type("Os", (), {**{key: staticmethod(getattr(os, key)) for key in ("fdopen", "chmod", "unlink", "open", "fsync", "close", "replace")},
                                      "name": os.name, "path": os.path, "O_RDONLY": os.O_RDONLY, name: staticmethod(held)})


def _mark(settings: dict[str, Any], name: str) -> pathlib.Path:
    return pathlib.Path(settings["instance_dir"]) / f"said.{name}"


def _stand_still(settings: dict[str, Any]) -> None:
    _mark(settings, "held").touch()
    time.sleep(LONGEST_S)
