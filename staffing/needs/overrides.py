"""Needs that an officer has set by hand: they replace the computed least and most and stay marked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from staffing.needs.demand import CellDemand

Cell = tuple[str, str]
Span = tuple[int, int]


def apply_overrides(cells: Sequence[CellDemand], spans: Mapping[Cell, Span]) -> tuple[CellDemand, ...]:
    """Return the demand with least and most as set by hand; the computed need stays beside them for comparison.

    A cell without computed need joins at the end. Raises ValueError for a span that is empty or negative.
    """
    for (section, subject), (least, most) in spans.items():
        if not 0 <= least <= most:
            raise ValueError(f"{section}, {subject}: least {least}, most {most}")
    known = {(cell.section, cell.subject) for cell in cells}
    changed = [_set(cell, spans.get((cell.section, cell.subject))) for cell in cells]
    nothing = Fraction(0)
    added = [CellDemand(section, subject, nothing, (), nothing, nothing, least, most, is_set_by_hand=True)
             for (section, subject), (least, most) in sorted(spans.items()) if (section, subject) not in known]
    return (*changed, *added)


def _set(cell: CellDemand, span: Span | None) -> CellDemand:
    return cell if span is None else replace(cell, minimum=span[0], maximum=span[1], is_set_by_hand=True)
