"""Cuts from a vertex of a relaxation (Gomory's mixed-integer cuts), valid for every column of the whole problem.

A row of the simplex tableau is a sum λᵀA of the problem's rows. Its cut has a closed formula for every column, also
for columns that the solved part did not contain: those count as sitting at 0. So a cut found on a restricted master
holds for the whole problem and prices columns like any other row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
import scipy.sparse.linalg as spla

from solvers.linear.outcome import Basis
from solvers.linear.problem import BoolArray, FloatArray, IntArray, Problem

# Values nearer to a whole number than this make weak cuts with large coefficients.
LEAST_FRACTION = 0.02
LARGEST_MULTIPLIER = 1e4
LARGEST_RANGE = 1e6
LEAST_EFFICACY = 1e-3
# Coefficients are cleaned by less than this in sum; the cut is relaxed by it, so that cleaning never cuts off a plan.
RELAXED_BY = 1e-5
_ZERO = 1e-9
_BLUR = 1e-11


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Σ values·columns ≥ lower, violated at the vertex by `efficacy` times the cut's length."""

    columns: IntArray
    values: FloatArray
    lower: float
    efficacy: float


@dataclass(frozen=True, slots=True, eq=False)
class Vertex:
    """The solved part of a problem: its columns in the whole problem, their values, and the basis."""

    columns: IntArray
    values: FloatArray
    basis: Basis


def whole_rows(problem: Problem) -> BoolArray:
    """Return the rows whose activity is a whole number in every solution."""
    fractional = (problem.matrix.data != np.round(problem.matrix.data)) | ~problem.integer[problem.matrix.indices]
    owner = np.repeat(np.arange(problem.rows), np.diff(problem.matrix.indptr))
    whole: BoolArray = np.bincount(owner[fractional], minlength=problem.rows) == 0
    for sides in (problem.row_lower, problem.row_upper):
        whole &= ~np.isfinite(sides) | (sides == np.round(sides))
    return whole


def find_cuts(problem: Problem, vertex: Vertex, *, most: int, tried: int, densest: int) -> list[Cut]:
    """Return the best cuts that the vertex violates.

    Parameters
    ----------
    most, tried
        How many cuts to return, and from how many fractional columns to try.
    densest
        Cuts with more columns than this are left out.
    """
    table = _Tableau(problem, vertex)
    cuts = [cut for row in table.fractional_rows()[:tried] if (cut := table.cut(row, densest)) is not None]
    return sorted(cuts, key=lambda cut: -cut.efficacy)[:most]


def with_cuts(problem: Problem, cuts: list[Cut]) -> Problem:
    """Return the problem with the cuts as further rows."""
    sizes = [cut.columns.size for cut in cuts]
    rows = sp.csr_matrix(
        (
            np.concatenate([cut.values for cut in cuts]),
            (np.repeat(np.arange(len(cuts)), sizes), np.concatenate([cut.columns for cut in cuts])),
        ),
        shape=(len(cuts), problem.columns),
    )
    return problem.with_rows(rows, np.array([cut.lower for cut in cuts]), np.full(len(cuts), np.inf))


class _Tableau:
    """The factorised basis, from which single rows of the tableau are taken."""

    def __init__(self, problem: Problem, vertex: Vertex) -> None:
        self.problem, self.vertex = problem, vertex
        basis = vertex.basis
        self._basic = np.flatnonzero(basis.basic_columns)
        slack_rows = np.flatnonzero(basis.basic_rows)
        slacks = sp.csc_matrix(
            (-np.ones(slack_rows.size), (slack_rows, np.arange(slack_rows.size))),
            shape=(problem.rows, slack_rows.size),
        )
        inside = sp.csc_matrix(problem.matrix)[:, vertex.columns[self._basic]]
        square = sp.csc_matrix(sp.hstack([inside, slacks]))
        self._factors = spla.splu(square) if square.shape[0] == square.shape[1] else None
        self._whole_rows = whole_rows(problem)
        self._is_basic = np.zeros(problem.columns, dtype=np.bool_)
        self._is_basic[vertex.columns[self._basic]] = True
        self._at_upper = np.zeros(problem.columns, dtype=np.bool_)
        self._at_upper[vertex.columns] = basis.upper_columns
        self._values = np.zeros(problem.columns)
        self._values[vertex.columns] = vertex.values

    def fractional_rows(self) -> IntArray:
        """Return the tableau rows of fractional whole-number columns: first those beside 0.5."""
        if self._factors is None:
            return np.zeros(0, dtype=np.int64)
        columns = self.vertex.columns[self._basic]
        distance = np.abs(self._values[columns] - np.round(self._values[columns]))
        usable = np.flatnonzero(self.problem.integer[columns] & (distance > LEAST_FRACTION))
        return usable[np.argsort(-distance[usable], kind="stable")]

    def cut(self, row: int, densest: int) -> Cut | None:
        """Return the cut of one tableau row, None if it is too dense, too weak or numerically doubtful."""
        multipliers = self._multipliers(row)
        if multipliers is None:
            return None
        slack_rows = np.flatnonzero(multipliers)
        slack_rows = slack_rows[~self.vertex.basis.basic_rows[slack_rows]]
        columns, values = self._combined(slack_rows, multipliers[slack_rows])
        outside = ~self._is_basic[columns]
        made = _rounded(*self._shifted(columns[outside], values[outside], slack_rows, -multipliers[slack_rows]))
        if made is None:
            return None
        return self._cut_of(columns[outside], slack_rows, made, densest)

    def _multipliers(self, row: int) -> FloatArray | None:
        assert self._factors is not None
        unit = np.zeros(self.problem.rows)
        unit[row] = 1.0
        # SciPy's stubs know no `trans`.
        multipliers = np.asarray(self._factors.solve(unit, "T"), dtype=np.float64)  # type: ignore[call-overload]
        multipliers[np.abs(multipliers) < _BLUR] = 0.0
        return multipliers if np.abs(multipliers).max() < LARGEST_MULTIPLIER else None

    def _combined(self, rows: IntArray, multipliers: FloatArray) -> tuple[IntArray, FloatArray]:
        """Return the columns and coefficients of the sum of rows."""
        dense = self._sum_of(rows, multipliers)
        columns = np.flatnonzero(np.abs(dense) > _BLUR)
        return columns, dense[columns]

    def _sum_of(self, rows: IntArray, multipliers: FloatArray) -> FloatArray:
        # Dense: sorting some ten thousand positions for each cut costs more than a sweep over all columns.
        part = self.problem.matrix[rows]
        weights = np.repeat(multipliers, np.diff(part.indptr)) * part.data
        summed = np.bincount(part.indices, weights=weights, minlength=self.problem.columns)
        return np.asarray(summed, dtype=np.float64)

    def _upper_slack(self, rows: IntArray) -> BoolArray:
        return self.vertex.basis.upper_rows[rows] | ~np.isfinite(self.problem.row_lower[rows])

    def _shifted(
        self, columns: IntArray, values: FloatArray, rows: IntArray, slacks: FloatArray
    ) -> tuple[float, FloatArray, BoolArray, BoolArray]:
        """Return right side, coefficients of the distances from the sides, which are whole, and which stay 0."""
        problem = self.problem
        column_up, row_up = self._at_upper[columns], self._upper_slack(rows)
        sides = np.where(column_up, problem.upper[columns], problem.lower[columns])
        row_sides = np.where(row_up, problem.row_upper[rows], problem.row_lower[rows])
        right = -_dot(values, sides) - _dot(slacks, row_sides)
        coefficients = np.concatenate([np.where(column_up, -values, values), np.where(row_up, -slacks, slacks)])
        whole = np.concatenate([problem.integer[columns], self._whole_rows[rows]])
        constant = np.concatenate(
            [problem.lower[columns] == problem.upper[columns], problem.row_lower[rows] == problem.row_upper[rows]]
        )
        return right, coefficients, whole, constant

    def _cut_of(
        self, columns: IntArray, rows: IntArray, gammas: FloatArray, densest: int
    ) -> Cut | None:
        """Return Σ g·distance ≥ 1 in terms of the columns."""
        problem = self.problem
        of_columns, of_rows = gammas[: columns.size], gammas[columns.size :]
        column_up, row_up = self._at_upper[columns], self._upper_slack(rows)
        sides = np.where(column_up, problem.upper[columns], problem.lower[columns])
        signed = np.where(column_up, -of_columns, of_columns)
        used = np.flatnonzero(of_rows)
        row_sides = np.where(row_up, problem.row_upper[rows], problem.row_lower[rows])[used]
        row_signed = np.where(row_up, -of_rows, of_rows)[used]
        lower = 1.0 + _dot(signed, sides) + _dot(row_signed, row_sides)
        dense = self._sum_of(rows[used], row_signed)
        dense[columns] += signed
        every = np.flatnonzero(np.abs(dense) > _ZERO)
        values = dense[every]
        if not 0 < every.size <= densest or np.abs(values).max() > LARGEST_RANGE * np.abs(values).min():
            return None
        inside = self._is_basic[every] | (self._values[every] != 0)
        efficacy = (lower - _dot(values, self._values[every])) / max(1.0, _dot(values[inside], values[inside]) ** 0.5)
        return Cut(every, values, lower - RELAXED_BY, efficacy) if efficacy > LEAST_EFFICACY else None


def _dot(left: FloatArray, right: FloatArray) -> float:
    # Not `@`: for vectors of this size the threads of the linear algebra library cost more than they save.
    return float((left * right).sum())


def _rounded(
    right: float, coefficients: FloatArray, whole: BoolArray, constant: BoolArray
) -> FloatArray | None:
    """Return the coefficients of Gomory's mixed-integer cut Σ g·distance ≥ 1."""
    fraction = right - float(np.floor(right))
    if not LEAST_FRACTION <= fraction <= 1 - LEAST_FRACTION:
        return None
    parts = coefficients - np.floor(coefficients)
    parts[(parts < _ZERO) | (parts > 1 - _ZERO)] = 0.0
    of_whole = np.where(parts <= fraction, parts / fraction, (1 - parts) / (1 - fraction))
    of_others = np.where(coefficients > 0, coefficients / fraction, -coefficients / (1 - fraction))
    gammas = np.where(whole, of_whole, of_others)
    gammas[constant] = 0.0
    return gammas
