"""The rotation after a plan (再次交流): the same rules and quotas, from where the plan leaves everybody.

Who moved under the plan stays for his stint; the schools' own numbers were those of the plan. Nothing but missing
persons costs anything, each as much as any other, so that the bound says how few one further rotation can leave short.
Chains over more years are not searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Control, Outcome, Problem, SolveParams, Status
from solvers.rotation.assemble import Assembled, assemble
from solvers.rotation.candidates import Candidates, find_candidates
from solvers.rotation.check import check_moves
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.county import IntArray
from solvers.rotation.draft import Draft
from solvers.rotation.extract import moves_of
from solvers.rotation.instance import GoalWeights, Instance, Move, OfNumber, Quota, School, Teacher
from solvers.rotation.limits import listed_after_decided
from solvers.rotation.obstacles import find_obstacles
from solvers.rotation.strategies import STRATEGIES
from solvers.rotation.vocabulary import GoalOrder, TeacherStatus

MISSING_ALONE = GoalWeights(1, 0, 0, 0, 0, 0, 0, 0)
# Values are whole persons: a bound above the next lower whole number proves them.
NEARLY_ONE = 0.99


@dataclass(frozen=True, slots=True)
class Further:
    """What a further rotation ended with; `moves` None if there is none or none was found.

    `bound` is the least number of persons, subjects and indicators together, that such a rotation leaves short.
    """

    instance: Instance
    moves: tuple[Move, ...] | None
    bound: float
    status: Status


def instance_after(instance: Instance, moves: Iterable[Move]) -> Instance:
    """Return the rotation problem that a plan leaves behind."""
    plan = make_plan(instance, moves)
    return instance.replace(
        name=f"{instance.name}-further",
        settings=replace(instance.settings, goal_order=GoalOrder.WEIGHTED),
        quotas=tuple(_quota_after(plan, quota) for quota in instance.quotas),
        indicators=tuple(replace(row, weight=1) for row in instance.indicators),
        goal_weights=MISSING_ALONE,
        schools=tuple(_schools_after(plan)),
        teachers=tuple(_teacher_after(plan, row) for row in instance.teachers),
        pins=(),
        forbids=tuple(row for row in instance.forbids if row.teacher not in plan.moves),
        decided_moves=tuple(row for row in instance.decided_moves if row.teacher not in plan.moves),
        published_plan=None,
        school_limits=(),
    )


def rotate_further(after: Instance, params: SolveParams, control: Control) -> Further:
    """Return the rotation that leaves the fewest persons short, with its proven bound."""
    control.report("gaps_further")
    candidates = find_candidates(after)
    if find_obstacles(after, candidates):
        return Further(after, None, np.inf, Status.INFEASIBLE)
    assembled = assemble(after, candidates)
    problem = with_missing_subjects(assembled)
    # Steps towards a threshold cost less than nothing: the constant holds all who could be missing there.
    most = max(1.0, problem.constant + float(problem.upper[problem.cost > 0].sum()))
    outcome = STRATEGIES[params.engine](assembled, problem, replace(params, gap=NEARLY_ONE / most), None, control)
    return _further(after, candidates, outcome)


def with_missing_subjects(assembled: Assembled) -> Problem:
    """Return the model with one more column for each cell below its least: the teachers still missing there, at cost 1.

    No plan takes a cell that has enough below its least (`subject_cover`), so no other cell can be short.
    """
    county, moves, problem = assembled.candidates.county, assembled.candidates, assembled.problem
    decided = Draft(assembled.instance, moves).decided
    listed = listed_after_decided(county, decided)
    missing = county.cell_least.ravel() - listed
    cells = np.flatnonzero(missing > 0)
    own = sp.csr_matrix((problem.rows, cells.size))
    widened = problem.with_columns(own, np.ones(cells.size), missing[cells].astype(np.float64), integer=True)
    arrivals = _incidence(moves.cell_entered, cells, len(moves)) - _incidence(moves.cell_left, cells, len(moves))
    between = sp.csr_matrix((cells.size, problem.columns - len(moves)))
    rows = sp.csr_matrix(sp.hstack([arrivals, between, sp.identity(cells.size)]))
    return widened.with_rows(rows, missing[cells].astype(np.float64), np.full(cells.size, np.inf))


def _incidence(places: IntArray, cells: IntArray, width: int) -> sp.csr_matrix:
    at = np.minimum(np.searchsorted(cells, places), max(0, cells.size - 1))
    concerned = np.flatnonzero(cells[at] == places) if cells.size else np.zeros(0, dtype=np.int64)
    return sp.csr_matrix((np.ones(concerned.size), (at[concerned], concerned)), shape=(cells.size, width))


def _further(after: Instance, candidates: Candidates, outcome: Outcome) -> Further:
    bound = -np.inf if outcome.bound is None else outcome.bound
    if outcome.values is None:
        return Further(after, None, np.inf if outcome.status is Status.INFEASIBLE else bound, outcome.status)
    moves = moves_of(after, candidates, outcome.values)
    # The second opinion decides: a rotation that breaks a rule is none.
    return Further(after, None if check_moves(after, moves) else moves, bound, outcome.status)


def _quota_after(plan: Plan, quota: Quota) -> Quota:
    """Return the quota with those who moved taken off a number that the bureau fixed (符合交流条件教师数)."""
    if not isinstance(quota.of, OfNumber):
        return quota
    moved = sum(plan.teacher(move).status is not TeacherStatus.OUT for move in plan.moves.values())
    return replace(quota, of=OfNumber(max(0, quota.of.number - moved)))


def _schools_after(plan: Plan) -> Iterable[School]:
    carried = [move for move in plan.moves.values() if plan.carries_relation(move)]
    gained = Counter(plan.host(move).id for move in carried)
    gained.subtract(plan.home(move).id for move in carried)
    listed = Counter(plan.instance.school_of(plan.section_after(teacher)).id for teacher in plan.instance.teachers)
    for school in plan.instance.schools:
        # Guests whose relation stayed at home work here without a post; an instance wants them among the staff.
        yield replace(school, staff=max(school.staff + gained[school.id], listed[school.id]))


def _teacher_after(plan: Plan, teacher: Teacher) -> Teacher:
    move = plan.moves.get(teacher.id)
    if move is None:
        return teacher
    able = dict.fromkeys((teacher.subject, *teacher.more_subjects))
    return replace(
        teacher,
        section=move.to_section,
        subject=move.subject,
        more_subjects=tuple(subject for subject in able if subject != move.subject),
        status=TeacherStatus.OUT,
        must_move=False,
        must_stay=False,
        volunteer=False,
        wishes=(),
    )
