"""What questions are made of: looking up ids with a plain refusal, and the conditions that a single move breaks."""

from __future__ import annotations

from dataclasses import dataclass

from solvers.rotation.check.conditions import candidate_findings
from solvers.rotation.check.plan import make_plan
from solvers.rotation.errors import InstanceError
from solvers.rotation.instance import Instance, Move, Teacher
from solvers.rotation.vocabulary import SectionId, Subject, TeacherId


@dataclass(frozen=True, slots=True)
class BrokenConditions:
    """Why a teacher is no candidate for a section in one subject: codes of the conditions, in the checker's order."""

    subject: Subject
    codes: tuple[str, ...]


def teacher_of(instance: Instance, teacher: TeacherId) -> Teacher:
    """Return the teacher; raises InstanceError if there is none."""
    found = instance.index.teacher.get(teacher)
    if found is None:
        raise InstanceError("teacher", f"no teacher {teacher!r}")
    return found


def refuse_unknown_section(instance: Instance, section: SectionId) -> None:
    """Raise InstanceError if the instance has no such section."""
    if section not in instance.index.section:
        raise InstanceError("section", f"no section {section!r}")


def broken_conditions(instance: Instance, move: Move) -> tuple[str, ...]:
    """Return the codes of the conditions that a move breaks, by the checker; none if the move is a candidate.

    Decided moves are left out of sight: a question about another place is judged like any other move.
    """
    bare = instance.replace(decided_moves=()) if move.teacher in instance.index.decided else instance
    return tuple(finding.code for finding in candidate_findings(make_plan(bare, [move])))


def conditions_by_subject(
    instance: Instance, teacher: Teacher, section: SectionId
) -> tuple[BrokenConditions, ...]:
    """Return, for each subject of the teacher, what keeps the section from being a candidate."""
    return tuple(
        BrokenConditions(subject, broken_conditions(instance, Move(teacher.id, teacher.section, section, subject)))
        for subject in (teacher.subject, *teacher.more_subjects)
    )
