"""Surplus and shortage: who is there against who is needed, by cell and by school (超编 / 缺编 / 结构性缺编)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.needs.demand import CellDemand

Cell = tuple[str, str]


class EstablishmentState(LabelledEnum):
    """A school's staff in established posts against its authorised posts."""

    OVER = "over_establishment", _l("Over establishment")
    UNDER = "under_establishment", _l("Under establishment")
    EVEN = "even", _l("All posts filled")
    UNKNOWN = "unknown", _l("Authorised posts not recorded")


@dataclass(frozen=True, slots=True)
class CellBalance:
    """One subject at one section; `lacking` is the exact need (at the largest load) that nobody covers."""

    section: str
    subject: str
    present: int
    low: Fraction
    high: Fraction
    minimum: int
    maximum: int

    @property
    def shortage(self) -> int:
        """Return the whole persons missing."""
        return max(0, self.minimum - self.present)

    @property
    def surplus(self) -> int:
        """Return the whole persons too many."""
        return max(0, self.present - self.maximum)

    @property
    def lacking(self) -> Fraction:
        """Return the exact need above those present, 0 if there is none."""
        return max(Fraction(0), self.low - self.present)


@dataclass(frozen=True, slots=True)
class SchoolBalance:
    """One school over its sections and subjects.

    `is_structural` (结构性缺编): a subject is short although the school as a whole is not: its posts are filled, or,
    where posts are not recorded, its teachers are as many as it needs at least.
    """

    school: str
    posts: int | None
    established: int
    state: EstablishmentState
    present: int
    minimum: int
    maximum: int
    shortage: int
    surplus: int
    is_structural: bool


def fold_aliases(present: Mapping[Cell, int], aliases: Mapping[str, str]) -> dict[Cell, int]:
    """Return those present by the curriculum's subjects: a teacher entered under 英语 teaches 外语."""
    folded: dict[Cell, int] = {}
    for (section, subject), number in present.items():
        cell = (section, aliases.get(subject, subject))
        folded[cell] = folded.get(cell, 0) + number
    return folded


def balance_cells(demand: Sequence[CellDemand], present: Mapping[Cell, int]) -> tuple[CellBalance, ...]:
    """Return every cell that needs or has somebody; a subject without need counts as all surplus."""
    rows = {(cell.section, cell.subject): cell for cell in demand}
    balances = []
    for section, subject in dict.fromkeys((*rows, *sorted(present))):
        cell = rows.get((section, subject))
        here = present.get((section, subject), 0)
        if cell is not None:
            balances.append(CellBalance(section, subject, here, cell.low, cell.high, cell.minimum, cell.maximum))
        elif here:
            balances.append(CellBalance(section, subject, here, Fraction(0), Fraction(0), 0, 0))
    return tuple(balances)


def balance_school(school: str, cells: Iterable[CellBalance], *, posts: int | None,
                   established: int) -> SchoolBalance:
    """Return a school over its cells."""
    own = list(cells)
    shortage = sum(cell.shortage for cell in own)
    present = sum(cell.present for cell in own)
    minimum = sum(cell.minimum for cell in own)
    is_filled = established >= posts if posts is not None else present >= minimum
    return SchoolBalance(school, posts, established, _find_state(posts, established), present, minimum,
                         sum(cell.maximum for cell in own), shortage, sum(cell.surplus for cell in own),
                         is_structural=shortage > 0 and is_filled)


def _find_state(posts: int | None, established: int) -> EstablishmentState:
    if posts is None:
        return EstablishmentState.UNKNOWN
    if established == posts:
        return EstablishmentState.EVEN
    return EstablishmentState.OVER if established > posts else EstablishmentState.UNDER
