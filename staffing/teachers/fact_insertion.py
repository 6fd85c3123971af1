"""What a new lasting fact does to those around it, told before it is stored. Pure: rows and days in, a plan out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from staffing.core.dated import holds_on

Spell = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Insertion:
    """``closed`` rows end on the day the new one begins; the new one ends on ``valid_to``, by itself or because the next begins.

    ``gap_from``: a closed row had held beyond the end of the new one, so from that day on nothing would be on record.
    """

    valid_from: dt.date
    valid_to: dt.date | None
    closed: tuple[Any, ...] = ()
    ends_before_next: bool = False
    gap_from: dt.date | None = None

    @property
    def touches(self) -> bool:
        """True if anything but the new fact itself is touched or left open, so that the officer must see it first."""
        return bool(self.closed) or self.ends_before_next or self.gap_from is not None

    @property
    def digest(self) -> str:
        """Return the plan in one line: what was shown is stored, or it is shown anew."""
        closed = ",".join(f"{row.id}v{row.version}" for row in self.closed)
        return f"{self.valid_from}|{self.valid_to}|{closed}|{self.gap_from}"


def plan_insertion(rows: Sequence[Any], valid_from: dt.date, valid_to: dt.date | None, *, follows: bool) -> Insertion:
    """Return what storing a fact with these days does; ``follows``: those in force end when it begins, and it ends before the next."""
    if not follows:
        return Insertion(valid_from, valid_to)
    following = min((row.valid_from for row in rows if row.valid_from > valid_from), default=None)
    end = valid_to if valid_to is not None else following
    closed = tuple(row for row in rows if holds_on(row, valid_from) and row.valid_from < valid_from)
    held_longer = end is not None and any(row.valid_to is None or row.valid_to > end for row in closed)
    covered = end is not None and any(holds_on(row, end) for row in rows if row not in closed)
    return Insertion(valid_from, end, closed, valid_to is None and following is not None, end if held_longer and not covered else None)


def find_gaps(rows: Sequence[Any]) -> list[Spell]:
    """Return the spells between the rows in which none holds, the newest first; the time after the last row among them."""
    gaps: list[Spell] = []
    until: dt.date | None = None
    for row in sorted(rows, key=lambda one: one.valid_from):
        if until is not None and row.valid_from > until:
            gaps.append((until, row.valid_from))
        if row.valid_to is None:
            return gaps[::-1]
        until = row.valid_to if until is None else max(until, row.valid_to)
    if until is not None:
        gaps.append((until, None))
    return gaps[::-1]
