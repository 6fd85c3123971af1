"""Questions about schools: scope of county and school, dated facts, section names, filters, number of statements."""

import datetime as dt

import pytest

from staffing.core.pages import PageRequest
from staffing.extensions import db
from staffing.schools import operations, queries
from staffing.schools.enums import GroupKind, Location, Ownership, Remoteness, SchoolKind, Stage
from staffing.schools.listing import SchoolFilter, list_schools
from staffing.schools.models import GradeYear, SectionYear
from tests.factories.schools import create_county, create_school, create_section
from tests.helpers.statements import counted_statements

TODAY = dt.date(2026, 11, 21)
FIRST = PageRequest(1, 50, "code", descending=False)


def names(page):
    return [row.name for row in page.rows]


def test_school_is_not_found_when_it_lies_in_another_county(county):
    other = create_school(county=create_county())
    with pytest.raises(LookupError):
        queries.get_school(county.id, other.id)


def test_school_is_not_found_when_it_is_not_the_persons_own(county):
    own, other = create_school(county=county), create_school(county=county)
    assert queries.get_school(county.id, own.id, own_school_id=own.id).id == own.id
    with pytest.raises(LookupError):
        queries.get_school(county.id, other.id, own_school_id=own.id)


def test_section_name_has_stage_only_when_school_has_several(county):
    nine = create_school(county=county, name="市香城学校", kind=SchoolKind.NINE_YEAR_SCHOOL)
    create_section(school=nine, stage=Stage.JUNIOR)
    create_section(school=nine, stage=Stage.PRIMARY)
    create_section(school=create_school(county=county, name="演示小学"))
    assert [section.name for section in queries.list_sections(county.id)] == ["市香城学校（小学部）", "市香城学校（初中部）", "演示小学"]


def test_school_choices_leave_out_other_counties(county):
    own = create_school(county=county)
    create_school(county=create_county())
    assert queries.list_school_choices(county.id) == [(own.id, own.name)]


def test_standing_and_posts_are_those_of_the_day(county):
    school = create_school(county=county, location=Location.RURAL, posts=30)
    operations.change_standing(school, valid_from=dt.date(2020, 9, 1), ownership=Ownership.CITY, location=Location.TOWN,
                               remoteness=Remoteness.ORDINARY, strength=None)
    operations.set_posts(school, valid_from=dt.date(2022, 9, 1), posts=44)
    before, after = dt.date(2020, 8, 31), dt.date(2020, 9, 1)
    assert queries.standings_on(county.id, before)[school.id].location is Location.RURAL
    assert queries.standings_on(county.id, after)[school.id].location is Location.TOWN
    assert queries.posts_by_school_on(county.id, dt.date(2022, 8, 31)) == {school.id: 30}
    assert queries.posts_by_school_on(county.id, dt.date(2022, 9, 1)) == {school.id: 44}
    loaded = queries.get_school(county.id, school.id)
    assert queries.standing_on(loaded, before).location is Location.RURAL
    assert queries.posts_on(loaded, after).posts == 30


def test_list_shows_figures_of_the_countys_year_when_others_are_recorded(county):
    school = create_school(county=county)
    section = create_section(school=school, pupils_by_grade=40)
    create_section_year(section, school_year=2025, pupils=99)
    create_section_year(section, school_year=2026, pupils=99, forecast=True)
    row = list_schools(county.id, FIRST, SchoolFilter(), on=TODAY).rows[0]
    assert (row.pupils, row.classes, row.posts, row.stages) == (240, 6, 40, (Stage.PRIMARY,))


def create_section_year(section, *, school_year, pupils, forecast=False):
    year = SectionYear(section=section, school_year=school_year, forecast=forecast)
    year.grades = [GradeYear(grade=1, pupils=pupils, classes=2)]
    db.session.add(year)
    db.session.flush()


@pytest.fixture
def three_schools(county):
    first = create_school(county=county, name="甲小学", township="东镇", location=Location.RURAL, target_year=2026)
    create_section(school=first)
    second = create_school(county=county, name="乙中学", kind=SchoolKind.JUNIOR_SCHOOL, township="西镇", ownership=Ownership.PRIVATE)
    create_section(school=second, stage=Stage.JUNIOR)
    third = create_school(county=county, name="丙小学", closed_on=dt.date(2024, 8, 31))
    create_section(school=third)
    operations.add_alias(second, "实验中学")
    group = operations.create_group(county_id=county.id, name="东片", kind=GroupKind.ZONE)
    operations.join_group(first, group, valid_from=dt.date(2020, 9, 1))
    return group


@pytest.mark.parametrize(("wanted", "found"), [
    ({}, ["甲小学", "乙中学"]),
    ({"closed": True}, ["甲小学", "乙中学", "丙小学"]),
    ({"search": "中学"}, ["乙中学"]),
    ({"search": "实验中"}, ["乙中学"]),
    ({"search": "%"}, []),
    ({"kind": SchoolKind.JUNIOR_SCHOOL}, ["乙中学"]),
    ({"township": "东镇"}, ["甲小学"]),
    ({"location": Location.RURAL}, ["甲小学"]),
    ({"ownership": Ownership.PRIVATE}, ["乙中学"]),
    ({"stage": Stage.JUNIOR}, ["乙中学"]),
    ({"target_year": 2026}, ["甲小学"]),
])
def test_list_is_narrowed_when_filter_is_set(county, three_schools, wanted, found):
    assert sorted(names(list_schools(county.id, FIRST, SchoolFilter(**wanted), on=TODAY))) == sorted(found)


def test_list_is_narrowed_to_group_only_while_school_belongs_to_it(county, three_schools):
    wanted = SchoolFilter(group_id=three_schools.id)
    assert names(list_schools(county.id, FIRST, wanted, on=TODAY)) == ["甲小学"]
    assert names(list_schools(county.id, FIRST, wanted, on=dt.date(2020, 8, 31))) == []


def test_list_holds_own_school_alone_when_limited(county, three_schools):
    own = create_school(county=county)
    assert names(list_schools(county.id, FIRST, SchoolFilter(closed=True), on=TODAY, own_school_id=own.id)) == [own.name]


@pytest.mark.parametrize("sort", ["code", "name", "township", "location", "pupils", "classes", "posts", "target_year"])
def test_list_keeps_every_school_when_sorted(county, three_schools, sort):
    page = list_schools(county.id, PageRequest(1, 50, sort, descending=True), SchoolFilter(), on=TODAY)
    assert len(page.rows) == page.total == 2


def test_list_sends_the_same_statements_when_there_are_more_schools(county):
    for _ in range(3):
        create_section(school=create_school(county=county))
    with counted_statements() as few:
        list_schools(county.id, FIRST, SchoolFilter(), on=TODAY)
    for _ in range(20):
        create_section(school=create_school(county=county))
    with counted_statements() as many:
        list_schools(county.id, FIRST, SchoolFilter(), on=TODAY)
    assert len(few) == len(many) == 5
