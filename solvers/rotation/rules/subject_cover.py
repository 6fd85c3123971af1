"""Rule `subject_cover`: every cell keeps the teachers it needs and takes no more than it can use."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.limits import cover_limits, listed_after_decided
from solvers.rotation.rules.rule import add_balance_rows, cell_names
from solvers.rotation.vocabulary import RuleCode


class SubjectCover:
    """min(least, c) ≤ teachers of the cell afterwards ≤ max(most, c), c today's number (学科满足)."""

    code = RuleCode.SUBJECT_COVER.value

    def applies(self, instance: Instance) -> bool:
        """Always."""
        return True

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each cell that a candidate leaves or enters."""
        listed = listed_after_decided(draft.county, draft.decided)
        least, most = cover_limits(draft.county, draft.decided)
        add_balance_rows(
            draft,
            self.code,
            entering=draft.candidates.cell_entered,
            leaving=draft.candidates.cell_left,
            lower=least - listed,
            upper=most - listed,
            name=lambda places: cell_names(draft, places),
        )
