"""Allotments from outside: computed, settled with a reason, what they do to the county, tilt and L2, export, own school only."""

import pytest
from sqlalchemy import select

from staffing.allotments.gathering import gather_ground
from staffing.allotments.models import AllotmentKind, SchoolAllotment
from staffing.allotments.queries import list_allotments, numbers_of, rows_by_kind, stamp_of
from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.spreadsheets.reading import read_book
from staffing.extensions import db
from tests.factories.plans import create_plan, create_tiny_county, propose
from tests.helpers.statements import counted_statements


@pytest.fixture
def tiny(county):
    """Return a county in which everybody qualifies: six, three and three teachers."""
    county.ruleset, county.school_year = "demo", 2026
    made = create_tiny_county(county=county, ruleset="demo")
    for verdict in made.verdicts.verdicts:
        verdict.school_id = next(section.school_id for section in made.sections
                                 if section.id == verdict.teacher.appointments[0].section_id)
        verdict.backbone = any(True for _ in verdict.teacher.honours)
    db.session.flush()
    return made


def settle(officer, tiny, numbers, reason="", tab="rotation", stamp=None):
    rows = list_allotments(tiny.year.id)
    data = {f"{row.kind.value}-{row.school_id}": str(row.places) for row in rows} | numbers
    return officer.post(f"/allotments/2026/settle/{tab}", data={**data, "reason": reason, "stamp": str(stamp or stamp_of(rows))})


def numbers(tiny):
    return numbers_of(rows_by_kind(list_allotments(tiny.year.id)))


def test_numbers_are_computed_within_what_may_leave_each_school(officer, tiny):
    assert officer.post("/allotments/2026/compute").status_code == 303
    found = numbers(tiny)
    ground = gather_ground(tiny.year)
    assert ground.base == 12
    assert all(found[AllotmentKind.SEND][one.school_id] <= min(one.eligible, one.staff * 15 // 100) for one in ground.ordered)
    assert sum(found[AllotmentKind.RECEIVE].values()) == sum(found[AllotmentKind.SEND].values())


def test_changed_number_needs_a_reason_stays_over_recomputing_and_is_told(officer, tiny):
    officer.post("/allotments/2026/compute")
    school = tiny.schools[0]
    assert 'href="#reason"' in settle(officer, tiny, {f"send-{school.id}": "3"}).get_data(as_text=True)
    assert settle(officer, tiny, {f"send-{school.id}": "3"}, "超编学校多派").status_code == 303
    officer.post("/allotments/2026/compute")
    row = db.session.scalars(select(SchoolAllotment).where(SchoolAllotment.kind == AllotmentKind.SEND, SchoolAllotment.school_id == school.id)).one()
    assert (row.places, row.reason) == (3, "超编学校多派")
    assert "allotment_settled" in db.session.scalars(select(AuditEvent.action)).all()
    text = officer.get("/allotments/?year=2026").get_data(as_text=True)
    assert "超编学校多派" in text
    assert "超过学校流出上限" in text, "three of six are more than 15 %"
    settle(officer, tiny, {f"send-{school.id}": str(row.computed)}, "按测算")
    db.session.refresh(row)
    assert row.reason == ""


def test_stale_page_is_refused(officer, tiny):
    officer.post("/allotments/2026/compute")
    answer = settle(officer, tiny, {f"send-{tiny.schools[0].id}": "2"}, "甲", stamp=10_000)
    assert answer.status_code == 200
    assert numbers(tiny)[AllotmentKind.SEND][tiny.schools[0].id] != 2


def test_preview_tells_the_quotas_at_once_and_stores_nothing(officer, tiny):
    officer.post("/allotments/2026/compute")
    before = numbers(tiny)
    text = officer.post("/allotments/2026/preview/rotation", data={f"send-{tiny.schools[0].id}": "2", f"backbone-{tiny.schools[0].id}": "1"}).get_data(as_text=True)
    assert "尚未保存" in text
    assert "需 2（占符合条件 12 人的 10 %）" in text
    assert numbers(tiny) == before
    assert "不是整数" in officer.post("/allotments/2026/preview/rotation", data={f"send-{tiny.schools[0].id}": "两"}).get_data(as_text=True)


def test_places_are_tilted_to_the_countryside_and_l2_is_told(officer, tiny):
    assert officer.post("/allotments/2026/share/honour", data={"total": "6"}).status_code == 303
    found = numbers(tiny)[AllotmentKind.HONOUR]
    assert sum(found.values()) == 6
    village, town = tiny.schools[1].id, tiny.schools[2].id
    assert found[village] >= found[town], "as many teachers, but in the countryside and weak"
    text = officer.get("/allotments/?year=2026&tab=honour").get_data(as_text=True)
    assert "现达标学部" in text
    assert officer.post("/allotments/2026/share/rotation", data={"total": "6"}).status_code == 404
    assert officer.post("/allotments/2026/share/merit", data={"total": "-1"}).status_code == 200


def test_school_sees_its_own_numbers_alone(client_as, officer, tiny):
    officer.post("/allotments/2026/compute")
    settle(officer, tiny, {f"receive-{tiny.schools[1].id}": "7"}, "补体育教师")
    text = client_as(Role.PRINCIPAL, school=tiny.schools[1]).get("/allotments/").get_data(as_text=True)
    assert "补体育教师" in text
    assert tiny.schools[0].name not in text
    assert client_as(Role.PRINCIPAL, school=tiny.schools[1]).post("/allotments/2026/compute").status_code == 403


def test_export_holds_the_numbers_and_their_sum(officer, tiny):
    officer.post("/allotments/2026/compute")
    officer.post("/allotments/2026/share/title", data={"total": "5"})
    settle(officer, tiny, {f"send-{tiny.schools[0].id}": "3"}, "超编学校多派")
    book = read_book(officer.post("/allotments/2026/export.xlsx").data)
    assert [sheet.title for sheet in book.sheets] == ["交流轮岗名额", "职称申报名额"]
    rows = [[str(cell or "") for cell in row] for row in book.sheets[0].rows]
    assert any("超编学校多派" in row for row in rows)
    total = next(row for row in rows if "合计" in row)
    assert total[8] == str(sum(numbers(tiny)[AllotmentKind.SEND].values()))


def test_plan_is_checked_against_the_numbers(officer, tiny):
    officer.post("/allotments/2026/compute")
    plan = propose(tiny, create_plan(tiny))
    text = officer.get("/allotments/?year=2026").get_data(as_text=True)
    assert plan.name in text
    assert "与名额一致的学校" in text


def test_number_of_statements_does_not_grow_with_schools(officer, tiny):
    officer.post("/allotments/2026/compute")
    with counted_statements() as few:
        officer.get("/allotments/?year=2026")
    assert len(few) < 60
