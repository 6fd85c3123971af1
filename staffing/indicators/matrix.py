"""The matrix of schools and indicators (指标): rows of the measured sections, filters, order, and the county below. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.indicators.codes import Basis, CellState, Judgement
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.gathering import CountyFigures, SectionRecord
from staffing.indicators.results import CountyAssessment, IndicatorCell, SectionAssessment, StageAssessment
from staffing.indicators.targets import Target, find_target_year
from staffing.schools.enums import Location, Stage
from staffing.schools.naming import section_name

CODES = tuple(item.code for item in QUALITY_INDICATORS)
SORTABLE = ("code", "pupils", "reached", "target", *CODES)
BEHIND = frozenset({CellState.NEAR, CellState.BELOW})


class RowState(LabelledEnum):
    """Which sections the matrix is narrowed to."""

    PASS = "pass", _l("Passes")
    FAIL = "fail", _l("Fails")
    INCOMPLETE = "incomplete", _l("Figures missing")
    OUTSIDE = "outside", _l("Outside the assessment")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the matrix is narrowed to; ``short`` names an indicator that is not reached, ``school_id`` the only school shown."""

    stage: Stage = Stage.PRIMARY
    group_id: int | None = None
    location: Location | None = None
    target_year: int | None = None
    state: RowState | None = None
    short: str = ""
    school_id: int | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One section with what the page says of it."""

    record: SectionRecord
    name: str
    section: SectionAssessment
    target_year: int | None
    groups: Mapping[int, str]

    @property
    def state(self) -> RowState:
        """Return where the section stands."""
        if not self.section.is_measured:
            return RowState.OUTSIDE
        return {Judgement.PASS: RowState.PASS, Judgement.FAIL: RowState.FAIL}.get(self.section.verdict, RowState.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows shown, how many there are in the stage, and the county's figures of the stage."""

    rows: tuple[MatrixRow, ...]
    total: int
    county: StageAssessment | None


def chosen_basis(figures: CountyFigures, asked: str) -> Basis:
    """Return the way to count that is asked for; else the one that decides, else by teaching school."""
    if asked in tuple(Basis):
        return Basis(asked)
    return figures.both.deciding or Basis.HOST


def assessment_on(figures: CountyFigures, basis: Basis) -> CountyAssessment:
    """Return the county by one way to count."""
    return figures.both.home if basis is Basis.HOME else figures.both.host


def names_of(records: Iterable[SectionRecord]) -> dict[str, str]:
    """Return the shown name of every section, by key."""
    listed = list(records)
    number: dict[int, int] = {}
    for record in listed:
        number[record.school.id] = number.get(record.school.id, 0) + 1
    return {record.key: section_name(record.school.name, record.section.stage, several=number[record.school.id] > 1)
            for record in listed}


def build_matrix(figures: CountyFigures, basis: Basis, wanted: Wanted, *, groups: Mapping[int, Mapping[int, str]],
                 targets: Sequence[Target], sort: str = "code", descending: bool = False) -> Matrix:
    """Return the rows of a stage as narrowed and ordered; the county's figures are over all its measured sections."""
    assessment = assessment_on(figures, basis)
    by_key = {section.key: section for section in assessment.sections}
    names = names_of(figures.sections)
    rows = [MatrixRow(record, names[record.key], by_key[record.key],
                      find_target_year(targets, school=str(record.school.id), indicator=None), groups.get(record.school.id, {}))
            for record in figures.sections
            if record.section.stage is wanted.stage and wanted.school_id in (None, record.school.id)]
    shown = [row for row in rows if is_wanted(row, wanted)]
    county = next((stage for stage in assessment.stages if stage.stage == wanted.stage), None)
    return Matrix(tuple(ordered(shown, sort, descending=descending)), len(rows), None if wanted.school_id else county)


def is_wanted(row: MatrixRow, wanted: Wanted) -> bool:
    """True if the row passes all filters."""
    return (wanted.group_id in (None, *row.groups)
            and wanted.location in (None, row.record.standing.location)
            and wanted.target_year in (None, row.target_year)
            and wanted.state in (None, row.state)
            and (not wanted.short or row.section.cell(wanted.short).state in BEHIND))


def ordered(rows: Iterable[MatrixRow], sort: str, *, descending: bool) -> list[MatrixRow]:
    """Return the rows in order; rows without the figure come last either way."""
    listed = list(rows)
    if sort == "code":
        return listed[::-1] if descending else listed
    known = [row for row in listed if sort_key(row, sort) is not None]
    unknown = [row for row in listed if sort_key(row, sort) is None]
    return sorted(known, key=lambda row: sort_key(row, sort) or Fraction(0), reverse=descending) + unknown


def sort_key(row: MatrixRow, sort: str) -> Fraction | None:
    """Return what a row is ordered by."""
    if sort == "pupils":
        return Fraction(row.section.pupils)
    if sort == "reached":
        return Fraction(row.section.reached) if row.section.is_measured else None
    if sort == "target":
        return None if row.target_year is None else Fraction(row.target_year)
    return row.section.cell(sort).value


def worst_first(rows: Iterable[MatrixRow]) -> list[MatrixRow]:
    """Return the failing rows, those with the most persons missing first."""
    failing = [row for row in rows if row.state is RowState.FAIL]
    return sorted(failing, key=lambda row: -sum(persons_missing(cell) for cell in row.section.cells))


def persons_missing(cell: IndicatorCell) -> int:
    """Return the whole persons a cell lacks; 0 where amounts are counted and not persons."""
    counted = {item.code for item in QUALITY_INDICATORS if item.counts_persons}
    return int(cell.missing or 0) if cell.code in counted else 0
