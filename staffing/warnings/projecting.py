"""Which figures that are reached today will lie below their threshold within the years ahead: retirements and pupils by forecast.

Who reaches the statutory retirement age by 1 September of a year no longer counts; grades move up and the last intake stands in for
the coming ones. Nobody is assumed to be recruited or named: the warning says what happens if nothing is done. Hardware stays as it is.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from staffing.indicators.assessment import assess_section
from staffing.indicators.codes import Basis, CellState, Measure
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.drilldown import list_behind
from staffing.indicators.gathering import CountyFigures, SectionRecord, data_day, section_facts
from staffing.indicators.scope import SectionFacts
from staffing.needs.forecast import SectionYear, forecast_sections
from staffing.needs.from_ruleset import build_forecast_policy
from staffing.needs.policy import ForecastPolicy
from staffing.policy.schema import RuleSet
from staffing.policy.schema_eligibility import RetirementRules
from staffing.schools.enums import Stage
from staffing.teachers.enums import TitleLevel
from staffing.teachers.retirement import retirement_window
from staffing.teachers.roster import RosterEntry
from staffing.warnings.judging import Fall, Key

COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)
Leaving = Mapping[Key, list[tuple[dt.date, Fraction]]]


def project_falls(figures: CountyFigures, basis: Basis, rules: RuleSet) -> dict[Key, Fall]:
    """Return the first fall of every section and indicator within the years ahead, by section key and indicator."""
    records = [record for record in figures.sections if record.section.stage in COMPULSORY]
    places = {record.key: place for place, record in enumerate(figures.sections)}
    leaving = {(record.key, item.code): list(retirements(figures, basis, item.code, places[record.key], rules.retirement))
               for record in records for item in QUALITY_INDICATORS if item.measure is not None}
    assessment = figures.both.home if basis is Basis.HOME else figures.both.host
    resources = {(section.key, cell.code): cell.resource for section in assessment.sections for cell in section.cells}
    falls: dict[Key, Fall] = {}
    sizes = [_size(record) for record in records]
    policy = build_forecast_policy(rules)
    for ahead in range(1, rules.warnings.years_ahead.value + 1):
        sizes = _next_year(sizes, policy)
        year = figures.school_year + ahead
        for record, size in zip(records, sizes, strict=True):
            for code, fall in _falls_of(figures, record, size, year, resources, leaving):
                falls.setdefault((record.key, code), fall)
    return falls


def retirements(figures: CountyFigures, basis: Basis, code: str, place: int, rules: RetirementRules) -> Iterable[tuple[dt.date, Fraction]]:
    """Return the retirement day and the weight of everybody behind a figure."""
    definition = next(item for item in QUALITY_INDICATORS if item.code == code)
    for row in list_behind(figures, basis, definition, place).counted:
        yield statutory_day(row.entry, rules), row.weight


def statutory_day(entry: RosterEntry, rules: RetirementRules) -> dt.date:
    """Return the day on which a person reaches the retirement age."""
    return retirement_window(entry.birth_date, entry.sex, entry.track, rules, title=entry.title or TitleLevel.NONE).statutory


def _size(record: SectionRecord) -> SectionYear:
    grades = record.year.grades
    return SectionYear(record.key, record.section.stage.value, {row.grade: row.pupils for row in grades}, {row.grade: row.classes for row in grades})


def _next_year(sizes: list[SectionYear], policy: ForecastPolicy) -> list[SectionYear]:
    return [SectionYear(one.section, one.stage, {grade.grade: grade.pupils for grade in one.grades}, one.classes)
            for one in forecast_sections(sizes, policy, intake={}, transfers={})]


def _falls_of(figures: CountyFigures, record: SectionRecord, size: SectionYear, year: int,
              resources: Mapping[Key, Fraction | None], leaving: Leaving) -> Iterable[tuple[str, Fall]]:
    """Return the indicators of one section that lie below their threshold in a year ahead."""
    persons: dict[Measure, Fraction] = {}
    for item in QUALITY_INDICATORS:
        resource = resources.get((record.key, item.code))
        if item.measure is not None and resource is not None:
            gone = sum((weight for day, weight in leaving[record.key, item.code] if day <= data_day(year)), Fraction(0))
            persons[item.measure] = resource - gone
    facts = _with_pupils(section_facts(record), sum(size.pupils.values()))
    for cell in assess_section(figures.policy, facts, persons).cells:
        if cell.state in (CellState.NEAR, CellState.BELOW) and cell.value is not None:
            yield cell.code, Fall(year, cell.value, cell.missing or Fraction(0))


def _with_pupils(facts: SectionFacts, pupils: int) -> SectionFacts:
    return SectionFacts(facts.key, facts.school, facts.stage, facts.kind, facts.ownership, facts.location, pupils, facts.amounts)
