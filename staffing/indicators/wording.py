"""The words of the indicator pages: why a teacher is or is not behind a figure, values, distances, thresholds."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

from flask_babel import LazyString, gettext as _, lazy_gettext as _l

from staffing.core.exact import rounded
from staffing.indicators.codes import CellState, CountReason, Judgement
from staffing.indicators.definitions import IndicatorDefinition, get_definition
from staffing.indicators.results import IndicatorCell

REASON_TEXTS: Final[dict[CountReason, LazyString]] = {
    CountReason.COUNTED: _l("Counted"),
    CountReason.COUNTED_SMALL_RURAL: _l("Counted: comes to a small rural school by rotation, part time or shared"),
    CountReason.OTHER_BASIS: _l("Belongs here by the other way to count"),
    CountReason.NOT_A_FULL_TIME_TEACHER: _l("Not counted: not a full-time teacher by category of staff"),
    CountReason.EMPLOYMENT: _l("Not counted: this kind of employment does not count by the county's rules"),
    CountReason.DUTY: _l("Not counted: not on duty at the data date"),
    CountReason.PART_TIME_OR_SHARED: _l("Not counted: part time or shared, and the school is not a small rural one"),
    CountReason.BELOW_DEGREE: _l("Not counted: the degree is not above the required one"),
    CountReason.NO_HONOUR: _l("Not counted: no backbone honour"),
    CountReason.HONOUR_BELOW_LEVEL: _l("Not counted: the honour is below county level"),
    CountReason.HONOUR_NOT_YET_VALID: _l("Not counted: the honour begins after the data date"),
    CountReason.HONOUR_EXPIRED: _l("Not counted: the honour has expired"),
    CountReason.NOT_PE_ARTS: _l("Not counted: does not teach PE, music, fine arts or arts here"),
    CountReason.BELOW_TITLE: _l("Not counted: the professional title is below the middle level"),
    CountReason.ALREADY_COUNTED: _l("Not counted again: the same person already counts at this school"),
}
# How a status is drawn: kind of the status macro.
STATE_KINDS: Final = {
    CellState.REACHED: "good", CellState.NEAR: "warn", CellState.BELOW: "bad", CellState.MISSING: "info",
    CellState.NO_THRESHOLD: "none", CellState.NOT_MEASURED: "none",
}
VERDICT_KINDS: Final = {Judgement.PASS: "good", Judgement.FAIL: "bad", Judgement.INCOMPLETE: "info", Judgement.NOT_APPLICABLE: "none"}
DIGITS: Final = {"equipment_value": 0}
NOTHING: Final = "—"
MEASURE_WORDS: Final = {"人": _l("persons"), "平方米": _l("m²"), "元": _l("yuan"), "间": _l("rooms")}


def digits_of(code: str) -> int:
    """Return how many digits after the point an indicator is shown with."""
    return DIGITS.get(code, 2)


def shown(value: Fraction | float | None, digits: int) -> str:
    """Return a figure rounded half up, with thousands separated; a dash for nothing."""
    return NOTHING if value is None else f"{rounded(value, digits):,.{digits}f}"


def value_text(cell: IndicatorCell) -> str:
    """Return a cell's value."""
    return shown(cell.value, digits_of(cell.code))


def amount_text(amount: Fraction | None) -> str:
    """Return persons or an amount: whole where it is whole, else with two digits."""
    if amount is None:
        return NOTHING
    return shown(amount, 0 if amount.denominator == 1 else 2)


def unit_of(definition: IndicatorDefinition) -> str:
    """Return the unit of an indicator's resource."""
    return str(MEASURE_WORDS[definition.unit])


def distance_text(cell: IndicatorCell) -> str:
    """Return how far a cell is from its threshold (缺 3 人), empty where it is reached or not judged."""
    if not cell.missing or cell.state not in (CellState.NEAR, CellState.BELOW):
        return ""
    amount, definition = amount_text(Fraction(cell.missing.__ceil__())), get_definition(cell.code)
    if definition.counts_persons:
        return str(_("%(number)s short", number=amount))
    return str(_("%(amount)s %(unit)s short", amount=amount, unit=unit_of(definition)))


def threshold_text(cell: IndicatorCell, share: Fraction | None = None) -> str:
    """Return the threshold, or a share of it, with as many digits as it has."""
    if cell.threshold is None:
        return NOTHING
    value = cell.threshold * (share if share is not None else 1)
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{decimal.normalize():,f}"
