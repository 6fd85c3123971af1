"""What an engine hands back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from solvers.linear.status import Status, relative_gap


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The vertex at which a continuous solve ended: which columns and rows are basic, which lie at their upper side."""

    basic_columns: NDArray[np.bool_]
    basic_rows: NDArray[np.bool_]
    upper_columns: NDArray[np.bool_]
    upper_rows: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of one engine on one problem (minimisation; the problem's constant is contained).

    Parameters
    ----------
    values
        One per column, integers exactly whole; None without a plan.
    objective, bound
        Value of `values`, and a number that no solution undercuts; None where unknown.
    duals
        One per row, for continuous problems only: the change of the objective per unit of the row's side.
    basis
        Of the vertex found, for continuous problems only.
    message
        Why the engine stopped, for logs and findings; never shown to officers as it is.
    """

    status: Status
    values: NDArray[np.float64] | None = None
    objective: float | None = None
    bound: float | None = None
    duals: NDArray[np.float64] | None = None
    basis: Basis | None = None
    message: str = ""

    @property
    def has_values(self) -> bool:
        """True if a solution came with the outcome."""
        return self.values is not None

    @property
    def gap(self) -> float | None:
        """Return the proven relative gap, None if value or bound is missing."""
        if self.objective is None or self.bound is None:
            return None
        return relative_gap(self.objective, self.bound)
