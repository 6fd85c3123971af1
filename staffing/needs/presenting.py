"""The table of sections and subjects (岗位需求): rows, filters, totals, and what is behind one cell. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.needs.balance import CellBalance, SchoolBalance
from staffing.needs.demand import CellDemand
from staffing.needs.gathering import CountyNeeds, NeedSection
from staffing.needs.people import Place, Recruit
from staffing.needs.policy import Curriculum
from staffing.schools.enums import Location, Stage
from staffing.schools.naming import section_name


class NeedState(LabelledEnum):
    """Which sections the table of need is narrowed to."""

    SHORT = "short", _l("Short of somebody")
    STRUCTURAL = "structural", _l("Short although the posts are filled")
    SURPLUS = "surplus", _l("With surplus")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table is narrowed to; ``subject`` to sections where that subject is short or in surplus."""

    stage: Stage = Stage.PRIMARY
    group_id: int | None = None
    location: Location | None = None
    state: NeedState | None = None
    subject: str = ""
    school_id: int | None = None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One section with its balances by subject and its school as a whole."""

    section: NeedSection
    name: str
    cells: Mapping[str, CellBalance]
    school: SchoolBalance

    @property
    def shortage(self) -> int:
        """Return the whole persons short."""
        return sum(cell.shortage for cell in self.cells.values())

    @property
    def surplus(self) -> int:
        """Return the whole persons too many."""
        return sum(cell.surplus for cell in self.cells.values())

    @property
    def present(self) -> int:
        """Return who is expected."""
        return sum(cell.present for cell in self.cells.values())

    @property
    def span(self) -> tuple[int, int]:
        """Return the least and most that are needed."""
        return sum(cell.minimum for cell in self.cells.values()), sum(cell.maximum for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class SubjectTotal:
    """One subject over the rows shown."""

    subject: str
    present: int
    least: int
    most: int
    shortage: int
    surplus: int


@dataclass(frozen=True, slots=True)
class NeedTable:
    """The rows shown, the subjects that occur in the stage, and the totals over the rows shown."""

    rows: tuple[NeedRow, ...]
    total: int
    subjects: tuple[str, ...]
    totals: tuple[SubjectTotal, ...]

    def sum(self, name: str) -> int:
        """Return a total over all subjects, e.g. ``sum("shortage")``."""
        return sum(getattr(item, name) for item in self.totals)


def names_of(sections: Sequence[NeedSection]) -> dict[str, str]:
    """Return the shown name of every section, by key."""
    return {row.key: section_name(row.school.name, row.section.stage, several=len(row.school.sections) > 1) for row in sections}


def build_table(needs: CountyNeeds, wanted: Wanted, groups: Mapping[int, Mapping[int, str]]) -> NeedTable:
    """Return the table of a stage as narrowed."""
    cells: dict[str, dict[str, CellBalance]] = {row.key: {} for row in needs.sections}
    for cell in needs.balances:
        cells[cell.section][cell.subject] = cell
    schools = {school.school: school for school in needs.schools}
    names = names_of(needs.sections)
    rows = [NeedRow(row, names[row.key], cells[row.key], schools[str(row.school.id)]) for row in needs.sections
            if row.section.stage is wanted.stage and wanted.school_id in (None, row.school.id)]
    shown = tuple(row for row in rows if is_wanted(row, wanted, groups))
    subjects = tuple(dict.fromkeys(subject for row in rows for subject in row.cells))
    return NeedTable(shown, len(rows), subjects, tuple(total_of(subject, shown) for subject in subjects))


def is_wanted(row: NeedRow, wanted: Wanted, groups: Mapping[int, Mapping[int, str]]) -> bool:
    """True if the row passes all filters."""
    cell = row.cells.get(wanted.subject)
    uneven = not wanted.subject or (cell is not None and bool(cell.shortage or cell.surplus))
    states = {None: True, NeedState.SHORT: row.shortage > 0, NeedState.STRUCTURAL: row.school.is_structural and row.shortage > 0,
              NeedState.SURPLUS: row.surplus > 0}
    return (uneven and states[wanted.state] and wanted.location in (None, row.section.standing.location)
            and (wanted.group_id is None or wanted.group_id in groups.get(row.section.school.id, {})))


def total_of(subject: str, rows: Iterable[NeedRow]) -> SubjectTotal:
    """Return one subject over rows."""
    cells = [row.cells[subject] for row in rows if subject in row.cells]
    return SubjectTotal(subject, sum(cell.present for cell in cells), sum(cell.minimum for cell in cells),
                        sum(cell.maximum for cell in cells), sum(cell.shortage for cell in cells), sum(cell.surplus for cell in cells))


def section_totals(row: NeedRow) -> tuple[SubjectTotal, ...]:
    """Return the subjects of one section alone."""
    return tuple(total_of(subject, (row,)) for subject in row.cells)


@dataclass(frozen=True, slots=True)
class GradeLessons:
    """The lessons of a subject in one grade: classes x weekly lessons."""

    grade: int
    pupils: int
    classes: int
    weekly: Fraction

    @property
    def lessons(self) -> Fraction:
        """Return the lessons of all classes."""
        return self.classes * self.weekly


@dataclass(frozen=True, slots=True)
class CellParts:
    """Everything behind one cell."""

    demand: CellDemand | None
    balance: CellBalance
    grades: tuple[GradeLessons, ...]
    shared: Fraction
    places: tuple[Place, ...]
    recruits: tuple[Recruit, ...]


def cell_parts(needs: CountyNeeds, section: NeedSection, subject: str, curriculum: Curriculum) -> CellParts | None:
    """Return what a cell is made of; None where nobody is needed and nobody is."""
    balance = next((cell for cell in needs.balances if (cell.section, cell.subject) == (section.key, subject)), None)
    if balance is None:
        return None
    weekly = curriculum.lessons.get(subject, {})
    grades = tuple(GradeLessons(grade.grade, grade.pupils, grade.classes, weekly.get(grade.grade, Fraction(0)))
                   for grade in section.year.grades)
    demand = needs.cell(section.key, subject)
    own = sum((row.lessons for row in grades), Fraction(0))
    return CellParts(
        demand, balance, grades, (demand.lessons - own) if demand else Fraction(0),
        tuple(place for place in needs.staff.places if (place.section_id, place.subject) == (section.section.id, subject)),
        tuple(row for row in needs.staff.recruits if (row.section_id, row.subject) == (section.section.id, subject)))
