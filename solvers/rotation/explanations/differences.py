"""Two plans side by side: goals, indicators of sections, persons who end elsewhere. By the checker's definitions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from solvers.rotation.check import amounts
from solvers.rotation.check.indicators import counts, is_failing, measured_sections, required
from solvers.rotation.check.plan import make_plan
from solvers.rotation.instance import Instance, Move
from solvers.rotation.vocabulary import Cell, GoalCode, IndicatorCode, SectionId, TeacherId


@dataclass(frozen=True, slots=True)
class GoalDifference:
    """One goal under both plans; `cost` is the difference times the weight."""

    code: GoalCode
    before: float
    after: float
    cost: float


@dataclass(frozen=True, slots=True)
class IndicatorDifference:
    """An indicator of a section in which the two plans differ: teachers counted, and needed."""

    section: SectionId
    code: IndicatorCode
    before: int
    after: int
    need: int


@dataclass(frozen=True, slots=True)
class Displacement:
    """A teacher who ends elsewhere: section and subject under both plans; the own cell means that he stays."""

    teacher: TeacherId
    home: Cell
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes from one plan to another. `cost` is the sum over the goals."""

    goals: tuple[GoalDifference, ...]
    cost: float
    indicators: tuple[IndicatorDifference, ...]
    newly_failing: tuple[SectionId, ...]
    newly_passing: tuple[SectionId, ...]
    displaced: tuple[Displacement, ...]


def compare(instance: Instance, before: Iterable[Move], after: Iterable[Move]) -> Difference:
    """Return what differs between two plans of one instance; `changes` is left out, the displaced are its detail."""
    first, second = tuple(before), tuple(after)
    goals = _goals(instance, first, second)
    old, new = counts(make_plan(instance, first)), counts(make_plan(instance, second))
    indicators: list[IndicatorDifference] = []
    failing: list[SectionId] = []
    passing: list[SectionId] = []
    for section in measured_sections(instance):
        for row in instance.indicators:
            key = (section.id, row.code)
            if old[key] != new[key]:
                indicators.append(IndicatorDifference(*key, old[key], new[key], required(section, row)))
        failed, fails = is_failing(instance, section, old), is_failing(instance, section, new)
        if failed != fails:
            (failing if fails else passing).append(section.id)
    return Difference(
        goals,
        sum(goal.cost for goal in goals),
        tuple(indicators),
        tuple(failing),
        tuple(passing),
        displaced(instance, first, second),
    )


def displaced(instance: Instance, before: tuple[Move, ...], after: tuple[Move, ...]) -> tuple[Displacement, ...]:
    """Return the teachers who end elsewhere under the second plan, in the order of the instance."""
    old, new = make_plan(instance, before), make_plan(instance, after)
    moving = old.moves.keys() | new.moves.keys()
    rows = (
        Displacement(row.id, row.cell, old.cell_after(row), new.cell_after(row))
        for row in instance.teachers
        if row.id in moving
    )
    return tuple(row for row in rows if row.before != row.after)


def _goals(instance: Instance, before: tuple[Move, ...], after: tuple[Move, ...]) -> tuple[GoalDifference, ...]:
    old, new = amounts(instance, before), amounts(instance, after)
    weights = instance.goal_weights
    return tuple(
        GoalDifference(code, old[code], new[code], weights.of(code) * (new[code] - old[code]))
        for code in GoalCode
        if code is not GoalCode.CHANGES
    )
