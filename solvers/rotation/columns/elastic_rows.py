"""Rows that may be missed at a high price, so that a branch's master has a solution before its candidates are found.

A branch fixes flags and jumps. The rows that tie those to candidates get artificial columns; all other rows with
candidates are the same in every branch, so the root's solution keeps them. What is left, flags and jumps among
themselves, no candidate can help: an elastic master without solution is proof that the branch holds no plan. A bound
of the elastic problem bounds the problem itself, whatever the price.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from solvers.linear import LinearModel, Problem
from solvers.rotation.county import IntArray
from solvers.rotation.steps import COUNT_ROW

# Above what any goal pays for one person in a section's count.
PRICE = 1e7
# More than any row can be missed by; finite, so that bounds stay finite whatever the duals.
MOST_MISSED = 1e4


def branching_rows(problem: Problem, model: LinearModel) -> IntArray:
    """Return the rows with candidates that a branch can put in question: the counts' and all beyond the model's own."""
    return np.concatenate([model.rows_of(COUNT_ROW), np.arange(model.row_count, problem.rows)])


def with_elastic_rows(problem: Problem, rows: IntArray) -> Problem:
    """Return the problem with artificial columns at the right for both sides of the given rows."""
    below = rows[np.isfinite(problem.row_lower[rows])]
    above = rows[np.isfinite(problem.row_upper[rows])]
    missed, signs = _sides(below, above)
    artificial = sp.csr_matrix((signs, (missed, np.arange(missed.size))), shape=(problem.rows, missed.size))
    prices, most = np.full(missed.size, PRICE), np.full(missed.size, MOST_MISSED)
    return problem.with_columns(artificial, prices, most, integer=False)


def _sides(below: IntArray, above: IntArray) -> tuple[IntArray, IntArray]:
    """Return the rows that may be missed and in which direction the missing part counts."""
    rows = np.concatenate([below, above])
    return rows, np.concatenate([np.ones(below.size, dtype=np.int64), -np.ones(above.size, dtype=np.int64)])
