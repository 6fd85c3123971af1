"""What other days of a lasting fact mean for those around it, told before a correction or an end is stored. Pure: rows and days in."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Spell = tuple[dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Shift:
    """``was`` and ``becomes`` are the fact's days; ``uncovered`` days lose their only entry, ``joined`` rows hold on days that the fact now
    takes in as well; ``before`` and ``after`` are its neighbours."""

    was: Spell
    becomes: Spell
    uncovered: tuple[Spell, ...]
    joined: tuple[Any, ...]
    before: Any = None
    after: Any = None
    version: int = 0

    @property
    def digest(self) -> str:
        """Return what was shown in one line: exactly that is stored, or it is shown anew."""
        others = [f"{row.id}v{row.version}" for row in (*self.joined, self.before, self.after) if row is not None]
        return "|".join([*map(str, (*self.was, *self.becomes, self.version)), *others])


def plan_shift(rows: Sequence[Any], fact: Any, valid_from: dt.date, valid_to: dt.date | None) -> Shift | None:
    """Return what giving a fact these days does to the other rows of its kind; None where its days stay as they are."""
    was, becomes = spell_of(fact), (valid_from, valid_to)
    if was == becomes:
        return None
    others = sorted((row for row in rows if row.id != fact.id), key=lambda row: (row.valid_from, row.id))
    taken_in = without(becomes, [was])
    return Shift(
        was, becomes, tuple(without(was, [becomes, *map(spell_of, others)])),
        tuple(row for row in others if any(meet(spell_of(row), days) for days in taken_in)),
        next((row for row in reversed(others) if row.valid_from < valid_from), None),
        next((row for row in others if row.valid_from > valid_from), None), fact.version)


def spell_of(row: Any) -> Spell:
    """Return the days of a row."""
    return row.valid_from, row.valid_to


def without(spell: Spell, others: Iterable[Spell]) -> list[Spell]:
    """Return the parts of a spell on which none of the others holds."""
    parts = [spell]
    for begins, ends in others:
        parts = [part for one in parts for part in (
            (one[0], _earlier(one[1], begins)), *([] if ends is None else [(max(one[0], ends), one[1])])) if part[1] is None or part[0] < part[1]]
    return parts


def meet(one: Spell, other: Spell) -> bool:
    """True if two spells have a day in common."""
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def _earlier(end: dt.date | None, day: dt.date) -> dt.date:
    return day if end is None else min(end, day)
