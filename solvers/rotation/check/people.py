"""Teachers' own rules: one destination, must move, pins, couples, and the moves decided elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator

from solvers.rotation.check.exact import DISTANCE_TOLERANCE_KM
from solvers.rotation.check.plan import Plan, decided_only, school_distance_km
from solvers.rotation.instance import Instance
from solvers.rotation.records import Move, Teacher
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import RuleCode


def one_destination(instance: Instance, moves: Iterable[Move]) -> Iterator[Finding]:
    """Yield the teachers who stand in the list of moves more than once."""
    times = Counter(move.teacher for move in moves if move.teacher in instance.index.teacher)
    for teacher, count in times.items():
        if count > 1:
            text = f"Teacher {teacher} has {count} destinations."
            yield Finding(RuleCode.ONE_DESTINATION, (teacher,), text, {"count": count})


def must_move(plan: Plan) -> Iterator[Finding]:
    """Yield the teachers who must move and stay."""
    for teacher in plan.instance.teachers:
        if teacher.must_move and teacher.id not in plan.moves:
            yield Finding(RuleCode.MUST_MOVE, (teacher.id,), f"Teacher {teacher.id} must move and stays.")


def pins(plan: Plan) -> Iterator[Finding]:
    """Yield the teachers who do not end where they are pinned."""
    for pin in plan.instance.pins:
        end = plan.section_after(plan.instance.index.teacher[pin.teacher])
        if end != pin.section:
            text = f"Teacher {pin.teacher} ends in {end}, not in {pin.section} as pinned."
            yield Finding(RuleCode.PINS, (pin.teacher, pin.section), text)


def decided_moves(plan: Plan) -> Iterator[Finding]:
    """Yield the decided moves that the plan leaves out or changes."""
    for row in plan.instance.decided_moves:
        move = plan.moves.get(row.teacher)
        if move is None or not plan.is_decided(move):
            text = f"The decided move of teacher {row.teacher} to {row.to} is not in the plan."
            yield Finding(RuleCode.DECIDED_MOVES, (row.teacher, row.to), text)


def couples(plan: Plan) -> Iterator[Finding]:
    """Yield the couples of whom one moves and whose schools then lie too far apart."""
    limit_km = plan.instance.settings.couple_distance_km
    needed = decided_only(plan.instance)
    for one, other in plan.instance.couples():
        if one.id not in plan.moves and other.id not in plan.moves:
            continue
        lifted_km = _apart_km(needed, one, other) if {one.id, other.id} & needed.moves.keys() else 0.0
        apart_km = _apart_km(plan, one, other)
        if apart_km > max(limit_km, lifted_km) + DISTANCE_TOLERANCE_KM:
            text = f"Teachers {one.id} and {other.id} are a couple and end {apart_km:.1f} km apart."
            yield Finding(
                RuleCode.COUPLES, (one.id, other.id), text, {"apart_km": apart_km, "limit_km": limit_km}
            )


def lifted_couples(instance: Instance) -> Iterator[Finding]:
    """Yield the couples whom decided moves alone bring farther apart than the limit."""
    needed = decided_only(instance)
    for one, other in instance.couples():
        apart_km = _apart_km(needed, one, other)
        is_theirs = bool({one.id, other.id} & needed.moves.keys())
        if is_theirs and apart_km > instance.settings.couple_distance_km + DISTANCE_TOLERANCE_KM:
            text = f"Decided moves alone bring teachers {one.id} and {other.id} {apart_km:.1f} km apart."
            yield Finding(RuleCode.COUPLES, (one.id, other.id), text, {"apart_km": apart_km})


def _apart_km(plan: Plan, one: Teacher, other: Teacher) -> float:
    schools = [plan.instance.school_of(plan.section_after(teacher)).id for teacher in (one, other)]
    return school_distance_km(plan.instance, *schools)
