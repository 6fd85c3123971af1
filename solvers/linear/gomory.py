"""Cuts from a vertex of a relaxation (Gomory's mixed-integer cuts), valid for every column of the whole problem.

A row of the simplex tableau is a sum λᵀA of the problem's rows. Its cut has a closed formula for every column, also
for columns that the solved part did not contain: those count as sitting at 0. So a cut found on a restricted master
holds for the whole problem and prices columns like any other row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

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

    Which are best, the solved part tells: columns outside it are 0. Only those are worked out for all columns.

    Parameters
    ----------
    most, tried
        How many cuts to return, and from how many fractional columns to try.
    densest
        Cuts with more columns than this are left out.
    """
    whole = whole_rows(problem)
    part, inside = _solved_part(problem, vertex)
    narrow, wide = _Rounding(part, inside, whole), _Rounding(problem, vertex, whole)
    rated = [
        (cut.efficacy, position, combination)
        for position, combination in enumerate(_combinations(part, inside, tried))
        if (cut := narrow.cut(combination, densest)) is not None
    ]
    best = (wide.cut(combination, densest) for _, _, combination in sorted(rated, key=lambda one: (-one[0], one[1])))
    return list(islice((cut for cut in best if cut is not None), most))


def _solved_part(problem: Problem, vertex: Vertex) -> tuple[Problem, Vertex]:
    """Return the problem over the vertex' columns alone, and the vertex as one of it."""
    columns = vertex.columns
    part = replace(
        problem,
        cost=problem.cost[columns],
        lower=problem.lower[columns],
        upper=problem.upper[columns],
        integer=problem.integer[columns],
        matrix=sp.csr_matrix(problem.matrix[:, columns]),
    )
    return part, replace(vertex, columns=np.arange(columns.size, dtype=np.int64))


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


@dataclass(frozen=True, slots=True, eq=False)
class _Combination:
    """Which rows of the problem, times which multipliers, add up to a row of the tableau; basic rows are left out."""

    rows: IntArray
    multipliers: FloatArray


def _combinations(part: Problem, vertex: Vertex, tried: int) -> Iterator[_Combination]:
    """Yield the tableau's rows of fractional whole-number columns, first those beside 0.5.

    A row whose slack is basic has multiplier 0 there. So only the other rows are factorised: a sixth of all in large
    counties, with an eighth of the fill.
    """
    basic, tight = np.flatnonzero(vertex.basis.basic_columns), np.flatnonzero(~vertex.basis.basic_rows)
    if basic.size != tight.size or basic.size == 0:
        return
    factors = spla.splu(sp.csc_matrix(part.matrix[tight][:, basic]))
    distance = np.abs(vertex.values[basic] - np.round(vertex.values[basic]))
    usable = np.flatnonzero(part.integer[basic] & (distance > LEAST_FRACTION))
    for row in usable[np.argsort(-distance[usable], kind="stable")][:tried]:
        unit = np.zeros(basic.size)
        unit[row] = 1.0
        # SciPy's stubs know no `trans`.
        multipliers = np.asarray(factors.solve(unit, "T"), dtype=np.float64)  # type: ignore[call-overload]
        if np.abs(multipliers).max() < LARGEST_MULTIPLIER:
            used = np.flatnonzero(np.abs(multipliers) >= _BLUR)
            yield _Combination(tight[used], multipliers[used])


class _Rounding:
    """Makes cuts of rows of the tableau: over the columns of its problem, of which the vertex may hold but a part."""

    def __init__(self, problem: Problem, vertex: Vertex, whole_rows: BoolArray) -> None:
        self.problem, self.vertex = problem, vertex
        basis = vertex.basis
        self._whole_rows = whole_rows
        self._is_basic = np.zeros(problem.columns, dtype=np.bool_)
        self._is_basic[vertex.columns[basis.basic_columns]] = True
        self._at_upper = np.zeros(problem.columns, dtype=np.bool_)
        self._at_upper[vertex.columns] = basis.upper_columns
        self._values = np.zeros(problem.columns)
        self._values[vertex.columns] = vertex.values

    def cut(self, combination: _Combination, densest: int) -> Cut | None:
        """Return the cut of one tableau row, None if it is too dense, too weak or numerically doubtful."""
        rows, multipliers = combination.rows, combination.multipliers
        columns, values = self._combined(rows, multipliers)
        outside = ~self._is_basic[columns]
        made = _rounded(*self._shifted(columns[outside], values[outside], rows, -multipliers))
        if made is None:
            return None
        return self._cut_of(columns[outside], rows, made, densest)

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
