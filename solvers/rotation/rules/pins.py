"""Rule `pins`: a pinned teacher ends in the section, in any subject that is a candidate; the own section means stays."""

from __future__ import annotations

from solvers.rotation.draft import Draft
from solvers.rotation.instance import Instance
from solvers.rotation.records import Pin
from solvers.rotation.vocabulary import RuleCode


class Pins:
    """The officer's fixed places (锁定)."""

    code = RuleCode.PINS.value

    def applies(self, instance: Instance) -> bool:
        """True if anyone is pinned."""
        return bool(instance.pins)

    def add_rows(self, draft: Draft) -> None:
        """Write one row for each pin that a candidate can keep or break."""
        for pin in draft.instance.pins:
            if pin.teacher not in draft.instance.index.decided:
                _add_pin(draft, pin)


def _add_pin(draft: Draft, pin: Pin) -> None:
    county, moves = draft.county, draft.candidates
    teacher, section = county.teacher_at[pin.teacher], county.section_at[pin.section]
    own = moves.at(teacher)
    ids = ([pin.teacher], [pin.section])
    if section == county.teacher_section[teacher]:
        row = draft.model.add_rows(Pins.code, 1, ids=ids, upper=0.0)
        draft.model.add_entries(row.start, own, 1.0)
        return
    row = draft.model.add_rows(Pins.code, 1, ids=ids, lower=1.0)
    draft.model.add_entries(row.start, own[moves.section[own] == section], 1.0)
