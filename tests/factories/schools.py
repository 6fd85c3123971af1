"""Makers of counties, schools and sections."""

import datetime as dt
import itertools

from staffing.extensions import db
from staffing.schools.enums import Location, Ownership, SchoolKind, Stage, Strength
from staffing.schools.models import (
    AuthorisedPosts,
    County,
    GradeYear,
    LegalEntity,
    School,
    SchoolStanding,
    Section,
    SectionYear,
)

_numbers = itertools.count(1)
LONG_AGO = dt.date(2000, 9, 1)
GRADES = {Stage.PRIMARY: range(1, 7), Stage.JUNIOR: range(7, 10), Stage.SENIOR: range(10, 13)}


def create_county(*, ruleset: str = "national", school_year: int = 2026, **fields) -> County:
    """Store a county of invented name."""
    number = next(_numbers)
    county = County(code=f"{420000 + number}", name=f"演示{number}县", bureau_name=f"演示{number}县教育局", ruleset=ruleset,
                    school_year=school_year, synthetic=True, **fields)
    db.session.add(county)
    db.session.flush()
    return county


def create_school(
    *, county, name: str | None = None, kind: SchoolKind = SchoolKind.PRIMARY_SCHOOL, location: Location = Location.URBAN,
    ownership: Ownership = Ownership.COUNTY, strength: Strength | None = None, posts: int | None = 40, entity=None, **fields,
) -> School:
    """Store a school with its standing, posts and legal entity since long ago."""
    number = next(_numbers)
    name = name or f"演示第{number}小学"
    if entity is None:
        entity = LegalEntity(county_id=county.id, name=name)
    school = School(county_id=county.id, entity=entity, code=f"{2142000000 + number}", name=name, kind=kind, **fields)
    school.standings.append(SchoolStanding(valid_from=LONG_AGO, ownership=ownership, location=location, strength=strength))
    if posts is not None:
        school.posts.append(AuthorisedPosts(valid_from=LONG_AGO, posts=posts))
    db.session.add(school)
    db.session.flush()
    return school


def create_section(
    *, school, stage: Stage = Stage.PRIMARY, school_year: int = 2026, pupils_by_grade: int = 45, classes_by_grade: int = 1,
    forecast: bool = False, **figures,
) -> Section:
    """Store a section with one year's pupils and classes in every grade."""
    section = Section(county_id=school.county_id, school=school, stage=stage)
    year = SectionYear(section=section, school_year=school_year, forecast=forecast, **figures)
    largest = -(-pupils_by_grade // classes_by_grade) if classes_by_grade else 0
    year.grades = [GradeYear(grade=grade, pupils=pupils_by_grade, classes=classes_by_grade, largest_class=largest)
                   for grade in GRADES[stage]]
    db.session.add(section)
    db.session.flush()
    return section
