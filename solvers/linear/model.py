"""LinearModel: named rows and columns over a sparse matrix, built with whole numpy blocks.

Rows carry the code of the rule and the ids they speak of, so that slacks, duals and conflicts can be
told in the rule's own words. The model only collects; `problem()` freezes it for an engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray

from solvers.linear.problem import BoolArray, FloatArray, IntArray, Problem

_Positions = NDArray[np.int32]
Ids = tuple[Sequence[str] | NDArray[np.object_], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Consecutive rows or columns of one code; `ids` are parallel sequences, one entry per member."""

    code: str
    start: int
    count: int
    ids: Ids

    @property
    def index(self) -> IntArray:
        """Return the positions of the members in the model."""
        return np.arange(self.start, self.start + self.count, dtype=np.int64)

    def names(self, position: int) -> tuple[str, ...]:
        """Return the ids of the member at this position of the model."""
        return tuple(str(parallel[position - self.start]) for parallel in self.ids)


class RowFamily(Family):
    """Rows of one rule or goal."""

    __slots__ = ()


class ColumnFamily(Family):
    """Columns of one kind."""

    __slots__ = ()


class LinearModel:
    """A linear model under construction: families of columns and rows, entries appended in blocks."""

    def __init__(self) -> None:
        self.constant = 0.0
        self.column_families: list[ColumnFamily] = []
        self.row_families: list[RowFamily] = []
        self._columns: dict[str, list[FloatArray]] = {"lower": [], "upper": [], "cost": []}
        self._integer: list[BoolArray] = []
        self._sides: dict[str, list[FloatArray]] = {"lower": [], "upper": []}
        # Positions in 32 bits: a large county has millions of entries.
        self._entries: list[tuple[_Positions, _Positions, FloatArray]] = []
        self._extra_costs: list[tuple[IntArray, FloatArray]] = []
        self.column_count = 0
        self.row_count = 0

    def add_columns(
        self,
        code: str,
        count: int,
        *,
        ids: Ids = (),
        lower: ArrayLike = 0.0,
        upper: ArrayLike = 1.0,
        cost: ArrayLike = 0.0,
        integer: bool = True,
    ) -> ColumnFamily:
        """Append `count` columns and return their family."""
        _check_ids(ids, count)
        family = ColumnFamily(code, self.column_count, count, ids)
        for name, given in (("lower", lower), ("upper", upper), ("cost", cost)):
            self._columns[name].append(_block(given, count))
        self._integer.append(np.full(count, integer, dtype=np.bool_))
        self.column_families.append(family)
        self.column_count += count
        return family

    def add_rows(
        self, code: str, count: int, *, ids: Ids = (), lower: ArrayLike = -np.inf, upper: ArrayLike = np.inf
    ) -> RowFamily:
        """Append `count` rows without entries and return their family."""
        _check_ids(ids, count)
        family = RowFamily(code, self.row_count, count, ids)
        self._sides["lower"].append(_block(lower, count))
        self._sides["upper"].append(_block(upper, count))
        self.row_families.append(family)
        self.row_count += count
        return family

    def add_entries(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike) -> None:
        """Append matrix entries; entries of one place add up."""
        at_rows, at_columns, numbers = np.broadcast_arrays(
            np.asarray(rows, dtype=np.int32), np.asarray(columns, dtype=np.int32), np.asarray(values, dtype=np.float64)
        )
        self._entries.append((at_rows.ravel(), at_columns.ravel(), numbers.ravel()))

    def add_cost(self, columns: ArrayLike, costs: ArrayLike) -> None:
        """Add costs to columns that exist already; costs of one column add up."""
        at, numbers = np.broadcast_arrays(np.asarray(columns, dtype=np.int64), np.asarray(costs, dtype=np.float64))
        self._extra_costs.append((at.ravel(), numbers.ravel()))

    def add_constant(self, value: float) -> None:
        """Add to the objective what no column decides."""
        self.constant += value

    def columns_of(self, code: str) -> list[ColumnFamily]:
        """Return the column families of this code."""
        return [family for family in self.column_families if family.code == code]

    def rows_of(self, code: str) -> IntArray:
        """Return the positions of all rows of this code."""
        parts = [family.index for family in self.row_families if family.code == code]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def row_name(self, row: int) -> tuple[str, tuple[str, ...]]:
        """Return the code of a row and the ids it speaks of."""
        starts = [family.start for family in self.row_families]
        position = int(np.searchsorted(starts, row, side="right")) - 1
        # Families without members share their start with the next one.
        family = self.row_families[position]
        return family.code, family.names(row)

    def problem(self) -> Problem:
        """Freeze the model for an engine."""
        cost = _joined(self._columns["cost"])
        for columns, costs in self._extra_costs:
            np.add.at(cost, columns, costs)
        return Problem(
            cost=cost,
            lower=_joined(self._columns["lower"]),
            upper=_joined(self._columns["upper"]),
            integer=np.concatenate([*self._integer, np.zeros(0, dtype=np.bool_)]),
            row_lower=_joined(self._sides["lower"]),
            row_upper=_joined(self._sides["upper"]),
            matrix=self._matrix(),
            constant=self.constant,
        )

    def _matrix(self) -> sp.csr_matrix:
        empty = np.zeros(0, dtype=np.int32)
        rows = np.concatenate([empty, *(entry[0] for entry in self._entries)])
        columns = np.concatenate([empty, *(entry[1] for entry in self._entries)])
        values = np.concatenate([np.zeros(0), *(entry[2] for entry in self._entries)])
        return sp.csr_matrix((values, (rows, columns)), shape=(self.row_count, self.column_count))


def _block(given: ArrayLike, count: int) -> FloatArray:
    return np.array(np.broadcast_to(np.asarray(given, dtype=np.float64), (count,)))


def _joined(blocks: list[FloatArray]) -> FloatArray:
    return np.concatenate([np.zeros(0), *blocks])


def _check_ids(ids: Ids, count: int) -> None:
    if any(len(parallel) != count for parallel in ids):
        raise ValueError("each sequence of ids must have one entry per member of the family")
