"""A county whose rotation year has one planted case for each check of honesty, and one clean move."""

import datetime as dt
from dataclasses import dataclass

from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.schools.enums import Location
from staffing.schools.models import County, Section
from staffing.teachers.enums import AppointmentKind, BackboneLevel, DegreeLevel
from staffing.teachers.models import Appointment, RotationRecord, Teacher
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher

YEAR = 2025
START, END = dt.date(2025, 9, 1), dt.date(2026, 8, 31)


@dataclass(frozen=True)
class InspectedCounty:
    """Town, its campus, another town school and a village; the persons by what was planted with them."""

    county: County
    year: RotationYear
    sections: dict[str, Section]
    persons: dict[str, Teacher]


def rotate(teacher: Teacher, origin: Section, target: Section, *, start: dt.date = START, end: dt.date | None = END, kind: str = "regular_exchange",
           arrives: bool = True, subject: str = "", appointed: AppointmentKind = AppointmentKind.EXCHANGE) -> None:
    """Record a rotation, and the appointment at the receiving school if the person arrives."""
    teacher.rotations.append(RotationRecord(kind=kind, from_school=origin.school, to_school=target.school, starts_on=start, ends_on=end))
    if arrives:
        own = teacher.appointments[-1]
        own.valid_to = start
        after = end + dt.timedelta(days=1) if end else None
        teacher.appointments.append(Appointment(valid_from=start, valid_to=after, kind=appointed, personnel_school=origin.school,
                                                personnel_stage=origin.stage, section=target, subject=subject or own.subject))
        if after is not None:
            teacher.appointments.append(Appointment(valid_from=after, personnel_school=origin.school, personnel_stage=origin.stage, section=origin, subject=own.subject))
    db.session.flush()


def plant(persons: dict[str, Teacher], sections: dict[str, Section]) -> None:
    """Record the rotation of each person."""
    rotate(persons["clean"], sections["town"], sections["village"])
    rotate(persons["campus"], sections["town"], sections["campus"])
    rotate(persons["short"], sections["town"], sections["village"], end=dt.date(2026, 1, 31))
    rotate(persons["shadow"], sections["town"], sections["village"], kind="shadowing", appointed=AppointmentKind.SECONDMENT)
    rotate(persons["absent"], sections["town"], sections["village"], arrives=False)
    persons["again"].rotations.append(RotationRecord(kind="regular_exchange", from_school=sections["town"].school, to_school=sections["other"].school, starts_on=dt.date(2023, 9, 1),
                                                     ends_on=dt.date(2024, 8, 31)))
    rotate(persons["again"], sections["town"], sections["village"])
    rotate(persons["swap"], sections["town"], sections["other"])
    rotate(persons["partner"], sections["other"], sections["town"])
    rotate(persons["subject"], sections["town"], sections["village"], subject="体育")
    rotate(persons["weak1"], sections["village"], sections["town"])
    rotate(persons["weak2"], sections["village"], sections["town"])


def create_inspected_county() -> InspectedCounty:
    """Store it; everybody at the town schools qualifies, and the town's staff is strong so that the weak ones stand out."""
    county = create_county(ruleset="demo", school_year=2026)
    town = create_school(county=county, name="演示城关小学", location=Location.URBAN)
    schools = {"town": town, "campus": create_school(county=county, name="演示城关小学东校区", location=Location.URBAN, entity=town.entity),
               "other": create_school(county=county, name="演示第二小学", location=Location.URBAN),
               "village": create_school(county=county, name="演示㛃村小学", location=Location.RURAL)}
    sections = {name: create_section(school=school) for name, school in schools.items()}

    def person(name: str, section: str, **fields: object) -> Teacher:
        return create_teacher(section=sections[section], name=f"演示{name}", since=dt.date(2012, 9, 1), **fields)

    strong = {"backbone": BackboneLevel.COUNTY}
    persons = {
        "clean": person("清楚", "town", **strong), "campus": person("校区", "town", **strong), "short": person("短期", "town", **strong),
        "shadow": person("跟岗", "town", **strong), "absent": person("未到", "town", **strong), "again": person("反复", "town", **strong),
        "swap": person("互换甲", "town", subject="数学", **strong), "partner": person("互换乙", "other", subject="数学", **strong),
        "subject": person("改科", "town", **strong), "weak1": person("较弱甲", "village", subject="英语", degree=DegreeLevel.SECONDARY_VOCATIONAL),
        "weak2": person("较弱乙", "village", subject="英语", degree=DegreeLevel.SECONDARY_VOCATIONAL),
        **{f"rest{number}": person(f"留校{number}", "village", **strong) for number in range(4)}}
    plant(persons, sections)
    year = RotationYear(county_id=county.id, school_year=YEAR, ruleset="demo", cut_off_on=dt.date(2025, 8, 31))
    db.session.add(year)
    db.session.flush()
    listed = EligibilityList(county_id=county.id, rotation_year_id=year.id, ruleset="demo", ruleset_version="1.0", ruleset_digest="0" * 64, decided_on=year.cut_off_on)
    listed.verdicts = [EligibilityVerdict(teacher_id=one.id, school_id=one.appointments[0].personnel_school.id, state=EligibilityState.ELIGIBLE,
                                          decided_state=EligibilityState.ELIGIBLE, in_denominator=True) for one in persons.values()]
    db.session.add(listed)
    db.session.flush()
    return InspectedCounty(county, year, sections, persons)
