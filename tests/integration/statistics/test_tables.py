"""Pages of statistics from outside: each number leads to its persons, kept tables, exports, roles, number of statements."""

import re

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.core.spreadsheets.reading import read_book
from staffing.extensions import db
from staffing.statistics.models import SavedTable
from staffing.statistics.presets import PRESETS
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
    fill_county(county, 5)
    return county


@pytest.mark.parametrize("query", ["rows=school&columns=title", "rows=age&columns=sex&who=all", "rows=zone&columns=&stage=primary", "rows=degree&columns=stage&on=2025-09-01&at=held"])
def test_every_number_leads_to_as_many_persons(officer, filled, query):
    text = officer.get(f"/statistics/table?{query}").get_data(as_text=True)
    cells = re.findall(r'href="(/statistics/persons\?[^"]+)">([\d,]+)</a>', text)
    assert cells
    for address, number in cells[:4] + cells[-2:]:
        page = officer.get(address.replace("&amp;", "&") + "&size=200").get_data(as_text=True)
        assert page.count('<th scope="row">') == int(number)


def test_usual_tables_all_open_and_leave_in_one_workbook(officer, filled):
    text = officer.get("/statistics/").get_data(as_text=True)
    links = re.findall(r'href="(/statistics/table\?[^"]+)"', text)
    assert len(links) == len(PRESETS)
    for address in links:
        assert officer.get(address.replace("&amp;", "&")).status_code == 200
    book = read_book(officer.post("/statistics/export/all.xlsx").data)
    assert [sheet.title[:12] for sheet in book.sheets] == [preset.official[:12] for preset in PRESETS]
    assert db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first().action == "list_exported"


def test_pyramid_and_bars_are_drawn(officer, filled):
    assert 'text-anchor="middle"' in officer.get("/statistics/table?rows=age&columns=sex").get_data(as_text=True)
    assert "series-1" in officer.get("/statistics/table?rows=stage&columns=degree").get_data(as_text=True)


def test_table_is_kept_opened_and_removed(officer, filled):
    sent = {"name": "我的表", "query": "rows=school&columns=age"}
    assert officer.post("/statistics/saved", data=sent).status_code == 303
    assert officer.post("/statistics/saved", data=sent).status_code == 303
    saved = db.session.scalars(select(SavedTable)).one()
    assert officer.get(f"/statistics/saved/{saved.id}").location.endswith("/statistics/table?rows=school&columns=age")
    assert "我的表" in officer.get("/statistics/").get_data(as_text=True)
    assert officer.post(f"/statistics/saved/{saved.id}/remove").status_code == 303
    assert db.session.scalars(select(SavedTable)).all() == []
    assert [event.action for event in db.session.scalars(select(AuditEvent).where(AuditEvent.action.like("table_%")).order_by(AuditEvent.id))] == ["table_saved", "table_removed"]


def test_nonsense_in_the_address_shows_the_usual_table(officer, filled):
    assert officer.get("/statistics/table?rows=nothing&columns=rows&measure=x&stage=nowhere").status_code == 200
    assert officer.get("/statistics/table?on=31.12.2024").status_code == 400
    assert officer.get("/statistics/movements?year=99999").status_code == 200
    assert officer.post("/statistics/export/nothing.csv").status_code == 404


def test_movements_lead_to_persons_and_leave_as_a_list(officer, filled):
    text = officer.get("/statistics/movements?year=2024&who=all").get_data(as_text=True)
    links = re.findall(r'href="(/statistics/movements\?[^"]*kind=[^"]+)">(\d+)</a>', text)
    assert links
    address, number = links[-1]
    page = officer.get(address.replace("&amp;", "&").split("#")[0]).get_data(as_text=True)
    assert page.split('id="persons"')[1].count("<li>") == int(number)
    assert officer.post("/statistics/export/movements.xlsx?year=2024").status_code == 200


@pytest.mark.parametrize("path", ["/statistics/table", "/statistics/persons?rows=school", "/statistics/movements"])
def test_number_of_statements_does_not_grow_with_the_county(officer, filled, path):
    officer.get(path)
    with counted_statements() as few:
        officer.get(path)
    section = create_section(school=create_school(county=filled))
    for _ in range(8):
        create_teacher(section=section)
    with counted_statements() as many:
        officer.get(path)
    assert len(many) == len(few) <= 40


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL, Role.AUDITOR])
def test_tables_of_the_county_are_closed_to_schools(client_as, filled, role):
    school = create_school(county=filled) if role is not Role.AUDITOR else None
    assert client_as(role, school=school).get("/statistics/table").status_code == 403
