"""The second person above the threshold, also at the features' own buttons: the list waits as it was narrowed, documents wait too."""

import io
import zipfile

import openpyxl
import pytest
from flask import current_app
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.documents.models import DocumentBatch
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.releases.models import ExportRequest, RequestState
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client


@pytest.fixture
def staff(app, county, monkeypatch):
    """Store four teachers where two may be taken alone."""
    monkeypatch.setattr(app.config["STAFFING"], "export_rows_alone", 2)
    section = create_section(school=create_school(county=county, name="演示小学"))
    return [create_teacher(section=section, name=name) for name in ("甲一", "甲二", "甲三", "乙一")]


@pytest.fixture
def second(app, county):
    return sign_in_client(app, create_user(county=county, role=Role.LEADER))


def test_the_list_of_teachers_waits_with_its_filter_and_mark(officer, second, staff):
    answer = officer.post("/teachers/list.xlsx", data={"query": "search=甲"})
    assert (answer.status_code, answer.location) == (303, "/exports/requests")
    one = db.session.scalars(select(ExportRequest)).one()
    assert (one.state, one.rows, one.wanted) == (RequestState.WAITING, 3, "xlsx")
    for reader in (officer, second):
        page = reader.get("/exports/requests").text
        assert "查找：甲" in page
        assert one.title in page
    assert officer.post(f"/exports/requests/{one.id}/file").status_code == 409
    second.post(f"/exports/requests/{one.id}/decide", data={"agreed": "1"})
    taken = officer.post(f"/exports/requests/{one.id}/file")
    cells = {str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(taken.data)).active.iter_rows() for cell in row}
    assert {"甲一", "甲二", "甲三"} <= cells
    assert "乙一" not in cells
    assert any("导出：" in text for text in cells)


def test_below_the_threshold_it_leaves_at_once(officer, staff):
    answer = officer.post("/teachers/list.csv", data={"query": "search=乙"})
    assert answer.mimetype == "text/csv"
    assert "导出：" in answer.data.decode("utf-8-sig")
    assert db.session.scalars(select(ExportRequest)).all() == []


def test_a_printed_page_is_refused_above_the_threshold(officer, staff):
    page = officer.post("/teachers/list.html", data={"query": ""}, follow_redirects=True).text
    assert "甲一" not in page
    assert "（2 行）" in page
    assert db.session.scalars(select(ExportRequest)).all() == []


def test_many_documents_wait_too_and_leave_when_somebody_agreed(officer, second, staff):
    officer.post("/documents/employment/fill", data={"teacher": [one.id for one in staff], "suffix": "docx"})
    run_waiting_jobs(current_app._get_current_object())
    batch = db.session.scalars(select(DocumentBatch)).one()
    assert (batch.made, batch.content) == (4, None)
    assert officer.post(f"/documents/batches/{batch.id}/take").status_code == 303
    page = officer.get("/documents/").text
    assert 'href="/exports/requests"' in page
    assert f"/documents/batches/{batch.id}/take" not in page
    one = batch.request
    assert (one.state, one.rows) == (RequestState.WAITING, 4)
    second.post(f"/exports/requests/{one.id}/decide", data={"agreed": "1"})
    taken = officer.post(f"/exports/requests/{one.id}/file")
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        assert len(archive.namelist()) == 4
    assert {"export_asked", "export_made", "export_agreed", "list_exported"} <= set(db.session.scalars(select(AuditEvent.action)))


def test_few_documents_are_taken_as_before(officer, staff):
    officer.post("/documents/employment/fill", data={"teacher": [one.id for one in staff[:2]], "suffix": "docx"})
    run_waiting_jobs(current_app._get_current_object())
    batch = db.session.scalars(select(DocumentBatch)).one()
    assert batch.request is None
    assert officer.post(f"/documents/batches/{batch.id}/take").data[:2] == b"PK"
