"""Early plans from a branch, which prove nothing and take nothing from the tree.

A *dive* goes straight down: flags are rounded some at a time, the most decided first, then persons are solved in whole
numbers. What a section can miss is the hard part of a county; with it decided, that takes tenths of a second. Where the
plan stays poor, a *neighbourhood* is searched: flags stay where relaxation and plan agree, the doubtful ones are free.
"""

from __future__ import annotations

import numpy as np

from solvers.rotation.columns.node import Node
from solvers.rotation.columns.state import RunState
from solvers.rotation.columns.survivors import Survivors
from solvers.rotation.county import IntArray

# All flags this near to a whole number are rounded at once; without any, the nearest.
NEAR = 0.3
ROUNDS = 2
WIDTH = 600
GAP = 1e-4
TIME_SHARE = 0.5
# Of all candidates, one in so many is tried near a plan, but not more than this.
ONE_IN = 50
NEAR_WIDTH = 1_500
NEAR_GAP = 3e-4
NEAR_SHARE = 0.1


def dive(node: Node, flags: IntArray, survivors: Survivors, state: RunState) -> None:
    """Round the flags of a branch and offer the best plan that is left to the run."""
    below: Node | None = node
    while below is not None and not state.is_over:
        node = below
        survivors.note(node.relaxation)
        open_flags, distance = node.fractional(flags)
        if open_flags.size == 0:
            break
        rounded = open_flags[distance <= max(NEAR, float(distance.min()))]
        sides = np.round(node.relaxation.values[rounded])
        below = node.child(rounded, sides, rounds=ROUNDS, enough=state.value)
    if below is None or node.bound >= state.value or state.is_over:
        return
    whole = node.with_fixed(flags, np.round(node.relaxation.values[flags]))
    survivors.solve(whole.problem(state.problem), node.relaxation, WIDTH, gap=GAP, share=TIME_SHARE)


def search_nearby(node: Node, flags: IntArray, survivors: Survivors, state: RunState) -> None:
    """Offer the best plan in whose flags relaxation and plan in hand agree wherever they do."""
    if state.is_over:
        return
    whole = np.setdiff1d(flags, node.fractional(flags)[0])
    sides = np.round(node.relaxation.values[whole])
    if state.values is not None:
        agree = np.round(state.values[whole]) == sides
        whole, sides = whole[agree], sides[agree]
    near = node.with_fixed(whole, sides)
    width = min(NEAR_WIDTH, node.relaxer.owner.size // ONE_IN)
    survivors.solve(near.problem(state.problem), node.relaxation, width, gap=NEAR_GAP, share=NEAR_SHARE)
