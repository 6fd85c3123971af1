"""The basis of a solved relaxation carried over to the next one: more candidates, other rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solvers.linear.gomory import Vertex
from solvers.linear.outcome import Basis
from solvers.rotation.county import IntArray


def carried_basis(vertex: Vertex, columns: IntArray, size: int) -> Basis:
    """Return the vertex' basis for other columns out of `size`; those that it did not hold start at their lower side."""
    basic, upper = np.zeros(size, dtype=np.bool_), np.zeros(size, dtype=np.bool_)
    basic[vertex.columns] = vertex.basis.basic_columns
    upper[vertex.columns] = vertex.basis.upper_columns
    return replace(vertex.basis, basic_columns=basic[columns], upper_columns=upper[columns])


def with_other_rows(vertex: Vertex, dropped: IntArray, added: int) -> Vertex:
    """Return the vertex without some rows, which must be basic, and with further rows at the end."""
    basis = vertex.basis
    basic, upper = np.delete(basis.basic_rows, dropped), np.delete(basis.upper_rows, dropped)
    changed = replace(
        basis,
        basic_rows=np.append(basic, np.ones(added, dtype=np.bool_)),
        upper_rows=np.append(upper, np.zeros(added, dtype=np.bool_)),
    )
    return replace(vertex, basis=changed)
