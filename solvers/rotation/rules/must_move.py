"""Rule `must_move`: who must move takes exactly one candidate (such as the unplaced after a 竞聘 round)."""

from __future__ import annotations

import numpy as np

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.vocabulary import RuleCode, TeacherId


class MustMove:
    """Must-move teachers leave; without a candidate the instance has no plan."""

    code = RuleCode.MUST_MOVE.value

    def applies(self, instance: Instance) -> bool:
        """True if anyone must move whose move is not decided already."""
        return bool(_concerned(instance))

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each teacher who must move, even without candidates."""
        county = draft.county
        teachers = np.array([county.teacher_at[row] for row in _concerned(draft.instance)], dtype=np.int64)
        rows = draft.model.add_rows(self.code, teachers.size, ids=(county.teacher_ids[teachers],), lower=1.0)
        for place, teacher in enumerate(teachers.tolist()):
            draft.model.add_entries(rows.start + place, draft.candidates.at(teacher), 1.0)


def _concerned(instance: Instance) -> list[TeacherId]:
    return [row.id for row in instance.teachers if row.must_move and row.id not in instance.index.decided]
