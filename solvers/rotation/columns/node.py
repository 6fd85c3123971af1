"""A branch of the search: what is fixed in it, what is proven of it, and its relaxation."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from solvers.linear import Problem
from solvers.rotation.columns.phase_one import HopelessError
from solvers.rotation.columns.relaxer import Relaxation, Relaxer
from solvers.rotation.county import FloatArray, IntArray

# A value nearer to a whole number than this counts as whole.
WHOLE = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A branch: columns fixed on the way to it, its proven bound, and how wide its whole numbers were tried."""

    fixed: tuple[tuple[int, float], ...]
    bound: float
    relaxation: Relaxation
    relaxer: Relaxer
    is_cut: bool = False
    width: int = 0

    def problem(self, whole: Problem) -> Problem:
        """Return a problem with the branch's bounds on its columns."""
        lower, upper = whole.lower.copy(), whole.upper.copy()
        for column, value in self.fixed:
            lower[column] = upper[column] = value
        return whole.with_bounds(lower, upper)

    def with_fixed(self, columns: IntArray, values: FloatArray) -> Node:
        """Return the branch with further columns fixed, its relaxation as it was."""
        fixed = (*self.fixed, *zip(columns.tolist(), values.tolist(), strict=True))
        return replace(self, fixed=fixed, width=0)

    def child(self, columns: IntArray, values: FloatArray, *, rounds: int, enough: float) -> Node | None:
        """Return the branch with further columns fixed, None if it holds no plan.

        Parameters
        ----------
        rounds, enough
            As for relaxations: how often new candidates are sought, and the bound from which on nothing more is wanted.
        """
        child, before = self.with_fixed(columns, values), self.relaxation
        problem = child.problem(self.relaxer.problem)
        try:
            solved = self.relaxer.solve(problem, before.chosen, before.vertex, rounds=rounds, enough=enough)
        except HopelessError:
            return None
        if solved is None:
            return child  # no time: the parent's bound still holds
        return replace(child, relaxation=solved, bound=max(self.bound, solved.prices.bound))

    def fractional(self, columns: IntArray) -> tuple[IntArray, FloatArray]:
        """Return those of the columns that are not whole in the relaxation, with their distance from whole numbers."""
        values = self.relaxation.values[columns]
        distance = np.abs(values - np.round(values))
        return columns[distance > WHOLE], distance[distance > WHOLE]
