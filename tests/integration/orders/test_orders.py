"""Orders from outside: only after the notice, numbers without gaps, void ones kept, amended decisions, schools apart, batches, lists."""

import datetime as dt
import io
import zipfile

import pytest
from flask import current_app
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.decisions import operations as decisions
from staffing.decisions.models import DecisionState, MoveOpinion, OpinionAnswer, OpinionRound, OpinionSide
from staffing.documents.models import DocumentBatch
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.orders.exporting import changes_list
from staffing.orders.gate import why_not_yet
from staffing.orders.models import IssuedOrder, OrderState
from staffing.public_notices.models import CaseState, NoticeObjection, PublicNotice
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import create_tiny_county
from tests.helpers.statements import counted_statements
from tests.integration.documents.test_documents import text_of

LATER = dt.date(2030, 8, 20)
THREE_MOVES = ((0, 0, 1), (0, 2, 1), (0, 4, 2))


@pytest.fixture
def tiny(county):
    return create_tiny_county(county=county, ruleset="demo")


@pytest.fixture
def decided(tiny):
    return create_decided_plan(tiny, THREE_MOVES, state=DecisionState.PUBLISHED)


@pytest.fixture(autouse=True)
def after_the_notice():
    with use_today(LATER):
        yield


def issue(officer, kind="order_transfer", prefix="演教调", day="2030-08-20", reason=""):
    return officer.post("/orders/issue", data={"kind": kind, "prefix": prefix, "issued_on": day, "report_by": "2030-08-28", "override_reason": reason})


def orders():
    return list(db.session.scalars(select(IssuedOrder).order_by(IssuedOrder.id)))


def test_orders_wait_for_the_end_of_the_notice_unless_a_reason_is_given(officer, tiny):
    assert "还没有生效的方案" in officer.get("/orders/").get_data(as_text=True)
    decided = create_decided_plan(tiny, THREE_MOVES)
    assert "尚未公示" in issue(officer).get_data(as_text=True)
    decisions.publish(decided)
    published = decided.published_at.date()
    with use_today(published):
        assert "公示期到" in issue(officer, day=published.isoformat()).get_data(as_text=True)
        assert orders() == []
        assert issue(officer, day=published.isoformat(), reason="开学在即，局长办公会同意").status_code == 303
    assert [one.override_reason for one in orders()] == ["开学在即，局长办公会同意"] * 3
    assert "公示期未满提前发文" in officer.get("/orders/register").get_data(as_text=True)


def test_orders_wait_for_objections_and_for_the_whole_notice(officer, decided):
    notice = PublicNotice(county_id=decided.county_id, decided_plan_id=decided.id, token="t" * 43, starts_on=dt.date(2030, 8, 1),
                          ends_on=dt.date(2030, 8, 21), working_days=5)
    notice.objections = [NoticeObjection(county_id=decided.county_id, objector="演示群众", ground="名单有误", received_on=dt.date(2030, 8, 5))]
    db.session.add(notice)
    db.session.flush()
    assert "2030-08-21" in str(why_not_yet(decided, dt.date(2030, 8, 21)))
    assert "1" in str(why_not_yet(decided, dt.date(2030, 8, 22)))
    notice.objections[0].state = CaseState.REJECTED
    assert why_not_yet(decided, dt.date(2030, 8, 22)) is None
    notice.closed_on = dt.date(2030, 8, 10)
    assert why_not_yet(decided, dt.date(2030, 8, 22)) is not None


def test_numbers_have_no_gaps_and_are_never_given_twice(officer, decided):
    assert issue(officer).status_code == 303
    assert [one.full_number for one in orders()] == [f"演教调〔2030〕{number}号" for number in (1, 2, 3)]
    assert "都已有这种文书" in issue(officer).get_data(as_text=True)
    first = orders()[0]
    sent = officer.post(f"/orders/papers/{first.id}/void", data={"reason": "姓名有误，重开", "version": first.version})
    assert sent.status_code == 303
    assert issue(officer).status_code == 303
    assert [(one.number, one.state) for one in orders()] == [
        (1, OrderState.VOID), (2, OrderState.ISSUED), (3, OrderState.ISSUED), (4, OrderState.ISSUED)]
    assert orders()[3].teacher_id == first.teacher_id
    assert issue(officer, day="2031-01-05", kind="order_letter").status_code == 303
    assert [one.number for one in orders()[4:]] == [1, 2, 3], "numbers begin anew with the calendar year"
    page = officer.get("/orders/register").get_data(as_text=True)
    assert "姓名有误，重开" in page
    assert "演教调〔2030〕1号" in page
    stale = officer.post(f"/orders/papers/{orders()[1].id}/void", data={"reason": "再次作废", "version": 99})
    assert stale.status_code == 200
    assert {"orders_issued", "order_voided"} <= set(db.session.scalars(select(AuditEvent.action)))


def test_paper_says_the_same_years_later(officer, decided):
    issue(officer)
    one = orders()[0]
    before = text_of(officer.post(f"/orders/papers/{one.id}", data={"suffix": "docx"}).data)
    assert one.facts["姓名"] in before
    assert "演教调〔2030〕1号" in before
    assert "2030年8月28日" in before
    decided.moves[0].teacher.name = "另一姓名"
    db.session.flush()
    assert text_of(officer.post(f"/orders/papers/{one.id}", data={"suffix": "docx"}).data) == before
    assert officer.post(f"/orders/papers/{one.id}", data={"suffix": "pdf"}).data.startswith(b"%PDF")


def test_papers_that_no_longer_fit_the_decision_are_told(officer, tiny, decided):
    issue(officer)
    amended = create_decided_plan(tiny, ((0, 0, 2), (0, 2, 1)), name="修正方案", state=DecisionState.PUBLISHED)
    page = officer.get("/orders/").get_data(as_text=True)
    assert f"第 {amended.number} 版" in page
    listed = page[page.index("与现行方案不符"):page.index("</p>", page.index("与现行方案不符"))]
    assert [one.full_number in listed for one in orders()] == [True, False, True]


def test_schools_see_and_take_their_own_papers_only(client_as, officer, tiny, decided):
    issue(officer, kind="order_letter", prefix="演教介")
    clerk = client_as(Role.CLERK, tiny.schools[2])
    page = clerk.get("/orders/").get_data(as_text=True)
    names = [move.teacher.name for move in decided.moves]
    assert [name in page for name in names] == [False, False, True]
    register = clerk.get("/orders/register").get_data(as_text=True)
    assert [one.full_number in register for one in orders()] == [False, False, True]
    assert [clerk.post(f"/orders/papers/{one.id}").status_code for one in orders()] == [404, 404, 200]
    changes = text_of(clerk.post(f"/orders/schools/{tiny.schools[2].id}/changes").data)
    assert names[2] in changes
    assert names[0] not in changes
    assert clerk.post(f"/orders/schools/{tiny.schools[0].id}/changes").status_code == 404
    assert issue(clerk).status_code == 403


@pytest.mark.parametrize(("kind", "count"), [("order_letter", 3), ("rotation_form", 3), ("school_changes", 3)])
def test_all_papers_leave_as_one_zip(officer, decided, kind, count):
    issue(officer, kind="order_letter")
    assert officer.post("/orders/batch", data={"kind": kind, "suffix": "docx"}).status_code == 303
    run_waiting_jobs(current_app._get_current_object())
    batch = db.session.scalars(select(DocumentBatch)).one()
    assert batch.message == ""
    with zipfile.ZipFile(io.BytesIO(officer.post(f"/documents/batches/{batch.id}/take").data)) as archive:
        assert len(archive.namelist()) == count
        words = [text_of(archive.read(name)) for name in archive.namelist()]
    assert all("{{" not in one for one in words)
    assert sum(decided.moves[0].teacher.name in one for one in words) == (1 if kind != "school_changes" else 2)
    assert officer.post("/orders/batch", data={"kind": "employment"}).status_code == 404


def test_notice_lists_everybody_and_form_shows_the_person(officer, decided):
    issue(officer, kind="order_notice", prefix="演教发")
    notice = text_of(officer.post(f"/orders/papers/{orders()[0].id}").data)
    assert all(move.teacher.name in notice for move in decided.moves)
    assert "共交流轮岗教师3人，其中骨干教师3人" in notice
    form = text_of(officer.post(f"/orders/forms/{decided.moves[0].id}").data)
    assert decided.moves[0].from_section.school.name in form
    assert "同意。" in form


def test_form_prints_what_the_schools_said(officer, decided):
    move = decided.moves[0]
    asked = OpinionRound(county_id=decided.county_id, plan_id=decided.plan_id, run_id=decided.run_id, asked_on=dt.date(2026, 6, 1), due_on=dt.date(2026, 6, 10))
    asked.opinions = [
        MoveOpinion(teacher_id=move.teacher_id, school_id=section.school_id, from_section_id=move.from_section_id, to_section_id=move.to_section_id,
                    subject=move.subject, side=side, answer=answer, reason=reason, answered_on=dt.date(2026, 6, 5) if answer else None)
        for section, side, answer, reason in (
            (move.from_section, OpinionSide.SENDING, OpinionAnswer.DISAGREE, "本校语文缺人"), (move.to_section, OpinionSide.RECEIVING, None, ""))]
    db.session.add(asked)
    db.session.flush()
    form = text_of(officer.post(f"/orders/forms/{move.id}").data)
    assert "不同意：本校语文缺人。2026年6月5日" in form
    assert "视为同意" in form


def test_lists_agree_with_the_records(officer, decided, tiny):
    issue(officer)
    first = orders()[0]
    officer.post(f"/orders/papers/{first.id}/void", data={"reason": "样张有误", "version": first.version})
    text = officer.post("/exports/order_register.csv").get_data(as_text=True)
    assert "样张有误" in text
    assert text.count("演教调〔2030〕") == 3
    schools = changes_list(tiny.county.id).settled().sheets[0].rows
    assert [row[2:4] for row in schools] == [("3", "0"), ("0", "2"), ("0", "1")]
    out, come = (sheet.rows for sheet in changes_list(tiny.county.id).settled().sheets[1:])
    assert sorted(row[2] for row in out) == sorted(row[2] for row in come) == sorted(move.teacher.name for move in decided.moves)


def test_pages_send_the_same_statements_when_there_are_more_moves(officer, tiny):
    seen = []
    for name, moves in (("一", THREE_MOVES[:1]), ("二", (*THREE_MOVES, (0, 1, 2), (1, 0, 2)))):
        create_decided_plan(tiny, moves, name=name, state=DecisionState.PUBLISHED)
        issue(officer)
        with counted_statements() as found:
            officer.get("/orders/")
            officer.get("/orders/register")
        seen.append(len(found))
    assert seen[0] >= seen[1]
