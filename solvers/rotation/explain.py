"""Why is there no plan? The cheapest repair first, then rules that cannot hold together, in the rules' own codes.

Works on a model of the hard rules alone: goals neither cause nor cure an infeasible instance. Each answer says whether
another solve has confirmed it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solvers.linear import Problem, SolveParams
from solvers.linear.elastic import cheapest_repair, minimal_conflict
from solvers.linear.engines import solve_highs
from solvers.linear.outcome import Outcome
from solvers.rotation.assemble import Assembled, assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.instance import GoalWeights, Instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.solution import Finding
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import GoalCode, RuleCode


@dataclass(frozen=True, slots=True)
class RowRepair:
    """One limit to be widened: positive `by` raises an upper side, negative `by` lowers a lower one, in persons."""

    code: str
    ids: tuple[str, ...]
    by: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands in the way of a plan.

    `obstacles` are orders to single teachers that no candidate can keep; where there are any, nothing else is tried.
    `repair` is None if none was found in time, empty if the rules can be kept. `conflict` names rules that cannot hold
    together: without any one of them there is a plan.
    """

    obstacles: tuple[Finding, ...] = ()
    repair: tuple[RowRepair, ...] | None = None
    repair_is_cheapest: bool = False
    repair_is_verified: bool = False
    conflict: tuple[str, ...] | None = None
    conflict_is_verified: bool = False


def explain(instance: Instance, params: SolveParams | None = None) -> Explanation:
    """Return why no plan keeps all rules; the time limit of `params` covers all solves together."""
    watch = Stopwatch(params or SolveParams())
    candidates = find_candidates(instance)
    obstacles = find_obstacles(instance, candidates)
    if obstacles:
        return Explanation(obstacles=tuple(obstacles))
    without_goals = GoalWeights(**{code.value: 0 for code in GoalCode})
    assembled = assemble(instance.replace(goal_weights=without_goals), candidates)
    return _explain_rows(assembled, _solver(watch))


def _solver(watch: Stopwatch) -> Callable[[Problem], Outcome]:
    return lambda problem: solve_highs(problem, watch.params())


def _explain_rows(assembled: Assembled, solve: Callable[[Problem], Outcome]) -> Explanation:
    model, problem = assembled.model, assembled.problem
    groups = {code: model.rows_of(code) for code in _relaxable_codes(assembled)}
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *groups.values()])
    repair = cheapest_repair(problem, rows, np.ones(rows.size), solve)
    conflict = (
        None if repair is not None and not repair.rows.size else minimal_conflict(problem, groups, solve)
    )
    widened = None
    if repair is not None:
        pairs = zip(repair.rows.tolist(), repair.amounts.tolist(), strict=True)
        widened = tuple(RowRepair(*model.row_name(row), by=amount) for row, amount in pairs)
    return Explanation(
        repair=widened,
        repair_is_cheapest=repair is not None and repair.proven,
        repair_is_verified=repair is not None and repair.verified,
        conflict=None if conflict is None else conflict.groups,
        conflict_is_verified=conflict is not None and conflict.verified,
    )


def _relaxable_codes(assembled: Assembled) -> list[str]:
    """Return the codes of the rules in the model that a county could widen; nobody can be at two schools."""
    rules = {code.value for code in RuleCode} - {RuleCode.ONE_DESTINATION.value}
    quotas = {quota.code for quota in assembled.instance.quotas}
    present = [family.code for family in assembled.model.row_families if family.count]
    return [code for code in dict.fromkeys(present) if code in rules | quotas]
