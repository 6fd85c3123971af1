"""What if this person drops out? The chain that is touched, the rules that break, and the repair with the fewest changes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from solvers.linear import SolveParams
from solvers.rotation.check import check_moves
from solvers.rotation.explain import Explanation, explain
from solvers.rotation.explanations.asking import teacher_of
from solvers.rotation.explanations.chains import Chain, chain_of, find_chains
from solvers.rotation.explanations.differences import Difference, compare
from solvers.rotation.explanations.nearest import Nearest, nearest_plan
from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.solution import Finding
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import SolutionStatus, TeacherId


@dataclass(frozen=True, slots=True)
class DropOut:
    """The answer. `broken` is what the plan breaks if the teacher merely stays and nothing else changes.

    `repair` keeps all rules with the fewest changes, proven; the teacher's own staying counts as one of them.
    `difference` compares the plan with the repair. Without a repair `cause` says why there is none.
    """

    chain: Chain | None
    broken: tuple[Finding, ...]
    repair: Nearest
    difference: Difference | None = None
    cause: Explanation | None = None


def drop_out(instance: Instance, plan: tuple[Move, ...], teacher: TeacherId, params: SolveParams) -> DropOut:
    """Return what follows if the teacher stays where he is; raises InstanceError if there is no such teacher."""
    teacher_of(instance, teacher)
    watch = Stopwatch(params)
    question = without_movers(instance, {teacher}).replace(published_plan=plan)
    chain = chain_of(find_chains(instance, plan), teacher)
    broken = tuple(check_moves(question, [move for move in plan if move.teacher != teacher]))
    repair = nearest_plan(question, watch.params())
    if repair.has_plan:
        return DropOut(chain, broken, repair, compare(question, plan, repair.moves))
    proven = repair.status is SolutionStatus.INFEASIBLE
    return DropOut(chain, broken, repair, cause=explain(question, watch.params(), with_conflict=False) if proven else None)


def without_movers(instance: Instance, dropped: set[TeacherId]) -> Instance:
    """Return the instance in which these teachers stay: their pins, orders and decided moves are gone."""

    def stays(row: Teacher) -> Teacher:
        return replace(row, must_stay=True, must_move=False) if row.id in dropped else row

    return instance.replace(
        teachers=tuple(stays(row) for row in instance.teachers),
        pins=tuple(row for row in instance.pins if row.teacher not in dropped),
        decided_moves=tuple(row for row in instance.decided_moves if row.teacher not in dropped),
    )
