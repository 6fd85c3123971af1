"""Counting service by days and months (任教月数): pieces of service, days that count, calendar months that count. Pure.

The rule for part months is data of the rule set (``service.month_rule``); nothing is rounded anywhere else. All spans
hold from ``start`` (included) to ``end`` (excluded).
"""

import datetime as dt
import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

from staffing.core.school_year import days_in_month

Days: TypeAlias = tuple[dt.date, dt.date]
Month: TypeAlias = tuple[int, int]
DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A span in which a share of somebody's work was done at a place; a place is a school, or a school with its rate."""

    start: dt.date
    end: dt.date
    place: Any
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A span of days that count, with the place most of the work was done at."""

    start: dt.date
    end: dt.date
    place: Any

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.end - self.start).days


def clip(days: Days, start: dt.date, end: dt.date) -> Days | None:
    """Return the part of a span inside another, None if there is none."""
    first, last = max(days[0], start), min(days[1], end)
    return (first, last) if first < last else None


def without(piece: Piece, holes: Iterable[Days]) -> Iterator[Piece]:
    """Yield what is left of a piece outside of the holes, in order of time."""
    at = piece.start
    for start, end in sorted(holes):
        if end <= at or start >= piece.end:
            continue
        if start > at:
            yield Piece(at, start, piece.place, piece.share)
        at = max(at, end)
    if at < piece.end:
        yield Piece(at, piece.end, piece.place, piece.share)


def counting_segments(pieces: Sequence[Piece], least_share: Decimal) -> list[Segment]:
    """Return the spans in which the shares of all pieces together reach the least, each at the place with the largest share.

    Of equal shares the place that was there first decides, so that the answer never depends on the order of rows.
    """
    points = sorted({day for piece in pieces for day in (piece.start, piece.end)})
    found: list[Segment] = []
    for start, end in itertools.pairwise(points):
        running = [piece for piece in pieces if piece.start <= start and end <= piece.end]
        if not running or sum((piece.share for piece in running), Decimal(0)) < least_share:
            continue
        place = min(running, key=lambda piece: (-piece.share, piece.start, str(piece.place))).place
        if found and found[-1].end == start and found[-1].place == place:
            found[-1] = Segment(found[-1].start, end, place)
        else:
            found.append(Segment(start, end, place))
    return found


def month_start(month: Month) -> dt.date:
    """Return the first day of a month."""
    return dt.date(*month, 1)


def next_month(month: Month, step: int = 1) -> Month:
    """Return the month so many later."""
    index = month[0] * DECEMBER + month[1] - 1 + step
    return index // DECEMBER, index % DECEMBER + 1


def month_of(day: dt.date) -> Month:
    """Return the month of a day."""
    return day.year, day.month


def months_between(first: Month, last: Month) -> list[Month]:
    """Return the months from one to another, both included."""
    months = [first]
    while months[-1] < last:
        months.append(next_month(months[-1]))
    return months if first <= last else []


def days_by_month(segments: Iterable[Segment]) -> dict[Month, Counter[Hashable]]:
    """Return for each calendar month how many days count at each place."""
    found: defaultdict[Month, Counter[Hashable]] = defaultdict(Counter)
    for segment in segments:
        at = segment.start
        while at < segment.end:
            after = month_start(next_month(month_of(at)))
            end = min(after, segment.end)
            found[month_of(at)][segment.place] += (end - at).days
            at = end
    return found


def counted_months(by_month: Mapping[Month, Counter[Hashable]], least_days: int) -> dict[Month, Any]:
    """Return the months that count, each with the place that has most of its days (of equals the first by name)."""
    return {month: next(iter(days)) if len(days) == 1 else min(days, key=lambda place: (-days[place], str(place)))
            for month, days in sorted(by_month.items()) if _is_enough(month, sum(days.values()), least_days)}


def _is_enough(month: Month, days: int, least_days: int) -> bool:
    return days >= least_days or days == days_in_month(*month)
