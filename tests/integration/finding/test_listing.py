"""The list of teachers: every filter, search by anything, order, counts, scope, totals, number of statements."""

import datetime as dt
import itertools
import random

import pytest
from werkzeug.datastructures import MultiDict

from staffing.core.chinese_order import chinese_key
from staffing.extensions import db
from staffing.finding.facets import FACETS, POST_FACETS, person_facets
from staffing.finding.listing import PRESENT, Finder
from staffing.finding.remembering import draw
from staffing.finding.wish import wish_of
from staffing.schools.enums import GroupKind, SchoolKind, Stage
from staffing.schools.models import GroupMembership, SchoolAlias, SchoolGroup
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
from staffing.teachers.models import Appointment, Employment, Leadership, TitleGrant
from staffing.teachers.personal import set_id_number
from tests.benchmarks.large_county import make_large_county
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements

TODAY = dt.date(2026, 11, 21)
ID_NUMBER = "11010519491231002X"


def finder_of(county, address="", own=None):
    arguments = MultiDict([tuple(part.split("=", 1)) for part in address.split("&") if part])
    return Finder(draw(county.id, TODAY), wish_of(arguments), own_school_id=own)


def found(county, address="", own=None):
    return [person.name for person in finder_of(county, address, own).persons()]


@pytest.fixture
def people(county):
    """Four persons who differ in everything that can be asked for."""
    primary = create_section(school=create_school(county=county, name="甲实验小学", township="东镇"))
    junior = create_section(school=create_school(county=county, name="乙中学", kind=SchoolKind.JUNIOR_SCHOOL, township="西镇"), stage=Stage.JUNIOR)
    shan = create_teacher(section=primary, name="单小伟", sex=Sex.MALE, birth_date=dt.date(1970, 1, 1), backbone=BackboneLevel.CITY, number="A0017")
    zeng = create_teacher(section=junior, name="曾美丽", subject="音乐", birth_date=dt.date(1990, 1, 1), degree=DegreeLevel.MASTER, number="A0042")
    wang = create_teacher(section=primary, name="王伟", kind=EmploymentKind.CONTRACT, degree=None, birth_date=dt.date(1980, 1, 1), certificate=None)
    gone = create_teacher(section=primary, name="离职者", birth_date=dt.date(1960, 1, 1))
    gone.employments[0].status = PostStatus.RETIRED
    shan.titles = [TitleGrant(level=TitleLevel.FIRST), TitleGrant(level=TitleLevel.SENIOR)]
    zeng.titles = [TitleGrant(level=TitleLevel.FIRST)]
    wang.employments[0].status = PostStatus.SICK_LEAVE
    shan.leaderships = [Leadership(school=primary.school, role=LeaderRole.PRINCIPAL, valid_from=dt.date(2020, 9, 1), valid_to=None)]
    set_id_number(zeng, ID_NUMBER)
    zone = SchoolGroup(county_id=county.id, name="东部学区", kind=GroupKind.ZONE)
    db.session.add_all([zone, SchoolAlias(school=primary.school, name="老县小")])
    db.session.flush()
    db.session.add(GroupMembership(school_id=primary.school_id, group_id=zone.id, valid_from=dt.date(2020, 9, 1)))
    db.session.flush()
    return {"primary": primary, "junior": junior, "zeng": zeng, "shan": shan, "wang": wang, "zone": zone}


@pytest.mark.parametrize(("address", "expected"), [
    ("", ["单小伟", "王伟", "曾美丽"]),
    ("status=any", ["离职者", "单小伟", "王伟", "曾美丽"]),
    ("sex=male", ["单小伟"]), ("sex=male&sex=female", ["单小伟", "王伟", "曾美丽"]),
    ("stage=junior", ["曾美丽"]), ("subject=音乐", ["曾美丽"]), ("subject=语文&stage=junior", []), ("subject=音乐&subject=语文", ["单小伟", "王伟", "曾美丽"]),
    ("township=东镇", ["单小伟", "王伟"]), ("location=urban&township=西镇", ["曾美丽"]), ("location=rural", []),
    ("backbone=city", ["单小伟"]), ("backbone=none", ["王伟", "曾美丽"]), ("backbone=city&backbone=none", ["单小伟", "王伟", "曾美丽"]),
    ("title=first", ["曾美丽"]), ("title=senior", ["单小伟"]), ("title=none", ["王伟"]),
    ("degree=master", ["曾美丽"]), ("degree=bachelor", ["单小伟"]), ("degree=none", ["王伟"]),
    ("certificate=primary", ["单小伟", "曾美丽"]), ("certificate=none", ["王伟"]),
    ("age=56-60", ["单小伟"]), ("age_from=40&age_to=50", ["王伟"]), ("age_from=57", []), ("years_from=11", ["单小伟", "王伟", "曾美丽"]), ("years_to=10", []),
    ("years=9-11", ["单小伟", "王伟", "曾美丽"]),
    ("employment=contract", ["王伟"]), ("status=sick_leave", ["王伟"]), ("status=retired", ["离职者"]), ("status=retired&status=in_post", ["离职者", "单小伟", "曾美丽"]),
    ("employment=established&status=any", ["离职者", "单小伟", "曾美丽"]),
    ("leader=principal", ["单小伟"]), ("eligibility=none&sex=male", ["单小伟"]), ("eligibility=eligible", []),
    ("sex=palace&school_id=777777&age=x&zone=-1", ["单小伟", "王伟", "曾美丽"]), ("age_from=-4&years_to=x", ["单小伟", "王伟", "曾美丽"]),
])
def test_list_is_narrowed_when_filters_are_set(county, people, address, expected):
    assert found(county, address) == expected


@pytest.mark.parametrize(("search", "expected"), [
    ("小伟", ["单小伟"]), ("伟", ["单小伟", "王伟"]), ("王伟", ["王伟"]), ("shan", ["单小伟"]), ("shanxw", []), ("sxw", ["单小伟"]), ("sx", ["单小伟"]),
    ("Zeng Mei", ["曾美丽"]), ("wei", ["单小伟", "王伟"]), ("dan", ["单小伟"]), ("cml", ["曾美丽"]), ("xw", []),
    ("a0042", ["曾美丽"]), ("A0042", ["曾美丽"]), ("Ａ００42", ["曾美丽"]), ("A00", ["单小伟", "曾美丽"]), ("002X", ["曾美丽"]), ("002x", ["曾美丽"]), ("1002", []),
    ("%", []), ("_伟", []), ("^", ["单小伟", "王伟", "曾美丽"]),
    ("王 语文 实验小学", ["王伟"]), ("王 音乐", []), ("音乐", ["曾美丽"]), ("老县小", ["单小伟", "王伟"]), ("甲实验", ["单小伟", "王伟"]), ("jsyxx 王", ["王伟"]),
    ("东部学区 男", ["单小伟"]), ("东镇 校长", ["单小伟"]), ("高级教师", ["单小伟"]), ("研究生", ["曾美丽"]), ("病假", ["王伟"]), ("初中", ["曾美丽"]), ("市级 单", ["单小伟"]),
    ("离职者", []), ("1", []),
])
def test_search_finds_by_anything(county, people, search, expected):
    assert sorted(found(county, f"search={search}")) == sorted(expected)


def test_best_fit_comes_first_then_the_order_of_names(county, people):
    for name in ("伟一", "王伟明", "李伟", "章伟", "张伟"):
        create_teacher(section=people["primary"], name=name)
    assert found(county, "search=王伟")[:2] == ["王伟", "王伟明"]
    assert found(county, "search=伟") == ["伟一", "李伟", "单小伟", "王伟", "王伟明", "张伟", "章伟"]
    assert found(county, "search=wei")[0] == "伟一"


def test_names_stand_character_by_character_in_the_order_of_pinyin(county, people):
    names = ["章安", "张艳", "张伟", "尉迟恭", "于东", "吕布", "卢布", "区小", "欧阳修", "仇英", "秋英", "Abel", "解放", "谢放"]
    for name in names:
        create_teacher(section=people["primary"], name=name)
    listed = [name for name in found(county) if name in names]
    assert listed == ["Abel", "卢布", "吕布", "区小", "欧阳修", "秋英", "仇英", "解放", "谢放", "于东", "尉迟恭", "张伟", "张艳", "章安"]
    assert found(county, "sort=-name") == list(reversed(found(county)))


@pytest.mark.parametrize(("sort", "expected"), [
    ("number", ["单小伟", "曾美丽", "王伟"]), ("birth_date", ["单小伟", "王伟", "曾美丽"]), ("age", ["曾美丽", "王伟", "单小伟"]),
    ("school", ["单小伟", "王伟", "曾美丽"]), ("subject", ["单小伟", "王伟", "曾美丽"]), ("title", ["曾美丽", "单小伟", "王伟"]),
    ("degree", ["单小伟", "曾美丽", "王伟"]), ("backbone", ["单小伟", "王伟", "曾美丽"]), ("-title", ["单小伟", "曾美丽", "王伟"]),
    ("-degree", ["曾美丽", "单小伟", "王伟"]), ("-age", ["单小伟", "王伟", "曾美丽"]), ("leader", ["单小伟", "王伟", "曾美丽"]), ("nonsense", ["单小伟", "王伟", "曾美丽"]),
])
def test_list_is_ordered_by_any_column_with_the_empty_ones_last(county, people, sort, expected):
    assert found(county, f"sort={sort}") == expected


def test_pages_hold_everybody_once(county, people):
    pages = [[row.person.name for row in finder_of(county, f"sort=school&size=25&page={number}").answer().page.rows] for number in (1, 2)]
    assert pages == [["单小伟", "王伟", "曾美丽"], []]


def test_row_shows_posts_apart_when_person_teaches_elsewhere(county, people):
    teacher = people["zeng"]
    teacher.appointments[0].valid_to = dt.date(2026, 9, 1)
    teacher.appointments.append(Appointment(
        valid_from=dt.date(2026, 9, 1), kind=AppointmentKind.EXCHANGE, personnel_school=people["junior"].school,
        personnel_stage=Stage.JUNIOR, section=people["primary"], subject="音乐"))
    db.session.flush()
    row = finder_of(county, "search=曾美丽&column=school&column=years").answer().page.rows[0]
    assert row.cells[0][0][0] == "甲实验小学"
    assert "乙中学" in row.cells[0][0][1]
    assert row.cells[1] == [("0", "")]
    for school in (people["primary"].school, people["junior"].school):
        assert "曾美丽" in found(county, f"school_id={school.id}")
        assert "曾美丽" in found(county, own=school.id)
    assert found(county, "stage=junior") == []


def test_filters_about_a_post_must_hold_of_one_post(county, people):
    """Who teaches Chinese in the primary and music in the junior stage does not teach Chinese in the junior stage."""
    people["zeng"].appointments[0].share = people["zeng"].appointments[0].share / 2
    people["zeng"].appointments.append(Appointment(
        valid_from=dt.date(2026, 9, 1), personnel_school=people["junior"].school, personnel_stage=Stage.JUNIOR, section=people["primary"],
        subject="语文", share="0.5"))
    db.session.flush()
    assert "曾美丽" in found(county, "stage=primary&subject=语文")
    assert "曾美丽" not in found(county, "stage=junior&subject=语文")


def test_years_at_school_count_from_the_unbroken_beginning(county, people):
    teacher = people["zeng"]
    teacher.appointments[0].valid_to = dt.date(2024, 9, 1)
    teacher.appointments.append(Appointment(
        valid_from=dt.date(2024, 9, 1), personnel_school=people["junior"].school, personnel_stage=Stage.JUNIOR, section=people["junior"], subject="音乐"))
    db.session.flush()
    assert finder_of(county, "search=曾美丽").persons()[0].years_on(TODAY) == 11
    teacher.appointments[0].valid_to = dt.date(2023, 9, 1)
    db.session.flush()
    assert finder_of(county, "search=曾美丽").persons()[0].years_on(TODAY) == 2


def test_list_of_a_school_leaves_out_who_has_left_it(county, people):
    people["zeng"].appointments[0].valid_to = dt.date(2020, 9, 1)
    db.session.flush()
    assert found(county, own=people["junior"].school.id) == []


def test_expired_honour_does_not_count(county, people):
    people["shan"].honours[0].expires_on = dt.date(2026, 11, 20)
    db.session.flush()
    assert found(county, "backbone=city") == []
    people["shan"].honours[0].expires_on = TODAY
    db.session.flush()
    assert found(county, "backbone=city") == ["单小伟"]


def test_other_counties_are_never_listed(county, people):
    other = create_county()
    create_teacher(section=create_section(school=create_school(county=other)), name="外县人")
    assert "外县人" not in found(county, "status=any")
    assert found(other) == ["外县人"]


def test_person_without_employment_stands_only_among_everyone(county, people):
    db.session.execute(Employment.__table__.delete().where(Employment.teacher_id == people["zeng"].id))
    assert "曾美丽" not in found(county)
    assert "曾美丽" in found(county, "status=any")
    assert found(county, "status=none") == ["曾美丽"]


def test_counts_agree_with_listing_each_choice_alone(app):
    """The number beside a choice is the length of the list one gets by making it the only choice of its filter."""
    county, draws = make_large_county(260), random.Random(5)
    addresses = ["", "subject=数学&stage=primary", "search=王", "status=any&sex=female", "age_from=30&title=first&title=senior"]
    for address in addresses:
        wish = finder_of(county, address)
        for offered in wish.answer().facets:
            for choice in draws.sample(list(offered.choices), min(3, len(offered.choices))):
                rest = "&".join(part for part in address.split("&") if not part.startswith(f"{offered.facet.code}="))
                alone = finder_of(county, f"{rest}&{offered.facet.code}={choice.code}")
                assert alone.total == choice.count, (address, offered.facet.code, choice.code)


def test_any_combination_agrees_with_asking_each_person(app):
    """The columns of codes and a loop over the persons find the same."""
    county, draws = make_large_county(260), random.Random(11)
    picture = draw(county.id, TODAY)
    asked = person_facets(TODAY)
    for _round in range(60):
        facets = draws.sample([facet.code for facet in FACETS], draws.randint(1, 4))
        tables = {code: picture.by_post if code in POST_FACETS else picture.by_person for code in facets}
        chosen = {code: draws.sample(sorted(tables[code].columns[code].known), min(2, len(tables[code].columns[code].known))) for code in facets}
        address = "&".join(f"{code}={value}" for code, values in chosen.items() for value in values)
        states = set(chosen.get("status", PRESENT))
        expected = {person.id for person in picture.persons if set(asked["status"](person)) & states
                    and all(set(asked[code](person)) & set(values) for code, values in chosen.items() if code in asked)
                    and any(all(set(POST_FACETS[code](post)) & set(values) for code, values in chosen.items() if code in POST_FACETS)
                            for post in person.posts or (None,))}
        assert {person.id for person in finder_of(county, address).persons()} == expected, address


def test_total_row_tells_of_everybody_in_the_list_not_of_the_page(county, people):
    for number, age in itertools.product(range(30), (1,)):
        create_teacher(section=people["primary"], name=f"教师{number}", birth_date=dt.date(1996 + age, 1, 1))
    listed = finder_of(county, "size=25&column=sex&column=age&column=backbone").answer()
    assert len(listed.page.rows) == 25
    ages = [person.age_on(TODAY) for person in finder_of(county).persons()]
    assert "33" in listed.totals[0]
    assert str(32) in listed.totals[1]
    assert f"{sum(ages) / len(ages):.1f}" in listed.totals[2]
    assert listed.totals[3].startswith("1 ")


def test_picture_sends_the_same_statements_when_there_are_more_teachers(county, people):
    with counted_statements() as few:
        draw(county.id, TODAY)
    for number in range(30):
        create_teacher(section=people["primary"], name=f"教师{number}", backbone=BackboneLevel.COUNTY)
    with counted_statements() as many:
        draw(county.id, TODAY)
    assert len(few) == len(many) == 15


def test_keys_of_names_are_of_one_length_for_each_character():
    assert chinese_key("张伟") < chinese_key("张艳") < chinese_key("章安")
    assert len(chinese_key("王")) * 2 == len(chinese_key("王伟"))
