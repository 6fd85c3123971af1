"""Why not school B? The teacher is pinned there, everybody else stays as planned as far as the rules allow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from solvers.linear import SolveParams
from solvers.rotation.explain import Explanation, explain
from solvers.rotation.explanations.asking import (
    BrokenConditions,
    conditions_by_subject,
    refuse_unknown_section,
    teacher_of,
)
from solvers.rotation.explanations.differences import Difference, compare
from solvers.rotation.explanations.nearest import Nearest, nearest_plan
from solvers.rotation.instance import Instance, Move, Pin
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import RuleCode, SectionId, SolutionStatus, TeacherId


class Verdict(StrEnum):
    """What came of the question."""

    ALREADY = "already"  # the plan does just that
    NO_CANDIDATE = "no_candidate"  # conditions forbid it, whatever the others do
    DECIDED = "decided"  # people elsewhere decided another place
    IMPOSSIBLE = "impossible"  # no plan keeps all rules with the teacher there
    POSSIBLE = "possible"  # at the price shown
    UNKNOWN = "unknown"  # out of time


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer. `difference` compares the plan with the nearest one that has the teacher there.

    `others` is the number of further teachers who end elsewhere. `nearest` states what is proven: that no plan with the
    teacher there changes fewer persons, and how cheap any plan with so few changes can be.
    """

    verdict: Verdict
    conditions: tuple[BrokenConditions, ...] = ()
    cause: Explanation | None = None
    nearest: Nearest | None = None
    difference: Difference | None = None
    others: int | None = None


def why_not(
    instance: Instance,
    plan: tuple[Move, ...],
    teacher: TeacherId,
    section: SectionId,
    params: SolveParams,
    *,
    budget: int | None = None,
) -> WhyNot:
    """Return what it takes to have the teacher end in the section; the own section asks why he does not stay.

    With a `budget` the cheapest plan with at most so many changes is sought, not the cheapest of the fewest.

    Raises
    ------
    InstanceError
        If teacher or section is unknown.
    """
    who = teacher_of(instance, teacher)
    refuse_unknown_section(instance, section)
    ends = next((move.to_section for move in plan if move.teacher == teacher), who.section)
    if ends == section:
        return WhyNot(Verdict.ALREADY)
    if teacher in instance.index.decided:
        return WhyNot(Verdict.DECIDED)
    if section != who.section:
        conditions = conditions_by_subject(instance, who, section)
        if all(row.codes for row in conditions):
            return WhyNot(Verdict.NO_CANDIDATE, conditions)
    return _nearest(_pinned(instance, plan, teacher, section), plan, teacher, params, budget)


def _pinned(instance: Instance, plan: tuple[Move, ...], teacher: TeacherId, section: SectionId) -> Instance:
    others = tuple(pin for pin in instance.pins if pin.teacher != teacher)
    return instance.replace(pins=(*others, Pin(teacher, section)), published_plan=plan)


def _nearest(
    question: Instance, plan: tuple[Move, ...], teacher: TeacherId, params: SolveParams, budget: int | None
) -> WhyNot:
    watch = Stopwatch(params)
    nearest = nearest_plan(question, watch.params(), budget=budget)
    if not nearest.has_plan:
        if nearest.status is not SolutionStatus.INFEASIBLE:
            return WhyNot(Verdict.UNKNOWN, nearest=nearest)
        # A budget that is too small is no conflict of rules: `fewest` tells how many changes it takes.
        cause = _cause(question, watch) if nearest.fewest is None else None
        return WhyNot(Verdict.IMPOSSIBLE, cause=cause, nearest=nearest)
    difference = compare(question, plan, nearest.moves)
    others = sum(row.teacher != teacher for row in difference.displaced)
    return WhyNot(Verdict.POSSIBLE, nearest=nearest, difference=difference, others=others)


def _cause(question: Instance, watch: Stopwatch) -> Explanation:
    """Return what would have to give way for the teacher to go there; the place itself is not to be given up."""
    return explain(question, watch.params(), with_conflict=False, kept=frozenset({RuleCode.PINS.value}))
