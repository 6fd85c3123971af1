"""The county table as counties publish it: indicators and composite by mean, standard deviation and coefficient.

Headings are official Chinese in every language, because the table is an official document.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from staffing.core.exact import rounded
from staffing.indicators.codes import Scheme
from staffing.indicators.definitions import COMPOSITES, list_definitions
from staffing.indicators.results import StageAssessment

MEAN_TITLE: Final = "全县平均值"
SD_TITLE: Final = "标准差"
CV_TITLE: Final = "差异系数"
NOT_APPLICABLE: Final = "不适用"

Cell = Decimal | str | None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """The table of one stage: headings, and rows of a title and one cell per heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def build_published_table(scheme: Scheme, stage: StageAssessment, *, places: int) -> PublishedTable:
    """Return the published rows of a stage; the composite stands in the row of the coefficients only."""
    headings = (*(definition.official_name for definition in list_definitions(scheme)),
                COMPOSITES[scheme].official_name)
    spreads = [item.spread for item in stage.indicators]
    means = tuple(_cell(spread.mean, places) for spread in spreads)
    deviations = tuple(_cell(spread.sd, places) for spread in spreads)
    coefficients = tuple(_cell(spread.cv, places) for spread in spreads)
    return PublishedTable(headings, (
        (MEAN_TITLE, (*means, None)),
        (SD_TITLE, (*deviations, None)),
        (CV_TITLE, (*coefficients, _cell(stage.composite, places))),
    ))


def _cell(value: float | None, places: int) -> Cell:
    return NOT_APPLICABLE if value is None else rounded(value, places)
