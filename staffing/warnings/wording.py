"""How warnings are told: a sentence for each kind with its figures, and the look of a level."""

from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.indicators.definitions import BY_CODE
from staffing.warnings.models import IndicatorWarning, LineState, RectificationLine, WarningKind, WarningLevel

NO_FIGURES: Final = _l("No figures of any school year were reported yet: there is nothing to warn of.")
LOOKS: Final = {WarningLevel.RED: "bad", WarningLevel.YELLOW: "warn"}
STATE_LOOKS: Final = {LineState.OPEN: "wait", LineState.CLOSED: "good"}
SENTENCES: Final[dict[WarningKind, LazyString]] = {
    WarningKind.BELOW_FLOOR: _l("%(value)s, below 85 %% of the threshold %(threshold)s; missing %(missing)s"),
    WarningKind.BELOW_THRESHOLD: _l("%(value)s, below the threshold %(threshold)s; missing %(missing)s"),
    WarningKind.SLIPPED: _l("%(value)s, in %(year)s it was %(before)s"),
    WarningKind.WILL_FALL: _l("will be %(value)s in %(year)s (now %(before)s), below %(threshold)s; missing then %(missing)s"),
    WarningKind.BEHIND_TARGET: _l("was to be reached by %(year)s: %(value)s of %(threshold)s; missing %(missing)s"),
    WarningKind.SPREAD_OVER: _l("coefficient %(value)s, limit %(threshold)s"),
}
# Three digits, because a figure just below its threshold (0.997 of 1) must not read as if it were reached.
VALUE_DIGITS, AMOUNT_DIGITS = 3, 2


def sentence_of(warning: IndicatorWarning) -> str:
    """Return what a warning says, with its figures."""
    line = warning.line
    words = {name: _number(getattr(warning, name), VALUE_DIGITS) for name in ("value", "before", "threshold")}
    return str(SENTENCES[warning.kind]) % {**words, "year": warning.year, "missing": missing_words(line, warning.missing)}


def missing_words(line: RectificationLine, missing: float) -> str:
    """Return what is missing: whole persons, or the amount of hardware."""
    if BY_CODE[line.indicator].counts_persons:
        return str(_l("%(number)s persons", number=f"{missing:.0f}"))
    return _number(missing, AMOUNT_DIGITS)


def _number(value: float | None, digits: int) -> str:
    return "—" if value is None else f"{value:,.{digits}f}"
