"""The node model: duals to start from, by forgetting persons and distances.

Candidates that leave alike and candidates that arrive alike become one outflow and one inflow column each, balanced
by (stage, subject, backbone, degree). Rules on persons are dropped. Small: some ten thousand columns at 5 000 teachers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from solvers.linear import Problem
from solvers.rotation.assemble import Assembled
from solvers.rotation.candidates import Candidates
from solvers.rotation.county import BoolArray, FloatArray, IntArray
from solvers.rotation.steps import COUNT_ROW
from solvers.rotation.vocabulary import RuleCode

_PERSONAL = {RuleCode.ONE_DESTINATION, RuleCode.COUPLES, RuleCode.MUST_MOVE, RuleCode.PINS}
# Rows in which a departure counts −1 and an arrival +1; in all others a candidate counts where it leaves.
_TWO_SIDED = {
    RuleCode.AUTHORISED_POSTS,
    RuleCode.SUBJECT_COVER,
    RuleCode.TITLE_POSTS,
    RuleCode.KEEP_COMPLIANT,
    RuleCode.SCHOOL_LIMITS,
    COUNT_ROW,
}


@dataclass(frozen=True, slots=True, eq=False)
class NodeModel:
    """The linear problem, and which rows of the whole problem its first rows are (all of them, in order)."""

    problem: Problem
    rows: int


def node_model(assembled: Assembled, problem: Problem) -> NodeModel:
    """Return the node model of the problem."""
    moves = assembled.candidates
    count = len(moves)
    person, two_sided = _rows_by_kind(assembled, problem)
    entries = sp.coo_matrix(problem.matrix)
    mine = (entries.col < count) & ~person[entries.row]
    arrives = two_sided[entries.row] & (entries.data > 0)
    kinds = _kinds(moves)
    out_class, out_first = _classes(moves.origin, moves.home_subject, kinds)
    in_class, in_first = _classes(moves.section, np.zeros(count, dtype=np.int64), kinds)
    leaving = _part(entries, mine & ~arrives, out_first, problem.rows, count)
    arriving = _part(entries, mine & arrives, in_first, problem.rows, count)
    balance = _balance(kinds[out_first], kinds[in_first], int(kinds.max(initial=0)) + 1)
    others = sp.csc_matrix(problem.matrix)[:, count:]
    matrix = sp.vstack([sp.hstack([leaving, arriving, others]), _widened(balance, others.shape[1])], format="csr")
    return NodeModel(
        _node_problem(problem, sp.csr_matrix(matrix), person, moves, out_class, in_class, balance.shape[0]),
        problem.rows,
    )


def _node_problem(
    problem: Problem,
    matrix: sp.csr_matrix,
    person: BoolArray,
    moves: Candidates,
    out_class: IntArray,
    in_class: IntArray,
    balances: int,
) -> Problem:
    count = len(moves)
    people = np.unique(out_class * moves.county.teacher_ids.size + moves.teacher) // moves.county.teacher_ids.size
    room = np.bincount(people)
    prices = np.full(int(in_class.max(initial=-1)) + 1, np.inf)
    np.minimum.at(prices, in_class, problem.cost[:count])
    most = np.bincount(in_class)
    zero = np.zeros(balances)
    return replace(
        problem,
        cost=np.concatenate([np.zeros(room.size), prices, problem.cost[count:]]),
        lower=np.concatenate([np.zeros(room.size + prices.size), problem.lower[count:]]),
        upper=np.concatenate([room.astype(np.float64), most.astype(np.float64), problem.upper[count:]]),
        integer=np.zeros(matrix.shape[1], dtype=np.bool_),
        row_lower=np.concatenate([np.where(person, -np.inf, problem.row_lower), zero]),
        row_upper=np.concatenate([np.where(person, np.inf, problem.row_upper), zero]),
        matrix=matrix,
    )


def _rows_by_kind(assembled: Assembled, problem: Problem) -> tuple[BoolArray, BoolArray]:
    person, two_sided = np.zeros(problem.rows, dtype=np.bool_), np.zeros(problem.rows, dtype=np.bool_)
    for family in assembled.model.row_families:
        person[family.start : family.start + family.count] = family.code in _PERSONAL
        two_sided[family.start : family.start + family.count] = family.code in _TWO_SIDED
    # Rows beyond the model's own bound a level of goals by its columns' costs: no place in the node model.
    person[assembled.model.row_count :] = True
    return person, two_sided


def _kinds(moves: Candidates) -> IntArray:
    """Return a number for (stage, subject, backbone, degree) of each candidate: what must balance."""
    county = moves.county
    stage = county.section_stage[moves.section]
    above = county.teacher_above[moves.teacher, stage]
    columns = np.stack([stage, moves.subject, moves.is_backbone, above])
    return _numbered(columns)


def _classes(places: IntArray, subjects: IntArray, kinds: IntArray) -> tuple[IntArray, IntArray]:
    """Return the class of each candidate, and one candidate that stands for each class."""
    classes = _numbered(np.stack([places, subjects, kinds]))
    _, firsts = np.unique(classes, return_index=True)
    return classes, firsts


def _numbered(columns: IntArray) -> IntArray:
    _, numbers = np.unique(columns, axis=1, return_inverse=True)
    return np.asarray(numbers, dtype=np.int64).ravel()


def _part(entries: sp.coo_matrix, which: BoolArray, firsts: IntArray, rows: int, count: int) -> sp.csc_matrix:
    part = sp.csc_matrix((entries.data[which], (entries.row[which], entries.col[which])), shape=(rows, count))
    return part[:, firsts]


def _balance(leaving: IntArray, arriving: IntArray, kinds: int) -> sp.csr_matrix:
    columns = np.arange(leaving.size + arriving.size)
    signs: FloatArray = np.concatenate([np.ones(leaving.size), -np.ones(arriving.size)])
    return sp.csr_matrix((signs, (np.concatenate([leaving, arriving]), columns)), shape=(kinds, columns.size))


def _widened(balance: sp.csr_matrix, others: int) -> sp.csr_matrix:
    return sp.csr_matrix(sp.hstack([balance, sp.csr_matrix((balance.shape[0], others))]))
