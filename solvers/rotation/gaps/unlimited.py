"""The arrangement that no rotation can beat (不受限的调配): quotas, distances, posts, outflow and all other limits off.

Every listed teacher, whether he qualifies this year or not, may teach wherever his certificate, the stage and his
certified subjects admit it, and counts where he teaches. That takes in every rotation and every chain of rotations,
so what stays short here no rotation closes. Teachers alike in all that counts are one class: the problem is a small
transport problem in whole persons, solved to the end.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Control, LinearModel, Outcome, Problem, SolveParams
from solvers.linear.engines import solve_highs
from solvers.rotation.check.indicators import required
from solvers.rotation.county import FloatArray
from solvers.rotation.gaps.shortages import (
    Shortage,
    ShortageKind,
    Standing,
    counted_in,
    shortages,
    total,
)
from solvers.rotation.instance import Instance, Teacher
from solvers.rotation.records import AboveDegree
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import Cell, IndicatorCode, SectionId, Stage, Subject

ROUNDING = 1e-6
MOVE = "move"


@dataclass(frozen=True, slots=True)
class TeacherClass:
    """What decides where a teacher may teach and what he counts for.

    `home` is today's place where it is open to him only because he stands there: no certificate, or nobody needed.
    """

    stages: frozenset[Stage]
    subjects: frozenset[Subject]
    above_degree: AboveDegree
    backbone: bool
    home: Cell | None


@dataclass(frozen=True, slots=True)
class Unlimited:
    """What stays short, and how few persons are proven to stay short whatever rotation is made.

    Subjects and indicators are two questions: the rows of a kind are those of the arrangement that serves this kind and
    leaves no more of the other short than the standing it starts from. A kind without rows in time is missing from `rows`.
    `least` bounds each kind with the other left out of account, `least_together` with the other held.
    """

    rows: dict[ShortageKind, tuple[Shortage, ...]]
    least: dict[ShortageKind, int]
    least_together: dict[ShortageKind, int]


def arrange_freely(instance: Instance, standing: Standing, params: SolveParams, control: Control) -> Unlimited:
    """Return for each kind the arrangement with the fewest persons missing; of several, one with the fewest moves."""
    control.report("gaps_unlimited")
    model = FreeModel(instance, standing)
    search = _Search(model, Stopwatch(params), Deaf(control))
    now = shortages(instance, Standing(standing.teaches, standing.teaches))
    found = Unlimited({}, {}, {})
    for kind, other in (tuple(ShortageKind), tuple(reversed(ShortageKind))):
        limit = total(now, other)
        alone = together = search.least(model.problem, kind)
        if alone.values is None or total(model.rows(alone.values), other) > limit:
            together = search.least(model.held(model.problem, other, limit), kind)
        found.least[kind] = search.whole_bound(alone)
        found.least_together[kind] = max(found.least[kind], search.whole_bound(together))
        if together.values is not None:
            found.rows[kind] = tuple(row for row in model.rows(together.values) if row.kind is kind)
    return found


class FreeModel:
    """The transport problem: classes of teachers into cells, and one column of missing persons per need."""

    def __init__(self, instance: Instance, standing: Standing) -> None:
        self._model = LinearModel()
        self._missing: dict[ShortageKind, list[Shortage]] = {kind: [] for kind in ShortageKind}
        self._needs = self._add_needs(instance)
        self._add_teachers(instance, standing)
        self.problem = self._model.problem()
        self.people = len(instance.teachers)
        self.moves = np.concatenate([np.zeros(0, dtype=np.int64), *(row.index for row in self._model.columns_of(MOVE))])

    def cost(self, kind: ShortageKind) -> FloatArray:
        """Return one for each person of the kind who is missing."""
        cost = np.zeros(self.problem.columns)
        for family in self._model.columns_of(kind.value):
            cost[family.index] = 1.0
        return cost

    def held(self, problem: Problem, kind: ShortageKind, most: int) -> Problem:
        """Return the problem in which at most so many persons of the kind may be missing."""
        cost = sp.csr_matrix(self.cost(kind).reshape(1, -1))
        return problem.with_rows(cost, np.array([-np.inf]), np.array([float(most)]))

    def rows(self, values: FloatArray) -> tuple[Shortage, ...]:
        """Return the missing persons as rows."""
        found = []
        for kind, needs in self._missing.items():
            for family in self._model.columns_of(kind.value):
                missing = np.rint(values[family.index]).astype(np.int64)
                found += [replace(need, persons=int(left)) for need, left in zip(needs, missing, strict=True) if left > 0]
        return tuple(sorted(found))

    def _add_needs(self, instance: Instance) -> dict[tuple[SectionId, str], int]:
        """Add Σ present + missing ≥ need for each need; returns the row of each."""
        needs = list(_needs(instance))
        for kind in ShortageKind:
            self._missing[kind] = [need for need in needs if need.kind is kind]
        at: dict[tuple[SectionId, str], int] = {}
        for kind, of_kind in self._missing.items():
            persons = np.array([need.persons for need in of_kind], dtype=np.float64)
            columns = self._model.add_columns(kind.value, len(of_kind), upper=persons)
            rows = self._model.add_rows(kind.value, len(of_kind), lower=persons)
            self._model.add_entries(rows.index, columns.index, 1.0)
            at |= {(need.section, need.code): rows.start + place for place, need in enumerate(of_kind)}
        return at

    def _add_teachers(self, instance: Instance, standing: Standing) -> None:
        present: dict[TeacherClass, Counter[Cell]] = {}
        like: dict[TeacherClass, Teacher] = {}
        open_cells = dict.fromkeys((row.section, row.subject) for row in instance.demand if row.max > 0)
        for teacher in instance.teachers:
            kind = class_of(instance, teacher, open_cells)
            like.setdefault(kind, teacher)
            present.setdefault(kind, Counter())[standing.teaches[teacher.id]] += 1
        for kind, cells in present.items():
            goals = [cell for cell in open_cells if _admits(instance, kind, cell)]
            goals += [] if kind.home is None else [kind.home]
            self._add_class(instance, like[kind], cells, goals)

    def _add_class(self, instance: Instance, teacher: Teacher, present: Counter[Cell], goals: list[Cell]) -> None:
        """Add who stays and who goes where: together as many as there are."""
        people = self._model.add_rows("class", 1, lower=present.total(), upper=present.total()).start
        numbers = np.array(list(present.values()), dtype=np.float64)
        stay = self._model.add_columns("stay", len(present), upper=numbers)
        move = self._model.add_columns(MOVE, len(goals), upper=float(present.total()))
        for start, cells in ((stay.start, list(present)), (move.start, goals)):
            self._model.add_entries(np.full(len(cells), people), np.arange(start, start + len(cells)), 1.0)
            pairs = [(row, start + place) for place, cell in enumerate(cells) for row in self._rows_of(instance, teacher, cell)]
            if pairs:
                rows, columns = np.array(pairs, dtype=np.int64).T
                self._model.add_entries(rows, columns, 1.0)

    def _rows_of(self, instance: Instance, teacher: Teacher, cell: Cell) -> Iterator[int]:
        """Yield the needs that one such teacher in the cell meets."""
        section, subject = cell
        codes: Iterator[IndicatorCode] = counted_in(instance, teacher, cell)
        for code in (str(subject), *(code.value for code in codes)):
            row = self._needs.get((section, code))
            if row is not None:
                yield row


def class_of(instance: Instance, teacher: Teacher, open_cells: Collection[Cell]) -> TeacherClass:
    """Return the class of a teacher; where his certificate admits no stage he only has the place he holds."""
    covered = frozenset(instance.settings.certificate_covers.stages(teacher.certificate))
    own = instance.index.section[teacher.section].stage
    stages = covered if instance.settings.cross_stage else covered & {own}
    home = None if own in stages and teacher.cell in open_cells else teacher.cell
    subjects = frozenset((teacher.subject, *teacher.more_subjects))
    return TeacherClass(stages, subjects, teacher.above_degree, teacher.backbone, home)


def _admits(instance: Instance, kind: TeacherClass, cell: Cell) -> bool:
    return cell[1] in kind.subjects and instance.index.section[cell[0]].stage in kind.stages


def _needs(instance: Instance) -> Iterator[Shortage]:
    for row in instance.demand:
        if row.min > 0:
            yield Shortage(row.section, ShortageKind.SUBJECT, row.subject, row.min)
    for section in instance.sections:
        for indicator in instance.indicators if section.measured else ():
            if (need := required(section, indicator)) > 0:
                yield Shortage(section.id, ShortageKind.INDICATOR, indicator.code.value, need)


@dataclass(frozen=True, slots=True)
class _Search:
    """Solves questions about one model within one time limit."""

    model: FreeModel
    watch: Stopwatch
    control: Control

    def least(self, problem: Problem, kind: ShortageKind) -> Outcome:
        """Return the fewest persons of the kind missing and, among those, the fewest moves.

        A missing person costs more than all moves together, so that one solve settles both; without the moves most
        arrangements would cost the same, and the search takes ten times as long.
        """
        cost = self._price * self.model.cost(kind)
        cost[self.model.moves] = 1.0
        question = replace(problem, cost=cost)
        # Anything short of exact would leave room for one person.
        return solve_highs(question, replace(self.watch.params(), gap=0.0), control=self.control)

    def whole_bound(self, outcome: Outcome) -> int:
        """Return how many persons are missing at least; nothing known is no bound."""
        if outcome.bound is None or not math.isfinite(outcome.bound):
            return 0
        return max(0, math.ceil((outcome.bound - self.model.people) / self._price - ROUNDING))

    @property
    def _price(self) -> int:
        return self.model.people + 1


class Deaf:
    """The caller's line without the inner progress: its figures are prices, not persons."""

    def __init__(self, control: Control) -> None:
        self._control = control

    def report(self, phase: str, value: float | None = None, bound: float | None = None) -> None:
        """Keep the phase that stands."""

    def is_cancelled(self) -> bool:
        """True once the caller wants no more."""
        return self._control.is_cancelled()

    def keep(self, best: object) -> None:
        """Keep nothing: the caller cannot use a half-answered question."""
