"""The list of teachers: every filter, search by name, pinyin and numbers, order, scope, number of statements."""

import datetime as dt

import pytest

from staffing.core.pages import PageRequest
from staffing.extensions import db
from staffing.schools.enums import SchoolKind, Stage
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    Sex,
    TitleLevel,
)
from staffing.teachers.filters import TeacherFilter
from staffing.teachers.listing import list_teachers
from staffing.teachers.models import Appointment, Employment, Leadership, TitleGrant
from staffing.teachers.personal import set_id_number
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements

TODAY = dt.date(2026, 11, 21)
FIRST = PageRequest(1, 50, "name", descending=False)
ID_NUMBER = "11010519491231002X"


def found(county, *, asked=FIRST, own=None, **wanted):
    return [row.name for row in list_teachers(county.id, asked, TeacherFilter(**wanted), on=TODAY, own_school_id=own).rows]


@pytest.fixture
def people(county):
    """Four persons who differ in everything that can be asked for."""
    primary = create_section(school=create_school(county=county, name="甲小学"))
    junior = create_section(school=create_school(county=county, name="乙中学", kind=SchoolKind.JUNIOR_SCHOOL), stage=Stage.JUNIOR)
    shan = create_teacher(section=primary, name="单小伟", sex=Sex.MALE, birth_date=dt.date(1970, 1, 1), backbone=BackboneLevel.CITY, number="A0017")
    zeng = create_teacher(section=junior, name="曾美丽", subject="音乐", birth_date=dt.date(1990, 1, 1), degree=DegreeLevel.MASTER, number="A0042")
    wang = create_teacher(section=primary, name="王伟", kind=EmploymentKind.CONTRACT, degree=None, birth_date=dt.date(1980, 1, 1))
    gone = create_teacher(section=primary, name="离职者", birth_date=dt.date(1960, 1, 1))
    gone.employments[0].status = PostStatus.RETIRED
    shan.titles = [TitleGrant(level=TitleLevel.FIRST), TitleGrant(level=TitleLevel.SENIOR)]
    zeng.titles = [TitleGrant(level=TitleLevel.FIRST)]
    wang.employments[0].status = PostStatus.SICK_LEAVE
    shan.leaderships = [Leadership(school=primary.school, role=LeaderRole.PRINCIPAL, valid_from=dt.date(2020, 9, 1), valid_to=None)]
    set_id_number(zeng, ID_NUMBER)
    db.session.flush()
    return {"primary": primary, "junior": junior, "zeng": zeng, "shan": shan}


@pytest.mark.parametrize(("wanted", "expected"), [
    ({}, ["单小伟", "王伟", "曾美丽"]),
    ({"everyone": True}, ["离职者", "单小伟", "王伟", "曾美丽"]),
    ({"search": "小伟"}, ["单小伟"]),
    ({"search": "shan"}, ["单小伟"]),
    ({"search": "shanxw"}, []),
    ({"search": "sxw"}, ["单小伟"]),
    ({"search": "Zeng Mei"}, ["曾美丽"]),
    ({"search": "dan"}, []),
    ({"search": "a0042"}, ["曾美丽"]),
    ({"search": "A0042"}, ["曾美丽"]),
    ({"search": "Ａ００42"}, ["曾美丽"]),
    ({"search": "002X"}, ["曾美丽"]),
    ({"search": "002x"}, ["曾美丽"]),
    ({"search": "1002"}, []),
    ({"search": ID_NUMBER}, ["曾美丽"]),
    ({"search": "%"}, []),
    ({"search": "_伟"}, []),
    ({"sex": Sex.MALE}, ["单小伟"]),
    ({"stage": Stage.JUNIOR}, ["曾美丽"]),
    ({"subject": "音乐"}, ["曾美丽"]),
    ({"subject": "语文", "stage": Stage.JUNIOR}, []),
    ({"backbone": BackboneLevel.COUNTY}, ["单小伟"]),
    ({"backbone": BackboneLevel.PROVINCE}, []),
    ({"title": TitleLevel.FIRST}, ["曾美丽"]),
    ({"title": TitleLevel.SENIOR}, ["单小伟"]),
    ({"title": TitleLevel.NONE}, ["王伟"]),
    ({"degree": DegreeLevel.MASTER}, ["曾美丽"]),
    ({"degree": DegreeLevel.BACHELOR}, ["单小伟"]),
    ({"employment": EmploymentKind.CONTRACT}, ["王伟"]),
    ({"status": PostStatus.SICK_LEAVE}, ["王伟"]),
    ({"status": PostStatus.RETIRED}, ["离职者"]),
    ({"employment": EmploymentKind.ESTABLISHED, "everyone": True}, ["离职者", "单小伟", "曾美丽"]),
    ({"leader": LeaderRole.PRINCIPAL}, ["单小伟"]),
])
def test_list_is_narrowed_when_filter_is_set(county, people, wanted, expected):
    assert found(county, **wanted) == expected


@pytest.mark.parametrize(("sort", "expected"), [
    ("name", ["单小伟", "王伟", "曾美丽"]), ("number", ["单小伟", "曾美丽", "王伟"]), ("birth_date", ["单小伟", "王伟", "曾美丽"]),
    ("school", ["单小伟", "王伟", "曾美丽"]), ("subject", ["王伟", "单小伟", "曾美丽"]),
])
def test_list_is_ordered_both_ways(county, people, sort, expected):
    people["shan"].appointments[0].subject = "语言"
    db.session.flush()
    assert found(county, asked=PageRequest(1, 50, sort, descending=False)) == expected
    assert found(county, asked=PageRequest(1, 50, sort, descending=True))[0] == expected[-1]


def test_pages_hold_everybody_once(county, people):
    pages = [found(county, asked=PageRequest(number, 2, "school", descending=False)) for number in (1, 2, 3)]
    assert pages == [["单小伟", "王伟"], ["曾美丽"], []]


def test_row_shows_posts_apart_when_person_teaches_elsewhere(county, people):
    teacher = people["zeng"]
    teacher.appointments[0].valid_to = dt.date(2026, 9, 1)
    teacher.appointments.append(Appointment(
        valid_from=dt.date(2026, 9, 1), kind=AppointmentKind.EXCHANGE, personnel_school=people["junior"].school,
        personnel_stage=Stage.JUNIOR, section=people["primary"], subject="音乐"))
    db.session.flush()
    row = list_teachers(county.id, FIRST, TeacherFilter(search="曾美丽"), on=TODAY).rows[0]
    assert [(post.section, post.personnel_school, post.away) for post in row.posts] == [("甲小学", "乙中学", True)]
    for school in (people["primary"].school, people["junior"].school):
        assert "曾美丽" in found(county, school_id=school.id)
        assert "曾美丽" in found(county, own=school.id)


def test_list_of_a_school_leaves_out_who_has_left_it(county, people):
    teacher = people["zeng"]
    teacher.appointments[0].valid_to = dt.date(2020, 9, 1)
    db.session.flush()
    assert found(county, own=people["junior"].school.id) == []


def test_expired_honour_does_not_count(county, people):
    people["shan"].honours[0].expires_on = dt.date(2026, 11, 20)
    db.session.flush()
    assert found(county, backbone=BackboneLevel.COUNTY) == []
    people["shan"].honours[0].expires_on = TODAY
    db.session.flush()
    assert found(county, backbone=BackboneLevel.COUNTY) == ["单小伟"]


def test_other_counties_are_never_listed(county, people):
    other = create_county()
    create_teacher(section=create_section(school=create_school(county=other)), name="外县人")
    assert "外县人" not in found(county, everyone=True)
    assert found(other) == ["外县人"]


def test_person_without_employment_stands_only_among_everyone(county, people):
    teacher = people["zeng"]
    db.session.execute(Employment.__table__.delete().where(Employment.teacher_id == teacher.id))
    assert "曾美丽" not in found(county)
    assert "曾美丽" in found(county, everyone=True)


@pytest.mark.parametrize("sort", ["name", "school"])
def test_list_sends_the_same_statements_when_there_are_more_teachers(county, people, sort):
    asked = PageRequest(1, 50, sort, descending=False)
    with counted_statements() as few:
        list_teachers(county.id, asked, TeacherFilter(), on=TODAY)
    for number in range(30):
        create_teacher(section=people["primary"], name=f"教师{number}", backbone=BackboneLevel.COUNTY)
    with counted_statements() as many:
        list_teachers(county.id, asked, TeacherFilter(), on=TODAY)
    assert len(few) == len(many) == 9
