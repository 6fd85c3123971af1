"""Instance and candidates in, linear model out: candidates' columns, steps, every rule that applies, every goal.

No rule stands here; the catalogues say what there is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.linear import LinearModel, Problem
from solvers.rotation.candidates import Candidates
from solvers.rotation.county import FloatArray
from solvers.rotation.draft import Draft, GoalTerms
from solvers.rotation.goals import GOALS
from solvers.rotation.instance import Instance
from solvers.rotation.rules import RULES
from solvers.rotation.steps import add_steps
from solvers.rotation.vocabulary import GoalCode


@dataclass(frozen=True, slots=True, eq=False)
class Assembled:
    """A model ready for an engine; candidates are its first columns, at their own positions."""

    instance: Instance
    candidates: Candidates
    model: LinearModel  # names of rows and columns
    problem: Problem  # their numbers
    goals: dict[GoalCode, GoalTerms]

    def cost_of(self, codes: list[GoalCode]) -> tuple[FloatArray, float]:
        """Return the weighted cost of some goals, as costs of the columns and a constant."""
        cost, constant = np.zeros(self.problem.columns), 0.0
        for code in codes:
            weight = self.instance.goal_weights.of(code)
            terms = self.goals.get(code, GoalTerms())
            constant += weight * terms.constant
            for columns, amounts in zip(terms.columns, terms.amounts, strict=True):
                np.add.at(cost, columns, weight * amounts)
        return cost, constant


def assemble(instance: Instance, candidates: Candidates) -> Assembled:
    """Return the linear model of the instance."""
    draft = Draft(instance, candidates)
    counts = add_steps(draft)
    for rule in RULES:
        if rule.applies(instance):
            rule.add_rows(draft)
    for goal in GOALS:
        if instance.goal_weights.of(goal.code) > 0:
            goal.add_cost(draft, counts)
    return Assembled(instance, candidates, draft.model, draft.model.problem(), dict(draft.goals))
