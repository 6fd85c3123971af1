"""Why is a wish not met? Conditions that exclude it, rules that one more move there would break, or what it would cost.

Each wish is judged alone, with everybody else as planned; what else would have to give way is the question "why not".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from solvers.rotation.check import check_moves
from solvers.rotation.explanations.asking import BrokenConditions, conditions_by_subject, teacher_of
from solvers.rotation.explanations.differences import GoalDifference, compare
from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import SectionId, Subject, TeacherId


class WishVerdict(StrEnum):
    """What became of a wish."""

    MET = "met"
    DECIDED = "decided"  # people elsewhere decided
    NO_CANDIDATE = "no_candidate"  # conditions exclude it
    FULL = "full"  # with everybody else as planned it breaks rules
    WORSE = "worse"  # allowed, and the plan as a whole would be worse
    OPEN = "open"  # allowed and no worse: the plan could have taken it


@dataclass(frozen=True, slots=True)
class WishAnswer:
    """A wish of a teacher by its place (1 is the first), with the codes and figures behind the verdict.

    `goals` are those that change if this teacher alone goes there, `cost` their weighted sum (positive: worse).
    """

    place: int
    section: SectionId
    verdict: WishVerdict
    conditions: tuple[BrokenConditions, ...] = ()
    broken: tuple[Finding, ...] = ()
    goals: tuple[GoalDifference, ...] = ()
    cost: float | None = None


def wishes_of(instance: Instance, plan: tuple[Move, ...], teacher: TeacherId) -> tuple[WishAnswer, ...]:
    """Return what became of each wish, in the teacher's order; raises InstanceError if he is unknown."""
    who = teacher_of(instance, teacher)
    return tuple(_answer(instance, plan, who, place) for place in range(len(who.wishes)))


def _answer(instance: Instance, plan: tuple[Move, ...], who: Teacher, place: int) -> WishAnswer:
    section = who.wishes[place]
    now = next((move for move in plan if move.teacher == who.id), None)
    if now is not None and now.to_section == section:
        return WishAnswer(place + 1, section, WishVerdict.MET)
    if who.id in instance.index.decided:
        return WishAnswer(place + 1, section, WishVerdict.DECIDED)
    conditions = conditions_by_subject(instance, who, section)
    open_subjects = [row.subject for row in conditions if not row.codes]
    if not open_subjects:
        return WishAnswer(place + 1, section, WishVerdict.NO_CANDIDATE, conditions)
    tried = [_tried(instance, plan, who, place, subject) for subject in open_subjects]
    return min(tried, key=lambda row: (len(row.broken), row.cost or 0.0))


def _tried(
    instance: Instance, plan: tuple[Move, ...], who: Teacher, place: int, subject: Subject
) -> WishAnswer:
    """Return the answer for one subject: the plan with this teacher there and everybody else as before."""
    section = who.wishes[place]
    others = tuple(move for move in plan if move.teacher != who.id)
    changed = (*others, Move(who.id, who.section, section, subject))
    known = {(row.code, row.ids) for row in check_moves(instance, plan)}
    broken = tuple(row for row in check_moves(instance, changed) if (row.code, row.ids) not in known)
    if broken:
        return WishAnswer(place + 1, section, WishVerdict.FULL, broken=broken)
    difference = compare(instance, plan, changed)
    goals = tuple(goal for goal in difference.goals if goal.before != goal.after)
    verdict = WishVerdict.WORSE if difference.cost > 0 else WishVerdict.OPEN
    return WishAnswer(place + 1, section, verdict, goals=goals, cost=difference.cost)
