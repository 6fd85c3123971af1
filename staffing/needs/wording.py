"""The words of the pages of need: numbers of persons, kinds of lines and how a status is drawn."""

from fractions import Fraction
from typing import Final

from flask_babel import gettext as _

from staffing.core.exact import rounded
from staffing.needs.balance import CellBalance, EstablishmentState
from staffing.needs.expected import LineKind
from staffing.needs.models import ChangeKind

STATE_KINDS: Final = {EstablishmentState.OVER: "bad", EstablishmentState.UNDER: "warn", EstablishmentState.EVEN: "good",
                      EstablishmentState.UNKNOWN: "info"}
# Which line of the expected state an expected change stands in.
LINE_OF: Final = {ChangeKind.RETIREMENT: LineKind.RETIREMENT, ChangeKind.LEAVER: LineKind.LEAVER,
                  ChangeKind.SELECTED_AWAY: LineKind.SELECTED_AWAY, ChangeKind.RECRUIT: LineKind.RECRUIT, ChangeKind.RETURNER: LineKind.RETURNER}
NOTHING: Final = "—"


def exact_text(amount: Fraction | None, digits: int = 2) -> str:
    """Return an exact amount rounded half up for display."""
    return NOTHING if amount is None else f"{rounded(amount, digits):,.{digits}f}"


def lessons_text(amount: Fraction) -> str:
    """Return lessons: whole where they are whole."""
    return exact_text(amount, 0 if amount.denominator == 1 else 2)


def range_text(low: Fraction, high: Fraction) -> str:
    """Return an exact need, a range where the load is one."""
    return exact_text(low) if low == high else f"{exact_text(low)}–{exact_text(high)}"


def span_text(least: int, most: int) -> str:
    """Return the whole numbers between which a need is met."""
    return str(least) if least == most else f"{least}–{most}"


def balance_text(cell: CellBalance) -> str:
    """Return how a cell stands: 缺 2, 余 1, or nothing where it is met."""
    if cell.shortage:
        return str(_("%(number)s short", number=cell.shortage))
    return str(_("%(number)s over", number=cell.surplus)) if cell.surplus else ""
