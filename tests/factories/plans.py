"""A tiny county whose records make a real instance: three schools, twelve teachers, everybody eligible."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from flask import current_app

from staffing.core.access import Role
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans import operations
from staffing.plans.models import Plan, PlanOrigin
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear
from staffing.schools.enums import Location, Strength
from staffing.schools.models import County, School, Section
from staffing.teachers.enums import BackboneLevel
from staffing.teachers.models import Teacher
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

YEAR = 2026
# Twelve teachers at three schools: a share of 15 % would round down to nobody.
HALF = Decimal("0.5")
STAFF = (("语文", "语文", "体育", "体育", "音乐", "数学"), ("语文", "数学", "语文"), ("语文", "数学", "美术"))


@dataclass(frozen=True)
class TinyCounty:
    """The records of the tiny county; sections and teachers in the order they were made."""

    county: County
    year: RotationYear
    verdicts: EligibilityList
    schools: list[School]
    sections: list[Section]
    teachers: list[Teacher]

    def teacher(self, school: int, place: int) -> Teacher:
        """Return a teacher by school and place there, both from 0."""
        return self.teachers[sum(len(row) for row in STAFF[:school]) + place]


def create_tiny_county(*, county: County | None = None, ruleset: str = "demo") -> TinyCounty:
    """Store the tiny county: town school A is rich, village school B is poor, C lies between."""
    county = county or create_county(ruleset=ruleset, school_year=YEAR)
    kinds = ((Location.URBAN, Strength.STRONG, 114.32, 29.87), (Location.RURAL, Strength.WEAK, 114.37, 29.90),
             (Location.TOWN, None, 114.30, 29.84))
    schools = [create_school(county=county, location=location, strength=strength, longitude=longitude, latitude=latitude, posts=9,
                             township=f"演示{number}镇") for number, (location, strength, longitude, latitude) in enumerate(kinds)]
    sections = [create_section(school=school, school_year=YEAR, pupils_by_grade=15, teaching_area_m2=900, sports_area_m2=900,
                               equipment_yuan=400_000, multimedia_rooms=8) for school in schools]
    teachers = [create_teacher(section=section, subject=subject, name=f"演示教师{number}{place}",
                               backbone=BackboneLevel.COUNTY if number == 0 and place % 2 == 0 else None,
                               home_township=f"演示{number}镇")
                for number, (section, row) in enumerate(zip(sections, STAFF, strict=True)) for place, subject in enumerate(row)]
    year = RotationYear(county_id=county.id, school_year=YEAR, ruleset=ruleset, cut_off_on=dt.date(YEAR, 8, 31))
    db.session.add(year)
    db.session.flush()
    return TinyCounty(county, year, create_verdicts(year, teachers), schools, sections, teachers)


def create_verdicts(year: RotationYear, teachers: list[Teacher]) -> EligibilityList:
    """Store an eligibility list on which everybody qualifies."""
    rules = operations.rules_of(year)
    verdicts = EligibilityList(county_id=year.county_id, rotation_year_id=year.id, ruleset=rules.code, ruleset_version=rules.version,
                               ruleset_digest=rules.digest, decided_on=year.cut_off_on)
    verdicts.verdicts = [EligibilityVerdict(teacher_id=teacher.id, state=EligibilityState.ELIGIBLE, in_denominator=True,
                                            decided_state=EligibilityState.ELIGIBLE) for teacher in teachers]
    db.session.add(verdicts)
    db.session.flush()
    return verdicts


def create_plan(tiny: TinyCounty, name: str = "方案一", **differences) -> Plan:
    """Store a plan that lets half of a school go and searches for at most twenty seconds."""
    chosen = PlanDifferences(**{"school_outflow_share": HALF, "cell_outflow_share": HALF, "time_limit_s": 20, **differences})
    return operations.create_plan(tiny.year, name=name, origin=PlanOrigin.PROPOSED, created_by=None, differences=chosen)


def propose(tiny: TinyCounty, plan: Plan) -> Plan:
    """Ask for a proposal and let the job run in this process; the plan as it is then."""
    officer = create_user(county=tiny.county, role=Role.OFFICER)
    operations.propose(plan, asked_by=officer.id, time_limit_s=20)
    db.session.flush()
    run_waiting_jobs(current_app._get_current_object())
    db.session.refresh(plan)
    return plan
