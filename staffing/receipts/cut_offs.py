"""What wishing for a section led to in a decided year (录取线), from the moves and the wishes. Pure.

There is no order of points, so no mark separates those who got in: only the last place of a wish that was met and the fewest
years of service among those sent are facts. The years are left out where so few were sent that they would tell of one person.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# Below this many persons a figure about them would be a figure about one of them.
SMALLEST_GROUP: Final = 3


@dataclass(frozen=True, slots=True)
class Admission:
    """One decided move as cut-offs see it: where to, in which subject, on which wish (None: on none), after how many years."""

    section_id: int
    subject: str
    wish_place: int | None
    years: int | None


@dataclass(frozen=True, slots=True)
class CutOffRow:
    """One section and subject: how many wished, how many of them were sent, how many came in all, and where it ended."""

    section_id: int
    subject: str
    wished: int
    admitted: int
    arrived: int
    last_place: int | None
    least_years: int | None


def derive_cut_offs(moves: Iterable[Admission], wished: Mapping[tuple[int, str], int]) -> list[CutOffRow]:
    """Return a row for each section and subject that somebody wished for or was sent to, in their order."""
    arrived: Counter[tuple[int, str]] = Counter()
    met: defaultdict[tuple[int, str], list[Admission]] = defaultdict(list)
    for move in moves:
        arrived[move.section_id, move.subject] += 1
        if move.wish_place is not None:
            met[move.section_id, move.subject].append(move)
    rows = []
    for key in sorted({*arrived, *wished}):
        sent = met.get(key, [])
        years = [move.years for move in sent if move.years is not None]
        rows.append(CutOffRow(*key, max(wished.get(key, 0), len(sent)), len(sent), arrived[key],
                              max((move.wish_place or 0 for move in sent), default=None),
                              min(years) if len(sent) >= SMALLEST_GROUP and years else None))
    return rows
