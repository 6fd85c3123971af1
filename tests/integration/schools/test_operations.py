"""What is done with schools: dated rows that follow each other, refusals, audit lines with old and new values."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.schools import operations
from staffing.schools.enums import GroupKind, Location, Ownership, Remoteness, SchoolKind, Stage, Strength
from staffing.schools.section_years import GradeFigures, Hardware, record_section_year
from tests.factories.schools import create_county, create_school, create_section

LONG_AGO = dt.date(2000, 9, 1)


def lines(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.sequence)))


def change(school, day, location=Location.TOWN):
    return operations.change_standing(school, valid_from=day, ownership=Ownership.COUNTY, location=location,
                                      remoteness=Remoteness.ORDINARY, strength=Strength.WEAK)


def test_created_school_has_entity_sections_and_audit_line(county):
    school = operations.create_school(county_id=county.id, name=" 新小学 ", code="2142000999", kind=SchoolKind.NINE_YEAR_SCHOOL,
                                      stages=(Stage.PRIMARY, Stage.JUNIOR), township="东镇")
    assert (school.name, school.entity.name, len(school.sections)) == ("新小学", "新小学", 2)
    assert lines("school_created")[0].changes["name"] == [None, "新小学"]


def test_campuses_share_their_entity_when_its_name_is_given(county):
    main = operations.create_school(county_id=county.id, name="实验学校", code="1", kind=SchoolKind.PRIMARY_SCHOOL)
    campus = operations.create_school(county_id=county.id, name="实验学校东校区", code="2", kind=SchoolKind.PRIMARY_SCHOOL, entity_name="实验学校")
    assert main.entity_id == campus.entity_id


@pytest.mark.parametrize(("field", "value"), [("name", "甲小学"), ("code", "77")])
def test_school_is_refused_when_name_or_code_is_taken(county, field, value):
    create_school(county=county, name="甲小学").code = "77"
    db.session.flush()
    wanted = {"name": "乙小学", "code": "78", field: value}
    with pytest.raises(StaffingError) as refused:
        operations.create_school(county_id=county.id, kind=SchoolKind.PRIMARY_SCHOOL, entity_name="另一法人", **wanted)
    assert refused.value.field == field


def test_same_school_name_is_allowed_when_county_differs(county):
    create_school(county=county, name="中心小学")
    other = create_county()
    assert operations.create_school(county_id=other.id, name="中心小学", code="1", kind=SchoolKind.PRIMARY_SCHOOL).id


def test_standing_closes_the_one_before_when_it_changes(county):
    school = create_school(county=county, location=Location.RURAL)
    change(school, dt.date(2022, 9, 1))
    assert [(row.valid_from, row.valid_to, row.location) for row in school.standings] == [
        (LONG_AGO, dt.date(2022, 9, 1), Location.RURAL), (dt.date(2022, 9, 1), None, Location.TOWN)]
    closed, opened = lines("standing_changed")
    assert closed.changes == {"valid_to": [None, "2022-09-01"]}
    assert opened.changes["location"] == [None, "town"]


def test_standing_ends_where_the_next_begins_when_it_is_put_between(county):
    school = create_school(county=county, location=Location.RURAL)
    change(school, dt.date(2022, 9, 1), Location.URBAN)
    change(school, dt.date(2011, 9, 1), Location.TOWN)
    db.session.expire(school)
    assert [(row.valid_from.year, row.valid_to and row.valid_to.year) for row in school.standings] == [(2000, 2011), (2011, 2022), (2022, None)]


def test_standing_is_refused_when_one_begins_that_day(county):
    school = create_school(county=county)
    with pytest.raises(StaffingError) as refused:
        change(school, LONG_AGO)
    assert refused.value.field == "valid_from"


def test_correction_is_refused_when_version_is_stale(county):
    school = create_school(county=county)
    operations.correct_school(school, version=1, entity_name=school.name, changes={"township": "东镇"})
    with pytest.raises(StaleVersionError):
        operations.correct_school(school, version=1, entity_name=school.name, changes={"township": "西镇"})


def test_correction_writes_no_line_when_nothing_changes(county):
    school = create_school(county=county, township="东镇")
    operations.correct_school(school, version=1, entity_name=school.name, changes={"township": "东镇"})
    assert lines("school_corrected") == []
    assert school.version == 1


def test_correction_is_refused_when_only_one_coordinate_is_given(county):
    school = create_school(county=county)
    with pytest.raises(StaffingError), db.session.no_autoflush:
        operations.correct_school(school, version=None, entity_name=school.name, changes={"longitude": 114.3})


def test_group_is_joined_once_at_a_time_and_again_after_leaving(county):
    school = create_school(county=county)
    group = operations.create_group(county_id=county.id, name="东片", kind=GroupKind.ZONE)
    membership = operations.join_group(school, group, valid_from=dt.date(2020, 9, 1), core=True)
    with pytest.raises(StaffingError):
        operations.join_group(school, group, valid_from=dt.date(2022, 9, 1))
    operations.leave_group(membership, county_id=county.id, valid_to=dt.date(2022, 9, 1))
    assert operations.join_group(school, group, valid_from=dt.date(2022, 9, 1)).id
    assert [event.action for event in lines("group_left")] == ["group_left"]


def test_membership_cannot_end_before_it_began(county):
    school = create_school(county=county)
    group = operations.create_group(county_id=county.id, name="东片", kind=GroupKind.ZONE)
    membership = operations.join_group(school, group, valid_from=dt.date(2020, 9, 1))
    with pytest.raises(StaffingError):
        operations.leave_group(membership, county_id=county.id, valid_to=dt.date(2020, 9, 1))


def test_alias_is_logged_when_added_and_removed(county):
    school = create_school(county=county)
    alias = operations.add_alias(school, "老名字")
    operations.remove_alias(school, alias)
    assert lines("alias_removed")[0].changes["name"] == ["老名字", None]


def test_alias_is_refused_when_it_is_the_present_name(county):
    school = create_school(county=county)
    with pytest.raises(StaffingError):
        operations.add_alias(school, school.name)


@pytest.fixture
def section(county):
    return create_section(school=create_school(county=county))


def test_figures_are_replaced_by_grade_and_both_states_logged(section):
    year = record_section_year(section, 2026, grades=[GradeFigures(1, 90, 2, 46), GradeFigures(2, 40, 1)],
                               hardware=Hardware(teaching_area_m2=Decimal("1200.50")), version=1)
    assert [(grade.grade, grade.pupils, grade.classes) for grade in year.grades] == [(1, 90, 2), (2, 40, 1)]
    changes = lines("section_year_corrected")[0].changes
    assert changes["pupils_1"] == [45, 90]
    assert changes["pupils_6"] == [45, None]
    assert changes["teaching_area_m2"] == [None, "1200.50"]


def test_version_moves_when_grades_alone_change(section):
    year = record_section_year(section, 2026, grades=[GradeFigures(1, 90, 2, 46)], hardware=Hardware(), version=1)
    assert year.version == 2
    with pytest.raises(StaleVersionError):
        record_section_year(section, 2026, grades=[], hardware=Hardware(), version=1)


def test_figures_write_no_line_when_nothing_changes(section):
    grades = [GradeFigures(grade, 45, 1, 45) for grade in range(1, 7)]
    record_section_year(section, 2026, grades=grades, hardware=Hardware(), version=1)
    assert lines("section_year_corrected") == []


@pytest.mark.parametrize("figures", [GradeFigures(1, 30, 0), GradeFigures(1, 30, 1, 31), GradeFigures(1, 90, 2, 44)])
def test_figures_are_refused_when_classes_do_not_fit_pupils(section, figures):
    with pytest.raises(StaffingError) as refused:
        record_section_year(section, 2026, grades=[figures], hardware=Hardware())
    assert refused.value.field.endswith("_1")


def test_forecast_stands_beside_reported_figures(section):
    record_section_year(section, 2026, grades=[GradeFigures(1, 20, 1)], hardware=Hardware(), forecast=True)
    db.session.expire(section)
    assert sorted((year.forecast, year.pupils) for year in section.years) == [(False, 270), (True, 20)]
