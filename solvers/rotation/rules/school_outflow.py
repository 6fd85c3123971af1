"""Rule `school_outflow`: a school sends at most its share of staff."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.limits import school_outflow_limits
from solvers.rotation.rules.rule import add_balance_rows
from solvers.rotation.vocabulary import RuleCode


class SchoolOutflow:
    """Outflow ≤ ⌊share × staff⌋ of each school, over all its sections; decided moves are not counted."""

    code = RuleCode.SCHOOL_OUTFLOW.value

    def applies(self, instance: Instance) -> bool:
        """Always."""
        return True

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each school that has candidates."""
        county = draft.county
        add_balance_rows(
            draft,
            self.code,
            entering=draft.candidates.home_school,
            upper=school_outflow_limits(draft.instance, county),
            name=lambda places: (county.school_ids[places],),
        )
