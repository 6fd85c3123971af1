"""Rule `keep_compliant` (off by default): a threshold that a section meets today it still meets (不下滑)."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.headcount import Headcount, headcounts
from solvers.rotation.instance import Instance
from solvers.rotation.rules.rule import add_balance_rows
from solvers.rotation.vocabulary import RuleCode


class KeepCompliant:
    """Count after the plan ≥ need where it is so today, for every measured section that is not excepted."""

    code = RuleCode.KEEP_COMPLIANT.value

    def applies(self, instance: Instance) -> bool:
        """True if the county's rule set asks for it."""
        return instance.settings.keep_compliant

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each section and indicator met today that a candidate touches."""
        for headcount in headcounts(draft):
            self._add_rows_of(draft, headcount)

    def _add_rows_of(self, draft: Draft, headcount: Headcount) -> None:
        excepted = set(draft.instance.settings.keep_compliant_except)
        ids = draft.county.section_ids
        lower = {
            at: min(headcount.need[at], int(headcount.after_decided[at])) - int(headcount.after_decided[at])
            for at in headcount.measured.tolist()
            if ids[at] not in excepted and headcount.today[at] >= headcount.need[at]
        }
        bound = headcount.by_section(lower)
        add_balance_rows(
            draft,
            self.code,
            entering=headcount.entering(lower),
            leaving=headcount.leaving(lower),
            lower=bound,
            name=lambda places: (ids[places], [headcount.code.value] * places.size),
        )
