"""Rule `cell_outflow`: no subject of a section loses more than its share at once."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.limits import cell_outflow_limits
from solvers.rotation.rules.rule import add_balance_rows, cell_names
from solvers.rotation.vocabulary import RuleCode


class CellOutflow:
    """Outflow ≤ max(1, ⌊share × listed⌋) of each cell; decided moves are not counted."""

    code = RuleCode.CELL_OUTFLOW.value

    def applies(self, instance: Instance) -> bool:
        """Always."""
        return True

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each cell that has candidates."""
        add_balance_rows(
            draft,
            self.code,
            entering=draft.candidates.cell_left,
            upper=cell_outflow_limits(draft.instance, draft.county),
            name=lambda places: cell_names(draft, places),
        )
