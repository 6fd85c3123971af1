"""How long, how exact, with which engine: the frozen parameters of one solve. Each has an effect."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from solvers.linear.status import PROVEN_GAP

NODES_PER_UNIT = 100
"""Branch-and-bound nodes that stand for one unit of `deterministic_limit` in HiGHS."""


class EngineName(StrEnum):
    """Engines (求解引擎). `auto` and `columns` are composed of the linear engines by the problem's package."""

    AUTO = "auto"
    COLUMNS = "columns"
    HIGHS = "highs"
    CPSAT = "cpsat"


@dataclass(frozen=True, slots=True)
class SolveParams:
    """Limits and choices of one solve.

    Parameters
    ----------
    time_limit_s
        Wall time for everything; 0 gives status unknown at once.
    gap
        The solve may stop when (value − bound) / max(1, |value|) falls to this fraction.
    workers
        Processor threads an engine may use.
    seed
        Of every random choice inside the engines.
    deterministic_limit
        Work after which an engine stops wherever it is, for repeatable runs; None for no such limit.
        In deterministic seconds for CP-SAT; HiGHS and the tree of column generation, which know no such unit, take
        NODES_PER_UNIT nodes for each.
    """

    engine: EngineName = EngineName.AUTO
    time_limit_s: float = 60.0
    gap: float = PROVEN_GAP
    workers: int = 1
    seed: int = 1
    deterministic_limit: float | None = None

    def __post_init__(self) -> None:
        if self.engine not in set(EngineName):
            raise ValueError(f"unknown engine {self.engine!r}")
        if not (self.time_limit_s >= 0 and math.isfinite(self.time_limit_s)):
            raise ValueError("time_limit_s must be a finite number of seconds, at least 0")
        if not 0 <= self.gap < 1:
            raise ValueError("gap must be a fraction from 0 to below 1")
        if self.workers < 1:
            raise ValueError("workers must be at least 1")
        if not 0 <= self.seed < 2**31:
            raise ValueError("seed must lie within 0 and 2**31 - 1")
        if self.deterministic_limit is not None and not self.deterministic_limit > 0:
            raise ValueError("deterministic_limit must be positive")
