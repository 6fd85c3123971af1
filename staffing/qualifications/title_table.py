"""Posts by level of titles (岗位职数) of every school: how many there are, how many are taken, who waits. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from staffing.qualifications.gathering import CountyQualifications
from staffing.schools.enums import PostLevel


@dataclass(frozen=True, slots=True)
class LevelCell:
    """One level at a school: ``posts`` None where the level is not limited; ``waiting`` have been assessed for it (已评未聘)."""

    posts: int | None
    taken: int
    undated: int
    waiting: int

    @property
    def free(self) -> int | None:
        """Return the free posts, negative where too many are taken; None where the level is not limited."""
        return None if self.posts is None else self.posts - self.taken


@dataclass(frozen=True, slots=True)
class TitleRow:
    """One school, or the county (``school_id`` None), level by level."""

    school_id: int | None
    cells: Mapping[PostLevel, LevelCell]

    @property
    def is_over(self) -> bool:
        """True if some level has more holders than posts."""
        return any((cell.free or 0) < 0 for cell in self.cells.values())


Held = Counter[tuple[int, PostLevel]]
COUNTED: Final = "titles"


def counted(given: CountyQualifications) -> tuple[Held, Held, Held]:
    """Return how many take a post, do so without a day on record, or wait for one, by school and level; counted once."""
    if COUNTED not in given.derived:
        engagements = given.engagements
        given.derived[COUNTED] = (
            Counter((one.school_id, one.level) for one in engagements),
            Counter((one.school_id, one.level) for one in engagements if not one.dated),
            Counter((one.school_id, one.waiting) for one in engagements if one.waiting))
    found: tuple[Held, Held, Held] = given.derived[COUNTED]
    return found


def title_rows(given: CountyQualifications, posts: Mapping[int, Mapping[PostLevel, int | None]], schools: Iterable[int]) -> list[TitleRow]:
    """Return a row for each of the schools, in their order."""
    taken, undated, waiting = counted(given)
    return [TitleRow(school, {level: LevelCell(posts.get(school, {}).get(level), taken[school, level], undated[school, level],
                                               waiting[school, level]) for level in PostLevel}) for school in schools]


def county_row(rows: Sequence[TitleRow]) -> TitleRow:
    """Return the sums; the posts of a level are those of the schools where it is limited."""
    cells = {}
    for level in PostLevel:
        column = [row.cells[level] for row in rows]
        limited = [cell.posts for cell in column if cell.posts is not None]
        cells[level] = LevelCell(sum(limited) if limited else None, sum(cell.taken for cell in column),
                                 sum(cell.undated for cell in column), sum(cell.waiting for cell in column))
    return TitleRow(None, cells)
