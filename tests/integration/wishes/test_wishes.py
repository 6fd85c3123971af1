"""Wishes from outside: handed in by slip, school and bureau; what stands beside a school; hardship, receipts, closing, cut-offs."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.extensions import db
from staffing.rotation_years.models import RotationIntent, RotationWish, YearStep
from staffing.schools.models import SchoolDistance
from staffing.wishes.chances import Chance, Need, all_unlikely, judge
from staffing.wishes.choices import list_choices, post_of
from staffing.wishes.models import CutOff, HardshipStatement, WishReceipt
from staffing.wishes.operations import store_cut_offs
from staffing.wishes.queries import closes_on
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county
from tests.factories.rotation_years import create_rotation_year
from tests.factories.slips import client_with_slip
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

DURING = dt.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(DURING):
        yield


@pytest.fixture
def tiny(county):
    return create_tiny_county(county=county)


@pytest.fixture
def clerk(app, tiny):
    return sign_in_client(app, create_user(county=tiny.county, role=Role.CLERK, school=tiny.schools[0]))


def wishes_of(teacher):
    rows = db.session.scalars(select(RotationWish).where(RotationWish.teacher_id == teacher.id).order_by(RotationWish.place))
    return [row.section_id for row in rows]


def receipts():
    return list(db.session.scalars(select(WishReceipt).order_by(WishReceipt.id)))


@pytest.mark.parametrize(("need", "past", "expected"), [
    (Need(1, 3, 4), (5, 0), Chance.NEEDED), (Need(3, 3, 4), (0, 0), Chance.OPEN), (Need(4, 3, 4), (0, 0), Chance.UNLIKELY),
    (Need(3, 3, 4), (2, 0), Chance.UNLIKELY), (Need(3, 3, 4), (2, 1), Chance.OPEN), (None, (0, 0), Chance.UNLIKELY)])
def test_what_is_said_about_a_wish(need, past, expected):
    assert judge(need, wished=past[0], admitted=past[1]) is expected


def test_all_wishes_are_unlikely_only_if_there_are_any():
    assert not all_unlikely([])
    assert all_unlikely([Chance.UNLIKELY])
    assert not all_unlikely([Chance.UNLIKELY, Chance.OPEN])


def test_a_teacher_hands_in_by_slip_and_gets_a_receipt(app, tiny):
    teacher, first, second = tiny.teacher(0, 0), tiny.sections[1].id, tiny.sections[2].id
    client = client_with_slip(app, tiny.year, teacher)
    page = client.get("/my/wishes").get_data(as_text=True)
    assert all(school.name in page for school in tiny.schools[1:])
    assert not any(other.name in page for other in tiny.teachers if other is not teacher)
    sent = {"wish_1": first, "wish_3": second, "volunteer": "y", "statement": "演示：照顾病人", "seen": ""}
    assert client.post("/my/wishes", data=sent).location == "/my/wishes/receipt"
    assert wishes_of(teacher) == [first, second]
    receipt = receipts()[0]
    assert ([one["section"] for one in receipt.wishes], receipt.shown_number, receipt.with_statement) == ([first, second], "2026-00001", True)
    assert db.session.scalars(select(RotationIntent)).one().volunteer
    shown = client.get("/my/wishes/receipt").get_data(as_text=True)
    assert "2026-00001" in shown
    assert "照顾病人" not in shown + client.get("/my/wishes").get_data(as_text=True)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "wishes_set")).one()
    assert event.actor_role == "by_slip"


def test_handing_in_again_takes_the_place_and_a_stale_form_is_refused(app, tiny):
    teacher, section = tiny.teacher(0, 0), tiny.sections[1].id
    client = client_with_slip(app, tiny.year, teacher)
    client.post("/my/wishes", data={"wish_1": section, "seen": ""})
    assert client.post("/my/wishes", data={"wish_1": tiny.sections[2].id, "seen": ""}).status_code == 200, "made before the first receipt"
    assert wishes_of(teacher) == [section]
    seen = receipts()[-1].id
    assert client.post("/my/wishes", data={"wish_1": tiny.sections[2].id, "seen": seen}).status_code == 302 or wishes_of(teacher)
    assert wishes_of(teacher) == [tiny.sections[2].id]
    assert [one.number for one in receipts()] == [1, 2]
    assert client.post("/my/wishes", data={"wish_1": section, "wish_2": section, "seen": receipts()[-1].id}).status_code == 200, "twice the same"
    assert wishes_of(teacher) == [tiny.sections[2].id]


def test_school_and_bureau_enter_from_paper(tiny, clerk, officer):
    teacher, section = tiny.teacher(0, 0), tiny.sections[1].id
    answer = clerk.post(f"/wishes/teachers/{teacher.id}", data={"wish_1": section, "seen": ""})
    assert answer.status_code == 303
    assert "学校代录" in clerk.get(answer.location).get_data(as_text=True)
    assert clerk.get(f"/wishes/teachers/{tiny.teacher(1, 0).id}").status_code == 404
    other = officer.post(f"/wishes/teachers/{tiny.teacher(1, 0).id}", data={"wish_1": tiny.sections[2].id, "seen": ""})
    assert clerk.get(other.location).status_code == 404, "a receipt of another school"
    assert "教育局录入" in officer.get(other.location).get_data(as_text=True)
    rows = officer.get("/wishes/").get_data(as_text=True)
    assert all(school.name in rows for school in tiny.schools)


def test_hardship_is_encrypted_read_by_few_and_every_reading_is_logged(app, tiny, clerk, officer):
    teacher = tiny.teacher(0, 0)
    client = client_with_slip(app, tiny.year, teacher)
    client.post("/my/wishes", data={"wish_1": tiny.sections[1].id, "statement": "演示：照顾病人", "seen": ""})
    stored = db.session.scalars(select(HardshipStatement)).one()
    assert "病人" not in stored.content_cipher
    assert clerk.post(f"/wishes/teachers/{teacher.id}/hardship").status_code == 403
    assert "照顾病人" not in clerk.get(f"/wishes/?school={tiny.schools[0].id}").get_data(as_text=True)
    assert "照顾病人" in officer.post(f"/wishes/teachers/{teacher.id}/hardship").get_data(as_text=True)
    events = list(db.session.scalars(select(AuditEvent)))
    assert [event.action for event in events].count("hardship_read") == 1
    assert not any("病人" in f"{event.changes}{event.reason}" for event in events)
    client.post("/my/wishes", data={"wish_1": tiny.sections[1].id, "seen": receipts()[-1].id})
    assert receipts()[-1].with_statement, "left empty it stays"
    client.post("/my/wishes", data={"wish_1": tiny.sections[1].id, "remove_statement": "y", "seen": receipts()[-1].id})
    assert not receipts()[-1].with_statement
    assert db.session.scalars(select(HardshipStatement.content_cipher)).one() is None


def test_wishes_close_by_the_calendar_but_not_for_the_bureau(app, tiny, clerk, officer):
    teacher, sent = tiny.teacher(0, 0), {"wish_1": tiny.sections[1].id, "seen": ""}
    last = closes_on(tiny.year)
    client = client_with_slip(app, tiny.year, teacher)
    with use_today(last):
        assert "提交志愿" in client.get("/my/wishes").get_data(as_text=True)
    with use_today(last + dt.timedelta(days=1)):
        assert "提交志愿" not in client.get("/my/wishes").get_data(as_text=True)
        assert "已截止" in clerk.post(f"/wishes/teachers/{teacher.id}", data=sent).get_data(as_text=True)
        assert wishes_of(teacher) == []
        assert officer.post(f"/wishes/teachers/{teacher.id}", data=sent).status_code == 303
    tiny.year.step = YearStep.PLANNING
    db.session.flush()
    assert "已截止" in client.get("/my/wishes").get_data(as_text=True)


def test_hard_schools_stand_first_with_way_need_and_last_cut_off(tiny):
    past = create_rotation_year(county=tiny.county, school_year=2025, cut_off_on=dt.date(2025, 8, 31))
    store_cut_offs(past, [{"section_id": tiny.sections[2].id, "subject": "语文", "wished": 3, "admitted": 1, "arrived": 2, "last_place": 2, "least_years": None}])
    pair = sorted([tiny.schools[0].id, tiny.schools[2].id])
    db.session.add(SchoolDistance(from_school_id=pair[0], to_school_id=pair[1], km=9.5))
    db.session.flush()
    choices = list_choices(tiny.year, post_of(tiny.teacher(0, 0)))
    assert [one.section_id for one in choices] == [tiny.sections[1].id, tiny.sections[2].id]
    assert [one.hard for one in choices] == [True, False]
    assert (choices[1].km, choices[1].by_road, choices[1].cut_off.last_place) == (9.5, True, 2)
    assert 5 < choices[0].km < 7, "the straight line"
    assert choices[0].need is not None
    assert store_cut_offs(past, []) == 0
    assert list(db.session.scalars(select(CutOff))) == []


def test_the_receipt_warns_when_every_wish_is_unlikely(app, tiny):
    teacher = tiny.teacher(0, 0)
    choices = {one.section_id: one.chance for one in list_choices(tiny.year, post_of(teacher))}
    client = client_with_slip(app, tiny.year, teacher)
    for section, chance in choices.items():
        last = receipts()[-1].id if receipts() else ""
        client.post("/my/wishes", data={"wish_1": section, "seen": last})
        assert ("不大可能" in client.get("/my/wishes/receipt").get_data(as_text=True)) is (chance is Chance.UNLIKELY)


def test_lists_send_a_fixed_number_of_statements(tiny, officer):
    officer.get("/wishes/")
    with counted_statements() as before:
        officer.get("/wishes/")
    for teacher in tiny.teachers[:4]:
        officer.post(f"/wishes/teachers/{teacher.id}", data={"seen": ""})
    with counted_statements() as after:
        officer.get("/wishes/")
    assert len(after) <= len(before) + 1


def test_the_year_page_leads_here(tiny, officer, clerk):
    for client in (officer, clerk):
        assert "/wishes/" in client.get("/rotation-year/").get_data(as_text=True)
    assert officer.get("/wishes/cut-offs").status_code == 200
