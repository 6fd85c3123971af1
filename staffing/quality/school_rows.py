"""A school's records as the quality rules read them: sections with their figures, posts, totals. Plain rows without database."""

from dataclasses import dataclass

from staffing.schools.enums import Ownership, SchoolKind, Stage


@dataclass(frozen=True, slots=True)
class GradeRow:
    """Pupils and classes of one grade."""

    grade: int
    pupils: int
    classes: int
    largest: int


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section with this year's grades (None = nothing reported), last year's pupils, and the teachers who serve there."""

    id: int
    school_id: int
    stage: Stage
    grades: tuple[GradeRow, ...] | None = None
    pupils_before: int | None = None
    teachers: int = 0

    @property
    def pupils(self) -> int | None:
        """Return this year's pupils, None where nothing is reported."""
        return sum(row.pupils for row in self.grades) if self.grades is not None else None

    @property
    def classes(self) -> int:
        """Return this year's classes."""
        return sum(row.classes for row in self.grades or ())


@dataclass(frozen=True, slots=True)
class Totals:
    """Persons of a school: all, in established posts, full-time teachers."""

    staff: int = 0
    established: int = 0
    teachers: int = 0


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school with what was counted at it."""

    id: int
    code: str
    name: str
    kind: SchoolKind
    ownership: Ownership | None
    open: bool
    placed: bool
    """True if both coordinates are known."""
    names: tuple[str, ...] = ()
    """Name, short name and former names."""
    posts: int | None = None
    sections: tuple[SectionRow, ...] = ()
    listed: Totals = Totals()
    reported: Totals | None = None
    principals: tuple[str, ...] = ()
    """Staff numbers of those who are principal on the day."""
