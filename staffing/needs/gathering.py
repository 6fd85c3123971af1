"""Gather from the records what every section needs and has on 1 September, in a fixed number of statements.

The one implementation behind the pages of need and behind the plan: sizes by the forecast, demand with the figures set by
hand, the expected staff, balances, and posts by ratio against the authorised ones.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from staffing.core.collecting import collection_paused
from staffing.core.school_year import SchoolYear
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.needs.balance import CellBalance, SchoolBalance, balance_cells, balance_school
from staffing.needs.demand import CellDemand, Leader, SectionPlan, compute_demand
from staffing.needs.establishment import SchoolPosts, SectionSize, compute_school_posts
from staffing.needs.from_ruleset import build_demand_policy, build_establishment_policy
from staffing.needs.models import ExpectedChange, NeedOverride
from staffing.needs.overrides import apply_overrides
from staffing.needs.people import (
    COMPULSORY,
    ExpectedStaff,
    Place,
    SchoolStaff,
    StaffRules,
    count_staff,
    expect_staff,
    load_changes,
)
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.schools.models import School, SchoolStanding, Section, SectionYear
from staffing.schools.queries import posts_by_school_on, standings_on
from staffing.teachers.enums import LeaderRole
from staffing.teachers.roster import load_roster

# Where the resource behind each hardware indicator stands in a section's figures.
HARDWARE_COLUMNS: Final = {"teaching_area": "teaching_area_m2", "sports_area": "sports_area_m2", "equipment_value": "equipment_yuan",
                           "multimedia_rooms": "multimedia_rooms"}

YearsOfSections = Mapping[int, tuple[SectionYear, SectionYear]]


@dataclass(frozen=True, slots=True)
class NeedSection:
    """A compulsory section of a school the county staffs, with the figures that tell its size."""

    section: Section
    school: School
    standing: SchoolStanding
    year: SectionYear

    @property
    def key(self) -> str:
        """Name of the section in demand and balances."""
        return str(self.section.id)


@dataclass(frozen=True, slots=True)
class CountyNeeds:
    """What the county's sections need and have on 1 September of a school year."""

    school_year: int
    on: dt.date
    sections: tuple[NeedSection, ...]
    demand: tuple[CellDemand, ...]
    staff: ExpectedStaff
    changes: tuple[ExpectedChange, ...]
    overrides: Mapping[tuple[str, str], NeedOverride]
    balances: tuple[CellBalance, ...]
    schools: tuple[SchoolBalance, ...]
    ratios: Mapping[int, SchoolPosts]
    posts: Mapping[int, int]
    payroll: Mapping[int, SchoolStaff]

    def cell(self, section: str, subject: str) -> CellDemand | None:
        """Return the demand of a cell, None where nothing is needed."""
        return next((cell for cell in self.demand if (cell.section, cell.subject) == (section, subject)), None)


@collection_paused()
def gather_needs(county_id: int, school_year: int, rules: RuleSet) -> CountyNeeds:
    """Return need, staff and posts of the schools that the county staffs."""
    on = SchoolYear(school_year).starts_on
    schools = load_open_schools(county_id, on)
    standings = standings_on(county_id, on)
    sections = need_sections(schools, load_section_years(sections_of(schools), school_year), standings, rules)
    changes = load_changes(county_id, school_year)
    staff = expect_staff(load_roster(county_id, on), changes, staff_rules(schools, rules))
    plans = [section_plan(row.section, row.year) for row in sections]
    overrides = load_overrides([row.section.id for row in sections], school_year)
    demand = demand_of(plans, rules, leaders=leaders_of(staff.places), overrides=overrides)
    kept = {row.key for row in sections}
    present = {cell: number for cell, number in staff.state.by_cell().items() if cell[0] in kept}
    balances = balance_cells(demand, present)
    payroll = count_staff(staff, {section.id: section.school_id for section in sections_of(schools)})
    posts = posts_by_school_on(county_id, on)
    return CountyNeeds(
        school_year, on, tuple(sections), demand, staff, tuple(changes),
        {(str(row.section_id), row.subject): row for row in overrides}, balances, balance_schools(sections, balances, posts, payroll),
        posts_by_ratio(sections, rules), posts, payroll)


def load_open_schools(county_id: int, on: dt.date) -> list[School]:
    """Return the schools of the county that are open on the day, with their sections."""
    statement = select(School).where(School.county_id == county_id).options(selectinload(School.sections)).order_by(School.code, School.id)
    return [school for school in db.session.scalars(statement)
            if (school.opened_on is None or school.opened_on <= on) and (school.closed_on is None or school.closed_on > on)]


def sections_of(schools: Iterable[School]) -> list[Section]:
    """Return the sections of schools, primary before junior."""
    order = list(Stage)
    return [section for school in schools for section in sorted(school.sections, key=lambda row: order.index(row.stage))]


def staff_rules(schools: Iterable[School], rules: RuleSet) -> StaffRules:
    """Return who is listed by the county's rules."""
    stages = {section.id: section.stage for section in sections_of(schools) if section.stage in COMPULSORY}
    return StaffRules(stages, build_counting_rule(rules), rules.load.subject_aliases.value)


def load_section_years(sections: Iterable[Section], school_year: int) -> dict[int, tuple[SectionYear, SectionYear]]:
    """Return for each section the row that tells its pupils of the school year, and the one that tells its hardware.

    Pupils: the forecast, else the year's own report, else the latest report before; hardware: the latest report that
    has any, because forecasts are made of pupils and classes only.
    """
    ids = [section.id for section in sections]
    statement = select(SectionYear).where(SectionYear.section_id.in_(ids), SectionYear.school_year <= school_year).options(
        selectinload(SectionYear.grades)).order_by(SectionYear.section_id, SectionYear.school_year.desc(), SectionYear.id)
    grouped: dict[int, list[SectionYear]] = {}
    for year in db.session.scalars(statement):
        grouped.setdefault(year.section_id, []).append(year)
    chosen = {}
    for section_id, years in grouped.items():
        usable = [year for year in years if not year.forecast or year.school_year == school_year]
        if usable:
            pupils = max(usable, key=lambda year: (year.school_year, year.forecast))
            hardware = next((year for year in usable if any(getattr(year, name) is not None for name in HARDWARE_COLUMNS.values())),
                            pupils)
            chosen[section_id] = (pupils, hardware)
    return chosen


def need_sections(schools: Iterable[School], years: YearsOfSections, standings: Mapping[int, SchoolStanding],
                  rules: RuleSet) -> list[NeedSection]:
    """Return the compulsory sections that the county staffs and whose size is known, by school code and stage."""
    owners = set(rules.eligibility.ownerships.value)
    return [NeedSection(section, section.school, standings[section.school_id], years[section.id][0])
            for section in sections_of(schools)
            if section.stage in COMPULSORY and section.id in years and section.school_id in standings
            and standings[section.school_id].ownership in owners]


def section_plan(section: Section, year: SectionYear) -> SectionPlan:
    """Return a section's pupils and classes as the demand reads them."""
    return SectionPlan(str(section.id), str(section.school_id), section.stage.value, year.pupils,
                       {grade.grade: grade.classes for grade in year.grades})


def leaders_of(places: Iterable[Place]) -> list[Leader]:
    """Return the leading posts among the listed teachers, each with the subject its holder teaches."""
    return [Leader(str(place.section_id), place.entry.leader_role.value, place.subject) for place in places
            if place.entry.leader_role is not LeaderRole.NONE]


def load_overrides(section_ids: Sequence[int], school_year: int) -> list[NeedOverride]:
    """Return the needs that officers have set by hand for these sections."""
    statement = select(NeedOverride).where(NeedOverride.section_id.in_(section_ids), NeedOverride.school_year == school_year)
    return list(db.session.scalars(statement.order_by(NeedOverride.id)))


def demand_of(plans: Sequence[SectionPlan], rules: RuleSet, *, leaders: Iterable[Leader],
              overrides: Iterable[NeedOverride]) -> tuple[CellDemand, ...]:
    """Return what sections need by subject: classes x lessons / load, with the officer's own figures where set."""
    known = {plan.section for plan in plans}
    computed = compute_demand(plans, build_demand_policy(rules), leaders=[row for row in leaders if row.section in known])
    return apply_overrides(computed, {(str(row.section_id), row.subject): (row.least, row.most) for row in overrides})


def balance_schools(sections: Sequence[NeedSection], balances: Iterable[CellBalance], posts: Mapping[int, int],
                    payroll: Mapping[int, SchoolStaff]) -> tuple[SchoolBalance, ...]:
    """Return every school over its sections, in the order of the sections."""
    school_of = {row.key: row.school.id for row in sections}
    cells: dict[int, list[CellBalance]] = {row.school.id: [] for row in sections}
    for cell in balances:
        cells[school_of[cell.section]].append(cell)
    return tuple(balance_school(str(school_id), own, posts=posts.get(school_id),
                                established=payroll.get(school_id, SchoolStaff()).established)
                 for school_id, own in cells.items())


def posts_by_ratio(sections: Iterable[NeedSection], rules: RuleSet) -> dict[int, SchoolPosts]:
    """Return the posts that pupils and classes give each school (编制标准), by school id."""
    sizes = [SectionSize(row.key, str(row.school.id), row.section.stage.value, row.standing.location.value, row.year.pupils,
                         row.year.classes) for row in sections]
    return {int(item.school): item for item in compute_school_posts(sizes, build_establishment_policy(rules))}
