"""Engine values → moves, and moves → engine values for a start; nothing else is read from an engine's answer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from solvers.rotation.candidates import Candidates
from solvers.rotation.county import FloatArray, IntArray
from solvers.rotation.instance import Instance
from solvers.rotation.records import Move

_TAKEN = 0.5


def taken_candidates(candidates: Candidates, values: FloatArray) -> IntArray:
    """Return the positions of the candidates that the engine took."""
    return np.flatnonzero(values[: len(candidates)] > _TAKEN)


def moves_of(instance: Instance, candidates: Candidates, values: FloatArray) -> tuple[Move, ...]:
    """Return the plan, decided moves included, in the order of the instance's teachers."""
    county, at = candidates.county, taken_candidates(candidates, values)
    moves = [
        Move(
            county.teacher_ids[candidates.teacher[place]],
            county.section_ids[candidates.origin[place]],
            county.section_ids[candidates.section[place]],
            county.subjects[candidates.subject[place]],
        )
        for place in at.tolist()
    ]
    teachers = instance.index.teacher
    moves += [Move(row.teacher, teachers[row.teacher].section, row.to, row.subject) for row in instance.decided_moves]
    return tuple(sorted(moves, key=lambda move: county.teacher_at[move.teacher]))


def positions_of(candidates: Candidates, moves: Iterable[Move]) -> IntArray:
    """Return the candidates' positions of those moves that are candidates."""
    county = candidates.county
    found = []
    for move in moves:
        subject = county.subject_at.get(move.subject)
        teacher, section = county.teacher_at.get(move.teacher), county.section_at.get(move.to_section)
        if subject is not None and teacher is not None and section is not None:
            place = candidates.find(teacher, section, subject)
            if place is not None:
                found.append(place)
    return np.array(sorted(found), dtype=np.int64)
