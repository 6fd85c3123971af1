"""Postings from outside and inside: moves into the records, 300 of them and back, arrival, ends, returns, refusals, schools apart."""

import datetime as dt

import pytest
from flask import current_app
from sqlalchemy import func, select

from staffing.audit.models import AuditEvent, RecordVersion
from staffing.audit.record import verify_chain
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.decisions.models import DecidedMove, DecisionState
from staffing.decisions.queries import list_decided_moves
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.postings import operations
from staffing.postings.exporting import postings_list, returns_list
from staffing.postings.models import Arrival, Posting, PostingState, StintEnd
from staffing.teachers.enums import AppointmentKind, PostStatus
from staffing.teachers.fact_kinds import MODELS
from staffing.teachers.models import Appointment, Employment, RotationRecord, Teacher
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import create_tiny_county
from tests.factories.teachers import create_teacher

DAY = dt.date(2026, 9, 1)
LATER = dt.date(2026, 9, 10)
IGNORED = {"version", "updated_at"}


@pytest.fixture
def tiny(county):
    return create_tiny_county(county=county, ruleset="demo")


def decide(tiny, moves, name="演示方案"):
    """Return a version made public whose moves last three years and leave the personnel relation where it is."""
    one = create_decided_plan(tiny, moves, name=name, state=DecisionState.PUBLISHED)
    for move in one.moves:
        move.starts_on, move.ends_on, move.relation_moves = DAY, dt.date(2029, 8, 31), False
    db.session.flush()
    return one


@pytest.fixture
def decided(tiny):
    return decide(tiny, ((0, 0, 1), (0, 2, 1), (0, 4, 2)))


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(LATER):
        yield


def rows():
    """Return every row of the teachers' records as it stands, without the counter of versions."""
    db.session.flush()
    found = {}
    for model in (Teacher, *MODELS.values()):
        table = model.__table__
        columns = [column for column in table.c if column.name not in IGNORED]
        found[table.name] = sorted(map(tuple, db.session.execute(select(*columns).order_by(table.c.id))), key=lambda row: row[0])
    return found


def post(officer, day="2026-09-01", reason="公示期内经局长办公会同意"):
    sent = officer.post("/postings/post", data={"day": day, "reason": reason})
    run_waiting_jobs(current_app._get_current_object())
    return sent


def postings(**wanted):
    return list(db.session.scalars(select(Posting).filter_by(**wanted).order_by(Posting.id)))


def post_all(decided, moves):
    return [operations.post_move(move, county_id=decided.county_id, rotation_year_id=decided.rotation_year_id, day=DAY) for move in moves]


def many_moves(tiny, decided, count):
    """Add moves of so many new teachers; of every third the personnel relation moves."""
    for number in range(count):
        teacher = create_teacher(section=tiny.sections[0], name=f"演示{number}", degree=None, certificate=None)
        db.session.add(DecidedMove(
            decided_plan_id=decided.id, teacher_id=teacher.id, from_section_id=tiny.sections[0].id, to_section_id=tiny.sections[1 + number % 2].id,
            subject="语文", kind="regular", starts_on=DAY, ends_on=dt.date(2029, 8, 31), relation_moves=number % 3 == 0))
    db.session.flush()
    return list_decided_moves(decided.id)


@pytest.mark.slow
def test_300_moves_are_posted_and_reversed_without_a_trace_in_the_records(tiny, decided):
    moves = many_moves(tiny, decided, 297)
    assert len(moves) == 300
    before, versions = rows(), db.session.scalar(select(func.count()).select_from(RecordVersion))
    made = post_all(decided, moves)
    after = rows()
    assert len(after["appointment"]) == len(before["appointment"]) + 300
    assert len(after["rotation_record"]) == len(before["rotation_record"]) + 300
    assert len(after["employment"]) == len(before["employment"]) + 201, "the status of those whose relation moved stays"
    for posting in made:
        operations.reverse(posting, reason="方案修正，撤销入档", version=None)
    assert rows() == before
    assert {one.state for one in postings()} == {PostingState.REVERSED}
    lines = db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action.in_(("move_posted", "posting_reversed"))))
    assert lines == 600
    assert verify_chain(str(decided.county_id)).first_wrong is None
    assert (db.session.scalar(select(func.count()).select_from(RecordVersion)) or 0) >= (versions or 0)
    assert [one is not None for one in post_all(decided, moves[:2])] == [True, True], "a reversed move can be posted anew"


def test_move_becomes_dated_records_and_a_second_posting_changes_nothing(officer, decided, tiny):
    assert post(officer).status_code == 303
    first = decided.moves[0]
    service = db.session.scalars(select(Appointment).where(Appointment.teacher_id == first.teacher_id).order_by(Appointment.valid_from)).all()
    assert [(one.valid_from, one.valid_to) for one in service] == [(dt.date(2015, 9, 1), DAY), (DAY, None)]
    assert (service[1].kind, service[1].section_id, service[1].personnel_school_id) == (
        AppointmentKind.EXCHANGE, first.to_section_id, first.from_section.school_id if not first.relation_moves else first.to_section.school_id)
    status = db.session.scalars(select(Employment).where(Employment.teacher_id == first.teacher_id).order_by(Employment.valid_from)).all()
    assert [one.status for one in status] == [PostStatus.IN_POST, PostStatus.EXCHANGED_IN_COUNTY]
    record = db.session.scalars(select(RotationRecord).where(RotationRecord.teacher_id == first.teacher_id)).one()
    assert (record.starts_on, record.ends_on, record.kind) == (DAY, first.ends_on, first.kind)
    before = rows()
    post(officer)
    assert rows() == before
    assert len(postings()) == 3


def test_personnel_relation_moves_where_the_decision_says_so(decided, tiny):
    decided.moves[0].relation_moves = True
    post_all(decided, list_decided_moves(decided.id)[:1])
    teacher_id = list_decided_moves(decided.id)[0].teacher_id
    newest = db.session.scalars(select(Appointment).where(Appointment.teacher_id == teacher_id).order_by(Appointment.valid_from.desc())).first()
    moved = list_decided_moves(decided.id)[0].relation_moves
    assert (newest.personnel_school_id == tiny.schools[1].id) == moved
    assert db.session.scalars(select(RotationRecord).where(RotationRecord.teacher_id == teacher_id)).one().relation_moved == moved


def test_who_cannot_be_written_is_told_and_the_others_are_written(officer, decided, tiny):
    stranger = decided.moves[1].teacher
    stranger.appointments[0].section_id = tiny.sections[2].id
    db.session.flush()
    post(officer)
    assert len(postings()) == 2
    page = officer.get("/postings/").get_data(as_text=True)
    assert f"{stranger.name} 在 2026-09-01 不在派出学校任教" in page


def test_posting_waits_for_the_notice_unless_a_reason_is_given(officer, decided):
    with use_today(decided.published_at.date()):
        assert "公示期到" in officer.post("/postings/post", data={"day": "2026-09-01"}).get_data(as_text=True)
    assert postings() == []


def test_what_was_changed_since_is_not_taken_back(officer, decided):
    post_all(decided, decided.moves)
    one = postings()[0]
    record = db.session.scalars(select(RotationRecord).where(RotationRecord.teacher_id == one.teacher_id)).one()
    record.kind = "support_teaching"
    db.session.flush()
    page = officer.post(f"/postings/{one.id}/reverse", data={"reason": "撤销这一条", "version": one.version}, follow_redirects=True).get_data(as_text=True)
    assert "又有改动" in page
    assert postings()[0].state is PostingState.POSTED
    record.kind = one.move.kind
    db.session.flush()
    officer.post(f"/postings/{one.id}/reverse", data={"reason": "撤销这一条", "version": one.version})
    assert postings()[0].state is PostingState.REVERSED


def test_receiving_school_confirms_arrival_and_assesses(client_as, officer, decided, tiny):
    post_all(decided, decided.moves)
    clerk, stranger = client_as(Role.CLERK, tiny.schools[1]), client_as(Role.CLERK, tiny.schools[2])
    one = next(item for item in postings() if item.to_school_id == tiny.schools[1].id)
    assert "2 人逾期" in clerk.get("/postings/").get_data(as_text=True)
    sent = {"arrival": "arrived", "arrived_on": "2026-08-30", "note": "", "version": one.version}
    assert stranger.post(f"/postings/{one.id}/arrival", data=sent).status_code == 404
    assert clerk.post(f"/postings/{one.id}/arrival", data={**sent, "arrived_on": ""}, follow_redirects=True).status_code == 200
    assert clerk.post(f"/postings/{one.id}/arrival", data=sent).status_code == 303
    assert (one.arrival, one.arrived_on) == (Arrival.ARRIVED, dt.date(2026, 8, 30))
    old = clerk.post(f"/postings/{one.id}/arrival", data=sent, follow_redirects=True)
    assert "已" in old.get_data(as_text=True)
    assert "1 人逾期" in clerk.get("/postings/").get_data(as_text=True)
    assert clerk.post(f"/postings/{one.id}/assessment", data={"school_year": "2026", "grade": "excellent", "remark": "带出两名青年教师"}).status_code == 303
    assert clerk.post(f"/postings/{one.id}/assessment", data={"school_year": "2026", "grade": "qualified", "final": "y"}).status_code == 303
    assert [(item.grade.value, item.final) for item in one.assessments] == [("qualified", True)]
    assert clerk.post(f"/postings/{one.id}/end").status_code == 403
    assert {"arrival_noted", "stint_assessed"} <= set(db.session.scalars(select(AuditEvent.action)))


def end(officer, one, outcome, on, **more):
    return officer.post(f"/postings/{one.id}/end", data={"outcome": outcome, "on": on, "reason": "期满", "version": one.version, **more}, follow_redirects=True)


@pytest.mark.parametrize(("outcome", "on", "more", "where", "personnel"), [
    ("returned", "2029-09-01", {}, 0, 0), ("left_early", "2027-03-01", {"reason": "因病返回原校"}, 0, 0),
    ("stayed", "2029-09-01", {}, 1, 0), ("stayed", "2029-09-01", {"relation_moves": "y"}, 1, 1)])
def test_end_is_written_into_the_records_and_taken_back(officer, decided, tiny, outcome, on, more, where, personnel):
    post_all(decided, decided.moves[:1])
    one, before = postings()[0], rows()
    assert "已写入档案" in end(officer, one, outcome, on, **more).get_data(as_text=True)
    newest = db.session.scalars(select(Appointment).where(Appointment.teacher_id == one.teacher_id).order_by(Appointment.valid_from.desc())).first()
    assert (newest.valid_from.isoformat(), newest.kind, newest.section_id, newest.personnel_school_id) == (
        on, AppointmentKind.REGULAR, tiny.sections[where].id, tiny.schools[personnel].id)
    status = db.session.scalars(select(Employment.status).where(Employment.teacher_id == one.teacher_id).order_by(Employment.valid_from)).all()
    assert status == [PostStatus.IN_POST, PostStatus.EXCHANGED_IN_COUNTY, PostStatus.IN_POST]
    record = db.session.scalars(select(RotationRecord).where(RotationRecord.teacher_id == one.teacher_id)).one()
    assert record.ends_on == dt.date.fromisoformat(on) - dt.timedelta(days=1)
    assert "先撤销" in officer.post(f"/postings/{one.id}/reverse", data={"reason": "撤销这一条", "version": one.version}, follow_redirects=True).get_data(as_text=True)
    officer.post(f"/postings/{one.id}/undo-end", data={"reason": "登记有误", "version": one.version})
    assert rows() == before
    assert (one.outcome, one.end_steps) == (StintEnd.RUNNING, [])


def test_extension_moves_the_return_to_a_later_year_and_the_whole_way_back_leads_to_the_beginning(officer, decided, tiny):
    before = rows()
    post_all(decided, decided.moves)
    one = postings()[0]
    assert one.teacher.name in officer.get("/postings/returns?school_year=2028").get_data(as_text=True)
    assert "更晚" in end(officer, one, "extended", "2027-08-31").get_data(as_text=True)
    end(officer, one, "extended", "2030-08-31")
    assert (one.outcome, one.ends_on) == (StintEnd.EXTENDED, dt.date(2030, 8, 31))
    assert one.teacher.name not in officer.get("/postings/returns?school_year=2028").get_data(as_text=True)
    assert one.teacher.name in officer.get("/postings/returns?school_year=2029").get_data(as_text=True)
    end(officer, one, "returned", "2030-09-01")
    for _ in range(2):
        officer.post(f"/postings/{one.id}/undo-end", data={"reason": "重新登记", "version": one.version})
    assert (one.outcome, one.ends_on) == (StintEnd.RUNNING, dt.date(2029, 8, 31))
    officer.post("/postings/reverse-all", data={"reason": "方案修正，全部撤销"})
    run_waiting_jobs(current_app._get_current_object())
    assert rows() == before


def test_amended_decision_tells_which_postings_no_longer_fit(officer, decided, tiny):
    # Decided before the first is posted: a plan starts from the records, which by then would have the persons elsewhere.
    decide(tiny, ((0, 0, 2), (0, 2, 1)), name="修正方案")
    post_all(decided, decided.moves)
    page = officer.get("/postings/").get_data(as_text=True)
    listed = page[page.index("与现行方案不符"):page.index("</p>", page.index("与现行方案不符"))]
    assert [one.teacher.name in listed for one in postings()] == [True, False, True]


def test_lists_agree_with_the_records(officer, decided, tiny):
    post_all(decided, decided.moves)
    one = postings()[0]
    operations.note_arrival(one, arrival=Arrival.ARRIVED, arrived_on=DAY, note="", version=None)
    arrived, late = (list(sheet.rows) for sheet in postings_list(tiny.county.id).sheets)
    assert (len(arrived), len(late)) == (3, 2)
    assert [row[9] for row in arrived].count("已到岗") == 1
    with use_today(dt.date(2028, 10, 1)):
        assert [len(list(sheet.rows)) for sheet in returns_list(tiny.county.id).sheets] == [3, 0]
