"""A school's clerk: the own school only; upload, see faults, mend in the browser, hand in."""

import datetime as dt

import html5lib
import pytest

from staffing.collecting.models import ReturnState
from staffing.core.access import Role
from staffing.core.school_year import today
from tests.factories.accounts import create_user
from tests.helpers.collecting import book_of, create_round, create_schools, filled, part_of, put, send
from tests.helpers.pages import sign_in_client


@pytest.fixture
def schools(county):
    return create_schools(county, 2)


@pytest.fixture
def one(county, schools):
    return create_round(create_user(county=county, role=Role.OFFICER), schools)


@pytest.fixture
def clerk(app, county, schools):
    return sign_in_client(app, create_user(county=county, role=Role.CLERK, school=schools[0], locale="en"))


@pytest.fixture
def own(one, schools):
    return f"/collecting/{one.id}/schools/{schools[0].id}"


def sheet_form(page: str) -> dict:
    """Return what the grid's form would send."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(form for form in root.iter("form") if form.find(".//table") is not None)
    sent: dict = {}
    for item in form.iter():
        name = item.get("name")
        if item.tag == "input" and name:
            sent.setdefault(name, []).append(item.get("value", ""))
        elif item.tag == "select":
            chosen = next((option for option in item.iter("option") if "selected" in option.attrib), None)
            sent.setdefault(name, []).append((chosen.text or "") if chosen is not None else "")
    return sent


def test_a_clerk_sees_the_own_school_and_no_other(clerk, one, schools, own):
    assert "秋季采集" in clerk.get("/collecting/").text
    assert clerk.get(f"/collecting/{one.id}").headers["Location"].endswith(own)
    assert clerk.get(own).status_code == 200
    other = f"/collecting/{one.id}/schools/{schools[1].id}"
    assert clerk.get(other).status_code == 404
    assert clerk.post(f"{other}/book.xlsx").status_code == 404
    assert send(clerk, f"{other}/file", b"x").status_code == 404
    assert clerk.get(f"{other}/sheets/teachers").status_code == 404
    assert clerk.post(f"/collecting/{one.id}/books.zip").status_code == 403
    assert clerk.post(f"/collecting/{one.id}/merge").status_code == 403
    assert clerk.post(f"{own}/book.xlsx").data[:2] == b"PK"


def test_a_clerk_uploads_mends_in_the_browser_and_hands_in(clerk, one, schools, own):
    send(clerk, f"{own}/file", filled(book_of(one, schools[0]), put("教师", 1, "性别", "不详")))
    assert part_of(one, schools[0]).state is ReturnState.FAULTY
    page = clerk.get(f"{own}/sheets/teachers?rows=faulty").text
    assert page.count('class="cell-wrong"') == 1
    sent = sheet_form(page)
    assert sent["c1-sex"] == ["不详"]
    sent["c1-sex"] = ["女"]
    page = clerk.post(f"{own}/sheets/teachers?rows=faulty", data=sent, follow_redirects=True).text
    assert "there are no faults" in page
    part = part_of(one, schools[0])
    assert (part.state, part.handed_in_at, part.record_count) == (ReturnState.CHECKED, None, 0)
    assert "Handed in to the bureau." in clerk.post(f"{own}/hand-over", follow_redirects=True).text
    assert part_of(one, schools[0]).state is ReturnState.READY


def test_a_clerk_fills_in_without_any_file(clerk, one, schools, own):
    sent = sheet_form(clerk.get(f"{own}/sheets/teachers").text)
    new = max(int(place) for place in sent["place"]) - 2
    sent |= {f"c{new}-number": ["N1"], f"c{new}-name": ["新来㛃"], f"c{new}-sex": ["女"], f"c{new}-birth_date": ["1999年5月1日"],
             f"c{new}-employment": ["在编"], f"c{new}-category": ["专任教师"], f"c{new}-work_began_on": ["2026-09-01"]}
    page = clerk.post(f"{own}/sheets/teachers", data=sent, follow_redirects=True).text
    assert "Faults left: 1." in page
    assert part_of(one, schools[0]).batch.faults[0]["code"] == "foreign_school"
    sent = sheet_form(clerk.get(f"{own}/sheets/appointments").text)
    new = max(int(place) for place in sent["place"]) - 2
    sent |= {f"c{new}-number": ["N1"], f"c{new}-name": ["新来㛃"], f"c{new}-personnel_school": [schools[0].name], f"c{new}-personnel_stage": ["小学"],
             f"c{new}-valid_from": ["2026-09-01"]}
    clerk.post(f"{own}/sheets/appointments", data=sent, follow_redirects=True)
    part = part_of(one, schools[0])
    assert (part.state, part.fault_count) == (ReturnState.CHECKED, 0)
    assert part.record_count == 2


def test_a_page_that_is_older_than_the_file_saves_nothing(clerk, one, schools, own):
    sent = sheet_form(clerk.get(f"{own}/sheets/teachers").text)
    send(clerk, f"{own}/file", book_of(one, schools[0]))
    assert clerk.post(f"{own}/sheets/teachers", data=sent).status_code == 409


def test_a_file_with_faults_cannot_be_handed_in(clerk, one, schools, own):
    send(clerk, f"{own}/file", filled(book_of(one, schools[0]), put("教师", 0, "姓名", None)))
    assert clerk.post(f"{own}/hand-over").status_code == 409
    assert part_of(one, schools[0]).state is ReturnState.FAULTY


def test_the_workbench_reminds_the_school(clerk, one):
    assert "hand in your school&#39;s data by" in clerk.get("/").text
    one.due_on = today() - dt.timedelta(days=3)
    assert "have not been handed in" in clerk.get("/").text
