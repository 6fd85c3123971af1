"""Every plan of a tiny instance, judged by the checker alone: the truth that solvers are compared with."""

import math
from dataclasses import dataclass
from itertools import product

from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.check.conditions import candidate_findings
from solvers.rotation.check.plan import decided_only, make_plan
from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.vocabulary import GOAL_LEVEL, GoalCode

MOST_PLANS = 60_000


@dataclass(frozen=True, slots=True)
class JudgedPlan:
    """A plan that breaks no rule, with the amount of each goal and the cost."""

    moves: tuple[Move, ...]
    amounts: dict[GoalCode, float]
    cost: float


def feasible_plans(instance: Instance) -> list[JudgedPlan]:
    """Return every plan that breaks no rule; raises ValueError if there are too many to try."""
    options = [_options(instance, teacher) for teacher in instance.teachers]
    if math.prod(len(choices) for choices in options) > MOST_PLANS:
        raise ValueError("too many plans to try them all")
    plans = []
    for choice in product(*options):
        moves = tuple(move for move in choice if move is not None)
        if not check_moves(instance, moves):
            figures = amounts(instance, moves)
            plans.append(JudgedPlan(moves, figures, total_cost(instance, figures)))
    return plans


def cheapest(instance: Instance) -> JudgedPlan | None:
    """Return a plan of least weighted cost, None if no plan keeps all rules."""
    return min(feasible_plans(instance), key=lambda plan: plan.cost, default=None)


def level_costs(instance: Instance, plan: JudgedPlan) -> dict[int, float]:
    """Return the weighted sum of each level of goals."""
    costs = dict.fromkeys(sorted(set(GOAL_LEVEL.values())), 0.0)
    for code, amount in plan.amounts.items():
        costs[GOAL_LEVEL[code]] += instance.goal_weights.of(code) * amount
    return costs


def lexicographic_costs(instance: Instance) -> dict[int, float] | None:
    """Return the least cost of each level, each within what the levels before it allow; None if no plan exists."""
    costs = [level_costs(instance, plan) for plan in feasible_plans(instance)]
    if not costs:
        return None
    best: dict[int, float] = {}
    for order in sorted(set(GOAL_LEVEL.values())):
        best[order] = min(row[order] for row in costs)
        allowed = best[order] * (1 + instance.settings.level_tolerance) + 1e-6
        costs = [row for row in costs if row[order] <= allowed]
    return best


def _options(instance: Instance, teacher: Teacher) -> list[Move | None]:
    """Return what may become of a teacher: the decided move, or staying and each candidate."""
    decided = decided_only(instance).moves.get(teacher.id)
    if decided is not None:
        return [decided]
    subjects = (teacher.subject, *teacher.more_subjects)
    moves = [
        Move(teacher.id, teacher.section, section.id, subject)
        for section in instance.sections
        for subject in subjects
        if section.id != teacher.section
    ]
    return [None, *(move for move in moves if not list(candidate_findings(make_plan(instance, [move]))))]
