"""Pages of qualifications from outside: who sees whom, every number leads to its persons, exports, number of statements."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.core.spreadsheets.reading import read_book
from staffing.extensions import db
from staffing.qualifications.codes import Check
from staffing.schools.models import School, SchoolGroup
from tests.factories.random_county import ON, fill_county
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


@pytest.fixture
def filled(county):
    county.ruleset = "ordos"
    fill_county(county, 3)
    return county


@pytest.mark.parametrize("check", list(Check))
def test_every_number_by_school_leads_to_as_many_persons(officer, filled, check):
    text = officer.get(f"/qualifications/{check.value}?sort=code").get_data(as_text=True)
    links = re.findall(r'href="(/qualifications/[^"]*/persons\?[^"]*school_id=[^"]*)">([\d,]+)</a>', text)
    assert links or check is Check.SHADOWING
    for address, number in links[:6]:
        page = officer.get(address.replace("&amp;", "&") + "&size=200").get_data(as_text=True)
        assert page.count('<th scope="row">') == int(number)


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL])
def test_school_roles_see_their_own_school_only(client_as, filled, role):
    own = create_school(county=filled, name="本校小学")
    create_teacher(section=create_section(school=own), name="单本校", certificate=None)
    client = client_as(role, school=own)
    text = client.get("/qualifications/certificate").get_data(as_text=True)
    assert "本校小学" in text
    assert "演示0校" not in text
    persons = client.get("/qualifications/certificate/persons?size=200").get_data(as_text=True)
    assert persons.count('<th scope="row">') == 1
    assert "单本校" in persons
    other = db.session.scalars(select(School).where(School.name == "演示0校")).one()
    assert client.get(f"/qualifications/schools/{other.id}/figures").status_code == 404


@pytest.mark.parametrize("path", ["/qualifications/", "/qualifications/training", "/qualifications/title", "/qualifications/degree/persons"])
def test_number_of_statements_does_not_grow_with_the_county(officer, filled, path):
    officer.get(path)
    with counted_statements() as few:
        officer.get(path)
    section = create_section(school=create_school(county=filled))
    for _ in range(8):
        create_teacher(section=section)
    with counted_statements() as many:
        officer.get(path)
    assert len(many) == len(few) <= 24


def test_export_holds_figures_and_persons_and_leaves_an_audit_line(officer, filled):
    sent = officer.post("/qualifications/training/export.xlsx?stage=primary")
    book = read_book(sent.data)
    assert [sheet.title for sheet in book.sheets] == ["各校情况", "人员名单", "分年度分类别"]
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event.action == "list_exported"
    assert officer.post("/qualifications/nothing/export.xlsx").status_code == 404
    assert "岗位职数" in officer.post("/qualifications/title/export.html").get_data(as_text=True)


def test_filters_narrow_by_group_and_subject(officer, filled):
    whole = officer.get("/qualifications/degree/persons?size=200").get_data(as_text=True).count('<th scope="row">')
    parts = [officer.get(f"/qualifications/degree/persons?size=200&subject={subject}").get_data(as_text=True).count('<th scope="row">')
             for subject in ("语文", "数学", "英语", "音乐")]
    assert 0 < sum(parts) < whole
    grouped = db.session.scalars(select(SchoolGroup)).one()
    assert 0 < officer.get(f"/qualifications/degree/persons?size=200&group_id={grouped.id}").get_data(as_text=True).count('<th scope="row">') < whole


def test_teacher_page_judges_as_the_list_does(officer, county):
    county.ruleset = "ordos"
    section = create_section(school=create_school(county=county))
    teacher = create_teacher(section=section, certificate=None, since=dt.date(2010, 9, 1))
    text = officer.get(f"/teachers/{teacher.id}").get_data(as_text=True)
    assert "无教师资格证" in text
    assert "无培训记录" in text
    assert f"/qualifications/schools/{section.school_id}/figures" in officer.get(f"/schools/{section.school_id}").get_data(as_text=True)


def test_posts_taken_and_waited_for_lead_to_as_many_persons(officer, filled):
    text = officer.get("/qualifications/title").get_data(as_text=True)
    links = re.findall(r'href="(/qualifications/posts/persons\?[^"]+)">(\d+)</a>', text)
    assert any("waiting=1" in address for address, _ in links)
    for address, number in links:
        page = officer.get(address.replace("&amp;", "&")).get_data(as_text=True)
        assert page.count('<th scope="row">') == int(number)
