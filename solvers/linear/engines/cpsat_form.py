"""A problem in whole numbers, as CP-SAT needs it, and by how much that form may undercut the real one.

Whole coefficients stay as they are. Fractional ones are scaled and rounded to the side that loses no solution, and
continuous columns walk on a grid; so every real solution has an image, and the largest difference in cost is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solvers.linear.problem import FloatArray, Problem

_FINEST_GRID = 2.0**20
_LARGEST_ACTIVITY = 2.0**55

_LARGEST_OBJECTIVE = 2.0**58
_LARGEST_SCALE = 2.0**40
_WHOLE = 1e-9

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class IntegerRow:
    """lower ≤ Σ coefficients·columns ≤ upper, all whole."""

    columns: Integers
    coefficients: Integers
    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class IntegerForm:
    """The image of a problem: cost ≥ objective/scale + constant − largest_error for every solution."""

    lower: Integers
    upper: Integers
    grid: FloatArray  # steps per unit, by column
    fine: float  # steps per unit of a continuous column, and the scale of rows with fractions
    objective: Integers
    scale: float
    largest_error: float


def integer_form(problem: Problem) -> IntegerForm:
    """Return columns and objective in whole numbers.

    Raises
    ------
    ValueError
        If a column has an infinite bound: CP-SAT knows none.
    """
    if not (np.all(np.isfinite(problem.lower)) and np.all(np.isfinite(problem.upper))):
        raise ValueError("CP-SAT needs finite bounds on every column")
    fine = _finest_grid(problem)
    grid = np.where(problem.integer, 1.0, fine)
    lower, upper = np.floor(problem.lower * grid + _WHOLE), np.ceil(problem.upper * grid - _WHOLE)
    per_step = problem.cost / grid
    reach = float(np.abs(per_step) @ np.maximum(np.abs(lower), np.abs(upper)))
    # Powers of two: a continuous column of cost 1 keeps an exact price per step.
    scale = 2.0 ** np.floor(np.log2(min(_LARGEST_SCALE, _LARGEST_OBJECTIVE / max(1.0, reach))))
    objective = np.round(per_step * scale)
    drift = np.abs(per_step * scale - objective) @ np.maximum(np.abs(lower), np.abs(upper)) / scale
    # A continuous value may lie anywhere between two steps of its grid.
    off_grid = float(np.abs(per_step[~problem.integer]).sum())
    return IntegerForm(
        lower.astype(np.int64),
        upper.astype(np.int64),
        grid,
        fine,
        objective.astype(np.int64),
        float(scale),
        float(drift) + off_grid,
    )


def _finest_grid(problem: Problem) -> float:
    """Return the largest power of two by which no row outgrows CP-SAT's whole numbers."""
    reach = abs(problem.matrix) @ np.maximum(np.abs(problem.lower), np.abs(problem.upper))
    largest = float(np.max(reach, initial=1.0))
    return float(2.0 ** np.floor(np.log2(min(_FINEST_GRID, _LARGEST_ACTIVITY / largest))))


def integer_rows(problem: Problem, form: IntegerForm, row: int) -> list[IntegerRow]:
    """Return the row in whole numbers: one if its coefficients are whole, else one per finite side."""
    part = slice(problem.matrix.indptr[row], problem.matrix.indptr[row + 1])
    columns = problem.matrix.indices[part].astype(np.int64)
    values = problem.matrix.data[part]
    low, high = float(problem.row_lower[row]), float(problem.row_upper[row])
    if bool(problem.integer[columns].all()) and bool(np.all(values == np.round(values))):
        sides = _side(np.ceil(low - _WHOLE)), _side(np.floor(high + _WHOLE))
        return [IntegerRow(columns, values.astype(np.int64), *sides)]
    if np.any(problem.lower[columns] < 0):
        raise ValueError("a row with fractions needs columns that are never negative")
    # Whole columns by the grid, continuous ones (already counted in steps of it) by one.
    scaled = np.where(problem.integer[columns], values * form.fine, values)
    slack = int(np.ceil(np.abs(scaled[~problem.integer[columns]])).sum())
    rows = []
    if np.isfinite(low):
        rows.append(IntegerRow(columns, _up(scaled), int(np.floor(low * form.fine)) - slack, _INFINITE))
    if np.isfinite(high):
        rows.append(IntegerRow(columns, -_up(-scaled), -_INFINITE, int(np.ceil(high * form.fine)) + slack))
    return rows


_INFINITE = 2**62


def _up(values: FloatArray) -> Integers:
    return np.ceil(values).astype(np.int64)


def _side(value: float) -> int:
    return int(np.clip(value, -_INFINITE, _INFINITE))
