"""Files that are there whole or not at all: written beside their place, synced, then renamed into it."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

try:
    import fcntl
except ImportError:  # Windows: there a file that is open cannot be deleted, which protects it as well
    fcntl = None  # type: ignore[assignment]

SUFFIX: Final = ".part"


@contextlib.contextmanager
def write_atomically(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears under its name only when the block ends without an error.

    A process that is killed meanwhile leaves at most a hidden temporary file, never half a file under the name; the next
    writer of the same file removes it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_leftovers(path)
    handle, temporary = _open_temporary(path)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o640)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def remove_leftovers(path: Path) -> int:
    """Remove what killed writers of this file left, and nothing that somebody still writes; returns how many."""
    removed = 0
    for left in path.parent.iterdir():
        if left.name.startswith(_prefix(path)) and left.name.endswith(SUFFIX):
            with contextlib.suppress(OSError):
                if _is_abandoned(left):
                    left.unlink()
                    removed += 1
    return removed


def _is_abandoned(left: Path) -> bool:
    # Where nothing can be locked, deleting fails by itself while the writer lives.
    if fcntl is None:
        return True
    with left.open("rb") as file:
        return _lock(file.fileno())


def _open_temporary(path: Path) -> tuple[int, str]:
    """Make the temporary file and hold it, so that another writer does not take it for left over."""
    while True:
        handle, temporary = tempfile.mkstemp(prefix=_prefix(path), suffix=SUFFIX, dir=path.parent)
        if _lock(handle) and os.path.exists(temporary):
            return handle, temporary
        # Another writer came between making and holding it, and cleaned it away.
        os.close(handle)


def _prefix(path: Path) -> str:
    return f".{path.name}."


def _lock(handle: int) -> bool:
    """Hold an open file until it is closed or its process ends; False if somebody else holds it."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; there the rename itself is durable enough for a file that can be made again.
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
