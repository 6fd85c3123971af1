"""What a table of a city shows of the sums: the sums themselves, means, or 差异系数, each before and after."""

from flask_babel import lazy_gettext as _l

from staffing.cities.figures import StageFigures
from staffing.cities.sums import ResourceSums
from staffing.core.enums import LabelledEnum
from staffing.core.filters import NOTHING, show_number
from staffing.indicators.definitions import IndicatorDefinition

SUM_DIGITS = {"persons": 0, "amount": 2}
MEAN_DIGITS, CV_DIGITS = 3, 4


class Shown(LabelledEnum):
    """Which figure a table shows."""

    CV = "cv", _l("Coefficient of variation")
    MEAN = "mean", _l("Mean")
    SUM = "sum", _l("Sum")

    @classmethod
    def read(cls, code: str) -> "Shown":
        """Return the member of a code, the coefficient for nonsense."""
        return cls(code) if code in tuple(cls) else cls.CV

    def text(self, sums: ResourceSums, item: IndicatorDefinition) -> str:
        """Return the figure as the page writes it; a dash where it does not apply."""
        if self is Shown.CV:
            return show_number(sums.cv, CV_DIGITS)
        if self is Shown.MEAN:
            mean = sums.mean(item.scale)
            return NOTHING if mean is None else show_number(float(mean), MEAN_DIGITS)
        if sums.sections == 0:
            return NOTHING
        return show_number(float(sums.resource), SUM_DIGITS["persons" if item.counts_persons else "amount"])

    def composites(self, stage: StageFigures) -> tuple[str, str] | None:
        """Return the composite before and after; only coefficients have one."""
        if self is not Shown.CV:
            return None
        return show_number(stage.composite_before, CV_DIGITS), show_number(stage.composite_after, CV_DIGITS)
