"""Chains and cycles of moves: who follows whom. Two moves are linked if one enters what the other leaves.

First by cell (the subject of a section), where cover ties them; what is left by school, where posts tie them. Each move
has at most one predecessor and one successor, so that the plan falls into chains and cycles; ties are broken by order.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from solvers.rotation.instance import Instance, Move
from solvers.rotation.vocabulary import TeacherId


@dataclass(frozen=True, slots=True)
class Chain:
    """Moves in order: each enters the place that the next one leaves; in a cycle the last one enters the first's."""

    moves: tuple[Move, ...]
    is_cycle: bool


Place = Callable[[Move], Hashable]


def find_chains(instance: Instance, plan: Iterable[Move]) -> tuple[Chain, ...]:
    """Return the plan as chains and cycles, in the order of their first move; a move without neighbour is a chain."""
    moves = {move.teacher: move for move in plan}
    following = _linked(instance, list(moves.values()))
    entered = set(following.values())
    starts = [key for key in moves if key not in entered]
    chains, seen = [], set[TeacherId]()
    # What no start reaches lies on cycles.
    for first in (*starts, *moves):
        if first not in seen:
            members = _follow(first, following)
            seen.update(members)
            is_cycle = following.get(members[-1]) == first
            chains.append(Chain(tuple(moves[key] for key in members), is_cycle))
    return tuple(chains)


def chain_of(chains: Iterable[Chain], teacher: TeacherId) -> Chain | None:
    """Return the chain that contains the teacher's move, None if he does not move."""
    return next((chain for chain in chains if any(move.teacher == teacher for move in chain.moves)), None)


def _linked(instance: Instance, moves: list[Move]) -> dict[TeacherId, TeacherId]:
    """Return {teacher: who leaves what this one enters}."""
    teachers = instance.index.teacher
    following: dict[TeacherId, TeacherId] = {}
    _link(
        moves,
        following,
        entered=lambda move: (move.to_section, move.subject),
        left=lambda move: teachers[move.teacher].cell,
    )
    _link(
        moves,
        following,
        entered=lambda move: instance.school_of(move.to_section).id,
        left=lambda move: instance.school_of(teachers[move.teacher].section).id,
    )
    return following


def _link(moves: list[Move], following: dict[TeacherId, TeacherId], *, entered: Place, left: Place) -> None:
    """Pair those that enter a place with those that leave it, first come first served."""
    taken = set(following.values())
    leaving: defaultdict[Hashable, deque[TeacherId]] = defaultdict(deque)
    for move in moves:
        if move.teacher not in taken:
            leaving[left(move)].append(move.teacher)
    for move in moves:
        waiting = leaving[entered(move)]
        if move.teacher not in following and waiting:
            following[move.teacher] = waiting.popleft()


def _follow(first: TeacherId, following: dict[TeacherId, TeacherId]) -> list[TeacherId]:
    members = [first]
    while (after := following.get(members[-1])) is not None and after != first:
        members.append(after)
    return members
