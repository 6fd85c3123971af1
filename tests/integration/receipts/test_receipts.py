"""Receipts from outside: whom they concern, reasons derived again, no third person in any of them, who sees them when, cut-offs."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.decisions.models import DecisionState
from staffing.eligibility.enums import EligibilityState
from staffing.extensions import db
from staffing.plans.wording_reasons import word_reason
from staffing.public_notices.operations import open_notice
from staffing.receipts.cut_offs import Admission, derive_cut_offs
from staffing.receipts.deriving import MOST_REASONS
from staffing.receipts.models import ReceiptKind, TeacherReceipt
from staffing.receipts.operations import find_false, make_receipts
from staffing.receipts.wording import word
from staffing.rotation_years.models import RotationIntent, RotationWish
from staffing.wishes.models import CutOff
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county
from tests.factories.receipts import create_decision_on_records
from tests.factories.slips import client_with_slip
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements


@pytest.fixture
def tiny(county):
    """Two of school A move to B; one wished and stays, one had to move and stays, one is deferred."""
    made = create_tiny_county(county=county)
    of = {"rotation_year_id": made.year.id}
    wishes = [(made.teacher(0, 0), made.sections[1]), (made.teacher(0, 1), made.sections[2]), (made.teacher(0, 1), made.sections[1])]
    db.session.add_all(RotationWish(**of, teacher_id=teacher.id, section_id=section.id, place=1 + (number == 2))
                       for number, (teacher, section) in enumerate(wishes))
    db.session.add(RotationIntent(**of, teacher_id=made.teacher(1, 0).id, must_move=True, reason="竞聘落聘"))
    deferred = next(one for one in made.verdicts.verdicts if one.teacher_id == made.teacher(2, 0).id)
    deferred.state = deferred.decided_state = EligibilityState.DEFERRED
    deferred.reasons = [{"code": "pregnancy", "title": "孕期", "effect": "defers", "clause": "第八条"}]
    db.session.flush()
    return made


@pytest.fixture
def decided(tiny):
    one = create_decision_on_records(tiny)
    make_receipts(one)
    db.session.flush()
    return one


def kinds_of(one):
    return {row.teacher_id: row.kind for row in db.session.scalars(select(TeacherReceipt).where(TeacherReceipt.decided_plan_id == one.id))}


def receipt_of(one, teacher):
    return db.session.scalars(select(TeacherReceipt).where(TeacherReceipt.decided_plan_id == one.id, TeacherReceipt.teacher_id == teacher.id)).one()


def test_everybody_whom_the_decision_concerns_has_one_and_nobody_else(tiny, decided):
    assert kinds_of(decided) == {
        tiny.teacher(0, 0).id: ReceiptKind.MOVED, tiny.teacher(0, 2).id: ReceiptKind.MOVED, tiny.teacher(0, 1).id: ReceiptKind.WISH_REFUSED,
        tiny.teacher(1, 0).id: ReceiptKind.MUST_STAYED, tiny.teacher(2, 0).id: ReceiptKind.DEFERRED}
    assert make_receipts(decided) == 5
    assert all(1 <= len(row.reasons) <= MOST_REASONS for row in db.session.scalars(select(TeacherReceipt)))


def test_reasons_are_true_of_the_records(tiny, decided, app):
    with app.test_request_context():
        deferred = [word(reason) for reason in receipt_of(decided, tiny.teacher(2, 0)).reasons]
    assert deferred == ["孕期（第八条）"]
    assert {reason["code"] for reason in receipt_of(decided, tiny.teacher(0, 0)).reasons} <= {
        "eligible", "indicator", "subject", "wish", "outward", "stronger_to_weaker", "surplus"}
    stayer = receipt_of(decided, tiny.teacher(0, 1)).reasons
    assert {reason["code"] for reason in stayer} <= {"needed_at_home", "outflow_reached", "wish_full", "wish_far", "weighed"}


def test_whoever_is_outside_of_the_scope_and_wished_is_told_by_which_rule(tiny, decided, app):
    teacher = tiny.teacher(0, 1)
    verdict = next(one for one in tiny.verdicts.verdicts if one.teacher_id == teacher.id)
    verdict.state = verdict.decided_state = EligibilityState.OUT
    verdict.reasons = [{"code": "years_at_school", "effect": "out", "value": 3, "relation": "at_least", "required": 6, "clause": "第三条"}]
    db.session.flush()
    make_receipts(decided)
    with app.test_request_context():
        told = [word(reason) for reason in receipt_of(decided, teacher).reasons]
    assert told == ["本校连续任教年限 3（要求：不少于 6）（第三条）"]
    assert find_false(decided) == []


def test_the_year_waits_for_the_receipts(tiny, officer):
    create_decision_on_records(tiny)
    assert "一人一说明尚未生成" in officer.get("/rotation-year/").get_data(as_text=True)


def test_a_planted_false_reason_is_found(decided, tiny):
    assert find_false(decided) == []
    receipt = receipt_of(decided, tiny.teacher(0, 1))
    receipt.reasons = [{"code": "wish_full", "place": 1, "subject": "语文", "people": 99, "most": 1}]
    other = receipt_of(decided, tiny.teacher(0, 0))
    other.reasons = [*other.reasons[:-1], {"code": "volunteer"}]
    third = receipt_of(decided, tiny.teacher(2, 0))
    third.kind = ReceiptKind.WISH_REFUSED
    db.session.flush()
    assert {item.receipt.id for item in find_false(decided)} == {receipt.id, other.id, third.id}


def test_no_receipt_names_a_third_person(tiny, decided, officer):
    persons = {teacher.id: (teacher.name, teacher.number, teacher.pseudonym) for teacher in tiny.teachers}
    pages = {teacher: officer.get(f"/receipts/{decided.id}/teachers/{teacher}").get_data(as_text=True) for teacher in kinds_of(decided)}
    assert len(pages) == 5
    for owner, page in pages.items():
        assert persons[owner][0] in page
        found = [word for teacher, words in persons.items() if teacher != owner for word in words if word in page]
        assert found == []


def test_a_mover_reads_dates_return_credit_and_remedies(tiny, decided, officer):
    move = receipt_of(decided, tiny.teacher(0, 0)).move
    move.wish_place = 1
    page = officer.get(f"/receipts/{decided.id}/teachers/{tiny.teacher(0, 0).id}").get_data(as_text=True)
    for words in (move.starts_on.isoformat(), move.ends_on.isoformat(), "第 1 志愿", f"{move.distance_km:.1f} 公里", "补助", "职称", "公示异议", "申诉", tiny.schools[1].name):
        assert words in page, words


def test_the_days_of_the_notice_stand_on_it_once_it_is_open(tiny, officer):
    one = create_decision_on_records(tiny, state=DecisionState.APPROVED)
    make_receipts(one)
    open_notice(one, starts_on=dt.date(2026, 7, 13), who=create_user(county=tiny.county, role=Role.OFFICER))
    db.session.flush()
    page = officer.get(f"/receipts/{one.id}/teachers/{tiny.teacher(0, 0).id}").get_data(as_text=True)
    assert "2026-07-13 至 2026-07-17" in page


def test_it_is_read_from_the_first_day_of_the_notice_on(app, tiny):
    one = create_decision_on_records(tiny, state=DecisionState.APPROVED)
    make_receipts(one)
    open_notice(one, starts_on=dt.date(2026, 7, 13), who=create_user(county=tiny.county, role=Role.OFFICER))
    db.session.flush()
    person = tiny.teacher(0, 0)
    clerk = sign_in_client(app, create_user(county=tiny.county, role=Role.CLERK, school=tiny.schools[0]))
    slip = client_with_slip(app, tiny.year, person)
    for day, shown in ((dt.date(2026, 7, 12), False), (dt.date(2026, 7, 13), True), (dt.date(2027, 1, 10), True)):
        with use_today(day):
            assert (slip.get("/my/receipt").status_code == 200) is shown
            assert (person.name in clerk.get(f"/receipts/{one.id}").get_data(as_text=True)) is shown


def test_the_personal_link_shows_it_once_the_decision_is_public(app, tiny, decided):
    client = client_with_slip(app, tiny.year, tiny.teacher(0, 0))
    assert "我的说明" in client.get("/my/home").get_data(as_text=True)
    page = client.get("/my/receipt").get_data(as_text=True)
    assert tiny.schools[1].name in page
    assert not any(other.name in page for other in tiny.teachers if other is not tiny.teacher(0, 0))
    decided.state = DecisionState.APPROVED
    db.session.flush()
    assert client.get("/my/receipt").status_code == 302
    assert "我的说明" not in client.get("/my/home").get_data(as_text=True)


def test_a_school_prints_its_own_once_the_decision_is_public(app, tiny, decided):
    clerk = sign_in_client(app, create_user(county=tiny.county, role=Role.CLERK, school=tiny.schools[0]))
    page = clerk.get(f"/receipts/{decided.id}/schools/{tiny.schools[0].id}").get_data(as_text=True)
    assert page.count("<article") == 3
    assert clerk.get(f"/receipts/{decided.id}/schools/{tiny.schools[1].id}").status_code == 404
    assert clerk.get(f"/receipts/{decided.id}/teachers/{tiny.teacher(1, 0).id}").status_code == 404
    decided.state = DecisionState.APPROVED
    db.session.flush()
    assert "尚未公布" in clerk.get(f"/receipts/{decided.id}/schools/{tiny.schools[0].id}").get_data(as_text=True)


def test_an_officer_makes_checks_and_derives(tiny, officer):
    one = create_decision_on_records(tiny, state=DecisionState.APPROVED)
    assert "还没有生成" in officer.get(f"/receipts/{one.id}").get_data(as_text=True)
    assert officer.post(f"/receipts/{one.id}/make").status_code == 303
    assert "全部 5 份" in officer.get(f"/receipts/{one.id}/check").get_data(as_text=True)
    assert officer.get("/receipts/").location == f"/receipts/{one.id}"
    with counted_statements() as before:
        officer.get(f"/receipts/{one.id}")
    assert len(before) < 20
    assert officer.get(f"/receipts/{one.id}/all").get_data(as_text=True).count("<article") == 5
    assert officer.post(f"/receipts/{one.id}/cut-offs").status_code == 303
    rows = {(row.section_id, row.subject): row for row in db.session.scalars(select(CutOff))}
    assert sum(row.arrived for row in rows.values()) == 2
    assert rows[tiny.sections[2].id, "语文"].wished == 1


def test_cut_offs_say_only_what_happened():
    moves = [Admission(1, "语文", 1, 9), Admission(1, "语文", 3, 7), Admission(1, "语文", 1, 12), Admission(1, "语文", None, 2), Admission(2, "数学", 1, 8)]
    rows = derive_cut_offs(moves, {(1, "语文"): 5, (2, "数学"): 1, (3, "体育"): 2})
    told = [(row.section_id, row.wished, row.admitted, row.arrived, row.last_place, row.least_years) for row in rows]
    assert told == [(1, 5, 3, 4, 3, 7), (2, 1, 1, 1, 1, None), (3, 2, 0, 0, None, None)]


def test_reasons_of_moves_are_told_as_the_plan_tells_them(app):
    with app.test_request_context():
        assert word({"code": "volunteer"}) == word_reason({"code": "volunteer"})
