"""From a school's form to the record: what saves at once, what waits, what is refused, and who may do what."""

import datetime as dt

import html5lib
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.changes.enums import FieldMode, RequestState
from staffing.changes.models import ChangeItem, ChangeRequest, FieldPolicy
from staffing.core.access import Role
from staffing.extensions import db
from staffing.notices.models import Notice
from staffing.teachers.enums import DegreeLevel
from staffing.teachers.models import Deferral, Degree, Teacher
from staffing.teachers.personal import read_content, read_id_number, read_phone
from tests.factories.accounts import create_user
from tests.factories.schools import create_school
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

REASON = "依据毕业证书更正"
ID_NUMBER = "999999199003072990"


def form_at(client, address: str) -> dict[str, str]:
    """Return what a browser would send for the form at an address if nothing were touched."""
    root = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
    form = next(one for one in root.iter("form") if "card" in (one.get("class") or "") or one.get("novalidate") is not None)
    sent = {}
    for item in form.iter():
        if item.tag == "input" and item.get("name") and (item.get("type") not in ("checkbox", "radio") or item.get("checked") is not None):
            sent[item.get("name")] = item.get("value", "y" if item.get("type") == "checkbox" else "")
        elif item.tag == "textarea":
            sent[item.get("name")] = "".join(item.itertext())
        elif item.tag == "select":
            options = list(item.iter("option"))
            chosen = next((one for one in options if one.get("selected") is not None), options[0])
            sent[item.get("name")] = chosen.get("value")
    return sent


def edit(client, address: str, **changes: str):
    """Open a form, change some answers, send it."""
    return client.post(address, data=form_at(client, address) | changes)


def only_request() -> ChangeRequest:
    return db.session.scalars(select(ChangeRequest)).one()


def decide(client, request: ChangeRequest, **answers: str):
    """Open a request and answer it; ``whole`` presses the button for all fields."""
    address = f"/changes/{request.id}"
    sent = form_at(client, address)
    return client.post(f"{address}/decide", data=sent | answers)


def degree_address(bureau) -> str:
    return f"/changes/teachers/{bureau.teacher.id}/degree/{bureau.degree.id}"


def ask_degree(bureau, level: str = "master", **more: str) -> ChangeRequest:
    answer = edit(bureau.asks, degree_address(bureau), level=level, reason=REASON, **more)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return only_request()


class TestAsking:
    def test_free_fields_save_at_once_and_make_no_request(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/edit"
        assert edit(bureau.asks, address, phone="13800001234", remark="年级组长").status_code == 303
        teacher = db.session.get(Teacher, bureau.teacher.id)
        assert (read_phone(teacher), teacher.remark) == ("13800001234", "年级组长")
        assert db.session.scalar(select(ChangeRequest)) is None
        line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "teacher_corrected")).one()
        assert line.actor_name == "演示干事"

    def test_fields_that_wait_become_a_request_and_the_record_stays(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/edit"
        answer = edit(bureau.asks, address, name="演示乙", remark="班主任", reason=REASON)
        request = only_request()
        assert answer.location.endswith(f"/changes/{request.id}")
        assert [(item.field, item.old_text, item.new_text) for item in request.items] == [("name", "演示甲", "演示乙")]
        teacher = db.session.get(Teacher, bureau.teacher.id)
        assert (teacher.name, teacher.remark) == ("演示甲", "班主任")
        assert request.base_version == teacher.version
        assert "演示乙" in bureau.asks.get(f"/changes/{request.id}").get_data(as_text=True)

    def test_kept_fields_are_shown_with_reason_and_never_taken(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/edit"
        page = bureau.asks.get(address).get_data(as_text=True)
        assert "属于唯一标识" in page
        assert 'name="number"' not in page
        edit(bureau.asks, address, number="FORGED", remark="班主任")
        teacher = db.session.get(Teacher, bureau.teacher.id)
        assert teacher.number != "FORGED"
        assert teacher.remark == "班主任"
        assert db.session.scalar(select(ChangeRequest)) is None

    def test_a_reason_is_demanded_and_what_was_typed_stays(self, bureau):
        answer = edit(bureau.asks, degree_address(bureau), institution="演示师范大学")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert "请说明变更理由和依据" in page
        assert "演示师范大学" in page
        assert db.session.scalar(select(ChangeRequest)) is None

    def test_the_same_day_in_another_spelling_is_no_change(self, bureau):
        answer = edit(bureau.asks, degree_address(bureau), graduated_on="2015/9/1")
        assert answer.status_code == 303
        assert db.session.scalar(select(ChangeRequest)) is None

    def test_a_second_request_about_the_same_field_is_refused(self, bureau):
        ask_degree(bureau)
        answer = edit(bureau.asks, degree_address(bureau), level="doctor", reason=REASON)
        assert "已有未办结的申请" in answer.get_data(as_text=True)
        assert edit(bureau.asks, degree_address(bureau), major="汉语言文学", reason=REASON).status_code == 303

    def test_a_record_that_would_be_wrong_is_refused_before_the_bureau_sees_it(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/edit"
        answer = edit(bureau.asks, address, name="", reason=REASON)
        assert answer.status_code == 200
        assert db.session.scalar(select(ChangeRequest)) is None

    def test_nothing_changed_is_told(self, bureau):
        answer = bureau.asks.post(degree_address(bureau), data=form_at(bureau.asks, degree_address(bureau)), follow_redirects=True)
        assert "没有任何修改" in answer.get_data(as_text=True)

    def test_two_at_once_get_the_conflict_page_and_the_reason_is_kept(self, bureau):
        sent = form_at(bureau.asks, degree_address(bureau))
        bureau.degree.major = "数学"
        db.session.flush()
        answer = bureau.asks.post(degree_address(bureau), data=sent | {"major": "物理学", "reason": REASON})
        assert answer.status_code == 409
        assert REASON in answer.get_data(as_text=True)
        assert db.session.scalar(select(ChangeRequest)) is None

    def test_an_act_that_the_bureau_keeps_shows_the_reason_and_takes_nothing(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/leadership/new"
        assert "调令为准" in bureau.asks.get(address).get_data(as_text=True)
        bureau.asks.post(address, data={"role": "principal", "school_id": bureau.school.id, "term": 1, "valid_from": "2026-09-01", "reason": REASON})
        assert db.session.scalar(select(ChangeRequest)) is None
        assert db.session.get(Teacher, bureau.teacher.id).leaderships == []

    def test_a_clerk_of_another_school_finds_nothing(self, app, bureau):
        other = sign_in_client(app, create_user(county=bureau.county, role=Role.CLERK, school=create_school(county=bureau.county)))
        request = ask_degree(bureau)
        for address in (degree_address(bureau), f"/changes/{request.id}"):
            assert other.get(address).status_code == 404
        assert other.post(f"/changes/{request.id}/take-back", data={"version": 1}).status_code == 404
        assert "演示甲" not in other.get("/changes/?state=all").get_data(as_text=True)


class TestDeciding:
    def test_agreed_changes_go_through_the_operation_and_name_the_request(self, bureau):
        request = ask_degree(bureau)
        assert decide(bureau.decides, request, whole="agree").status_code == 303
        assert db.session.get(Degree, bureau.degree.id).level is DegreeLevel.MASTER
        request = only_request()
        assert (request.state, request.decided_by) == (RequestState.ACCEPTED, bureau.officer.id)
        line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "fact_corrected")).one()
        assert line.reason == f"变更申请 {request.id}"
        assert line.actor_name == "演示科员"
        assert line.changes["level"] == ["bachelor", "master"]

    def test_field_by_field(self, bureau):
        request = ask_degree(bureau, major="汉语言文学")
        level, major = sorted(request.items, key=lambda item: item.field)
        answer = decide(bureau.decides, request, **{
            f"verdict_{level.id}": "refuse", f"reason_{level.id}": "未见证书", f"verdict_{major.id}": "agree"})
        assert answer.status_code == 303
        degree = db.session.get(Degree, bureau.degree.id)
        assert (degree.level, degree.major) == (DegreeLevel.BACHELOR, "汉语言文学")
        assert only_request().state is RequestState.PARTLY
        assert "未见证书" in bureau.asks.get(f"/changes/{request.id}").get_data(as_text=True)

    def test_every_field_needs_an_answer_and_a_refusal_a_reason(self, bureau):
        request = ask_degree(bureau)
        assert "请逐项作出决定" in decide(bureau.decides, request).get_data(as_text=True)
        assert "不同意的理由" in decide(bureau.decides, request, whole="refuse").get_data(as_text=True)
        assert only_request().state is RequestState.WAITING
        assert decide(bureau.decides, request, whole="refuse", note="材料不足，不同意").status_code == 303
        assert only_request().state is RequestState.REFUSED
        assert db.session.get(Degree, bureau.degree.id).level is DegreeLevel.BACHELOR

    def test_nobody_decides_on_an_own_request(self, bureau):
        request = ask_degree(bureau)
        sent = form_at(bureau.decides, f"/changes/{request.id}")
        bureau.clerk.role, bureau.clerk.school_id = Role.OFFICER, None
        db.session.flush()
        answer = bureau.asks.post(f"/changes/{request.id}/decide", data=sent | {"whole": "agree"})
        assert "须由他人审批" in answer.get_data(as_text=True)
        assert only_request().state is RequestState.WAITING

    def test_a_base_that_moved_is_marked_and_must_be_looked_at(self, bureau):
        request = ask_degree(bureau)
        bureau.degree.level = DegreeLevel.DOCTOR
        db.session.flush()
        assert "须重新核对" in bureau.decides.get("/changes/").get_data(as_text=True)
        assert "须重新核对" in bureau.decides.get(f"/changes/{request.id}").get_data(as_text=True)
        assert "请核对现值" in decide(bureau.decides, request, whole="agree").get_data(as_text=True)
        assert db.session.get(Degree, bureau.degree.id).level is DegreeLevel.DOCTOR
        item = only_request().items[0]
        assert decide(bureau.decides, request, whole="agree", **{f"looked_{item.id}": "y"}).status_code == 303
        assert db.session.get(Degree, bureau.degree.id).level is DegreeLevel.MASTER

    def test_a_record_that_moves_under_the_page_gets_the_conflict_page(self, bureau):
        request = ask_degree(bureau)
        sent = form_at(bureau.decides, f"/changes/{request.id}")
        bureau.degree.level = DegreeLevel.DOCTOR
        db.session.flush()
        answer = bureau.decides.post(f"/changes/{request.id}/decide", data=sent | {"whole": "agree"})
        assert answer.status_code == 409
        assert only_request().state is RequestState.WAITING

    def test_two_officers_at_once(self, bureau):
        request = ask_degree(bureau)
        sent = form_at(bureau.decides, f"/changes/{request.id}")
        assert decide(bureau.decides, request, whole="agree").status_code == 303
        answer = bureau.decides.post(f"/changes/{request.id}/decide", data=sent | {"whole": "refuse", "note": "材料不足"})
        assert answer.status_code == 409
        assert only_request().state is RequestState.ACCEPTED

    def test_a_rule_of_the_record_is_not_passed_by(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/appraisal/new"
        for _ in range(2):
            assert edit(bureau.asks, address, year="2025", grade="excellent", reason=REASON).status_code == 303
        first, second = db.session.scalars(select(ChangeRequest).order_by(ChangeRequest.id))
        assert decide(bureau.decides, first, whole="agree").status_code == 303
        answer = decide(bureau.decides, second, whole="agree")
        assert "已有这一条" in answer.get_data(as_text=True) or answer.status_code == 200
        assert [one.year for one in db.session.get(Teacher, bureau.teacher.id).appraisals] == [2025]
        assert db.session.get(ChangeRequest, second.id).state is RequestState.WAITING

    def test_a_record_that_is_gone_can_only_be_refused(self, bureau):
        request = ask_degree(bureau)
        db.session.delete(bureau.degree)
        db.session.flush()
        assert "原记录已不存在" in decide(bureau.decides, request, whole="agree").get_data(as_text=True)
        assert decide(bureau.decides, request, whole="refuse", note="记录已撤销").status_code == 303

    def test_sent_back_completed_and_decided(self, bureau):
        request = ask_degree(bureau)
        answer = bureau.decides.post(f"/changes/{request.id}/return", data={"version": request.version, "note": "请附证书"})
        assert answer.status_code == 303
        request = only_request()
        assert request.state is RequestState.RETURNED
        page = bureau.asks.get("/tasks/").get_data(as_text=True)
        assert f"变更申请 {request.id}" in page
        bureau.asks.post(f"/changes/{request.id}/complete", data={"version": request.version, "reason": "已附证书编号"})
        assert only_request().state is RequestState.WAITING
        assert decide(bureau.decides, request, whole="agree").status_code == 303

    def test_taken_back_by_the_school(self, bureau):
        request = ask_degree(bureau)
        assert bureau.asks.post(f"/changes/{request.id}/take-back", data={"version": request.version}).status_code == 303
        assert only_request().state is RequestState.TAKEN_BACK
        assert edit(bureau.asks, degree_address(bureau), level="master", reason=REASON).status_code == 303


class TestActs:
    def test_an_entry_is_added_after_approval(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/honour/new"
        edit(bureau.asks, address, level="county", name="演示学科带头人", granted_on="2026-03-01", reason=REASON)
        assert db.session.get(Teacher, bureau.teacher.id).honours == []
        decide(bureau.decides, only_request(), whole="agree")
        assert [one.name for one in db.session.get(Teacher, bureau.teacher.id).honours] == ["演示学科带头人"]

    def test_a_free_entry_is_added_at_once(self, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/training/new"
        assert edit(bureau.asks, address, year="2026", kind="国培", hours="40").status_code == 303
        assert [str(one.hours) for one in db.session.get(Teacher, bureau.teacher.id).trainings] == ["40.0"]
        assert db.session.scalar(select(ChangeRequest)) is None

    def test_an_entry_ends_after_approval(self, bureau):
        appointment = bureau.teacher.appointments[0]
        address = f"/changes/teachers/{bureau.teacher.id}/appointment/{appointment.id}/end"
        edit(bureau.asks, address, day="2026-07-31", reason=REASON)
        assert appointment.valid_to is None
        decide(bureau.decides, only_request(), whole="agree")
        assert appointment.valid_to == dt.date(2026, 8, 1)

    def test_an_entry_is_withdrawn_after_approval(self, bureau):
        address = degree_address(bureau) + "/withdraw"
        bureau.asks.post(address, data={"version": bureau.degree.version, "reason": "重复录入"})
        assert len(db.session.get(Teacher, bureau.teacher.id).degrees) == 1
        decide(bureau.decides, only_request(), whole="agree")
        assert db.session.get(Teacher, bureau.teacher.id).degrees == []
        line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "fact_withdrawn")).one()
        assert line.reason.endswith("重复录入")
        assert line.reason.startswith("变更申请")

    def test_figures_of_the_school(self, bureau):
        section = bureau.school.sections[0]
        address = f"/changes/schools/{bureau.school.id}/sections/{section.id}/2026"
        edit(bureau.asks, address, pupils_1="40", largest_class_1="40", reason="学籍系统核定数")
        assert [item.field for item in only_request().items] == ["pupils_1", "largest_class_1"]
        decide(bureau.decides, only_request(), whole="agree")
        assert section.years[0].grades[0].pupils == 40

    def test_basic_data_of_the_school(self, bureau):
        address = f"/changes/schools/{bureau.school.id}/edit"
        edit(bureau.asks, address, short_name="演示小", township="演示镇", reason="行政区划调整")
        assert (bureau.school.short_name, bureau.school.township) == ("演示小", "")
        decide(bureau.decides, only_request(), whole="agree")
        assert bureau.school.township == "演示镇"


class TestHiddenValues:
    def test_an_identity_number_is_stored_encrypted_shown_masked_and_applied(self, bureau):
        edit(bureau.asks, f"/changes/teachers/{bureau.teacher.id}/edit", id_number=ID_NUMBER, reason=REASON)
        request = only_request()
        item = request.items[0]
        assert (item.field, item.old_text, item.new_text) == ("id_number", "", "")
        assert ID_NUMBER not in str(db.session.execute(select(ChangeItem.new_cipher)).all())
        assert ID_NUMBER not in bureau.decides.get(f"/changes/{request.id}").get_data(as_text=True)
        decide(bureau.decides, request, whole="agree")
        assert read_id_number(db.session.get(Teacher, bureau.teacher.id)) == ID_NUMBER
        assert ID_NUMBER not in str([(line.changes, line.reason) for line in db.session.scalars(select(AuditEvent))])

    def test_the_reason_of_a_deferral_is_read_with_a_line_in_the_log(self, app, bureau):
        address = f"/changes/teachers/{bureau.teacher.id}/deferral/new"
        edit(bureau.asks, address, ground="pregnancy", valid_from="2026-09-01", valid_to="2027-03-01", restricted_text="需长期治疗", reason=REASON)
        request = only_request()
        item = next(one for one in request.items if one.field == "restricted_text")
        assert "需长期治疗" not in bureau.decides.get(f"/changes/{request.id}").get_data(as_text=True)
        assert "需长期治疗" in bureau.decides.post(
            f"/changes/{request.id}/items/{item.id}", data={"reason": "审批需要"}).get_data(as_text=True)
        assert db.session.scalars(select(AuditEvent).where(AuditEvent.action == "change_content_shown")).one().actor_name == "演示科员"
        decide(bureau.decides, request, whole="agree")
        assert read_content(bureau.county.id, db.session.scalars(select(Deferral)).one()) == "需长期治疗"


class TestRights:
    def test_the_administrator_decides_and_every_decision_stays(self, client_as, bureau):
        admin = client_as(Role.ADMINISTRATOR)
        sent = form_at(admin, "/changes/rights/degree")
        answer = admin.post("/changes/rights/degree", data=sent | {"major__clerk": "free", "level__clerk": "never", "level__note": "以学信网为准"})
        assert answer.status_code == 303
        assert {(row.field, row.role, row.mode) for row in db.session.scalars(select(FieldPolicy))} >= {
            ("major", Role.CLERK, FieldMode.FREE), ("level", Role.CLERK, FieldMode.NEVER)}
        assert "以学信网为准" in bureau.asks.get(degree_address(bureau)).get_data(as_text=True)
        assert edit(bureau.asks, degree_address(bureau), major="数学").status_code == 303
        assert db.session.get(Degree, bureau.degree.id).major == "数学"
        assert "以学信网为准" in admin.get("/changes/rights/degree").get_data(as_text=True)
        lines = list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == "change_policy_set")))
        assert {line.changes["field"][1] for line in lines} >= {"major", "level"}

    def test_two_administrators_at_once(self, client_as, bureau):
        admin = client_as(Role.ADMINISTRATOR)
        sent = form_at(admin, "/changes/rights/degree")
        assert admin.post("/changes/rights/degree", data=sent | {"major__clerk": "free"}).status_code == 303
        assert admin.post("/changes/rights/degree", data=sent | {"level__clerk": "free"}).status_code == 409
        assert [row.field for row in db.session.scalars(select(FieldPolicy))] == ["major"]


class TestNoticesAndTasks:
    def test_whoever_asked_is_told_and_reads_it(self, bureau):
        request = ask_degree(bureau)
        decide(bureau.decides, request, whole="agree")
        assert "未读 1 条" in bureau.asks.get("/changes/").get_data(as_text=True)
        page = bureau.asks.get("/notices/?unread=1").get_data(as_text=True)
        assert f"变更申请 {request.id} 已同意" in page
        notice = db.session.scalars(select(Notice)).one()
        assert bureau.asks.post(f"/notices/{notice.id}/open").location.endswith(f"/changes/{request.id}")
        assert "未读 1 条" not in bureau.asks.get("/changes/").get_data(as_text=True)

    def test_notices_of_others_cannot_be_opened(self, bureau):
        decide(bureau.decides, ask_degree(bureau), whole="agree")
        assert bureau.decides.post(f"/notices/{db.session.scalars(select(Notice)).one().id}/open").status_code == 404

    def test_all_at_once(self, bureau):
        decide(bureau.decides, ask_degree(bureau), whole="agree")
        bureau.asks.post("/notices/read")
        assert db.session.scalars(select(Notice)).one().read_at is not None

    def test_what_waits_is_listed_for_the_officer_with_filters(self, bureau):
        request = ask_degree(bureau)
        assert "1 件变更申请待审批" in bureau.decides.get("/").get_data(as_text=True)
        assert f"变更申请 {request.id}" in bureau.decides.get("/tasks/?kind=change").get_data(as_text=True)
        assert f"变更申请 {request.id}" not in bureau.decides.get("/tasks/?kind=plan").get_data(as_text=True)
        assert f"变更申请 {request.id}" not in bureau.decides.get("/tasks/?search=没有的词").get_data(as_text=True)

    @pytest.mark.parametrize("role", list(Role))
    def test_every_role_has_its_page(self, client_as, role):
        assert client_as(role).get("/tasks/").status_code == 200

    @pytest.mark.parametrize("number", [1, 8])
    def test_number_of_statements_of_the_list(self, bureau, number):
        for place in range(number):
            address = f"/changes/teachers/{bureau.teacher.id}/appraisal/new"
            edit(bureau.asks, address, year=str(2010 + place), grade="excellent", reason=REASON)
        for action in ("degree", "appointment"):
            row = bureau.degree if action == "degree" else bureau.teacher.appointments[0]
            field = {"degree": "major", "appointment": "subject"}[action]
            edit(bureau.asks, f"/changes/teachers/{bureau.teacher.id}/{action}/{row.id}", reason=REASON, **{field: "数学"})
        with counted_statements() as seen:
            bureau.decides.get("/changes/")
        assert len(seen) == 7
