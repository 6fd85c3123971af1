"""A plan's lists, read again: the right columns, text cells only, and the way back as a list made by hand."""

import io

import openpyxl
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans import queries
from staffing.plans.models import Plan, PlanState
from tests.factories.plans import create_plan

NOTICE = ["序号", "姓名", "现任教学校", "拟交流学校", "学段学科", "交流类型", "起止时间"]


def workbook(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def heading_and_rows(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row[0] == "序号")
    return rows[start], [row for row in rows[start + 1:] if isinstance(row[0], int)]


def test_notice_list_has_seven_columns_and_nothing_else_when_it_is_exported(officer, proposed):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    sheet = workbook(officer.post(f"/plans/{proposed.id}/export/notice.xlsx")).active
    heading, rows = heading_and_rows(sheet)
    assert [cell for cell in heading if cell] == NOTICE
    assert [row[1] for row in rows] == [move.teacher.name for move in queries.list_moves(run)]
    assert {row[6] for row in rows} == {"2026年9月至2027年8月"}
    assert {row[5] for row in rows} == {"定期交流"}
    assert all(row[4].startswith("小学") for row in rows)


def test_every_cell_is_text_or_number_when_a_name_looks_like_a_formula(officer, tiny, proposed):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    run.moves[0].teacher.name = "=HYPERLINK(1)"
    book = workbook(officer.post(f"/plans/{proposed.id}/export/moves.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)
    text = officer.post(f"/plans/{proposed.id}/export/moves.csv").data
    assert text.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1)" in text.decode("utf-8-sig")


def test_school_changes_add_up_when_they_are_exported(officer, proposed):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    book = workbook(officer.post(f"/plans/{proposed.id}/export/schools.xlsx"))
    _, rows = heading_and_rows(book["各校变动"])
    assert sum(row[2] for row in rows) == sum(row[4] for row in rows) == len(run.moves)
    assert sum(row[6] for row in rows) == 0
    assert len(heading_and_rows(book["派出校"])[1]) == len(heading_and_rows(book["接收校"])[1]) == len(run.moves)


def test_printed_page_holds_the_list_when_it_is_asked_for(officer, proposed):
    page = officer.post(f"/plans/{proposed.id}/export/notice.html")
    assert page.mimetype == "text/html"
    for heading in NOTICE:
        assert heading in page.text
    assert "演示数据" in page.text


def test_lists_of_a_plan_that_breaks_rules_say_so_when_they_are_exported(officer, proposed):
    proposed.state = PlanState.INVALID
    sheet = workbook(officer.post(f"/plans/{proposed.id}/export/notice.xlsx")).active
    assert any("不得公示" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_every_export_leaves_an_audit_line_when_it_is_taken(officer, proposed):
    officer.post(f"/plans/{proposed.id}/export/moves.csv")
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "list_exported"))
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    assert event.changes["rows"] == [None, len(run.moves)]
    assert event.changes["list"] == [None, "moves"]


@pytest.mark.parametrize("wanted", ["exe", "xlsm", ""])
def test_unknown_formats_and_lists_are_not_found_when_asked_for(officer, proposed, wanted):
    assert officer.post(f"/plans/{proposed.id}/export/moves.{wanted}").status_code == 404
    assert officer.post(f"/plans/{proposed.id}/export/secrets.csv").status_code == 404


@pytest.mark.parametrize("code", ["moves", "notice"])
@pytest.mark.parametrize("wanted", ["xlsx", "csv"])
def test_exported_list_comes_back_as_the_same_moves_when_it_is_brought_in(officer, app, tiny, proposed, code, wanted):
    content = officer.post(f"/plans/{proposed.id}/export/{code}.{wanted}").data
    answer = officer.post("/plans/import", content_type="multipart/form-data", data={
        "year": tiny.year.id, "name": "返回名单", "file": (io.BytesIO(content), f"list.{wanted}")})
    assert answer.status_code == 302, answer.text
    run_waiting_jobs(app)
    back = db.session.scalar(select(Plan).order_by(Plan.id.desc()))
    ends = [{(move.teacher_id, move.to_section_id, move.subject) for move in queries.find_shown_run(plan.county_id, plan.id).moves}
            for plan in (proposed, back)]
    assert ends[0] == ends[1]


def test_page_of_all_exports_offers_the_lists_of_plans_when_the_role_may(client_as, officer, proposed):
    assert "拟交流人员公示名单" in officer.get("/exports/").text
    assert "拟交流人员公示名单" not in client_as(Role.CLERK).get("/exports/").text
    assert client_as(Role.ADMINISTRATOR).get("/exports/").status_code == 403
    answer = officer.post("/exports/plan_notice.xlsx")
    assert heading_and_rows(workbook(answer).active)[1]
    assert client_as(Role.CLERK).post("/exports/plan_notice.xlsx").status_code == 404


def test_page_of_all_exports_says_what_is_missing_when_there_is_no_plan(officer, tiny):
    create_plan(tiny)
    assert "notice-danger" in officer.post("/exports/plan_notice.xlsx", follow_redirects=True).text


def test_every_offered_list_is_written_in_every_format_when_the_county_has_a_plan(officer, app, tiny, proposed):
    offered = app.extensions["staffing_export_kinds"]
    for code, kind in offered.items():
        for wanted in kind.formats:
            answer = officer.post(f"/exports/{code}.{wanted}")
            assert answer.status_code in (200, 302), (code, wanted)
