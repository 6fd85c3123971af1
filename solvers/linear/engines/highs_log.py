"""What HiGHS tells while it runs: value and bound from its log lines, solutions from its file of improvements.

MathOpt gives HiGHS neither an interrupter nor an incumbent callback (OR-Tools 9.15), so a cancelled run is read
from these two; both are written by HiGHS itself.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np

from solvers.linear.problem import FloatArray

# Columns of the branch-and-bound table: [source] nodes, queue, leaves, explored %, bound, value, gap …
_TABLE_LINE = re.compile(r"^\s*[A-Za-z]?\s*\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)\s+(\S+)\s")
# A printed bound is rounded to ten digits; lowering it by this fraction keeps it a bound.
_PRINT_ROUNDING = 1e-9


class LogReader:
    """Keeps the last value and bound that the log showed; both include the problem's constant."""

    def __init__(self) -> None:
        self.value: float | None = None
        self.bound: float | None = None

    def read(self, lines: list[str]) -> None:
        """Take in log lines as MathOpt hands them over."""
        for line in lines:
            found = _TABLE_LINE.match(line)
            if found:
                bound, value = _number(found[1]), _number(found[2])
                if bound is not None:
                    self.bound = bound - _PRINT_ROUNDING * max(1.0, abs(bound))
                if value is not None:
                    self.value = value


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def read_last_solution(path: Path, columns: int) -> FloatArray | None:
    """Return the last complete solution in HiGHS' file of improving solutions, None if there is none.

    Blocks of "Objective v", "# Columns −k" and k pairs of value and position (sparse form); the last block may
    be half written, because HiGHS is still at it.
    """
    if not path.exists():
        return None
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("# Columns")]
    for head in reversed(heads):
        solution = _read_block(lines, head, columns)
        if solution is not None:
            return solution
    return None


def _read_block(lines: list[str], head: int, columns: int) -> FloatArray | None:
    count = abs(int(lines[head].split()[-1]))
    pairs = lines[head + 1 : head + 1 + count]
    # The last line of the file may lack its final digits: it counts only if a line stands behind it.
    if len(pairs) < count or head + 1 + count >= len(lines):
        return None
    solution = np.zeros(columns)
    for pair in pairs:
        value, position = pair.split()
        solution[int(position)] = float(value)
    return solution
