"""The pages of data quality: who sees what, filters, acts on one and many, conflict, totals, export, panels, statements."""

import io
import re

import openpyxl
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.quality import operations
from staffing.quality.enums import FindingState
from staffing.quality.gathering import Scope
from staffing.quality.models import FindingComment, QualityFinding, ReportedStaff
from staffing.teachers.models import Certificate
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements


@pytest.fixture
def sections(county):
    """Two schools with one teacher each who lacks a certificate, checked."""
    made = [create_section(school=create_school(county=county, name=f"演示{name}小学")) for name in "甲乙"]
    for number, section in enumerate(made):
        create_teacher(section=section, name=f"教师{'甲乙'[number]}", certificate=None)
    operations.check_now(county.id, Scope(), made_by=None)
    return made


def the_finding(section, rule="certificate_missing"):
    """Return a finding of a section's school."""
    db.session.expire_all()
    return db.session.scalar(select(QualityFinding).where(QualityFinding.school_id == section.school_id, QualityFinding.rule == rule))


def text_of(answer) -> str:
    """Return the visible text, blanks folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def actions():
    """Return the actions of the log, the latest last."""
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_the_list_tells_who_what_and_until_when(officer, sections):
    shown = text_of(officer.get("/quality/?rule=certificate_missing"))
    assert "教师甲" in shown
    assert "缺教师资格证" in shown
    assert "未登记教师资格证" in shown
    assert text_of(officer.get("/quality/?rule=certificate_missing&text=教师乙")).count("教师甲") == 0
    assert "没有符合筛选条件的问题" in text_of(officer.get("/quality/?state=mended"))
    assert officer.get("/quality/?state=nonsense&severity=x&school=abc&sort=evil").status_code == 200


def test_a_clerk_sees_the_own_school_only(client_as, sections):
    clerk = client_as(Role.CLERK, school=sections[0].school)
    assert "教师乙" not in text_of(clerk.get(f"/quality/?school={sections[1].school_id}"))
    assert "教师甲" in text_of(clerk.get("/quality/"))
    assert clerk.get(f"/quality/findings/{the_finding(sections[1]).id}").status_code == 404
    assert clerk.post(f"/quality/schools/{sections[1].school_id}/check").status_code == 404
    assert "演示乙小学" not in text_of(clerk.get("/quality/schools"))
    assert clerk.get("/quality/many/ignore").status_code == 403
    body = clerk.post("/quality/export.csv").get_data().decode("utf-8-sig")
    assert "教师甲" in body
    assert "教师乙" not in body


def test_mending_is_seen_by_a_new_check_alone(officer, sections):
    finding = the_finding(sections[0])
    assert "仍然发现" in text_of(officer.post(f"/quality/findings/{finding.id}/check", follow_redirects=True))
    db.session.add(Certificate(teacher_id=finding.teacher_id, kind="primary", subject="语文"))
    db.session.flush()
    assert the_finding(sections[0]).state is FindingState.NEW
    assert "已整改" in text_of(officer.post(f"/quality/findings/{finding.id}/check", follow_redirects=True))
    assert the_finding(sections[0]).state is FindingState.MENDED


def test_ignoring_needs_a_reason_and_can_be_taken_back(officer, sections):
    finding = the_finding(sections[0])
    officer.post(f"/quality/findings/{finding.id}/ignore", data={"reason": ""})
    assert the_finding(sections[0]).state is FindingState.NEW
    officer.post(f"/quality/findings/{finding.id}/ignore", data={"reason": "证书已送局核验"})
    kept = the_finding(sections[0])
    assert (kept.state, kept.ignored_reason) == (FindingState.IGNORED, "证书已送局核验")
    officer.post(f"/quality/findings/{finding.id}/take-up")
    assert the_finding(sections[0]).state is FindingState.NEW
    assert actions()[-2:] == ["finding_ignored", "finding_taken_up"]


def test_many_are_ignored_with_one_reason(officer, sections):
    chosen = [the_finding(section).id for section in sections]
    address = f"/quality/many/ignore?chosen={chosen[0]}&chosen={chosen[1]}"
    assert "已选 2 条" in text_of(officer.get(address))
    officer.post(address, data={"reason": "统一换证中"})
    assert {the_finding(section).state for section in sections} == {FindingState.IGNORED}
    assert the_finding(sections[0], "no_principal").state is FindingState.NEW


def test_all_of_a_list_are_assigned(officer, county, sections):
    clerk = create_user(county=county, role=Role.CLERK, school=sections[0].school)
    address = f"/quality/many/assign?all=1&school={sections[0].school_id}"
    officer.post(address, data={"assignee": clerk.id, "due_on": "2030-01-31"})
    rows = list(db.session.scalars(select(QualityFinding).where(QualityFinding.school_id == sections[0].school_id)))
    assert len(rows) > 1
    assert {(row.assignee_id, row.due_on.isoformat()) for row in rows} == {(clerk.id, "2030-01-31")}
    assert the_finding(sections[1]).assignee_id is None


def test_a_schools_account_gets_no_finding_of_another_school(officer, county, sections):
    clerk = create_user(county=county, role=Role.CLERK, school=sections[1].school, name="乙校干事")
    shown = text_of(officer.post(f"/quality/findings/{the_finding(sections[0]).id}/assign", data={"assignee": clerk.id}))
    assert the_finding(sections[0]).assignee_id is None
    assert clerk.name not in shown


def test_two_officers_at_once_get_the_conflict_page(officer, county, sections):
    finding = the_finding(sections[0])
    other = create_user(county=county, role=Role.OFFICER)
    officer.post(f"/quality/findings/{finding.id}/assign", data={"assignee": other.id, "version": finding.version, "seen": 0})
    answer = officer.post(f"/quality/findings/{finding.id}/assign", data={"assignee": 0, "due_on": "2030-02-01", "version": 1, "seen": 0})
    assert answer.status_code == 409
    assert the_finding(sections[0]).assignee_id == other.id


def test_a_comment_stays(client_as, sections):
    clerk = client_as(Role.CLERK, school=sections[0].school)
    finding = the_finding(sections[0])
    clerk.post(f"/quality/findings/{finding.id}/comment", data={"text": "证书在补办"})
    assert db.session.scalar(select(FindingComment.text)) == "证书在补办"
    assert "证书在补办" in text_of(clerk.get(f"/quality/findings/{finding.id}"))


def test_a_school_reports_its_totals_and_is_checked_at_once(client_as, sections):
    clerk = client_as(Role.CLERK, school=sections[0].school)
    address = f"/quality/schools/{sections[0].school_id}/totals"
    assert "不能大于" in text_of(clerk.post(address, data={"staff": 2, "established": 3, "teachers": 1}))
    clerk.post(address, data={"staff": 3, "established": 1, "teachers": 1})
    assert db.session.scalar(select(ReportedStaff.staff)) == 3
    assert "学校上报 3 人，名册为 1 人" in text_of(clerk.get("/quality/"))
    clerk.post(address, data={"staff": 1, "established": 1, "teachers": 1, "version": 1})
    assert the_finding(sections[0], "staff_total_differs").state is FindingState.MENDED


def test_the_export_is_what_is_on_screen(officer, sections):
    book = openpyxl.load_workbook(io.BytesIO(officer.post("/quality/export.xlsx?rule=certificate_missing").get_data()))
    names = [row[3].value for row in book.active.iter_rows() if row[3].value and str(row[3].value).startswith("教师")]
    assert names == ["教师甲", "教师乙"]
    assert actions()[-1] == "list_exported"


def test_pages_of_school_teacher_and_workbench_tell_what_is_open(officer, client_as, sections):
    finding = the_finding(sections[0])
    assert "缺教师资格证" in text_of(officer.get(f"/teachers/{finding.teacher_id}"))
    assert "数据质量" in text_of(officer.get(f"/schools/{sections[0].school_id}"))
    assert "数据质量" in text_of(officer.get("/"))
    assert "数据质量" in text_of(client_as(Role.CLERK, school=sections[0].school).get("/"))


def test_the_list_costs_the_same_for_many(officer, county, sections):
    def cost():
        with counted_statements() as seen:
            officer.get("/quality/")
        return len(seen)

    before = cost()
    for _ in range(6):
        create_teacher(section=sections[0], certificate=None, degree=None)
    operations.check_now(county.id, Scope(), made_by=None)
    assert cost() == before <= 20
