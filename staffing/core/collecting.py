"""Sparing the search for cycles what holds none: the loaded program, and hundreds of thousands of plain objects being made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_pauses = 0
_was_enabled = False


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the search for cycles of the whole process until the last such block ends; blocks of several threads may overlap."""
    global _pauses, _was_enabled  # noqa: PLW0603 - the collector itself is global to the process
    with _LOCK:
        if _pauses == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _pauses += 1
    try:
        yield
    finally:
        with _LOCK:
            _pauses -= 1
            if _pauses == 0 and _was_enabled:
                gc.enable()


def set_program_aside() -> None:
    """Let a long-running process never walk again what it has loaded so far; it stays until the end anyway."""
    gc.collect()
    gc.freeze()
