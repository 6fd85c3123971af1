"""The plan again, against the published one: with new pins, forbids, persons who drop out, and new wishes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from solvers.linear import SolveParams
from solvers.rotation.explanations.asking import teacher_of
from solvers.rotation.explanations.differences import Difference, compare
from solvers.rotation.explanations.drop_out import without_movers
from solvers.rotation.explanations.nearest import Nearest, nearest_plan
from solvers.rotation.instance import Forbid, Instance, Move, Pin
from solvers.rotation.vocabulary import SectionId, TeacherId


@dataclass(frozen=True, slots=True)
class Amendments:
    """What is new since the plan was published. A pin replaces the teacher's earlier one, wishes replace wishes."""

    pins: tuple[Pin, ...] = ()
    forbids: tuple[Forbid, ...] = ()
    dropped: tuple[TeacherId, ...] = ()
    wishes: tuple[tuple[TeacherId, tuple[SectionId, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The new plan with what is proven about it, the instance it belongs to, and the difference to the published one."""

    instance: Instance
    nearest: Nearest
    difference: Difference | None


def resolve(
    instance: Instance,
    published: tuple[Move, ...],
    amendments: Amendments,
    params: SolveParams,
    *,
    budget: int | None = None,
) -> Resolved:
    """Return the plan with the fewest changes, or with a `budget` the cheapest with at most so many.

    Raises
    ------
    InstanceError
        If an amendment names someone unknown or contradicts another one.
    """
    question = amended(instance, amendments).replace(published_plan=published)
    nearest = nearest_plan(question, params, budget=budget)
    difference = compare(question, published, nearest.moves) if nearest.has_plan else None
    return Resolved(question, nearest, difference)


def amended(instance: Instance, amendments: Amendments) -> Instance:
    """Return the instance with the amendments in force."""
    for who in (*amendments.dropped, *(teacher for teacher, _ in amendments.wishes)):
        teacher_of(instance, who)
    pinned = {pin.teacher for pin in amendments.pins}
    forbidden = {(row.teacher, row.section) for row in amendments.forbids}
    wishes = dict(amendments.wishes)
    rows = tuple(
        replace(row, wishes=wishes[row.id]) if row.id in wishes else row for row in instance.teachers
    )
    kept_pins = (
        pin
        for pin in instance.pins
        if pin.teacher not in pinned and (pin.teacher, pin.section) not in forbidden
    )
    known = {(row.teacher, row.section) for row in instance.forbids}
    changed = instance.replace(
        teachers=rows,
        pins=(*kept_pins, *amendments.pins),
        forbids=(
            *(row for row in instance.forbids if (row.teacher, row.section) not in _places(amendments.pins)),
            *(row for row in amendments.forbids if (row.teacher, row.section) not in known),
        ),
    )
    return without_movers(changed, set(amendments.dropped))


def _places(pins: tuple[Pin, ...]) -> set[tuple[TeacherId, SectionId]]:
    return {(pin.teacher, pin.section) for pin in pins}
