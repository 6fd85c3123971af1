"""Rule `one_destination`: a teacher takes at most one candidate."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.rules.rule import add_balance_rows
from solvers.rotation.vocabulary import RuleCode


class OneDestination:
    """At most one destination for each teacher (一人一岗)."""

    code = RuleCode.ONE_DESTINATION.value

    def applies(self, instance: Instance) -> bool:
        """Always."""
        return True

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each teacher with candidates."""
        ids = draft.county.teacher_ids
        add_balance_rows(
            draft, self.code, entering=draft.candidates.teacher, upper=1.0, name=lambda places: (ids[places],)
        )
