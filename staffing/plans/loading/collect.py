"""Everything one plan is made from, in a fixed number of statements whatever the county's size."""

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select

from staffing.core.school_year import SchoolYear, full_years
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.needs.gathering import (
    leaders_of,
    load_open_schools,
    load_section_years,
    sections_of,
    staff_rules,
)
from staffing.needs.people import (
    Place,
    Recruit,
    count_staff,
    count_title_holders,
    expect_staff,
    load_changes,
)
from staffing.plans.bridge.inputs import PlanInputs, TeacherInput
from staffing.plans.loading.allotted import allotted_inputs
from staffing.plans.loading.carried import carried_inputs
from staffing.plans.loading.choices import Choices, load_choices
from staffing.plans.loading.places import (
    demand_inputs,
    distance_inputs,
    school_inputs,
    section_inputs,
)
from staffing.plans.models import Plan
from staffing.plans.settings import PlanSettings
from staffing.policy.schema import RuleSet
from staffing.rotation_years.models import RotationYear
from staffing.schools.queries import get_county, standings_on
from staffing.teachers.enums import BackboneLevel, DegreeLevel
from staffing.teachers.roster import load_roster

Verdicts = Mapping[int, EligibilityVerdict]


def load_inputs(plan: Plan, year: RotationYear, verdicts_of: EligibilityList, rules: RuleSet, settings: PlanSettings) -> PlanInputs:
    """Return the records behind a plan as they are expected on the first day of its school year."""
    county = get_county(plan.county_id)
    on = SchoolYear(year.school_year).starts_on
    schools = load_open_schools(county.id, on)
    sections = {section.id: section for section in sections_of(schools)}
    stages = {key: section.stage for key, section in sections.items()}
    school_of = {key: section.school_id for key, section in sections.items()}
    staff = expect_staff(load_roster(county.id, on), load_changes(county.id, year.school_year), staff_rules(schools, rules))
    years = load_section_years(sections.values(), year.school_year)
    standings = standings_on(county.id, on)
    section_rows = section_inputs(schools, years, standings, rules)
    kept = {row.id for row in section_rows}
    places = [place for place in staff.places if place.section_id in kept]
    verdicts = _verdicts(verdicts_of)
    owners = set(rules.eligibility.ownerships.value)
    # Only schools of these owners are given a need, so that nobody is sent to a school that is not the county's.
    receiving = [sections[row.id] for row in section_rows
                 if row.school_id in standings and standings[row.school_id].ownership in owners]
    choices = load_choices(plan, year, rules, on)
    carried = carried_inputs(county.id, on, settings.carried_weight)
    return PlanInputs(
        name=f"{county.code}-{year.school_year}-{plan.id}", school_year=year.school_year, synthetic=county.synthetic, on=on,
        rules=rules, eligible_count=eligible_count(verdicts, rules),
        schools=school_inputs(schools, county.id, on, zone_kind=settings.zone_kind,
                              staff=count_staff(staff, school_of), holders=count_title_holders(staff.entries)),
        sections=section_rows,
        demand=demand_inputs(receiving, years, rules, school_year=year.school_year, leaders=leaders_of(places)),
        teachers=(*(_teacher(place, on, rules, verdicts, choices, carried.get(place.entry.id, 0)) for place in places),
                  *(_recruit(row) for row in staff.recruits if row.section_id in kept)),
        distances=distance_inputs(schools), decided=choices.decided_of(places, school_of, stages),
        marks=choices.marks, announced=choices.announced,
        allotted=allotted_inputs(year.id, settings.allotments, [school.id for school in schools]))


def eligible_count(verdicts: Verdicts, rules: RuleSet) -> int:
    """Return the denominator of the 10 % (符合交流条件教师数) by the basis that decides."""
    whole_county = rules.quotas.base.value == "county"
    return sum(row.in_denominator and (whole_county or row.in_urban_or_strong) for row in verdicts.values())


def _verdicts(verdicts_of: EligibilityList) -> Verdicts:
    statement = select(EligibilityVerdict).where(EligibilityVerdict.list_id == verdicts_of.id).order_by(EligibilityVerdict.id)
    return {row.teacher_id: row for row in db.session.scalars(statement)}


def _teacher(place: Place, on: dt.date, rules: RuleSet, verdicts: Verdicts, choices: Choices, carried: int) -> TeacherInput:
    entry, verdict = place.entry, verdicts.get(place.entry.id)
    level = entry.backbone_level(on)
    floor = BackboneLevel(rules.indicators.counting.backbone_min_level.value)
    return TeacherInput(
        pseudonym=entry.pseudonym, section_id=place.section_id, subject=place.subject, certificates=entry.certificates,
        degree=entry.degree, title=entry.title, backbone=level is not None and level.reaches(floor),
        graduating_class=place.graduating_class, leader=verdict.leader if verdict else False,
        state=verdict.state if verdict else EligibilityState.OUT, sex=entry.sex, age=full_years(entry.birth_date, on),
        home_township=entry.home_township, partner=choices.pseudonyms.get(entry.partner_id or 0),
        volunteer=entry.id in choices.volunteers, must_move=entry.id in choices.must_move, must_stay=entry.id in choices.must_stay,
        wishes=choices.wishes.get(entry.id, ()), last_rotation_year=choices.last_rotation.get(entry.id), carried=carried)


def _recruit(row: Recruit) -> TeacherInput:
    degree = DegreeLevel.BACHELOR if row.above_degree else DegreeLevel.SECONDARY_VOCATIONAL
    return TeacherInput(
        pseudonym=row.key, section_id=row.section_id, subject=row.subject, certificates=(), degree=degree, title=None,
        backbone=False, graduating_class=False, leader=False, state=EligibilityState.OUT, sex=None, age=None, home_township="")
