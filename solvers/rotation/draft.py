"""What rules and goals write into: the linear model of one instance while it is being put together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from solvers.linear import LinearModel
from solvers.linear.model import ColumnFamily
from solvers.rotation.candidates import Candidates, decided_as_candidates
from solvers.rotation.county import County, FloatArray, IntArray
from solvers.rotation.instance import Instance
from solvers.rotation.vocabulary import GoalCode

CANDIDATE = "candidate"


@dataclass(slots=True, eq=False)
class GoalTerms:
    """Amount of one goal as a linear function of the columns."""

    columns: list[IntArray] = field(default_factory=list)
    amounts: list[FloatArray] = field(default_factory=list)
    constant: float = 0.0


class Draft:
    """A model under construction: its candidates are its first columns, at their own positions.

    `decided` are the moves made by people elsewhere, described like candidates; they are no columns but facts.
    """

    def __init__(self, instance: Instance, candidates: Candidates) -> None:
        self.instance = instance
        self.candidates = candidates
        self.decided = decided_as_candidates(instance, candidates.county)
        self.model = LinearModel()
        self.goals: dict[GoalCode, GoalTerms] = defaultdict(GoalTerms)
        self._add_candidates()

    @property
    def county(self) -> County:
        """Return the arrays of the instance."""
        return self.candidates.county

    def add_amount(self, code: GoalCode, columns: ArrayLike, amounts: ArrayLike) -> None:
        """Let the goal's amount grow by `amounts` per unit of the columns."""
        at, numbers = np.broadcast_arrays(np.asarray(columns, dtype=np.int64), np.asarray(amounts, dtype=np.float64))
        weight = self.instance.goal_weights.of(code)
        self.goals[code].columns.append(at.ravel())
        self.goals[code].amounts.append(numbers.ravel())
        self.model.add_cost(at.ravel(), weight * numbers.ravel())

    def add_fixed_amount(self, code: GoalCode, amount: float) -> None:
        """Let the goal's amount grow by what no column decides."""
        self.goals[code].constant += amount
        self.model.add_constant(self.instance.goal_weights.of(code) * amount)

    def _add_candidates(self) -> ColumnFamily:
        county, moves = self.county, self.candidates
        ids = (county.teacher_ids[moves.teacher], county.section_ids[moves.section], county.subjects[moves.subject])
        return self.model.add_columns(CANDIDATE, len(moves), ids=ids)
