"""The typed results of an assessment: one cell, one section, one stage, one county. Frozen, ordered, comparable."""

from dataclasses import dataclass
from fractions import Fraction

from staffing.indicators.codes import Basis, CellState, Judgement, Scheme, ScopeState
from staffing.indicators.formulas import Dispersion


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """One section on one indicator.

    `missing` is what the resource lacks to the threshold, `missing_to_rest` to the share that the pass rule asks of
    every indicator (85 %): whole persons where persons are counted, else the amount itself. None where nothing is asked.
    """

    code: str
    resource: Fraction | None
    value: Fraction | None
    threshold: Fraction | None
    state: CellState
    missing: Fraction | None
    missing_to_rest: Fraction | None


@dataclass(frozen=True, slots=True)
class SectionAssessment:
    """One section on all indicators; `local_verdict` by the county's own pass rule, where it has one."""

    key: str
    school: str
    stage: str
    pupils: int
    scope: ScopeState
    cells: tuple[IndicatorCell, ...]
    reached: int
    verdict: Judgement
    local_verdict: Judgement

    @property
    def is_measured(self) -> bool:
        """True if the section counts in the county's figures."""
        return self.scope is ScopeState.MEASURED

    def cell(self, code: str) -> IndicatorCell:
        """Return the cell of an indicator; KeyError if the scheme has no such indicator."""
        for cell in self.cells:
            if cell.code == code:
                return cell
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class StageIndicator:
    """One indicator over the measured sections of a stage.

    Sections whose figure is missing are named and left out of mean and coefficient; the verdict is then open.
    """

    code: str
    spread: Dispersion
    limit: Fraction | None
    verdict: Judgement
    reached: int
    near: int
    below: int
    persons_missing: int | None
    sections_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageAssessment:
    """One stage of the county; `passed_local` counts sections that pass the county's own pass rule."""

    stage: str
    sections: int
    pupils: int
    indicators: tuple[StageIndicator, ...]
    composite: float | None
    composite_limit: Fraction | None
    composite_verdict: Judgement
    passed: int
    failed: int
    incomplete: int
    passed_local: int
    verdict: Judgement

    def indicator(self, code: str) -> StageIndicator:
        """Return the figures of an indicator; KeyError if the scheme has no such indicator."""
        for item in self.indicators:
            if item.code == code:
                return item
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class CountyAssessment:
    """A county by one scheme and one way to count, with the digest of everything it says."""

    scheme: Scheme
    basis: Basis
    sections: tuple[SectionAssessment, ...]
    stages: tuple[StageAssessment, ...]
    verdict: Judgement

    def section(self, key: str) -> SectionAssessment:
        """Return the assessment of a section; KeyError if it is unknown."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def stage(self, stage: str) -> StageAssessment:
        """Return the assessment of a stage; KeyError if the scheme does not judge it."""
        for item in self.stages:
            if item.stage == stage:
                return item
        raise KeyError(stage)


@dataclass(frozen=True, slots=True)
class BothAssessments:
    """The same records counted both ways (按人事校 / 按任教校); `deciding` is None until the county has chosen."""

    home: CountyAssessment
    host: CountyAssessment
    deciding: Basis | None

    @property
    def decisive(self) -> CountyAssessment | None:
        """Return the assessment that decides, None if the rule set has not chosen."""
        if self.deciding is None:
            return None
        return self.home if self.deciding is Basis.HOME else self.host
