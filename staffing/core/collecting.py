"""Sparing the search for cycles what holds none: the loaded program, and hundreds of thousands of plain objects being made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

MANY: Final = 50_000
"""So many new objects are a whole county; what a page makes for itself stays far below."""
ROUNDS: Final = 20
_LOCK = Lock()
_pauses = 0
_was_enabled = False
_set_aside = 0


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


@contextmanager
def kept_for_long() -> Iterator[None]:
    """Make in the block what the process remembers: if that is much, no later search for cycles walks it.

    A search over two million remembered objects holds every page up for a second. They are freed as ever when they are
    forgotten, since they hold no cycles; cycles that somebody else left behind meanwhile wait for the next full round.
    """
    global _set_aside  # noqa: PLW0603 - the collector itself is global to the process
    with collection_paused():
        yield
        # While the search is paused the collector counts the objects that were made and not freed.
        if gc.get_count()[0] < MANY:
            return
        with _LOCK:
            _set_aside += 1
            if _set_aside % ROUNDS == 0:
                gc.unfreeze()
                gc.collect()
            gc.freeze()


def set_program_aside() -> None:
    """Let a long-running process never walk again what it has loaded so far; it stays until the end anyway."""
    gc.collect()
    gc.freeze()
