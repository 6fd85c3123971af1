"""Goal `failing_sections`: measured sections that miss the pass rule, six of seven met and none below 85 %."""

from __future__ import annotations

from itertools import combinations

from solvers.rotation.draft import Draft
from solvers.rotation.goals.goal import Counts
from solvers.rotation.vocabulary import GoalCode

FLAG = "failing_flag"
FLAG_ROW = "pass_rule"
LARGEST_NUMBER_MISSED = 1


class FailingSections:
    """A flag per section whose state the plan decides; the rows are the convex hull of the pass rule (不达标学校)."""

    code = GoalCode.FAILING_SECTIONS

    def add_cost(self, draft: Draft, counts: Counts) -> None:
        """Write flags and rows section by section."""
        for of_section in zip(*(each.counts for each in counts), strict=True):
            section = draft.instance.sections[of_section[0].section]
            if section.hardware_below > LARGEST_NUMBER_MISSED or section.hardware_below_85 > 0:
                draft.add_fixed_amount(self.code, 1)
                continue
            met = [count.reaching(count.need) for count in of_section]
            above_85 = [count.reaching(count.need_85) for count in of_section]
            self._add_section(draft, section.id, LARGEST_NUMBER_MISSED - section.hardware_below, met, above_85)

    def _add_section(
        self, draft: Draft, section: str, may_miss: int, met: list[int | bool], above_85: list[int | bool]
    ) -> None:
        flag = draft.model.add_columns(FLAG, 1, ids=([section],)).start
        draft.add_amount(self.code, flag, 1)
        for step in above_85:
            _add_row(draft, section, flag, [step], 1)
        if may_miss == 0:
            for step in met:
                _add_row(draft, section, flag, [step], 1)
            return
        for pair in combinations(met, 2):
            _add_row(draft, section, flag, list(pair), 1)
        if len(met) > may_miss + 1:
            # All pairs and this row together are the hull; neither implies the other.
            _add_row(draft, section, flag, met, len(met) - may_miss)


def _add_row(draft: Draft, section: str, flag: int, steps: list[int | bool], least: int) -> None:
    """Write least·flag + Σ steps ≥ least, unless it always holds."""
    known = sum(step for step in steps if isinstance(step, bool))
    if known >= least:
        return
    row = draft.model.add_rows(FLAG_ROW, 1, ids=([section],), lower=least - known)
    # Once some steps are certain, the flag need only make up for the rest.
    draft.model.add_entries(row.start, flag, least - known)
    columns = [step for step in steps if not isinstance(step, bool)]
    draft.model.add_entries(row.start, columns, 1.0)
