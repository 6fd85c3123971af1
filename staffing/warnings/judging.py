"""What is to be warned of: the figures of a year against thresholds, last year, target years and the years ahead. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from staffing.core.exact import exact
from staffing.indicators.codes import CellState, Judgement
from staffing.indicators.results import CountyAssessment, IndicatorCell, SectionAssessment, StageAssessment
from staffing.indicators.targets import Target, find_target_year
from staffing.policy.schema_warnings import WarningRules
from staffing.warnings.models import WarningKind, WarningLevel

BEHIND = (CellState.NEAR, CellState.BELOW)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fall:
    """The first year ahead in which a figure that is reached today lies below its threshold."""

    year: int
    value: Fraction
    missing: Fraction


@dataclass(frozen=True, slots=True)
class Found:
    """One warning: at a section (its key) or a stage of the county, on an indicator."""

    place: str
    stage: str
    is_county: bool
    indicator: str
    kind: WarningKind
    level: WarningLevel
    value: float | None
    threshold: float | None
    missing: float = 0
    year: int | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the snapshot of an earlier year says: values of sections, coefficients of stages, by place and indicator."""

    year: int
    values: Mapping[Key, Fraction]
    coefficients: Mapping[Key, float]


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything the figures of a year are held against."""

    year: int
    rules: WarningRules
    targets: Sequence[Target]
    last: LastYear | None
    falls: Mapping[Key, Fall]

    def level(self, kind: WarningKind) -> WarningLevel | None:
        """Return the level that the rules give a kind; None where it is switched off."""
        levels = {WarningKind(code): level for code, level in self.rules.levels.value.items()}
        level = levels.get(kind, "off")
        return None if level == "off" else WarningLevel(level)


def find_warnings(assessment: CountyAssessment, outlook: Outlook) -> list[Found]:
    """Return every warning, those of sections in the order of the assessment, then those of the county's stages."""
    found = [one for section in assessment.sections if section.is_measured for cell in section.cells
             for one in _of_cell(section, cell, outlook)]
    return found + [one for stage in assessment.stages for one in _of_stage(stage, outlook)]


def _of_cell(section: SectionAssessment, cell: IndicatorCell, outlook: Outlook) -> Iterable[Found]:
    if cell.value is None or cell.threshold is None:
        return
    base = {"place": section.key, "stage": section.stage, "is_county": False, "indicator": cell.code, "value": float(cell.value),
            "threshold": float(cell.threshold)}
    missing = float(cell.missing or 0)
    if cell.state in BEHIND:
        kind = WarningKind.BELOW_FLOOR if cell.state is CellState.BELOW else WarningKind.BELOW_THRESHOLD
        yield from _made(outlook, kind, **base, missing=missing)
        due = _overdue(section, cell.code, outlook)
        if due is not None:
            yield from _made(outlook, WarningKind.BEHIND_TARGET, **base, missing=missing, year=due)
    before = outlook.last.values.get((section.key, cell.code)) if outlook.last else None
    if before is not None and _has_slipped(cell.value, before, outlook.rules):
        yield from _made(outlook, WarningKind.SLIPPED, **base, missing=missing, before=float(before), year=outlook.last.year if outlook.last else None)
    fall = outlook.falls.get((section.key, cell.code))
    if fall is not None and cell.state is CellState.REACHED:
        yield from _made(outlook, WarningKind.WILL_FALL, **{**base, "value": float(fall.value)}, missing=float(fall.missing), year=fall.year,
                         before=float(cell.value))


def _overdue(section: SectionAssessment, code: str, outlook: Outlook) -> int | None:
    """Return the target year that is over: of the indicator, or of the section as a whole if it fails; of both the earlier."""
    years = [find_target_year(outlook.targets, school=section.school, indicator=code)]
    if section.verdict is Judgement.FAIL:
        years.append(find_target_year(outlook.targets, school=section.school, indicator=None))
    return min((year for year in years if year is not None and year < outlook.year), default=None)


def _has_slipped(value: Fraction, before: Fraction, rules: WarningRules) -> bool:
    return value < before * (1 - exact(rules.slip_tolerance.value))


def _of_stage(stage: StageAssessment, outlook: Outlook) -> Iterable[Found]:
    for item in stage.indicators:
        cv, limit = item.spread.cv, item.limit
        if cv is None or limit is None:
            continue
        base = {"place": stage.stage, "stage": stage.stage, "is_county": True, "indicator": item.code, "value": cv, "threshold": float(limit)}
        if item.verdict is Judgement.FAIL:
            yield from _made(outlook, WarningKind.SPREAD_OVER, **base)
        before = outlook.last.coefficients.get((stage.stage, item.code)) if outlook.last else None
        if before is not None and cv > before * (1 + float(outlook.rules.slip_tolerance.value)):
            yield from _made(outlook, WarningKind.SLIPPED, **base, before=before, year=outlook.last.year if outlook.last else None)


def _made(outlook: Outlook, kind: WarningKind, **fields: object) -> Iterable[Found]:
    level = outlook.level(kind)
    if level is not None:
        yield Found(kind=kind, level=level, **fields)  # type: ignore[arg-type]  # the fields of one warning, gathered above
