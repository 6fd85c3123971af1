"""The frozen numbers of a linear problem, as every engine takes them: min cost·x + constant, rows and bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

FEASIBILITY_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Problem:
    """min cost·x + constant, row_lower ≤ matrix·x ≤ row_upper, lower ≤ x ≤ upper, x[integer] whole.

    Infinite sides are ±inf. The matrix is in compressed rows.
    """

    cost: FloatArray
    lower: FloatArray
    upper: FloatArray
    integer: BoolArray
    row_lower: FloatArray
    row_upper: FloatArray
    matrix: sp.csr_matrix
    constant: float = 0.0

    def __post_init__(self) -> None:
        rows, columns = self.matrix.shape
        if any(a.shape != (columns,) for a in (self.cost, self.lower, self.upper, self.integer)):
            raise ValueError("every column needs cost, bounds and integrality")
        if self.row_lower.shape != (rows,) or self.row_upper.shape != (rows,):
            raise ValueError("every row needs both sides")

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return int(self.cost.size)

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return int(self.row_lower.size)

    def relaxed(self) -> Problem:
        """Return the linear relaxation: no column need be whole."""
        return replace(self, integer=np.zeros(self.columns, dtype=np.bool_))

    def without_cost(self) -> Problem:
        """Return the question "is there any solution": the same rows and bounds, nothing to minimise."""
        return replace(self, cost=np.zeros(self.columns), constant=0.0)

    def with_bounds(self, lower: FloatArray, upper: FloatArray) -> Problem:
        """Return the same problem with other bounds on its columns."""
        return replace(self, lower=lower, upper=upper)

    def with_rows(self, matrix: sp.csr_matrix, row_lower: FloatArray, row_upper: FloatArray) -> Problem:
        """Return the problem with further rows below its own."""
        stacked = sp.csr_matrix(sp.vstack([self.matrix, matrix], format="csr"))
        return replace(
            self,
            matrix=stacked,
            row_lower=np.concatenate([self.row_lower, row_lower]),
            row_upper=np.concatenate([self.row_upper, row_upper]),
        )

    def with_columns(self, matrix: sp.csr_matrix, cost: FloatArray, upper: FloatArray, *, integer: bool) -> Problem:
        """Return the problem with further columns, from 0 to `upper`, right of its own."""
        count = cost.size
        return replace(
            self,
            matrix=sp.csr_matrix(sp.hstack([self.matrix, matrix], format="csr")),
            cost=np.concatenate([self.cost, cost]),
            lower=np.concatenate([self.lower, np.zeros(count)]),
            upper=np.concatenate([self.upper, upper]),
            integer=np.concatenate([self.integer, np.full(count, integer, dtype=np.bool_)]),
        )

    def without_rows(self, dropped: IntArray) -> Problem:
        """Return the problem without the given rows."""
        if dropped.size == 0:
            return self
        kept = np.ones(self.rows, dtype=np.bool_)
        kept[dropped] = False
        return replace(
            self,
            matrix=sp.csr_matrix(self.matrix[np.flatnonzero(kept)]),
            row_lower=self.row_lower[kept],
            row_upper=self.row_upper[kept],
        )

    def objective(self, values: FloatArray) -> float:
        """Return cost·x + constant."""
        return float(self.cost @ values) + self.constant

    def violated_rows(self, values: FloatArray) -> IntArray:
        """Return the rows that `values` breaks by more than the tolerance, scaled by the side's size."""
        activity = self.matrix @ values
        below = self.row_lower - activity > FEASIBILITY_TOLERANCE * np.maximum(1.0, np.abs(_finite(self.row_lower)))
        above = activity - self.row_upper > FEASIBILITY_TOLERANCE * np.maximum(1.0, np.abs(_finite(self.row_upper)))
        return np.flatnonzero(below | above)

    def is_solution(self, values: FloatArray) -> bool:
        """True if `values` keeps all bounds, whole numbers and rows."""
        if values.shape != self.cost.shape:
            return False
        tolerance = FEASIBILITY_TOLERANCE
        inside = np.all((values >= self.lower - tolerance) & (values <= self.upper + tolerance))
        whole = np.all(np.abs(values[self.integer] - np.round(values[self.integer])) <= tolerance)
        return bool(inside and whole) and self.violated_rows(values).size == 0


def _finite(sides: FloatArray) -> FloatArray:
    return np.where(np.isfinite(sides), sides, 0.0)
