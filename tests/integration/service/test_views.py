"""The pages of the ledger from outside: who sees what, filters, certificate, exports, sparing; a fixed number of statements."""

import datetime as dt
import io

import openpyxl
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.rotation_years.models import RotationIntent, RotationWish, RotationYear
from staffing.schools.enums import Location
from staffing.service.fairness import gather_burdens
from staffing.service.queries import gather_ledger
from staffing.teachers.models import RotationRecord
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements

ON = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


@pytest.fixture
def county(app):
    return create_county(ruleset="demo")


@pytest.fixture
def places(county):
    """Return a town and a village section with two teachers each."""
    made = [create_section(school=create_school(county=county, location=place, longitude=114.3, latitude=29.8 + number / 10))
            for number, place in enumerate((Location.URBAN, Location.RURAL))]
    for number, section in enumerate(made):
        for place in range(2):
            create_teacher(section=section, since=dt.date(2025, 9, 1), name=f"演示㛃{number}{place}", number=f"S{number}{place}")
    return made


def teacher_named(county, name):
    return next(row.entry for row in gather_ledger(county, ON).rows if row.entry.name == name)


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def test_ledger_narrows_by_months_school_and_name(officer, county, places):
    page = body(officer, "/service/?reached=title")
    assert "演示㛃10" in page
    assert "演示㛃00" not in page
    assert "演示㛃00" in body(officer, "/service/?reached=none&sort=-months")
    assert "演示㛃11" not in body(officer, f"/service/?school_id={places[0].school_id}")
    assert "演示㛃11" in body(officer, "/service/?text=S11")
    assert "演示㛃10" not in body(officer, "/service/?reached=title&on=2026-07-31"), "eleven months by then"


def test_schools_see_their_own_staff_only(client_as, county, places):
    clerk = client_as(Role.CLERK, places[0].school)
    page = body(clerk, "/service/")
    assert "演示㛃00" in page
    assert "演示㛃10" not in page
    assert clerk.get(f"/service/teachers/{teacher_named(county, '演示㛃10').id}").status_code == 404
    assert clerk.get(f"/service/teachers/{teacher_named(county, '演示㛃00').id}/certificate").status_code == 200
    assert clerk.get("/service/allowances").status_code == 403
    assert clerk.post("/service/export/payments.xlsx").status_code == 403
    sent = clerk.post("/service/export/ledger.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sent.data)).worksheets[0].values)
    assert "演示㛃10" not in str(rows)


def test_certificate_says_the_months_and_no_identity_number(officer, county, places):
    page = body(officer, f"/service/teachers/{teacher_named(county, '演示㛃10').id}/certificate")
    assert "任教共计15个月" in page
    assert "2025年9月" in page
    assert "身份证" not in page


def test_person_and_panels_show_months_allowance_and_burden(officer, county, places):
    teacher = teacher_named(county, "演示㛃10")
    assert "400" in body(officer, f"/service/teachers/{teacher.id}")
    assert f"/service/teachers/{teacher.id}/summary" in body(officer, f"/teachers/{teacher.id}")
    assert "400 元" in body(officer, f"/service/teachers/{teacher.id}/summary")
    assert "400 元" in body(officer, f"/schools/{places[1].school_id}")


def test_allowances_by_month_and_school_and_their_list(officer, county, places):
    page = body(officer, "/service/allowances?month=2025-09")
    assert "+800" in page
    assert "演示㛃10" in body(officer, f"/service/allowances?month=2025-09&school_id={places[1].school_id}")
    assert officer.get("/service/allowances?month=2025-13").status_code == 400
    assert officer.get("/service/allowances?school_id=999999").status_code == 404
    sent = officer.post("/service/export/payments.xlsx?month=2025-09")
    book = openpyxl.load_workbook(io.BytesIO(sent.data))
    assert book.sheetnames == ["各校汇总", "发放明细", "与上月比较"]
    line = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (line.action, line.object_id) == ("list_exported", "service_payments")
    assert officer.post("/service/export/period.csv?month=2025-11").status_code == 200
    for code in ("service_ledger", "service_payments", "service_period", "service_burdens"):
        assert officer.post(f"/exports/{code}.html?on=2025-11-30").status_code == 200


def test_burdens_count_rotations_hard_months_distance_and_refused_wishes(officer, county, places):
    town, village = places
    sent, refused = teacher_named(county, "演示㛃00"), teacher_named(county, "演示㛃01")
    year = RotationYear(county_id=county.id, school_year=2026, ruleset="demo", cut_off_on=dt.date(2026, 8, 31))
    db.session.add(year)
    db.session.flush()
    db.session.add_all([
        RotationRecord(teacher_id=sent.id, kind="regular_exchange", from_school_id=town.school_id, to_school_id=village.school_id,
                       starts_on=dt.date(2025, 9, 1), ends_on=dt.date(2026, 8, 31)),
        RotationWish(rotation_year_id=year.id, teacher_id=refused.id, place=1, section_id=village.id),
        RotationWish(rotation_year_id=year.id, teacher_id=sent.id, place=1, section_id=village.id)])
    db.session.flush()
    burdens = {one.row.entry.id: one.burden for one in gather_burdens(county.id, gather_ledger(county, ON))}
    assert (burdens[sent.id].rotations, burdens[sent.id].hard_months, burdens[sent.id].refused_years) == (1, 12, 1)
    assert float(burdens[sent.id].km) == pytest.approx(11.1, abs=0.1), "a tenth of a degree"
    assert float(burdens[sent.id].points) == pytest.approx(1 + 1.2 + 1 + 0.56, abs=0.1)
    assert (burdens[refused.id].rotations, burdens[refused.id].refused_years, float(burdens[refused.id].points)) == (0, 1, 1.0)
    page = body(officer, "/service/burdens")
    assert page.index("演示㛃00") < page.index("演示㛃01")
    book = openpyxl.load_workbook(io.BytesIO(officer.post("/service/export/burdens.xlsx").data))
    rows = [row for row in book["按人"].values if isinstance(row[0], int)]
    assert [(row[3], float(row[4])) for row in rows] == [(one.name, float(burdens[one.id].points)) for one in (sent, refused)]
    assert officer.post("/service/burdens/spare", data={}).status_code == 303
    assert officer.post("/service/burdens/spare", data={"teacher_id": [sent.id]}).status_code == 303
    intent = db.session.scalars(select(RotationIntent)).one()
    assert (intent.teacher_id, intent.must_stay) == (sent.id, True)
    intent.must_stay, intent.must_move, intent.reason = False, True, "演示"
    db.session.flush()
    officer.post("/service/burdens/spare", data={"teacher_id": [sent.id]})
    db.session.expire_all()
    assert db.session.scalars(select(RotationIntent)).one().must_move, "who must move is not spared in silence"


def test_statements_do_not_grow_with_the_staff(officer, county, places):
    body(officer, "/service/")
    addresses = ("/service/", "/service/allowances?month=2026-10", "/service/burdens")
    before = []
    for address in addresses:
        with counted_statements() as counted:
            body(officer, address)
        before.append(len(counted))
    for _ in range(8):
        create_teacher(section=places[1], since=dt.date(2025, 9, 1))
    for address, number in zip(addresses, before, strict=True):
        with counted_statements() as counted:
            body(officer, address)
        assert (len(counted)) <= number
