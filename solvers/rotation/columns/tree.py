"""Branch and bound over what weighs most: failing flags first, then the marks of the counts; persons come last.

A flag is worth hundreds of times what the choice between two persons is. So the tree branches on flags and marks
only, prices all candidates in every node, and leaves the persons of a settled node to whole numbers over the few
candidates that can still matter there. The bound of the whole problem is the least over all nodes.
"""

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from solvers.linear import Problem
from solvers.linear.params import NODES_PER_UNIT
from solvers.linear.status import relative_gap
from solvers.rotation.assemble import Assembled
from solvers.rotation.columns.cutting import tightened
from solvers.rotation.columns.dive import dive, search_nearby
from solvers.rotation.columns.elastic_rows import branching_rows, with_elastic_rows
from solvers.rotation.columns.node import Node
from solvers.rotation.columns.phase_one import HopelessError
from solvers.rotation.columns.relaxer import Relaxation, Relaxer
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.survivors import Survivors
from solvers.rotation.county import BoolArray, IntArray
from solvers.rotation.goals.failing_sections import FLAG, FLAG_ROW

ROUNDS_IN_NODE = 6
FIRST_WIDTH = 600
WIDENING = 4
# Branches begin with so many candidates in their master; pricing brings what else they need.
TRIMMED_TO = 2_000
# A dive begins at the root, then after so many branchings and after twice as many again, while the plan may be this poor.
FIRST_PATIENCE = 8
POOR_GAP = 1e-3
LEAF_SHARE = 0.5
_SIDES = (0.0, 1.0)


class Tree:
    """The open branches of a search: the best bound goes first."""

    def __init__(self, assembled: Assembled, relaxer: Relaxer, survivors: Survivors, state: RunState) -> None:
        problem = relaxer.problem
        elastic = with_elastic_rows(problem, branching_rows(problem, assembled.model))
        self._relaxer = Relaxer(elastic, relaxer.owner, state, is_elastic=True)
        self._survivors, self._state = survivors, state
        self._flags, self._deciding = _deciding(assembled, problem)
        self._open: list[tuple[float, int, Node]] = []
        self._closed = np.inf  # least bound of the branches that are done
        self._worked_on = np.inf  # bound of the branch in work
        self._pushed = 0
        self._patience = 0  # so many branchings until the next dive: the first begins at the root
        self._since_dive = 0
        self._branchings = 0

    def dive(self, root: Relaxation) -> None:
        """Offer an early plan from the root, before the search."""
        dive(self._root(root), self._flags, self._survivors, self._state)

    def search(self, root: Relaxation) -> None:
        """Branch until the gap is closed or the time is over; plans and bounds go to the run."""
        self._push(self._root(root))
        with ThreadPoolExecutor(max_workers=min(self._state.params.workers, len(_SIDES))) as pool:
            while self._open and not self._is_over:
                node = heapq.heappop(self._open)[2]
                self._worked_on = node.bound
                self._go_on(node, pool)
                self._worked_on = np.inf
                self._state.offer_bound(self._least_bound())

    def _root(self, root: Relaxation) -> Node:
        return Node((), root.prices.bound, _trimmed(root), self._relaxer)

    @property
    def _is_over(self) -> bool:
        limit = self._state.params.deterministic_limit
        return self._state.is_over or (limit is not None and self._branchings >= NODES_PER_UNIT * limit)

    @property
    def is_done(self) -> bool:
        """True if no branch is open."""
        return not self._open

    def _least_bound(self) -> float:
        least = min(self._closed, self._worked_on, self._state.value)
        return min(least, self._open[0][0]) if self._open else least

    def _push(self, node: Node) -> None:
        if node.bound >= self._worthless:
            self._closed = min(self._closed, node.bound)
            return
        self._pushed += 1
        heapq.heappush(self._open, (node.bound, self._pushed, node))

    @property
    def _worthless(self) -> float:
        """Return the bound from which on a branch holds nothing that the asked-for gap speaks of."""
        state = self._state
        return state.value - 0.5 * state.params.gap * max(1.0, abs(state.value)) if state.values is not None else np.inf

    def _go_on(self, node: Node, pool: ThreadPoolExecutor) -> None:
        """Branch on flags; without a fractional one, cut, then settle, and only then branch on marks."""
        flag, mark = _most_fractional(node, self._flags), _most_fractional(node, self._deciding)
        if self._is_time_for_plans:
            dive(node, self._flags, self._survivors, self._state)
            if self._is_poor:
                search_nearby(node, self._flags, self._survivors, self._state)
            self._patience, self._since_dive = 2 * self._patience or FIRST_PATIENCE, 0
        if flag is not None:
            self._branch(node, flag, pool)
        elif mark is not None:
            self._branch(node, mark, pool)
        elif not node.is_cut:
            self._cut(node)
        else:
            self._settle(node)

    def _cut(self, node: Node) -> None:
        """Tighten a branch by cuts of its own."""
        relaxer = Relaxer(node.problem(node.relaxer.problem), self._relaxer.owner, self._state, is_elastic=True)
        try:
            relaxer, relaxation = tightened(relaxer, node.relaxation, self._state)
        except HopelessError:
            return
        bound = max(node.bound, relaxation.prices.bound)
        tighter = replace(node, relaxer=relaxer, relaxation=relaxation, bound=bound, is_cut=True)
        self._push(tighter)

    def _branch(self, node: Node, column: int, pool: ThreadPoolExecutor) -> None:
        """Solve both sides."""
        self._since_dive += 1
        self._branchings += 1
        tasks = [pool.submit(self._side, node, column, value) for value in _SIDES]
        children = [child for task in tasks for child in task.result()]
        for child in children:
            self._survivors.note(child.relaxation)
        for child in children:
            self._push(child)

    def _side(self, node: Node, column: int, value: float) -> list[Node]:
        child = node.child(np.array([column]), np.array([value]), rounds=ROUNDS_IN_NODE, enough=self._worthless)
        return [] if child is None else [child]

    @property
    def _is_poor(self) -> bool:
        state = self._state
        return state.values is None or relative_gap(state.value, self._least_bound()) > POOR_GAP

    @property
    def _is_time_for_plans(self) -> bool:
        return self._is_poor and self._since_dive >= self._patience

    def _settle(self, node: Node) -> None:
        """Solve the persons of a node in whole numbers; where that proves too little, again with more candidates later."""
        state = self._state
        width = WIDENING * node.width if node.width else FIRST_WIDTH
        exact = 0.5 * state.params.gap
        bound = self._survivors.solve(node.problem(state.problem), node.relaxation, width, gap=exact, share=LEAF_SHARE)
        self._push(replace(node, bound=max(node.bound, bound), width=width))


def _most_fractional(node: Node, columns: IntArray) -> int | None:
    fractional, distance = node.fractional(columns)
    return int(fractional[np.argmax(distance)]) if fractional.size else None


def _trimmed(root: Relaxation) -> Relaxation:
    """Return the root with only the candidates that a branch will soon want; pricing finds the others again."""
    forced = root.prices.forced[root.chosen]
    keep = forced <= np.partition(forced, min(TRIMMED_TO, forced.size - 1))[min(TRIMMED_TO, forced.size - 1)]
    keep |= root.values[root.chosen] > 0
    keep |= _basic(root)
    return replace(root, chosen=root.chosen[keep])


def _basic(root: Relaxation) -> BoolArray:
    basic = np.zeros(root.prices.reduced.size, dtype=np.bool_)
    basic[root.vertex.columns] = root.vertex.basis.basic_columns
    return basic[root.chosen]


def _deciding(assembled: Assembled, problem: Problem) -> tuple[IntArray, IntArray]:
    """Return the failing flags, and the jumps to marks that decide on them: which indicator a section may miss."""
    model, count = assembled.model, len(assembled.candidates)
    none = np.zeros(0, dtype=np.int64)
    flags = np.concatenate([none, *(family.index for family in model.columns_of(FLAG))])
    judged = np.unique(problem.matrix[model.rows_of(FLAG_ROW)].indices).astype(np.int64)
    return flags, np.setdiff1d(judged[judged >= count], flags)
