"""Peak memory as Linux counts it: of this process, and of the parser's children by what each says of itself.

The kernel's own figure for ended children (RUSAGE_CHILDREN) begins with the pages of the parent that started them, so it is
no measure of a child.
"""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from staffing.core.spreadsheets import isolated

PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
TELL = "; sys.stderr.write(open('/proc/self/status').read())"


@dataclass(slots=True)
class Parsers:
    """How many files were read by children, and the most that one of them took."""

    files: int = 0
    peak_mb: int = 0


def own_peak_mb() -> int:
    """Return the most memory this process has taken since it began."""
    return _peak_mb(Path("/proc/self/status").read_text(encoding="ascii"))


@contextmanager
def watched_parsers() -> Iterator[Parsers]:
    """Have each child of ``read_isolated`` tell its peak at its end, for as long as the block lasts."""
    seen, boot, run = Parsers(), isolated.BOOT, subprocess.run

    def watched(*arguments: Any, **options: Any) -> Any:
        ended = run(*arguments, **options)
        seen.files += 1
        seen.peak_mb = max(seen.peak_mb, _peak_mb(ended.stderr.decode(errors="replace")))
        return ended

    isolated.BOOT = boot + TELL  # type: ignore[misc]
    isolated.subprocess.run = watched  # type: ignore[assignment]
    try:
        yield seen
    finally:
        isolated.BOOT = boot  # type: ignore[misc]
        isolated.subprocess.run = run  # type: ignore[assignment]


def _peak_mb(status: str) -> int:
    found = PEAK.search(status)
    return int(found[1]) // 1024 if found else 0
