"""The restricted master: the whole problem with only some of the candidates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Problem
from solvers.rotation.county import FloatArray, IntArray


class Master:
    """Cuts restricted problems out of the whole one, or out of others with the same rows, and puts their values back."""

    def __init__(self, problem: Problem, candidates: int) -> None:
        self.problem, self.candidates = problem, candidates
        self.by_column = sp.csc_matrix(problem.matrix)
        self._others = np.arange(candidates, problem.columns, dtype=np.int64)

    def columns(self, chosen: IntArray) -> IntArray:
        """Return the chosen candidates and all other columns."""
        return np.concatenate([chosen, self._others])

    def restricted(self, chosen: IntArray, problem: Problem | None = None) -> Problem:
        """Return the problem, or another one with its rows, over the chosen candidates and all other columns."""
        problem, kept = problem or self.problem, self.columns(chosen)
        return replace(
            problem,
            cost=problem.cost[kept],
            lower=problem.lower[kept],
            upper=problem.upper[kept],
            integer=problem.integer[kept],
            matrix=sp.csr_matrix(self.by_column[:, kept]),
        )

    def relaxed(self, chosen: IntArray, problem: Problem | None = None) -> Problem:
        """Return the linear master; candidates have no upper bound, `one_destination` does it, so duals are whole."""
        restricted = self.boxed(chosen, problem)
        upper = restricted.upper.copy()
        upper[: chosen.size] = np.inf
        return restricted.with_bounds(restricted.lower, upper)

    def boxed(self, chosen: IntArray, problem: Problem | None = None) -> Problem:
        """Return the linear master in which candidates keep their bound: the dual simplex wants two finite sides."""
        return self.restricted(chosen, problem).relaxed()

    def spread(self, chosen: IntArray, values: FloatArray) -> FloatArray:
        """Return the values of a restricted problem as values of the whole one."""
        whole = np.zeros(self.candidates + self._others.size)
        whole[self.columns(chosen)] = values
        return whole
