"""Gather what the study of influence starts from: the records, and the year's verdicts, need and indicators as they stand.

Everything is read by the features' own gatherers; nothing is judged a second way here.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from staffing.core.collecting import collection_paused
from staffing.core.school_year import today
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.gathering import gather_facts, gather_histories, list_places, list_school_facts
from staffing.eligibility.models import EligibilityOverride
from staffing.eligibility.operations import counts_when_overridden, standing_overrides
from staffing.eligibility.summary import group_sizes
from staffing.eligibility.verdicts import Verdict, decide
from staffing.indicators.assessment import list_persons
from staffing.indicators.codes import Basis
from staffing.indicators.gathering import CountyFigures, assess_county, section_facts
from staffing.indicators.queries import list_reported_years, rules_of as figure_rules
from staffing.needs.gathering import CountyNeeds, gather_needs, load_open_schools, staff_rules
from staffing.needs.people import StaffRules
from staffing.policy.deciding import rules_for
from staffing.policy.schema import RuleSet
from staffing.quality.gathering import gather_records
from staffing.quality.influence.converting import Surroundings
from staffing.quality.influence.effects import BASES, Baseline, counted
from staffing.quality.records import Records
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import intents_by_teacher
from staffing.schools.queries import get_county
from staffing.teachers.roster import RosterEntry


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything a trial needs: records, surroundings of verdicts, the county's results, and who is decided by hand."""

    records: Records
    rules: RuleSet
    around: Surroundings
    known: Mapping[int, RosterEntry]
    figures: CountyFigures | None
    figures_rules: RuleSet | None
    basis: Basis
    needs: CountyNeeds
    staff: StaffRules
    baseline: Baseline
    by_hand: frozenset[int]
    """Persons whose verdict an officer has set: no record changes it."""
    expected: frozenset[int]
    """Persons whom an expected change names: where they will be is settled by it."""


@collection_paused()
def gather_ground(year: RotationYear) -> Ground:
    """Return what the study of a rotation year starts from."""
    county = get_county(year.county_id)
    rules = rules_for(year.ruleset, year.school_year)
    gathered = gather_facts(year)
    overrides = standing_overrides(year.id)
    verdicts = [decide(facts, rules, year.cut_off_on) for facts in gathered.facts]
    needs = gather_needs(county.id, year.school_year, rules)
    school_year = reported_year(county.id, county.school_year)
    frules = figure_rules(county, school_year) if school_year is not None else None
    figures = assess_county(county.id, school_year, frules) if school_year is not None and frules is not None else None
    basis = figures.both.deciding or Basis.HOST if figures else Basis.HOST
    records = gather_records(county.id, today())
    return Ground(
        records, rules, _surroundings(year, records), gathered.roster.by_id(), figures, frules, basis, needs,
        staff_rules(load_open_schools(county.id, needs.on), rules), _baseline(rules, verdicts, overrides, figures, basis, needs),
        frozenset(overrides), frozenset(change.teacher_id for change in needs.changes if change.teacher_id is not None))


def reported_year(county_id: int, school_year: int) -> int | None:
    """Return the school year whose figures tell the indicators: the county's, else the latest reported; None without any."""
    years = list_reported_years(county_id)
    return school_year if school_year in years else years[0] if years else None


def _surroundings(year: RotationYear, records: Records) -> Surroundings:
    on = year.cut_off_on
    places = list_places(year.county_id, on)
    volunteers = frozenset(teacher for teacher, intent in intents_by_teacher(year.id).items() if intent.volunteer)
    return Surroundings(on, places, list_school_facts(year.county_id, on, places), records.frame.section_schools,
                        gather_histories(year.county_id, on, places), volunteers)


def _baseline(rules: RuleSet, verdicts: list[Verdict], overrides: Mapping[int, EligibilityOverride], figures: CountyFigures | None,
              basis: Basis, needs: CountyNeeds) -> Baseline:
    free = [verdict for verdict in verdicts if verdict.teacher not in overrides]
    denominators = {name: sum(counted(verdict, name) for verdict in free) for name in BASES}
    groups: Counter[str] = group_sizes(free)
    for verdict in verdicts:
        override = overrides.get(verdict.teacher)
        if override is None:
            continue
        if counts_when_overridden(override.state, rules):
            denominators["county"] += 1
            denominators["urban_or_strong"] += verdict.in_urban_or_strong
        groups.update(verdict.groups if override.state is EligibilityState.ELIGIBLE else ())
    present = {(row.section, row.subject): row.present for row in needs.balances}
    demand = {(row.section, row.subject): row for row in needs.demand}
    if figures is None:
        return Baseline(rules, None, {}, {}, {}, {}, demand, present, denominators, groups)
    assessment = figures.both.home if basis is Basis.HOME else figures.both.host
    keys = [record.key for record in figures.sections]
    return Baseline(
        rules, figures.policy, {record.key: section_facts(record) for record in figures.sections}, list_persons(figures.counts, keys, basis),
        {section.key: section for section in assessment.sections}, {stage.stage: stage for stage in assessment.stages}, demand, present,
        denominators, groups)
