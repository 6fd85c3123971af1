"""What a plan is worth: its gain against the gain that any plan could have, proven, and against plans drawn at random."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from solvers.linear import QuietControl, SolveParams
from solvers.rotation.assemble import assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.extract import moves_of
from solvers.rotation.instance import Instance
from solvers.rotation.records import GoalWeights, Move
from solvers.rotation.solve import solve
from solvers.rotation.strategies import STRATEGIES
from solvers.rotation.vocabulary import GoalCode, GoalOrder

NOTHING = GoalWeights(0, 0, 0, 0, 0, 0, 0, 0)
ROUNDING = 1e-6
RANDOM_GAP = 0.05
LEAST_DRAW, MOST_DRAW = 0.5, 1.5


@dataclass(frozen=True, slots=True)
class Gain:
    """One goal before and after the plan, and the proven bound: no plan leaves less than that."""

    before: float
    after: float
    bound: float

    @property
    def share(self) -> float:
        """Return the part of the possible gain that the plan reaches; 1 where nothing can be gained."""
        possible = self.before - self.bound
        return (self.before - self.after) / possible if possible > 0 else 1.0


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of one plan. `random_costs` are those of valid plans with the same quotas, drawn at random."""

    cost: float
    shortfall: Gain
    failing: Gain
    random_costs: tuple[float, ...]

    @property
    def random_is_worse(self) -> float | None:
        """Return by which share of the plan's cost the best of the random plans is worse; None without any."""
        return min(self.random_costs) / self.cost - 1 if self.random_costs and self.cost > 0 else None

    @property
    def random_median(self) -> float | None:
        """Return the median cost of the random plans."""
        return median(self.random_costs) if self.random_costs else None


def measure(instance: Instance, moves: tuple[Move, ...], params: SolveParams, *, draws: int) -> Worth:
    """Return what a valid plan is worth; `params` limit each of the solves that this takes."""
    before, after = amounts(instance, ()), amounts(instance, moves)
    short, failing = (
        Gain(before[code], after[code], least_of(instance, code, params))
        for code in (GoalCode.SHORTFALL, GoalCode.FAILING_SECTIONS)
    )
    costs = tuple(total_cost(instance, amounts(instance, plan)) for plan in random_plans(instance, params, draws=draws))
    return Worth(total_cost(instance, after), short, replace(failing, bound=math.ceil(failing.bound - ROUNDING)), costs)


def least_of(instance: Instance, code: GoalCode, params: SolveParams) -> float:
    """Return the proven bound of one goal, minimised alone: no plan can leave less of it."""
    weights = replace(NOTHING, **{code.value: 1.0})
    settings = replace(instance.settings, goal_order=GoalOrder.WEIGHTED)
    solution = solve(instance.replace(goal_weights=weights, settings=settings), params).solution
    return max(0.0, solution.bound) if solution.bound is not None else 0.0


def random_plans(instance: Instance, params: SolveParams, *, draws: int) -> list[tuple[Move, ...]]:
    """Return valid plans with the same quotas whose moves are cheapest by a cost drawn at random for every candidate.

    The checker judges each; one that it faults, or that is not found in time, is left out.
    """
    candidates = find_candidates(instance)
    assembled = assemble(instance.replace(goal_weights=NOTHING), candidates)
    found = []
    for draw in range(draws):
        chance = np.random.default_rng([params.seed, draw])
        cost = np.zeros(assembled.problem.columns)
        cost[: len(candidates)] = chance.uniform(LEAST_DRAW, MOST_DRAW, len(candidates))
        problem = replace(assembled.problem, cost=cost, constant=0.0)
        outcome = STRATEGIES[params.engine](assembled, problem, replace(params, gap=RANDOM_GAP), None, QuietControl())
        moves = moves_of(instance, candidates, outcome.values) if outcome.values is not None else None
        if moves is not None and not check_moves(instance, moves):
            found.append(moves)
    return found
