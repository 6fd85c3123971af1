"""Where everybody stands after one or several rotations, and who is missing there: counted by the checker's definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from solvers.rotation.check.indicators import required
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.instance import Instance, Move
from solvers.rotation.records import Teacher
from solvers.rotation.vocabulary import Cell, IndicatorCode, SectionId, TeacherId


class ShortageKind(StrEnum):
    """What is short: teachers of a subject against the least needed, or persons of an indicator against its threshold."""

    SUBJECT = "subject"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True, order=True)
class Shortage:
    """So many persons are missing at a section, in a subject or for an indicator."""

    section: SectionId
    kind: ShortageKind
    code: str
    persons: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where each listed teacher teaches, and where the indicators count him (指标计入口径)."""

    teaches: dict[TeacherId, Cell]
    counts: dict[TeacherId, Cell]

    def after(self, instance: Instance, moves: Iterable[Move]) -> Standing:
        """Return the standing once the moves of `instance`, which starts from this standing, are made."""
        plan = make_plan(instance, moves)
        teachers = [instance.index.teacher[key] for key in plan.moves]
        return Standing(
            self.teaches | {teacher.id: plan.cell_after(teacher) for teacher in teachers},
            self.counts | {teacher.id: plan.counted_cell(teacher) for teacher in teachers},
        )


def standing_today(instance: Instance) -> Standing:
    """Return the standing before anybody moves."""
    plan = Plan(instance, {})
    return Standing(
        {teacher.id: plan.cell_after(teacher) for teacher in instance.teachers},
        {teacher.id: plan.counted_cell(teacher) for teacher in instance.teachers},
    )


def shortages(instance: Instance, standing: Standing) -> tuple[Shortage, ...]:
    """Return everything that is short, by section, kind and code."""
    return tuple(sorted((*_of_subjects(instance, standing), *_of_indicators(instance, standing))))


def total(found: Iterable[Shortage], kind: ShortageKind | None = None) -> int:
    """Return the persons missing in all, of one kind or of both."""
    return sum(row.persons for row in found if kind in (None, row.kind))


def _of_subjects(instance: Instance, standing: Standing) -> Iterator[Shortage]:
    present = Counter(standing.teaches.values())
    for row in instance.demand:
        missing = row.min - present[row.section, row.subject]
        if missing > 0:
            yield Shortage(row.section, ShortageKind.SUBJECT, row.subject, missing)


def _of_indicators(instance: Instance, standing: Standing) -> Iterator[Shortage]:
    present: Counter[tuple[SectionId, IndicatorCode]] = Counter()
    for teacher in instance.teachers:
        cell = standing.counts[teacher.id]
        present.update((cell[0], code) for code in counted_in(instance, teacher, cell))
    for section in instance.sections:
        for indicator in instance.indicators if section.measured else ():
            missing = required(section, indicator) - present[section.id, indicator.code]
            if missing > 0:
                yield Shortage(section.id, ShortageKind.INDICATOR, indicator.code.value, missing)


def counted_in(instance: Instance, teacher: Teacher, cell: Cell) -> Iterator[IndicatorCode]:
    """Yield the indicators in which a teacher counts where he teaches the subject of the cell."""
    section, subject = cell
    if teacher.above_degree.at(instance.index.section[section].stage):
        yield IndicatorCode.ABOVE_DEGREE
    if teacher.backbone:
        yield IndicatorCode.BACKBONE
    if subject in instance.index.indicator[IndicatorCode.PE_ARTS].subjects:
        yield IndicatorCode.PE_ARTS
