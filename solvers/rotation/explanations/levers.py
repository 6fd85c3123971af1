"""No plan: which rule, loosened by how much, makes one possible. Each lever: relaxations first, then a full solve.

An infeasible relaxation proves that a step does not suffice. For the least step that passes, a plan is sought in whole
numbers, from the loosened instance on; the checker, which knows nothing of models, judges it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Outcome, Problem, SolveParams, Status
from solvers.linear.elastic import elastic_problem
from solvers.linear.engines import solve_highs
from solvers.rotation.candidates import Candidates, find_candidates
from solvers.rotation.check import check_moves
from solvers.rotation.columns.master import Master
from solvers.rotation.explanations.conditions import is_among
from solvers.rotation.explanations.hard_rules import hard_draft
from solvers.rotation.explanations.loosenings import Loosening, Unit, loosenings, with_volunteers
from solvers.rotation.explanations.whole_numbers import ROUNDING, least_cost, solver_in_persons
from solvers.rotation.extract import moves_of
from solvers.rotation.instance import Instance
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.stopwatch import Stopwatch
from solvers.rotation.vocabulary import RuleCode, SchoolId, TeacherId, TeacherStatus

DEFERRALS, VOLUNTEERS = "deferrals", "volunteers"
MOST_ATTEMPTS = 3
_TAKEN = 0.5


@dataclass(frozen=True, slots=True)
class Lever:
    """One way out. `step` in `unit` is what it takes; None: not even doing without the rule helps.

    `is_least`: proven that one step less does not suffice. `is_confirmed`: there is a plan for the loosened instance
    in which the checker finds no fault; for None: it is proven that the relaxation without the rule has no solution.
    `teachers` are those who would have to agree, for the levers that ask persons.
    """

    code: str
    unit: Unit
    step: int | None
    is_least: bool = False
    is_confirmed: bool = False
    teachers: tuple[TeacherId, ...] = ()


def lever_table(instance: Instance, params: SolveParams) -> tuple[Lever, ...]:
    """Return every lever of an instance without a plan; those that would help first, smaller steps first.

    Empty if there is a plan as things are.
    """
    watch = Stopwatch(params)
    if _has_checked_plan(instance, watch) is Status.OPTIMAL:
        return ()
    rows = [_tried(instance, row, watch) for row in loosenings(instance)]
    rows += _of_persons(instance, watch)
    return tuple(sorted(rows, key=lambda row: (row.step is None, row.step or 0)))


def _tried(instance: Instance, loosening: Loosening, watch: Stopwatch) -> Lever:
    blank = Lever(loosening.code, loosening.unit, None)
    possible = _relaxation_holds(loosening.at(loosening.most), watch)
    if possible is not True:
        return replace(blank, is_confirmed=possible is False)
    if loosening.unit is Unit.PERSONS:
        step = _persons_short(instance, loosening.code, watch)
    else:
        step = _least_step(loosening, _too_little(instance, loosening.code, watch), watch)
    return _confirmed(loosening, replace(blank, step=step, is_least=True), watch)


def _persons_short(instance: Instance, code: str, watch: Stopwatch) -> int:
    """Return by how many persons the plans fall short of a quota at least: one relaxation with that row elastic."""
    candidates = find_candidates(instance)
    draft = hard_draft(instance, candidates)
    rows = draft.model.rows_of(code)
    problem = elastic_problem(draft.model.problem(), rows, np.ones(rows.size))
    outcome = _relaxed(problem, len(candidates), watch)
    return 1 if outcome.objective is None else max(1, math.ceil(outcome.objective - ROUNDING))


def _too_little(instance: Instance, code: str, watch: Stopwatch) -> int:
    """Return a step that is proven not to suffice: for the schools' outflow by one relaxation, else 0.

    That relaxation lets each school send share × staff, not rounded down, and seeks the least share.
    """
    if code != RuleCode.SCHOOL_OUTFLOW:
        return 0
    candidates = find_candidates(instance)
    draft = hard_draft(instance, candidates)
    rows = draft.model.rows_of(code)
    schools = [draft.model.row_name(row)[1][0] for row in rows.tolist()]
    staff = [float(instance.index.school[SchoolId(name)].staff) for name in schools]
    column = sp.csr_matrix((-np.array(staff), (rows, np.zeros(rows.size, dtype=np.int64))), shape=(draft.model.row_count, 1))
    problem = draft.model.problem()
    upper = problem.row_upper.copy()
    upper[rows] = 0.0
    problem = replace(problem, row_upper=upper).with_columns(column, np.ones(1), np.ones(1), integer=False)
    outcome = _relaxed(problem, len(candidates), watch)
    if outcome.bound is None:
        return 0
    return max(0, math.ceil(100 * (outcome.bound - instance.settings.school_outflow_share) - ROUNDING) - 1)


def _least_step(loosening: Loosening, low: int, watch: Stopwatch) -> int:
    """Return the least step above `low` whose relaxation has a solution: by doubling, then by halves."""
    start, high = low, low + 1
    while high < loosening.most and _relaxation_holds(loosening.at(high), watch) is False:
        low, high = high, min(start + 2 * (high - start), loosening.most)
    while high - low > 1:
        middle = (low + high) // 2
        if _relaxation_holds(loosening.at(middle), watch) is False:
            low = middle
        else:
            high = middle
    return high


def _confirmed(loosening: Loosening, lever: Lever, watch: Stopwatch) -> Lever:
    """Return the lever with the first step from its own on that has a plan."""
    assert lever.step is not None
    last = min(lever.step + MOST_ATTEMPTS - 1, loosening.most)
    for step in range(lever.step, last + 1):
        status = _has_checked_plan(loosening.at(step), watch)
        if status is not Status.INFEASIBLE:
            return replace(lever, step=step, is_confirmed=status is Status.OPTIMAL)
    return replace(lever, is_least=False)


def _relaxation_holds(instance: Instance, watch: Stopwatch) -> bool | None:
    """True if the relaxation of the hard rules has a solution, False if it has none by proof, None without an answer."""
    candidates = find_candidates(instance)
    if find_obstacles(instance, candidates):
        return False
    problem = hard_draft(instance, candidates).model.problem()
    outcome = _relaxed(problem, len(candidates), watch)
    if outcome.status is Status.INFEASIBLE:
        return False
    return True if outcome.values is not None else None


def _relaxed(problem: Problem, candidates: int, watch: Stopwatch) -> Outcome:
    return solve_highs(Master(problem, candidates).relaxed(np.arange(candidates)), watch.params())


def _has_checked_plan(instance: Instance, watch: Stopwatch) -> Status:
    """Return OPTIMAL if a plan is found in which the checker finds no fault, else infeasible or unknown."""
    candidates = find_candidates(instance)
    if find_obstacles(instance, candidates):
        return Status.INFEASIBLE
    problem = hard_draft(instance, candidates).model.problem()
    outcome = solver_in_persons(candidates.teacher, watch)(problem)
    if outcome.values is None:
        return Status.INFEASIBLE if outcome.status is Status.INFEASIBLE else Status.UNKNOWN
    findings = check_moves(instance, moves_of(instance, candidates, outcome.values))
    return Status.UNKNOWN if findings else Status.OPTIMAL


def _of_persons(instance: Instance, watch: Stopwatch) -> Iterator[Lever]:
    """Yield the levers that ask persons: the deferred to waive their deferral, the eligible to go farther."""
    for code, status in ((DEFERRALS, TeacherStatus.DEFERRED), (VOLUNTEERS, TeacherStatus.ELIGIBLE)):
        if any(row.status is status and not row.volunteer for row in instance.teachers):
            yield _persons(instance, code, status, watch)


def _persons(instance: Instance, code: str, status: TeacherStatus, watch: Stopwatch) -> Lever:
    """Return the lever with the fewest teachers who would have to agree."""
    blank = Lever(code, Unit.PERSONS, None)
    everyone = with_volunteers(instance, status)
    possible = _relaxation_holds(everyone, watch)
    if possible is not True:
        return replace(blank, is_confirmed=possible is False)
    candidates = find_candidates(everyone)
    outcome, asked = _fewest_asked(everyone, candidates, find_candidates(instance), watch)
    if asked is None:
        return replace(blank, is_confirmed=outcome.status is Status.INFEASIBLE)
    confirmed = _has_checked_plan(with_volunteers(instance, status, frozenset(asked)), watch) is Status.OPTIMAL
    return replace(
        blank,
        step=len(asked),
        is_least=outcome.status is Status.OPTIMAL,
        is_confirmed=confirmed,
        teachers=tuple(asked),
    )


def _fewest_asked(
    everyone: Instance, candidates: Candidates, without: Candidates, watch: Stopwatch
) -> tuple[Outcome, list[TeacherId] | None]:
    """Return a plan with the fewest moves that only the lever makes possible, and who makes them."""
    problem = hard_draft(everyone, candidates).model.problem()
    cost = (~is_among(candidates, without)).astype(np.float64)
    question = replace(problem, cost=cost, constant=0.0)
    outcome = least_cost(question, candidates.teacher, watch, in_persons=True).outcome
    if outcome.values is None:
        return outcome, None
    taken = np.flatnonzero((outcome.values > _TAKEN) & (cost > 0))
    return outcome, [candidates.county.teacher_ids[at] for at in candidates.teacher[taken].tolist()]
