"""One installation for the browser's tests: its folder, its settings, its commands, the wait until it answers."""

import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
START_SECONDS = 120


@dataclass
class Site:
    """A running installation: its address, folder, the one-time passwords of its accounts, and the sessions of those who came in."""

    address: str
    folder: pathlib.Path
    passwords: dict[str, str]
    sessions: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def run_staffing(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of the product and return what it printed; its words if it failed."""
    done = subprocess.run([sys.executable, "-m", "staffing", *arguments], env=environment, cwd=ROOT, capture_output=True, text=True,
                          timeout=420, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_served(address: str) -> None:
    """Wait until the sign-in page answers."""
    for _ in range(START_SECONDS * 10):
        try:
            with urllib.request.urlopen(f"{address}/sign-in", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the web server did not start")


def settings_of(folder: pathlib.Path, port: int = 8000) -> dict[str, str]:
    """Return the environment of an installation in a folder."""
    environment = {**os.environ, "STAFFING_INSTANCE_DIR": str(folder / "instance"), "STAFFING_OUTPUT_DIR": str(folder / "out"),
                   "STAFFING_PORT": str(port), "PYTHONPATH": str(ROOT), "STAFFING_ARGON2_TIME_COST": "1"}
    environment.pop("TEST_DATABASE_URL", None)
    return environment
