"""Large lists: marked with who took them, made by the worker in large counties, released by a second person only."""

import datetime as dt
import io

import openpyxl
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.core.exports import EXTENSION, Exported, ExportKind
from staffing.core.spreadsheets.layout import Column, ListMeta, Sheet
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.releases.jobs import run_export
from staffing.releases.models import ExportRequest, RequestState
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.collecting import DoneAtOnce
from tests.helpers.pages import sign_in_client

NAMES = ["=1+1", "+2", "-3", "@SUM(A1)", "＝4", "㛃䶮"]


def people(rows: int):
    """Return a maker of a list of so many persons."""
    return lambda county_id: Exported(ListMeta("名册", made_on=dt.date(2026, 9, 1)), [Sheet("名册", [Column("姓名")], [[NAMES[row % len(NAMES)]] for row in range(rows)])])


@pytest.fixture
def offer(app, monkeypatch):
    def put(rows: int, *, personal: bool = True, make=None) -> None:
        kind = ExportKind("roll", "名册", frozenset({Role.OFFICER, Role.LEADER, Role.INSPECTOR}), make or people(rows), personal=personal)
        monkeypatch.setitem(app.extensions[EXTENSION], "roll", kind)

    monkeypatch.setattr(app.config["STAFFING"], "export_rows_alone", 10)
    return put


@pytest.fixture
def asker(app, county):
    return sign_in_client(app, create_user(county=county, role=Role.OFFICER, name="演示申请人", locale="en"))


@pytest.fixture
def second(app, county):
    return sign_in_client(app, create_user(county=county, role=Role.LEADER, name="演示领导", locale="en"))


def newest() -> ExportRequest:
    db.session.flush()
    db.session.expire_all()
    return db.session.scalars(select(ExportRequest).order_by(ExportRequest.id.desc())).first()


def cells(content: bytes) -> list:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_list_with_persons_bears_who_took_it_on_page_sheet_and_text(asker, offer):
    offer(6)
    content = asker.post("/exports/roll.xlsx").data
    assert any("导出：演示申请人 20" in str(cell.value) for cell in cells(content))
    assert "导出：演示申请人" in openpyxl.load_workbook(io.BytesIO(content)).active.oddFooter.right.text
    assert asker.post("/exports/roll.csv").data.decode("utf-8-sig").splitlines()[-1].startswith("导出：演示申请人 20")
    assert "导出：演示申请人 20" in asker.post("/exports/roll.html").text
    offer(6, personal=False)
    assert "导出：" not in asker.post("/exports/roll.csv").text


def test_nothing_in_a_list_can_become_a_formula(asker, offer):
    offer(6)
    found = [cell for cell in cells(asker.post("/exports/roll.xlsx").data) if cell.value in NAMES]
    assert [cell.value for cell in found] == NAMES
    assert {cell.data_type for cell in found} == {"s"}
    lines = asker.post("/exports/roll.csv").data.decode("utf-8-sig").splitlines()
    assert lines[1:7] == ["'=1+1", "'+2", "'-3", "'@SUM(A1)", "'＝4", "㛃䶮"]


def test_a_large_list_leaves_only_when_somebody_else_agrees(asker, second, offer):
    offer(11)
    page = asker.post("/exports/roll.xlsx", follow_redirects=True).text
    assert "Waits for a second person" in page
    one = newest()
    assert (one.state, one.rows, b"PK" in one.content[:8]) == (RequestState.WAITING, 11, False)
    assert asker.post(f"/exports/requests/{one.id}/file").status_code == 409
    assert asker.post(f"/exports/requests/{one.id}/decide", data={"agreed": "1"}).status_code == 409
    assert newest().state is RequestState.WAITING
    assert "waits for your word" in second.get("/exports/").text
    second.post(f"/exports/requests/{one.id}/decide", data={"agreed": "1"})
    assert newest().state is RequestState.READY
    assert second.post(f"/exports/requests/{one.id}/file").status_code == 404
    taken = asker.post(f"/exports/requests/{one.id}/file")
    assert sum(cell.value in NAMES for cell in cells(taken.data)) == 11
    assert newest().taken == 1
    actions = set(db.session.scalars(select(AuditEvent.action)))
    assert {"export_asked", "export_made", "export_agreed", "list_exported"} <= actions


def test_a_refused_list_is_removed(asker, second, offer):
    offer(11)
    asker.post("/exports/roll.csv")
    second.post(f"/exports/requests/{newest().id}/decide", data={"agreed": "0"})
    one = newest()
    assert (one.state, one.content) == (RequestState.REFUSED, None)
    assert asker.post(f"/exports/requests/{one.id}/file").status_code == 409


def test_the_time_to_download_ends_and_the_content_goes(asker, second, offer):
    offer(11)
    asker.post("/exports/roll.csv")
    second.post(f"/exports/requests/{newest().id}/decide", data={"agreed": "1"})
    one = newest()
    one.ends_at = utc_now() - dt.timedelta(minutes=1)
    db.session.flush()
    assert asker.post(f"/exports/requests/{one.id}/file").status_code == 409
    asker.post("/exports/roll.csv")
    assert db.session.scalar(select(ExportRequest.content).where(ExportRequest.id == one.id)) is None


def test_lists_without_persons_and_small_lists_leave_at_once(asker, offer):
    offer(11, personal=False)
    assert asker.post("/exports/roll.xlsx").data[:2] == b"PK"
    offer(10)
    assert asker.post("/exports/roll.xlsx").data[:2] == b"PK"
    assert newest() is None


def test_a_large_list_is_not_printed_directly(asker, offer):
    offer(11)
    assert "more than one person may take alone (10)" in asker.post("/exports/roll.html", follow_redirects=True).text


def test_in_a_large_county_the_worker_makes_the_list(app, asker, county, offer, monkeypatch):
    monkeypatch.setattr(app.config["STAFFING"], "export_teachers_at_once", 0)
    create_teacher(section=create_section(school=create_school(county=county)))
    offer(6)
    assert "Being made" in asker.post("/exports/roll.xlsx", follow_redirects=True).text
    run_waiting()
    one = newest()
    assert (one.state, one.rows) == (RequestState.READY, 6)
    assert any("导出：演示申请人" in str(cell.value) for cell in cells(asker.post(f"/exports/requests/{one.id}/file").data))


def test_a_list_that_cannot_be_made_says_why(app, asker, county, offer, monkeypatch):
    monkeypatch.setattr(app.config["STAFFING"], "export_teachers_at_once", 0)
    create_teacher(section=create_section(school=create_school(county=county)))

    def refuse(county_id):
        raise StaffingError("先编制方案")

    offer(6, make=refuse)
    asker.post("/exports/roll.xlsx")
    run_waiting()
    assert newest().state is RequestState.FAILED
    assert "先编制方案" in asker.get("/exports/requests").text


def test_readers_see_their_own_requests_and_no_other_county(app, asker, county, offer):
    offer(11)
    asker.post("/exports/roll.xlsx")
    one = newest()
    other = sign_in_client(app, create_user(county=county, role=Role.INSPECTOR, locale="en"))
    assert "演示申请人" not in other.get("/exports/requests").text
    assert other.post(f"/exports/requests/{one.id}/decide").status_code == 403
    stranger = sign_in_client(app, create_user(county=create_county(), role=Role.OFFICER))
    assert stranger.post(f"/exports/requests/{one.id}/decide").status_code == 404
    assert stranger.post(f"/exports/requests/{one.id}/file").status_code == 404


def run_waiting() -> None:
    """Let the worker do what was asked last."""
    db.session.flush()
    job = DoneAtOnce(db.session.scalars(select(Job).order_by(Job.id.desc())).first())
    job.cancelled = False
    run_export(job)
    db.session.flush()
