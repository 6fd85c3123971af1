"""Prices of all columns from any duals, and the bound they prove: one sparse product, converged or not.

L(y) = Σ (y⁺·lower − y⁻·upper) + Σ over other columns min(r·lb, r·ub) + Σ over teachers min(0, least r) + constant,
with r = cost − Aᵀy over all candidates. It is computed here from the whole problem, never taken from an engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from solvers.linear import Problem
from solvers.rotation.county import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What a set of duals says about the whole problem.

    `bound` undercuts no solution's cost by proof; `reduced` are the reduced costs of all columns; `forced` is by how
    much the bound rises if the candidate is taken, given that each teacher takes at most one.
    """

    duals: FloatArray
    bound: float
    reduced: FloatArray
    forced: FloatArray


class Pricer:
    """Prices the columns of a problem; `owner` is the teacher of each candidate, `by_column` the matrix by columns if it is at hand."""

    def __init__(self, problem: Problem, owner: IntArray, by_column: sp.csc_matrix | None = None) -> None:
        self.problem, self.owner = problem, owner
        # The transposed is a view: in a large county each copy of the matrix takes 70 MB.
        self._transposed = (sp.csc_matrix(problem.matrix) if by_column is None else by_column).T
        # Candidates are ordered by teacher: the first of each begins a run.
        self._firsts = np.flatnonzero(np.diff(owner, prepend=-1))
        self._run = np.cumsum(np.diff(owner, prepend=-1) != 0) - 1

    def price(self, duals: FloatArray, problem: Problem | None = None) -> Prices:
        """Return prices and bound of the problem, or of another one with its rows; duals of the wrong sign are clipped to 0."""
        problem, count = problem or self.problem, self.owner.size
        y = clipped(problem, duals)
        reduced = problem.cost - self._transposed @ y
        fixed = np.where(y > 0, y * _finite(problem.row_lower), y * _finite(problem.row_upper)).sum()
        others = reduced[count:]
        least_others = np.minimum(others * problem.lower[count:], others * problem.upper[count:]).sum()
        free = reduced[:count]
        least = np.minimum(0.0, np.minimum.reduceat(free, self._firsts)) if count else np.zeros(0)
        bound = float(fixed + least_others + least.sum() + problem.constant)
        return Prices(y, bound, reduced, free - least[self._run] if count else np.zeros(0))


def clipped(problem: Problem, duals: FloatArray) -> FloatArray:
    """Return the duals without parts that no finite side of their row allows."""
    y = np.where(np.isfinite(problem.row_lower), duals, np.minimum(duals, 0.0))
    return np.where(np.isfinite(problem.row_upper), y, np.maximum(y, 0.0))


def cheapest_per_teacher(prices: FloatArray, owner: IntArray, count: int, below: float) -> IntArray:
    """Return the positions of each teacher's `count` cheapest candidates with a price under `below`."""
    cheap = np.flatnonzero(prices < below)
    order = cheap[np.lexsort((prices[cheap], owner[cheap]))]
    sorted_owner = owner[order]
    first = np.flatnonzero(np.diff(sorted_owner, prepend=-1))
    rank = np.arange(order.size) - np.repeat(first, np.diff(np.append(first, order.size)))
    return np.sort(order[rank < count])


def _finite(sides: FloatArray) -> FloatArray:
    return np.where(np.isfinite(sides), sides, 0.0)
