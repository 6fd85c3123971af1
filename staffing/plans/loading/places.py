"""Schools, sections with the pupils of 1 September, and what each section needs, from the records."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select

from staffing.core.dated import in_force
from staffing.extensions import db
from staffing.indicators.codes import ScopeState
from staffing.indicators.from_ruleset import build_quality_policy
from staffing.indicators.scope import SectionFacts, find_scope
from staffing.needs.demand import Leader
from staffing.needs.gathering import (
    HARDWARE_COLUMNS,
    YearsOfSections,
    demand_of,
    load_overrides,
    section_plan,
)
from staffing.needs.people import COMPULSORY, SchoolStaff
from staffing.plans.bridge.inputs import DemandInput, DistanceInput, SchoolInput, SectionInput
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Location, PostLevel
from staffing.schools.models import (
    GroupMembership,
    School,
    SchoolDistance,
    SchoolGroup,
    SchoolStanding,
    Section,
    TitlePosts,
)
from staffing.schools.queries import posts_by_school_on, standings_on, title_posts_by_school_on


def school_inputs(schools: Sequence[School], county_id: int, on: dt.date, *, zone_kind: str,
                  staff: Mapping[int, SchoolStaff], holders: Mapping[int, Mapping[PostLevel, int]]) -> tuple[SchoolInput, ...]:
    """Return the schools as they stand on the day; one without standing counts as lying in a town."""
    standings = standings_on(county_id, on)
    posts = posts_by_school_on(county_id, on)
    zones = _zones(county_id, on, zone_kind)
    title_posts = title_posts_by_school_on(county_id, on)
    rows = []
    for school in schools:
        standing = standings.get(school.id)
        people = staff.get(school.id, SchoolStaff())
        rows.append(SchoolInput(
            id=school.id, name=school.name, entity_id=school.entity_id,
            location=standing.location if standing else Location.TOWN, strength=standing.strength if standing else None,
            township=school.township, zone=zones.get(school.id), longitude=school.longitude, latitude=school.latitude,
            posts=posts.get(school.id), established=people.established, staff=people.total,
            title_posts=_limited(title_posts.get(school.id)), title_holders=holders.get(school.id, {})))
    return tuple(rows)


def _limited(row: TitlePosts | None) -> dict[PostLevel, int]:
    return {level: posts for level in PostLevel if row is not None and (posts := row.posts(level)) is not None}


def _zones(county_id: int, on: dt.date, kind: str) -> dict[int, str]:
    """Return the group of the kind that each school belongs to on the day; of several, the first."""
    statement = select(GroupMembership.school_id, GroupMembership.group_id).join(SchoolGroup).where(
        SchoolGroup.county_id == county_id, SchoolGroup.kind == kind, in_force(GroupMembership, on))
    zones: dict[int, str] = {}
    for school_id, group_id in db.session.execute(statement.order_by(GroupMembership.id)):
        zones.setdefault(school_id, str(group_id))
    return zones


def section_inputs(schools: Sequence[School], years: YearsOfSections,
                   standings: Mapping[int, SchoolStanding], rules: RuleSet) -> tuple[SectionInput, ...]:
    """Return the sections of compulsory education with pupils, scope and hardware."""
    policy = build_quality_policy(rules)
    rows = []
    for school in schools:
        for section in school.sections:
            if section.stage not in COMPULSORY:
                continue
            pupils_year, hardware_year = years.get(section.id, (None, None))
            pupils = pupils_year.pupils if pupils_year else 0
            hardware = {code: _fraction(getattr(hardware_year, name, None)) for code, name in HARDWARE_COLUMNS.items()}
            facts = _facts(section, school, standings.get(school.id), pupils)
            counted = facts is not None and find_scope(facts, policy.scope) in (ScopeState.MEASURED, ScopeState.NO_PUPILS)
            rows.append(SectionInput(section.id, school.id, section.stage, school.kind, pupils, counted, hardware))
    return tuple(rows)


def _facts(section: Section, school: School, standing: SchoolStanding | None, pupils: int) -> SectionFacts | None:
    if standing is None:
        return None
    return SectionFacts(key=str(section.id), school=school.name, stage=section.stage.value, kind=school.kind.value,
                        ownership=standing.ownership.value, location=standing.location.value, pupils=pupils, amounts={})


def _fraction(amount: object) -> Fraction | None:
    return None if amount is None else Fraction(str(amount))


def demand_inputs(sections: Sequence[Section], years: YearsOfSections, rules: RuleSet, *, school_year: int,
                  leaders: Iterable[Leader]) -> tuple[DemandInput, ...]:
    """Return what the sections need by subject: classes x lessons / load, with the officer's own figures where set."""
    plans = [section_plan(section, years[section.id][0]) for section in sections if section.id in years]
    overrides = load_overrides([section.id for section in sections], school_year)
    cells = demand_of(plans, rules, leaders=leaders, overrides=overrides)
    rows = sorted(cells, key=lambda cell: (int(cell.section), cell.subject))
    return tuple(DemandInput(int(cell.section), cell.subject, cell.minimum, cell.maximum) for cell in rows)


def distance_inputs(schools: Sequence[School]) -> tuple[DistanceInput, ...]:
    """Return the bureau's own distances between the schools."""
    statement = select(SchoolDistance).join(School, School.id == SchoolDistance.from_school_id).where(
        School.county_id == schools[0].county_id) if schools else None
    if statement is None:
        return ()
    return tuple(DistanceInput(row.from_school_id, row.to_school_id, row.km, row.minutes)
                 for row in db.session.scalars(statement.order_by(SchoolDistance.id)))
