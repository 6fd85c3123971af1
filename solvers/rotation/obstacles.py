"""What makes an instance hopeless before any engine looks: pinned or must-move teachers who have nowhere to go."""

from __future__ import annotations

from collections.abc import Iterator

from solvers.rotation.candidates import Candidates
from solvers.rotation.instance import Instance
from solvers.rotation.records import Pin
from solvers.rotation.solution import Finding
from solvers.rotation.vocabulary import RuleCode


def find_obstacles(instance: Instance, candidates: Candidates) -> list[Finding]:
    """Return one finding for each pin or must-move that no candidate can keep; empty if there is none."""
    return [*_blocked_pins(instance, candidates), *_blocked_must_moves(instance, candidates)]


def _blocked_pins(instance: Instance, candidates: Candidates) -> Iterator[Finding]:
    for pin in instance.pins:
        if not _can_keep(instance, candidates, pin):
            text = f"Teacher {pin.teacher} is pinned to {pin.section} and cannot go there."
            yield Finding(RuleCode.PINS.value, (pin.teacher, pin.section), text)


def _can_keep(instance: Instance, candidates: Candidates, pin: Pin) -> bool:
    teacher = instance.index.teacher[pin.teacher]
    decided = instance.index.decided.get(pin.teacher)
    if decided is not None:
        return decided.to == pin.section
    if pin.section == teacher.section:
        return not teacher.must_move
    county = candidates.county
    own = candidates.at(county.teacher_at[pin.teacher])
    return bool((candidates.section[own] == county.section_at[pin.section]).any())


def _blocked_must_moves(instance: Instance, candidates: Candidates) -> Iterator[Finding]:
    for teacher in instance.teachers:
        if not teacher.must_move or teacher.id in instance.index.decided:
            continue
        if candidates.at(candidates.county.teacher_at[teacher.id]).size == 0:
            text = f"Teacher {teacher.id} must move and has no destination."
            yield Finding(RuleCode.MUST_MOVE.value, (teacher.id,), text)
