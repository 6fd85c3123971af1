"""What is short today or after a run, as the remainders that the decomposition compares.

The same two functions read the present state and the state after a plan, so that both sides are counted alike.
"""

from collections.abc import Iterable

from staffing.indicators.results import CountyAssessment
from staffing.needs.balance import CellBalance
from staffing.needs.decomposition import ShortageKey, ShortageKind


def list_subject_shortages(cells: Iterable[CellBalance]) -> dict[ShortageKey, int]:
    """Return the whole persons short of their minimum, by section and subject."""
    return {ShortageKey(cell.section, ShortageKind.SUBJECT, cell.subject): cell.shortage
            for cell in cells if cell.shortage}


def list_indicator_shortages(assessment: CountyAssessment) -> dict[ShortageKey, int]:
    """Return the whole persons short of each threshold counted in persons, by measured section and indicator."""
    counted = {item.code for stage in assessment.stages for item in stage.indicators if item.persons_missing is not None}
    return {ShortageKey(section.key, ShortageKind.INDICATOR, cell.code): int(cell.missing)
            for section in assessment.sections for cell in section.cells
            if cell.code in counted and cell.missing}
