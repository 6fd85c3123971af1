"""Does a solution say the truth about itself: instance, status, amounts, cost, bound, gap and levels?"""

import math
from collections.abc import Iterator

from solvers.rotation.check.exact import FIGURE_TOLERANCE, agree, not_above
from solvers.rotation.check.goals import amounts, total_cost
from solvers.rotation.instance import Instance
from solvers.rotation.io import instance_sha256
from solvers.rotation.solution import OPTIMAL_GAP, Finding, LevelOutcome, Solution
from solvers.rotation.vocabulary import GOAL_LEVEL, ClaimCode, GoalCode, GoalOrder, SolutionStatus

GAP_TOLERANCE = 1e-9
WITH_PLAN = frozenset({SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE, SolutionStatus.CANCELLED})
WITHOUT_PLAN = frozenset({SolutionStatus.INFEASIBLE, SolutionStatus.UNKNOWN, SolutionStatus.CANCELLED})


def claim_findings(instance: Instance, solution: Solution) -> Iterator[Finding]:
    """Yield what the solution claims and recomputation refutes."""
    if solution.instance_sha256 != instance_sha256(instance):
        yield Finding(ClaimCode.INSTANCE_HASH, (), "The solution belongs to another instance.")
    if solution.cost is None:
        yield from _empty_handed(solution)
        return
    if solution.status not in WITH_PLAN:
        yield Finding(ClaimCode.SOLUTION_STATUS, (), f"Status {solution.status} cannot have a plan.")
    figures = amounts(instance, solution.moves)
    yield from _goal_findings(instance, solution, figures)
    cost = total_cost(instance, figures)
    if not agree(solution.cost, cost):
        text = f"The cost is {cost:.6f}, not {solution.cost:.6f}."
        yield Finding(ClaimCode.SOLUTION_COST, (), text, {"cost": cost, "claimed": solution.cost})
    if instance.settings.goal_order is GoalOrder.LEXICOGRAPHIC:
        yield from _level_findings(instance, solution, figures)
    else:
        yield from _weighted_findings(solution, cost)


def _empty_handed(solution: Solution) -> Iterator[Finding]:
    if solution.status not in WITHOUT_PLAN:
        yield Finding(ClaimCode.SOLUTION_STATUS, (), f"Status {solution.status} needs a plan.")
    if solution.moves or solution.goals or solution.findings:
        yield Finding(
            ClaimCode.SOLUTION_COST,
            (),
            "Without a cost there is no plan, yet moves, goals or findings are given.",
        )
    if solution.gap is not None:
        yield Finding(ClaimCode.SOLUTION_GAP, (), "Without a plan there is no gap.")


def _goal_findings(
    instance: Instance, solution: Solution, figures: dict[GoalCode, float]
) -> Iterator[Finding]:
    if [goal.code for goal in solution.goals] != list(GoalCode):
        yield Finding(ClaimCode.GOAL_AMOUNT, (), "The goals are not the eight goals in their order.")
    for goal in solution.goals:
        amount = figures[goal.code]
        cost = instance.goal_weights.of(goal.code) * amount
        if not agree(goal.amount, amount):
            text = f"The amount of {goal.code} is {amount:.6f}, not {goal.amount:.6f}."
            yield Finding(ClaimCode.GOAL_AMOUNT, (goal.code.value,), text, {"amount": amount})
        if not agree(goal.cost, cost):
            text = f"The cost of {goal.code} is {cost:.6f}, not {goal.cost:.6f}."
            yield Finding(ClaimCode.GOAL_COST, (goal.code.value,), text, {"cost": cost})


def _weighted_findings(solution: Solution, cost: float) -> Iterator[Finding]:
    assert solution.cost is not None
    if solution.levels is not None:
        yield Finding(ClaimCode.GOAL_LEVELS, (), "A weighted sum has no levels.")
    if solution.bound is not None and not not_above(solution.bound, cost):
        text = f"The bound {solution.bound:.6f} lies above the cost {cost:.6f} of a plan."
        yield Finding(ClaimCode.SOLUTION_BOUND, (), text, {"bound": solution.bound, "cost": cost})
    if not _gap_is_right(solution.cost, solution.bound, solution.gap):
        yield Finding(ClaimCode.SOLUTION_GAP, (), f"Gap {solution.gap} does not follow from cost and bound.")
    yield from _promise(solution, _is_proven(solution.gap))


def _promise(solution: Solution, is_proven: bool) -> Iterator[Finding]:
    """Yield a finding if the status promises more or less than was proven; a cancelled run promises nothing."""
    if solution.status is SolutionStatus.OPTIMAL and not is_proven:
        yield Finding(ClaimCode.SOLUTION_STATUS, (), "Called optimal, but not proven to be within the gap.")
    if solution.status is SolutionStatus.FEASIBLE and is_proven:
        yield Finding(ClaimCode.SOLUTION_STATUS, (), "Called feasible, but proven optimal.")


def _is_proven(gap: float | None) -> bool:
    return gap is not None and gap <= OPTIMAL_GAP


def _gap_is_right(cost: float, bound: float | None, gap: float | None) -> bool:
    if bound is None or gap is None:
        return bound is None and gap is None
    expected = max(0.0, cost - bound) / max(1.0, abs(cost))
    return abs(gap - expected) <= GAP_TOLERANCE * max(1.0, expected)


def _level_findings(
    instance: Instance, solution: Solution, figures: dict[GoalCode, float]
) -> Iterator[Finding]:
    if solution.bound is not None:
        yield Finding(ClaimCode.SOLUTION_BOUND, (), "With levels, bound and gap stand at the levels.")
    if solution.gap is not None:
        yield Finding(ClaimCode.SOLUTION_GAP, (), "With levels, bound and gap stand at the levels.")
    levels = solution.levels or ()
    orders = [level.order for level in levels]
    if orders != sorted(set(orders) & set(GOAL_LEVEL.values())):
        yield Finding(
            ClaimCode.GOAL_LEVELS, (), f"The levels {orders} are not the levels of the goals in order."
        )
        return
    for level in levels:
        yield from _one_level(instance, level, figures)
    weighted = {GOAL_LEVEL[code] for code in GoalCode if instance.goal_weights.of(code) > 0}
    proven = {level.order for level in levels if _is_proven(level.gap)}
    # Levels without a weight are constant 0 and need no proof; those listed must be proven all the same.
    yield from _promise(solution, weighted | set(orders) <= proven)


def _one_level(instance: Instance, level: LevelOutcome, figures: dict[GoalCode, float]) -> Iterator[Finding]:
    ids = (str(level.order),)
    cost = math.fsum(
        instance.goal_weights.of(code) * amount
        for code, amount in figures.items()
        if GOAL_LEVEL[code] == level.order
    )
    allowed = level.cost * (1 + instance.settings.level_tolerance) + FIGURE_TOLERANCE
    if not not_above(cost, allowed):
        text = f"Level {level.order} costs {cost:.6f}, more than the {level.cost:.6f} it reached."
        yield Finding(ClaimCode.GOAL_LEVELS, ids, text, {"cost": cost})
    if level.bound is not None and not not_above(level.bound, min(cost, level.cost)):
        text = f"The bound {level.bound:.6f} of level {level.order} lies above the cost of a plan."
        yield Finding(ClaimCode.SOLUTION_BOUND, ids, text, {"bound": level.bound})
    if not _gap_is_right(level.cost, level.bound, level.gap):
        text = f"Gap {level.gap} of level {level.order} does not follow from its cost and bound."
        yield Finding(ClaimCode.SOLUTION_GAP, ids, text)
