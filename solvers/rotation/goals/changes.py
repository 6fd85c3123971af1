"""Goal `changes`: listed teachers who end elsewhere than the published plan says."""

from __future__ import annotations

import numpy as np

from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.records import Move
from solvers.rotation.vocabulary import GoalCode, TeacherId


class Changes:
    """Section or subject after the plan differs from the published one, staying included (与公示方案的差异)."""

    code = GoalCode.CHANGES

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write 1 for each candidate of who was to stay; 1 less the announced move for who was to go."""
        published = draft.instance.published_plan
        if published is None:
            return
        announced = {move.teacher: move for move in published}
        draft.add_fixed_amount(self.code, _changed_by_decision(draft, announced))
        county, moves = draft.county, draft.candidates
        was_to_move = np.zeros(county.teacher_ids.size, dtype=np.bool_)
        was_to_move[[county.teacher_at[teacher] for teacher in announced]] = True
        stayers = np.flatnonzero(~was_to_move[moves.teacher])
        draft.add_amount(self.code, stayers, 1.0)
        for move in announced.values():
            self._add_announced(draft, move)

    def _add_announced(self, draft: Draft, move: Move) -> None:
        if move.teacher in draft.instance.index.decided:
            return
        county = draft.county
        teacher, section = county.teacher_at[move.teacher], county.section_at[move.to_section]
        draft.add_fixed_amount(self.code, 1)
        subject = county.subject_at.get(move.subject)
        found = None if subject is None else draft.candidates.find(teacher, section, subject)
        if found is not None:
            draft.add_amount(self.code, found, -1.0)


def _changed_by_decision(draft: Draft, announced: dict[TeacherId, Move]) -> int:
    """Return how many decided moves differ from what was announced."""
    changed = 0
    for row in draft.instance.decided_moves:
        move = announced.get(row.teacher)
        changed += move is None or (move.to_section, move.subject) != (row.to, row.subject)
    return changed
