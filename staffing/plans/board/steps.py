"""Steps on the board and what stands after them. Pure: an instance, moves and steps in, a standing out.

A step that contradicts what is settled is refused with a StaffingError that says what to do first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from solvers.rotation.instance import Forbid, Instance, Move, Pin, Teacher
from solvers.rotation.vocabulary import SectionId, Subject, TeacherId
from staffing.errors import StaffingError
from staffing.plans.board.models import StepKind

Pairs = frozenset[tuple[TeacherId, SectionId]]


@dataclass(frozen=True, slots=True)
class Step:
    """One act: who, and where that matters: to which section, for which subject, with whom."""

    kind: StepKind
    teacher: TeacherId
    section: SectionId | None = None
    subject: Subject | None = None
    other: TeacherId | None = None

    def stored(self) -> dict[str, Any]:
        """Return the step as it is stored."""
        return {key: value for key, value in {**asdict(self), "kind": self.kind.value}.items() if value is not None}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Step":
        """Return a stored step."""
        return cls(**{**stored, "kind": StepKind(stored["kind"])})


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on the board: the moves, the pins and the forbidden pairs."""

    moves: Mapping[TeacherId, Move]
    pins: Mapping[TeacherId, SectionId]
    forbids: Pairs

    def place_of(self, teacher: Teacher) -> SectionId:
        """Return where a teacher ends."""
        move = self.moves.get(teacher.id)
        return move.to_section if move else teacher.section

    def subject_of(self, teacher: Teacher) -> Subject:
        """Return what a teacher teaches there."""
        move = self.moves.get(teacher.id)
        return move.subject if move else teacher.subject

    def amended(self, instance: Instance) -> Instance:
        """Return the instance with the pins and forbids of the board."""
        pins = tuple(Pin(*pair) for pair in sorted(self.pins.items()))
        forbids = tuple(Forbid(*pair) for pair in sorted(self.forbids))
        if set(pins) == set(instance.pins) and set(forbids) == set(instance.forbids):
            return instance
        return instance.replace(pins=pins, forbids=forbids)


def begin(instance: Instance, moves: Iterable[Move]) -> Standing:
    """Return what stands before the first step: a run's moves, and the pins and forbids it was solved with."""
    return Standing({move.teacher: move for move in moves}, dict(instance.index.pin), instance.index.forbidden)


def replay(instance: Instance, standing: Standing, steps: Iterable[Step]) -> Standing:
    """Return what stands after the steps."""
    for step in steps:
        standing = take(instance, standing, step)
    return standing


def take(instance: Instance, standing: Standing, step: Step) -> Standing:
    """Return what stands after one step; StaffingError says why it cannot be made."""
    for who in filter(None, (step.teacher, step.other)):
        if who not in instance.index.teacher:
            raise StaffingError(_l("This person is not in the records that the plan was solved from."))
    if step.section is not None and step.section not in instance.index.section:
        raise StaffingError(_l("This section is not in the records that the plan was solved from."))
    return _ACTS[step.kind](instance, standing, step)


def _placed(instance: Instance, standing: Standing, who: TeacherId, where: SectionId, subject: Subject) -> Standing:
    teacher = instance.index.teacher[who]
    if who in instance.index.decided:
        raise StaffingError(_l("This move was decided elsewhere and is not changed here."))
    if standing.pins.get(who, where) != where:
        raise StaffingError(_l("This person is pinned. Take the pin off first."))
    moves = dict(standing.moves)
    if where == teacher.section:
        moves.pop(who, None)
    else:
        moves[who] = Move(who, teacher.section, where, subject)
    return replace(standing, moves=moves)


def _move(instance: Instance, standing: Standing, step: Step) -> Standing:
    if step.section is None:
        raise StaffingError(_l("Choose where to."))
    teacher = instance.index.teacher[step.teacher]
    return _placed(instance, standing, step.teacher, step.section, step.subject or standing.subject_of(teacher))


def _stay(instance: Instance, standing: Standing, step: Step) -> Standing:
    teacher = instance.index.teacher[step.teacher]
    return _placed(instance, standing, step.teacher, teacher.section, teacher.subject)


def _swap(instance: Instance, standing: Standing, step: Step) -> Standing:
    """Each takes the other's place; what each teaches stays."""
    if step.other is None or step.other == step.teacher:
        raise StaffingError(_l("Choose with whom."))
    one, other = instance.index.teacher[step.teacher], instance.index.teacher[step.other]
    half = _placed(instance, standing, one.id, standing.place_of(other), standing.subject_of(one))
    return _placed(instance, half, other.id, standing.place_of(one), standing.subject_of(other))


def _pin(instance: Instance, standing: Standing, step: Step) -> Standing:
    where = standing.place_of(instance.index.teacher[step.teacher])
    if (step.teacher, where) in standing.forbids:
        raise StaffingError(_l("This person is kept from that section. Allow it first."))
    return replace(standing, pins={**standing.pins, step.teacher: where})


def _unpin(_instance: Instance, standing: Standing, step: Step) -> Standing:
    return replace(standing, pins={who: where for who, where in standing.pins.items() if who != step.teacher})


def _forbid(instance: Instance, standing: Standing, step: Step) -> Standing:
    """Keep a person from a section; whoever stands there goes back to the own school."""
    teacher = instance.index.teacher[step.teacher]
    if step.section is None:
        raise StaffingError(_l("Choose where to."))
    if step.section == teacher.section:
        raise StaffingError(_l("Nobody can be kept from the own section; let the person move instead."))
    if standing.pins.get(step.teacher) == step.section:
        raise StaffingError(_l("This person is pinned. Take the pin off first."))
    kept = replace(standing, forbids=standing.forbids | {(step.teacher, step.section)})
    return _stay(instance, kept, step) if standing.place_of(teacher) == step.section else kept


def _allow(_instance: Instance, standing: Standing, step: Step) -> Standing:
    return replace(standing, forbids=standing.forbids - {(step.teacher, step.section)})


_ACTS: dict[StepKind, Callable[[Instance, Standing, Step], Standing]] = {
    StepKind.MOVE: _move, StepKind.STAY: _stay, StepKind.SWAP: _swap, StepKind.PIN: _pin, StepKind.UNPIN: _unpin,
    StepKind.FORBID: _forbid, StepKind.ALLOW: _allow,
}
