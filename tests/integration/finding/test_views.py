"""Pages of finding: list, file, quick finder, kept lists; roles, scope, what enters an address, number of statements."""

import datetime as dt
import io

import openpyxl
import pytest

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.finding.models import FirstList, SavedList
from staffing.teachers.models import Appointment
from staffing.teachers.personal import set_id_number
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def section(county):
    return create_section(school=create_school(county=county, name="甲实验小学"))


@pytest.fixture
def teacher(section):
    teacher = create_teacher(section=section, name="单小伟", number="A0017")
    set_id_number(teacher, ID_NUMBER)
    db.session.flush()
    return teacher


@pytest.fixture
def officer(client_as):
    return client_as(Role.OFFICER)


def text_of(client, address):
    return client.get(address).get_data(as_text=True)


def test_list_keeps_filters_order_columns_and_size_in_its_links(officer, section, teacher):
    text = text_of(officer, "/teachers/?sex=female&sort=-number&size=25&search=sxw&column=age&column=number&density=compact")
    assert "单小伟" in text
    assert 'value="female" checked' in text
    assert "sort=number&amp;" in text or "sort=number" in text
    for kept in ("search=sxw", "column=age", "density=compact"):
        assert kept in text
    assert "出生" not in text.split("<thead>")[1].split("</thead>")[0]


def test_filters_are_sent_by_post_and_stand_in_the_address_afterwards(officer, teacher):
    answer = officer.post("/teachers/search", data={"search": "王 数学", "sex": ["male", "female"], "age_from": "30", "column": "age"})
    assert answer.status_code == 303
    assert answer.location == "/teachers/?search=%E7%8E%8B+%E6%95%B0%E5%AD%A6&sex=male&sex=female&age_from=30&column=age"
    assert officer.post("/teachers/search", data={}).location == "/teachers/?view=all"


@pytest.mark.parametrize("path", ["/teachers/search", "/find"])
def test_whole_identity_number_leads_to_its_person_and_into_no_address(officer, teacher, path):
    for typed in (ID_NUMBER, f" {ID_NUMBER.lower()} "):
        field = "search" if "teachers" in path else "q"
        answer = officer.post(path, data={field: typed})
        assert answer.location == f"/teachers/{teacher.id}"
    assert ID_NUMBER not in officer.post(path, data={"search": "110105194912310021", "q": "110105194912310021"}).location


def test_school_roles_find_only_who_serves_at_their_school(client_as, county, section, teacher):
    other = create_section(school=create_school(county=county, name="别校"))
    create_teacher(section=other, name="单别人")
    clerk = client_as(Role.CLERK, school=section.school)
    for address in ("/teachers/?search=单", "/find?q=单", "/find?q=别校", f"/teachers/?school_id={other.school_id}"):
        text = text_of(clerk, address)
        assert "单别人" not in text
        assert 'show_school' not in text
        assert f"/schools/{other.school_id}" not in text
    assert "单小伟" in text_of(clerk, "/find?q=单")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.CITY_READER])
def test_finding_is_closed_to_who_reads_no_records(app, county, teacher, role):
    client = sign_in_client(app, create_user(county=county, role=role))
    for path in ("/teachers/", "/find?q=单", "/lists"):
        assert client.get(path).status_code == 403
    assert "data-quick" not in text_of(client, "/password" if role is Role.CITY_READER else "/")


def test_quick_finder_shows_schools_and_teachers_as_page_and_while_typing(officer, section, teacher):
    text = text_of(officer, "/find?q=sy")
    assert f'/schools/{section.school_id}"' in text
    assert "单小伟" in text_of(officer, "/find?q=shan")
    fragment = officer.post("/find", data={"q": "sxw"}, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert f'/teachers/{teacher.id}"' in fragment
    assert "<html" not in fragment
    assert officer.post("/find", data={"q": ID_NUMBER}, headers={"HX-Request": "true"}).get_data(as_text=True).count("href") == 0
    assert "Nothing" in text_of(officer, "/find?q=qqqq") or "没有" in text_of(officer, "/find?q=qqqq")


def test_file_holds_the_same_persons_columns_and_order_as_the_page(officer, section, teacher):
    for name in ("章安", "张艳", "王一"):
        create_teacher(section=section, name=name)
    query = "sort=-name&column=number&column=age&sex=female&size=25"
    answer = officer.post("/teachers/list.xlsx", data={"query": query})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(rows) if row[1] == "姓名")
    assert rows[head][:4] == ["#", "姓名", "教职工编号", "年龄"] or rows[head][1] == "姓名"
    assert [row[1] for row in rows[head + 1:head + 5]] == ["章安", "张艳", "王一", "单小伟"]
    page = text_of(officer, f"/teachers/?{query}")
    assert [page.index(name) for name in ("章安", "张艳", "王一")] == sorted(page.index(name) for name in ("章安", "张艳", "王一"))
    event = db.session.query(AuditEvent).filter_by(action="list_exported").one()
    assert event.changes["rows"] == [None, 4]


def test_file_of_a_school_role_holds_only_its_own(client_as, county, section, teacher):
    create_teacher(section=create_section(school=create_school(county=county, name="别校")), name="别人")
    answer = client_as(Role.PRINCIPAL, school=section.school).post("/teachers/list.csv", data={"query": ""})
    assert "单小伟" in answer.data.decode("utf-8-sig")
    assert "别人" not in answer.data.decode("utf-8-sig")


def test_list_is_kept_shared_put_first_and_removed(app, county, section, teacher):
    owner, reader = create_user(county=county, role=Role.OFFICER), create_user(county=county, role=Role.LEADER)
    stranger = create_user(county=create_county(), role=Role.OFFICER)
    mine, theirs, foreign = (sign_in_client(app, user) for user in (owner, reader, stranger))
    assert mine.post("/lists", data={"name": "女教师", "query": "sex=female&page=3", "first": "y"}).location == "/teachers/?sex=female"
    saved = db.session.query(SavedList).one()
    assert saved.query == "sex=female"
    assert mine.get("/teachers/").location == "/teachers/?sex=female"
    assert mine.get("/teachers/?view=all").status_code == 200
    assert "女教师" not in text_of(theirs, "/lists")
    assert theirs.post(f"/lists/{saved.id}/first").status_code == 404
    mine.post(f"/lists/{saved.id}/share")
    assert "女教师" in text_of(theirs, "/lists")
    assert "女教师" not in text_of(foreign, "/lists")
    assert foreign.post(f"/lists/{saved.id}/first").status_code == 404
    assert theirs.post(f"/lists/{saved.id}/remove").status_code == 404
    theirs.post(f"/lists/{saved.id}/first")
    assert theirs.get("/teachers/").location == "/teachers/?sex=female"
    mine.post(f"/lists/{saved.id}/withdraw")
    assert theirs.get("/teachers/").status_code == 200
    mine.post(f"/lists/{saved.id}/not_first")
    mine.post(f"/lists/{saved.id}/remove")
    assert db.session.query(SavedList).count() == db.session.query(FirstList).count() == 0


def test_kept_list_needs_a_name_of_its_own(officer, teacher):
    officer.post("/lists", data={"name": "甲", "query": ""})
    for data in ({"name": "甲", "query": ""}, {"name": "", "query": ""}, {"name": "长" * 41, "query": ""}):
        officer.post("/lists", data=data)
    assert db.session.query(SavedList).count() == 1


def test_pages_send_the_same_statements_with_more_teachers(officer, section, teacher):
    counts = []
    for _round in range(2):
        for address in ("/teachers/?search=单&sex=female&sort=school", "/find?q=单"):
            with counted_statements() as seen:
                officer.get(address)
            counts.append(len(seen))
        for number in range(20):
            create_teacher(section=section, name=f"单{number}")
    assert counts[:2] == counts[2:]
    assert counts[0] <= 21


def test_list_and_file_answer_as_of_a_day_and_open_nobody_who_has_left(client_as, officer, county, section, teacher):
    elsewhere = create_section(school=create_school(county=county, name="别校"))
    gone = create_teacher(section=section, name="已调走", since=dt.date(2015, 9, 1))
    gone.appointments[0].valid_to = dt.date(2024, 9, 1)
    gone.appointments.append(Appointment(valid_from=dt.date(2024, 9, 1), personnel_school=elsewhere.school, personnel_stage=elsewhere.stage,
                                         section=elsewhere, subject="语文"))
    db.session.flush()
    address = f"/teachers/?school_id={section.school_id}"
    assert "已调走" not in text_of(officer, address)
    past = text_of(officer, f"{address}&on=2024-08-31")
    assert "已调走" in past
    assert "on=2024-08-31" in past.split("<thead>")[1].split("</thead>")[0]
    query = {"query": f"school_id={section.school_id}"}
    assert "已调走" in officer.post("/teachers/list.csv?on=2024-08-31", data=query).data.decode("utf-8-sig")
    assert "2024-08-31" in officer.post("/teachers/list.html?on=2024-08-31", data=query).get_data(as_text=True)
    clerk = client_as(Role.CLERK, school=section.school)
    assert "已调走" not in text_of(clerk, f"{address}&on=2024-08-31")
