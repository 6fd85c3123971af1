"""The county's indicators in small: stage by indicator, and the schools farthest behind their target year. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from staffing.indicators.codes import CellState, Judgement
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.gathering import CountyFigures, SectionRecord
from staffing.indicators.results import CountyAssessment, SectionAssessment, StageAssessment, StageIndicator
from staffing.indicators.targets import Target, find_target_year
from staffing.schools.enums import Stage
from staffing.schools.naming import section_name

FARTHEST = 10


@dataclass(frozen=True, slots=True)
class SmallCell:
    """One indicator of one stage: sections that miss it, its 差异系数 against the limit."""

    number: str
    code: str
    missing: int
    cv: float | None
    limit: float | None
    within: bool | None
    persons: int | None


@dataclass(frozen=True, slots=True)
class SmallRow:
    """One stage."""

    stage: Stage
    sections: int
    passed: int
    failed: int
    incomplete: int
    cells: tuple[SmallCell, ...]


@dataclass(frozen=True, slots=True)
class FarSection:
    """A section that does not pass, its target year, what it lacks most: (number of the indicator, persons or share)."""

    section_id: int
    school_id: int
    name: str
    target_year: int | None
    years_late: int | None
    reached: int
    persons: int
    hardware: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What the workbench shows of the indicators; ``basis`` is the way to count that decides, None if not chosen."""

    school_year: int
    basis: str | None
    rows: tuple[SmallRow, ...]
    farthest: tuple[FarSection, ...]
    behind: int
    own: tuple[SectionAssessment, ...]
    names: dict[int, str]


def build_overview(figures: CountyFigures, targets: Sequence[Target]) -> Overview:
    """Return the overview by the way to count that decides, by teaching school where none was chosen."""
    assessment = figures.both.decisive or figures.both.host
    records = {record.key: record for record in figures.sections}
    names = {record.section.id: record_name(record, figures.sections) for record in figures.sections}
    far = list_far(assessment, records, names, targets, figures.school_year)
    return Overview(
        figures.school_year, figures.both.deciding.value if figures.both.deciding else None,
        tuple(small_row(stage) for stage in assessment.stages), tuple(far[:FARTHEST]), len(far), assessment.sections, names)


def record_name(record: SectionRecord, records: Sequence[SectionRecord]) -> str:
    """Return the school's name, with the stage only where the school has several."""
    several = sum(other.school.id == record.school.id for other in records) > 1
    return section_name(record.school.name, record.section.stage, several=several)


def small_row(stage: StageAssessment) -> SmallRow:
    """Return one stage in small."""
    cells = tuple(small_cell(definition.number, stage.indicator(definition.code)) for definition in QUALITY_INDICATORS)
    return SmallRow(Stage(stage.stage), stage.sections, stage.passed, stage.failed, stage.incomplete, cells)


def small_cell(number: str, item: StageIndicator) -> SmallCell:
    """Return one indicator of a stage in small; a coefficient that cannot be judged is neither kept nor exceeded."""
    judged = {Judgement.PASS: True, Judgement.FAIL: False}.get(item.verdict)
    return SmallCell(number, item.code, item.near + item.below, item.spread.cv, float(item.limit) if item.limit is not None else None,
                     judged, item.persons_missing)


def list_far(assessment: CountyAssessment, records: dict[str, SectionRecord], names: dict[int, str], targets: Sequence[Target],
             year: int) -> list[FarSection]:
    """Return the measured sections that do not pass: the longest overdue first, then those that lack most."""
    found = []
    for section in assessment.sections:
        if section.is_measured and section.verdict is Judgement.FAIL:
            record = records[section.key]
            due = find_target_year(targets, school=str(record.school.id), indicator=None)
            found.append(far_section(section, record, names[record.section.id], due, year))
    return sorted(found, key=lambda far: (-(far.years_late if far.years_late is not None else -99), -far.persons, -far.hardware, far.name))


def far_section(section: SectionAssessment, record: SectionRecord, name: str, due: int | None, year: int) -> FarSection:
    """Return one section that is behind, with the persons it lacks in all and the hardware indicators it misses."""
    persons = {definition.code for definition in QUALITY_INDICATORS if definition.counts_persons}
    behind = [cell for cell in section.cells if cell.state in (CellState.NEAR, CellState.BELOW)]
    return FarSection(
        record.section.id, record.school.id, name, due, None if due is None else year - due, section.reached,
        sum(int(cell.missing or 0) for cell in behind if cell.code in persons), sum(cell.code not in persons for cell in behind))
