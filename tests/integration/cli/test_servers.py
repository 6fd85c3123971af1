"""``staffing serve`` and ``staffing work`` as processes: they start, answer, end kindly, and do not survive their starter."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from tests.helpers.house import ROOT

START_S = 60
STOP_S = 30


@pytest.fixture
def start(staffing) -> Iterator[Callable[..., subprocess.Popen]]:
    """Return a starter of commands as processes; whatever still runs after the test is ended."""
    assert staffing("db", "upgrade").code == 0
    started = []

    def make(*words: str) -> subprocess.Popen:
        process = subprocess.Popen([sys.executable, "-m", "staffing", *words], cwd=ROOT, env={**os.environ},
                                   stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield make
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()
        process.stdin.close()
        process.stderr.close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_page(port: int) -> int:
    """Return the status of the sign-in page as soon as it answers."""
    deadline = time.monotonic() + START_S
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as answer:
                return answer.status
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def wait_for_line(process: subprocess.Popen, words: str) -> None:
    """Read what a process says until it says the words."""
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(f"the process ended without saying {words!r}")


@pytest.mark.slow
def test_pages_are_served_until_a_signal_comes(start):
    port = free_port()
    process = start("serve", "--port", str(port))
    assert wait_for_page(port) == 200
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=STOP_S)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.slow
def test_taken_port_is_told(start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = start("serve", "--port", str(port))
        assert process.wait(timeout=START_S) == 3
    assert str(port) in process.stderr.read()


@pytest.mark.slow
@pytest.mark.parametrize("words", [("work",), ("serve",)])
def test_process_ends_when_its_starter_is_gone(start, words):
    port = free_port()
    process = start(*words, "--with-parent", *(["--port", str(port)] if words == ("serve",) else []))
    wait_for_line(process, "worker ready" if words == ("work",) else "Serving on")
    process.stdin.close()
    process.wait(timeout=STOP_S)


@pytest.mark.slow
def test_worker_ends_kindly_when_a_signal_comes(start):
    process = start("work")
    wait_for_line(process, "worker ready")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=STOP_S) == 0
