"""The roster of a day: who is on it, with which facts, in how many statements."""

import dataclasses
import datetime as dt

from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.teachers.enums import BackboneLevel, DegreeLevel, EmploymentKind, PostStatus, StaffCategory
from staffing.teachers.models import BackboneHonour, Degree, Employment
from staffing.teachers.roster import RosterEntry, _Persons, _persons_on, load_roster
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements

DAY = dt.date(2026, 9, 1)


def make_section(county):
    return create_section(school=create_school(county=county), stage=Stage.PRIMARY)


def test_entry_has_the_highest_degree_when_several_are_recorded(county):
    teacher = create_teacher(section=make_section(county), degree=DegreeLevel.ASSOCIATE)
    teacher.degrees.append(Degree(level=DegreeLevel.BACHELOR, graduated_on=dt.date(2018, 7, 1)))
    teacher.degrees.append(Degree(level=DegreeLevel.MASTER, graduated_on=dt.date(2027, 7, 1)))
    db.session.flush()
    assert load_roster(county.id, DAY).entries[0].degree is DegreeLevel.BACHELOR


def test_honour_counts_once_and_at_its_highest_when_valid(county):
    teacher = create_teacher(section=make_section(county), backbone=BackboneLevel.COUNTY)
    teacher.honours.append(BackboneHonour(level=BackboneLevel.CITY, name="演示市级骨干", granted_on=dt.date(2020, 9, 1),
                                          expires_on=dt.date(2026, 9, 1)))
    db.session.flush()
    entry = load_roster(county.id, DAY).entries[0]
    assert entry.backbone_level(DAY) is BackboneLevel.CITY
    assert entry.backbone_level(dt.date(2026, 9, 2)) is BackboneLevel.COUNTY


def test_person_is_absent_when_retired_left_or_of_another_county(county):
    section = make_section(county)
    teacher = create_teacher(section=section)
    teacher.employments[0].valid_to = dt.date(2026, 8, 1)
    teacher.employments.append(Employment(valid_from=dt.date(2026, 8, 1), kind=EmploymentKind.ESTABLISHED,
                                          category=StaffCategory.FULL_TIME_TEACHER, status=PostStatus.RETIRED))
    db.session.flush()
    assert load_roster(county.id, DAY).entries == ()
    assert len(load_roster(county.id, dt.date(2026, 7, 31)).entries) == 1
    assert load_roster(county.id + 1, dt.date(2026, 7, 31)).entries == ()


def test_number_of_statements_is_fixed_when_the_county_grows(county):
    section = make_section(county)
    for _ in range(3):
        create_teacher(section=section, backbone=BackboneLevel.COUNTY)
    with counted_statements() as statements:
        load_roster(county.id, DAY)
    assert len(statements) == 7


def test_columns_stand_in_the_order_of_the_entrys_fields():
    names = [field.name for field in dataclasses.fields(RosterEntry)]
    columns = [column.key for column in _persons_on(_Persons(1, dt.date(2026, 9, 1), None)).selected_columns]
    assert columns == names[:len(columns)]
