"""Judgements on facts about one teacher: which contradict each other. Pure: rows and rules in, an answer out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final, Protocol

from staffing.core.dated import holds_on, overlap
from staffing.core.school_year import add_months
from staffing.teachers.enums import AppointmentKind

FULL_POST: Final = Decimal(1)
# A person away on secondment, study or leave may keep the post; only what is taught at once adds up.
TEACHING_KINDS: Final = frozenset({AppointmentKind.REGULAR, AppointmentKind.EXCHANGE})


class Share(Protocol):
    """What the check of shares reads of an appointment."""

    kind: AppointmentKind
    share: Decimal
    valid_from: dt.date
    valid_to: dt.date | None


def overfull_day(appointments: Iterable[Share]) -> tuple[dt.date, Decimal] | None:
    """Return the first day on which teaching appointments add up to more than a full post, with the sum."""
    teaching = [item for item in appointments if item.kind in TEACHING_KINDS]
    for day in sorted({item.valid_from for item in teaching}):
        total = sum((item.share for item in teaching if holds_on(item, day)), Decimal(0))
        if total > FULL_POST:
            return day, total
    return None


def find_overlap(rows: Sequence[Any], new: Any) -> Any | None:
    """Return a row that holds on some day on which the new one holds too."""
    return next((row for row in rows if row is not new and overlap(row, new)), None)


def latest_end(valid_from: dt.date, max_months: int | None) -> dt.date | None:
    """Return the latest end that the rules allow to a deferral, None if they set no such limit."""
    return add_months(valid_from, max_months) if max_months is not None else None
