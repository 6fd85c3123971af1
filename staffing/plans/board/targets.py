"""Where the chosen person could go: every section with its need, its distance, and the conditions that stand against it."""

from dataclasses import dataclass

from solvers.rotation.check.conditions import candidate_findings
from solvers.rotation.check.plan import Plan, school_distance_km
from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.vocabulary import SectionId, Subject, TeacherId
from staffing.plans.board.judging import Judgement
from staffing.plans.board.operations import Board
from staffing.plans.names import Names
from staffing.plans.wording import rule_name


@dataclass(frozen=True, slots=True)
class Target:
    """One section as a destination: how many of the subject are short, how many more fit, how far, what stands against it.

    ``wish`` is the place among the person's wishes, None if it is none.
    """

    id: int
    name: str
    subject: str
    short: int
    room: int
    km: float
    wish: int | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen person with everything that the panel offers."""

    key: TeacherId
    subject: str
    more_subjects: tuple[str, ...]
    home: str
    end: str
    end_id: int
    moves: bool
    pinned: bool
    decided: bool
    wishes: tuple[str, ...]
    forbidden: tuple[tuple[int, str], ...]
    fitting: tuple[Target, ...]
    unfit: tuple[Target, ...]


def choose(board: Board, now: Judgement, names: Names, key: TeacherId) -> Chosen | None:
    """Return the chosen person; None if the instance does not list him or her."""
    instance, standing = board.picture.instance, board.standing
    teacher = instance.index.teacher.get(key)
    if teacher is None:
        return None
    end = standing.place_of(teacher)
    targets = [_target(now.instance, now, names, teacher, section) for section in (row.id for row in instance.sections) if section not in (teacher.section, end)]
    targets.sort(key=lambda target: (-min(target.short, 1), target.wish or len(teacher.wishes) + 1, -target.short, target.km, target.id))
    return Chosen(
        key=key, subject=standing.subject_of(teacher), more_subjects=tuple(dict.fromkeys((teacher.subject, *teacher.more_subjects))),
        home=names.section(teacher.section), end=names.section(end), end_id=int(end), moves=key in standing.moves,
        pinned=key in standing.pins, decided=key in instance.index.decided, wishes=tuple(names.section(one) for one in teacher.wishes),
        forbidden=tuple((int(where), names.section(where)) for who, where in sorted(standing.forbids) if who == key),
        fitting=tuple(target for target in targets if not target.faults), unfit=tuple(target for target in targets if target.faults))


def _target(instance: Instance, now: Judgement, names: Names, teacher: Teacher, section: SectionId) -> Target:
    """Return one destination, for the subject that is needed most there of those the person teaches."""
    row = instance.index.section[section]
    subject = max(dict.fromkeys((teacher.subject, *teacher.more_subjects)), key=lambda name: _short(instance, now, row.id, name))
    _, most = instance.need_range(row.id, subject)
    found = candidate_findings(Plan(instance, {teacher.id: Move(teacher.id, teacher.section, row.id, subject)}))
    return Target(
        id=int(row.id), name=names.section(row.id), subject=subject, short=_short(instance, now, row.id, subject),
        room=max(0, most - now.people[row.id, subject]), wish=teacher.wishes.index(row.id) + 1 if row.id in teacher.wishes else None,
        km=round(school_distance_km(instance, instance.school_of(teacher.section).id, row.school), 1),
        faults=tuple(rule_name(finding.code) for finding in found))


def _short(instance: Instance, now: Judgement, section: SectionId, subject: Subject) -> int:
    least, _ = instance.need_range(section, subject)
    return max(0, least - now.people[section, subject])
