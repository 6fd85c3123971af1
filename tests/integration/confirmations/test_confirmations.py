"""Confirmation of facts from outside: teacher by slip, school for itself and on paper, the bureau's decision, fixing with open matters."""

import datetime as dt

import pytest
from flask_login import login_user
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.confirmations.models import Answer, FactConfirmation, ObjectionDecision, Party
from staffing.confirmations.operations import give_answer
from staffing.confirmations.queries import count_progress, list_persons
from staffing.confirmations.seen import fingerprint
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.operations import override_verdict
from staffing.extensions import db
from staffing.teachers.models import Deferral
from tests.factories.accounts import create_user
from tests.factories.plans import create_tiny_county
from tests.factories.slips import client_with_slip
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements


@pytest.fixture
def tiny(county):
    made = create_tiny_county(county=county)
    for verdict, teacher in zip(made.verdicts.verdicts, made.teachers, strict=True):
        verdict.school_id = teacher.appointments[0].personnel_school_id
        verdict.years_at_school = 11
        verdict.reasons = [{"code": "years_at_school", "effect": "meets", "rule": "service.years", "value": 11, "relation": "at_least", "required": 6,
                            "inputs": {"since": "2015-09-01", "on": "2026-08-31"}, "clause": "第三条"}]
    db.session.flush()
    return made


@pytest.fixture
def clerk(app, tiny):
    return sign_in_client(app, create_user(county=tiny.county, role=Role.CLERK, school=tiny.schools[0]))


def stored(teacher, party=Party.TEACHER):
    return db.session.scalars(select(FactConfirmation).where(FactConfirmation.teacher_id == teacher.id, FactConfirmation.party == party)).one()


def object_by_slip(app, tiny, teacher, words="我2013年调入，年限应为13年"):
    client = client_with_slip(app, tiny.year, teacher)
    answer = client.post("/my/facts", data={"answer": "objected", "words": words})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def test_a_teacher_sees_the_facts_and_confirms_them(app, tiny):
    teacher = tiny.teacher(0, 0)
    client = client_with_slip(app, tiny.year, teacher)
    assert "等待您核对" in client.get("/my/home").get_data(as_text=True)
    page = client.get("/my/facts").get_data(as_text=True)
    assert all(word in page for word in ("11", "2015-09-01", "第三条", "1985-05-01"))
    assert not any(other.name in page for other in tiny.teachers if other is not teacher)
    assert client.post("/my/facts", data={"answer": "confirmed"}).status_code == 303
    one = stored(teacher)
    assert (one.answer, one.entered_by, one.content_cipher, one.school_id) == (Answer.CONFIRMED, None, None, tiny.schools[0].id)
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "facts_confirmed")).one()
    assert (event.actor_name, event.actor_role) == (teacher.name, "by_slip")


def test_an_objection_needs_words_which_are_stored_encrypted_and_never_logged(app, tiny, officer):
    teacher = tiny.teacher(0, 0)
    client = client_with_slip(app, tiny.year, teacher)
    assert "请写明" in client.post("/my/facts", data={"answer": "objected", "words": " "}).get_data(as_text=True)
    client.post("/my/facts", data={"answer": "objected", "words": "演示：本人怀孕"})
    one = stored(teacher)
    assert "怀孕" not in (one.content_cipher or "怀孕")
    assert not any("怀孕" in f"{event.changes}{event.reason}" for event in db.session.scalars(select(AuditEvent)))
    assert "怀孕" in officer.get("/confirmations/objections").get_data(as_text=True)
    assert "怀孕" in client.get("/my/facts").get_data(as_text=True)


def test_the_bureau_refuses_with_a_reason_that_the_teacher_reads(app, tiny, officer):
    teacher = tiny.teacher(0, 0)
    client = object_by_slip(app, tiny, teacher)
    one = stored(teacher)
    path, sent = f"/confirmations/{one.id}/decide", {"decision": "refused", "version": one.version}
    assert "给出理由" in officer.post(path, data={**sent, "reason": ""}).get_data(as_text=True)
    assert officer.post(path, data={**sent, "reason": "任职经历以调令为准"}).status_code == 303
    assert "任职经历以调令为准" in client.get("/my/facts").get_data(as_text=True)
    assert officer.post(path, data={**sent, "reason": "又一次决定"}).status_code == 409, "a stale form"
    db.session.refresh(one)
    assert one.decision_reason == "任职经历以调令为准"


def test_deciding_by_hand_needs_the_decision_it_speaks_of(app, tiny, officer):
    teacher = tiny.teacher(0, 0)
    object_by_slip(app, tiny, teacher)
    one, verdict = stored(teacher), tiny.verdicts.verdicts[0]
    sent = {"decision": "overridden", "reason": "", "version": one.version}
    assert "人工裁定" in officer.post(f"/confirmations/{one.id}/decide", data=sent).get_data(as_text=True)
    with officer.application.test_request_context():
        override_verdict_as(tiny, verdict)
    assert officer.post(f"/confirmations/{one.id}/decide", data=sent).status_code == 303
    assert one.decision is ObjectionDecision.OVERRIDDEN


def override_verdict_as(tiny, verdict):
    login_user(create_user(county=tiny.county, role=Role.OFFICER))
    override_verdict(tiny.year, verdict, state=EligibilityState.DEFERRED, reason="材料齐全")


def test_a_school_confirms_all_others_and_enters_paper_for_a_teacher(tiny, clerk):
    first, second = tiny.teacher(0, 0), tiny.teacher(0, 1)
    path = f"/confirmations/schools/{tiny.schools[0].id}"
    assert clerk.post(f"/confirmations/teachers/{first.id}/school", data={"answer": "objected", "words": "编制在外校"}).status_code == 303
    assert clerk.post(f"/confirmations/teachers/{second.id}/teacher", data={"answer": "confirmed"}).status_code == 303
    assert clerk.post(f"{path}/confirm-rest").status_code == 303
    assert stored(first, Party.SCHOOL).answer is Answer.OBJECTED
    assert stored(second, Party.SCHOOL).answer is Answer.CONFIRMED
    assert stored(second).entered_by is not None
    row = count_progress(tiny.verdicts)[0]
    assert (row.persons, row.teachers, row.school, row.open) == (6, 1, 6, 1)
    assert clerk.get(f"/confirmations/teachers/{tiny.teacher(1, 0).id}/school").status_code == 404
    assert clerk.get(f"/confirmations/teachers/{first.id}/nobody").status_code == 404
    assert clerk.get("/confirmations/objections").status_code == 403


def test_other_facts_ask_for_another_answer(app, tiny):
    teacher, verdict = tiny.teacher(0, 0), tiny.verdicts.verdicts[0]
    give_answer(verdict, party=Party.TEACHER, answer=Answer.CONFIRMED, entered_by=None)
    before = fingerprint(verdict)
    verdict.years_at_school = 12
    db.session.flush()
    assert fingerprint(verdict) != before
    line = next(one for one in list_persons(tiny.verdicts, tiny.schools[0].id) if one.verdict.teacher_id == teacher.id)
    assert line.stale == {Party.TEACHER}
    client = client_with_slip(app, tiny.year, teacher)
    assert "信息有变化" in client.get("/my/home").get_data(as_text=True)


def test_fixing_with_open_matters_needs_a_reason_and_ends_the_answers(app, tiny, officer):
    teacher = tiny.teacher(0, 0)
    client = object_by_slip(app, tiny, teacher)
    page = officer.post("/eligibility/fix").get_data(as_text=True)
    assert "尚未处理的异议：1" in page
    assert tiny.verdicts.fixed_at is None
    officer.post("/eligibility/fix", data={"reason": "逾期未核对视为无异议"})
    db.session.refresh(tiny.verdicts)
    assert tiny.verdicts.fixed_at is not None
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "eligibility_fixed")).one()
    assert event.reason == "逾期未核对视为无异议"
    assert "名单已核定" in client.post("/my/facts", data={"answer": "confirmed"}).get_data(as_text=True)
    assert stored(teacher).answer is Answer.OBJECTED


def test_deferrals_that_run_out_are_listed(tiny, officer):
    for number, until in enumerate((dt.date(2026, 7, 1), dt.date(2027, 3, 1), dt.date(2029, 1, 1), None)):
        db.session.add(Deferral(teacher_id=tiny.teachers[number].id, ground="illness", valid_from=dt.date(2025, 9, 1), valid_to=until))
    db.session.flush()
    with use_today(dt.date(2026, 5, 1)):
        page = officer.get("/confirmations/deferrals").get_data(as_text=True)
    assert [teacher.name in page for teacher in tiny.teachers[:4]] == [True, True, False, False]
    assert "2026-06-30" in page


def test_progress_is_one_statement_however_many_schools(tiny, officer):
    officer.get("/confirmations/")
    with counted_statements() as before:
        officer.get("/confirmations/")
    for verdict in tiny.verdicts.verdicts:
        give_answer(verdict, party=Party.SCHOOL, answer=Answer.CONFIRMED, entered_by=None)
    with counted_statements() as after:
        officer.get("/confirmations/")
    assert len(after) == len(before)
