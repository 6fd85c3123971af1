"""Why is there no plan? The cheapest repair first, then rules that cannot hold together, in the rules' own codes.

Works on a model of the hard rules alone: goals neither cause nor cure an infeasible instance. Each answer says whether
another solve has confirmed it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from solvers.linear import Problem, SolveParams
from solvers.linear.elastic import Conflict, cheapest_repair, minimal_conflict
from solvers.linear.outcome import Outcome
from solvers.rotation.candidates import find_candidates
from solvers.rotation.draft import Draft
from solvers.rotation.explanations.conditions import add_condition_rows, all_lifted
from solvers.rotation.explanations.hard_rules import hard_draft, rows_by_rule
from solvers.rotation.explanations.whole_numbers import solver_in_persons
from solvers.rotation.instance import Instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.solution import Finding
from solvers.rotation.stopwatch import Stopwatch


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
    `repair` is None if none was found in time, empty if the rules can be kept. `conflict` names rules and conditions of
    candidates (such as `distance`) that cannot hold together: without any one of them there is a plan.
    """

    obstacles: tuple[Finding, ...] = ()
    repair: tuple[RowRepair, ...] | None = None
    repair_is_cheapest: bool = False
    repair_is_verified: bool = False
    conflict: tuple[str, ...] | None = None
    conflict_is_verified: bool = False


def explain(
    instance: Instance,
    params: SolveParams | None = None,
    *,
    with_conflict: bool = True,
    kept: frozenset[str] = frozenset(),
) -> Explanation:
    """Return why no plan keeps all rules; the time limit of `params` covers all solves together.

    The conflict takes several solves; without it the answer is the cheapest repair alone. Rules `kept` are not to be
    widened by the repair.
    """
    watch = Stopwatch(params or SolveParams())
    candidates = find_candidates(instance)
    obstacles = find_obstacles(instance, candidates)
    if obstacles:
        return Explanation(obstacles=tuple(obstacles))
    found = _repair(hard_draft(instance, candidates), solver_in_persons(candidates.teacher, watch), kept)
    if not with_conflict or (found.repair is not None and not found.repair):
        return found
    conflict = _conflict(instance, watch)
    return replace(
        found,
        conflict=None if conflict is None else conflict.groups,
        conflict_is_verified=conflict is not None and conflict.verified,
    )


def _repair(draft: Draft, solve: Callable[[Problem], Outcome], kept: frozenset[str]) -> Explanation:
    """Return the cheapest widening of rows, counted in persons; quotas of a share count in whole persons, too."""
    model = draft.model
    groups = {code: rows for code, rows in rows_by_rule(draft).items() if code not in kept}
    rows = np.concatenate([np.zeros(0, dtype=np.int64), *groups.values()])
    repair = cheapest_repair(model.problem(), rows, np.ones(rows.size), solve)
    if repair is None:
        return Explanation()
    pairs = zip(repair.rows.tolist(), repair.amounts.tolist(), strict=True)
    widened = tuple(RowRepair(*model.row_name(row), by=amount) for row, amount in pairs)
    return Explanation(repair=widened, repair_is_cheapest=repair.proven, repair_is_verified=repair.verified)


def _conflict(instance: Instance, watch: Stopwatch) -> Conflict | None:
    """Return a minimal conflict of rules and, only where they are needed for it, conditions of candidates."""
    draft = hard_draft(instance, all_lifted(instance))
    # The search gives up what stands last first, so the conditions stand last.
    groups = rows_by_rule(draft) | add_condition_rows(draft, instance)
    solve = solver_in_persons(draft.candidates.teacher, watch)
    return minimal_conflict(draft.model.problem(), groups, solve)
