"""A solve in a child process: progress at least every second, cancel that keeps the best plan, a hard stop.

The child is started by `spawn`: the caller may be a web worker with threads. Target, arguments and result are
pickled. The child's pipe carries ("progress", …), ("best", …) and ("done", …) out and "cancel" in.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from solvers.linear.control import Progress

if sys.platform != "win32":
    import resource

Result = TypeVar("Result")
Target = Callable[..., Result]

_BEAT_S = 0.5
_POLL_S = 0.05
# A busy machine may take this long to start an interpreter; the child's own time begins with its first message.
_START_S = 60.0
_NOT_CALLABLE = "a child process needs a function that can be imported by name"


class Ending(StrEnum):
    """How a child process came to its end."""

    FINISHED = "finished"
    CANCELLED = "cancelled"
    STOPPED = "stopped"  # hard stop after its time
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class ChildResult(Generic[Result]):
    """What a child left: its result, or the best it had handed over before it was stopped or crashed."""

    ending: Ending
    value: Result | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """Limits of a child process.

    Parameters
    ----------
    time_limit_s
        After this much wall time plus `grace_s`, counted from its first message, the child is killed; None for no limit.
    cancel_grace_s
        How long a cancelled child may take to hand over its best result before it is killed.
    memory_bytes
        Address space of the child, None for no limit; Windows knows no such limit.
    """

    time_limit_s: float | None = None
    grace_s: float = 5.0
    cancel_grace_s: float = 1.5
    memory_bytes: int | None = None


class ChildControl:
    """The child's end of the line; a thread of its own repeats the last progress and listens for the cancel."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sending = threading.Lock()
        self._cancelled = threading.Event()
        self._started = time.monotonic()
        self._latest = ("start", None, None)
        self._send_progress()
        threading.Thread(target=self._beat, daemon=True).start()

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Remember the progress; a new phase is sent at once, the rest with the next beat."""
        is_new = phase != self._latest[0]
        self._latest = (phase, value, bound)  # type: ignore[assignment]  # widened by the first report
        if is_new:
            self._send_progress()

    def is_cancelled(self) -> bool:
        """True once the parent has asked for the best result so far."""
        return self._cancelled.is_set()

    def keep(self, best: object) -> None:
        """Hand the best result so far to the parent."""
        self.send("best", best)

    def send(self, kind: str, content: object) -> None:
        """Write one message; several threads may do so."""
        with self._sending:
            self._connection.send((kind, content))

    def _send_progress(self) -> None:
        phase, value, bound = self._latest
        self.send("progress", Progress(phase, value, bound, time.monotonic() - self._started))

    def _beat(self) -> None:
        try:
            while True:
                if self._connection.poll(_BEAT_S):
                    self._connection.recv()
                    self._cancelled.set()
                self._send_progress()
        except (EOFError, OSError):
            # The parent is gone: nobody waits for a result any more.
            os._exit(1)


def _child_main(
    connection: Connection, folder: str, memory_bytes: int | None, target: Target[Any], args: tuple[Any, ...]
) -> None:
    # Whatever engines write goes where the parent clears up, also after a hard stop.
    tempfile.tempdir = folder
    if memory_bytes is not None and sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # Ctrl-C reaches the whole group of processes; what it means is for the parent to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = ChildControl(connection)
    try:
        value = target(*args, control)
    except MemoryError:
        control.send("failed", "out of memory")
    except BaseException:
        control.send("failed", traceback.format_exc())
    else:
        control.send("done", value)
    # Engines left behind in threads must not keep the process alive.
    os._exit(0)


def run_in_child(
    target: Target[Result],
    *args: Any,  # Any: the target's own arguments, pickled as they are
    limits: ChildLimits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> ChildResult[Result]:
    """Run `target(*args, control)` in a child process and return what it left; never raises for the child's faults.

    Raises
    ------
    ValueError
        If the target cannot be found by name in the child.
    """
    if "<" in getattr(target, "__qualname__", "<"):
        raise ValueError(_NOT_CALLABLE)
    limits = limits or ChildLimits()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with tempfile.TemporaryDirectory(prefix="solver", ignore_cleanup_errors=True) as folder:
        child = context.Process(target=_child_main, args=(theirs, folder, limits.memory_bytes, target, args), daemon=True)
        child.start()
        theirs.close()
        try:
            return _Parent[Result](ours, child.is_alive, limits, on_progress, is_cancelled).wait()
        finally:
            if child.is_alive():
                child.kill()
            child.join()
            child.close()
            ours.close()


class _Parent(Generic[Result]):
    """The parent's end of the line: reads messages until the child is done, dead, cancelled or out of time."""

    def __init__(
        self,
        connection: Connection,
        is_alive: Callable[[], bool],
        limits: ChildLimits,
        on_progress: Callable[[Progress], None] | None,
        is_cancelled: Callable[[], bool] | None,
    ) -> None:
        self._connection, self._is_alive, self._limits = connection, is_alive, limits
        self._on_progress = on_progress or (lambda _: None)
        self._is_cancelled = is_cancelled or (lambda: False)
        self._best: Result | None = None
        self._end = time.monotonic() + _START_S
        self._has_begun = False
        self._asked = False

    def wait(self) -> ChildResult[Result]:
        """Return what the child leaves."""
        while True:
            alive = self._is_alive()  # asked before reading: what a dying child wrote is still read
            ended = self._read_all()
            if ended is not None:
                return ended
            if not alive:
                return ChildResult(Ending.CRASHED, self._best, "the child process died")
            if time.monotonic() > self._end:
                ending = Ending.CANCELLED if self._asked else Ending.STOPPED
                return ChildResult(ending, self._best, "killed")
            self._ask_to_stop()

    def _ask_to_stop(self) -> None:
        if not self._asked and self._is_cancelled():
            self._asked = True
            self._end = time.monotonic() + self._limits.cancel_grace_s
            self._connection.send("cancel")

    def _read_all(self) -> ChildResult[Result] | None:
        try:
            while self._connection.poll(_POLL_S):
                ended = self._take(*self._connection.recv())
                if ended is not None:
                    return ended
        except (EOFError, OSError):
            return ChildResult(Ending.CRASHED, self._best, "the child process died")
        return None

    def _begin(self) -> None:
        """Start the child's time, once; a cancel in the meantime has set its own end."""
        if not self._has_begun:
            self._has_begun = True
            limit = self._limits.time_limit_s
            if not self._asked:
                self._end = float("inf") if limit is None else time.monotonic() + limit + self._limits.grace_s

    def _take(self, kind: str, content: Any) -> ChildResult[Result] | None:  # Any: whatever the child pickled
        self._begin()
        if kind == "done":
            return ChildResult(Ending.CANCELLED if self._asked else Ending.FINISHED, content)
        if kind == "failed":
            return ChildResult(Ending.CRASHED, self._best, str(content))
        if kind == "best":
            self._best = content
        elif kind == "progress":
            self._on_progress(content)
        return None
