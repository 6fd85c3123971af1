"""The page of all exports: every list whole in every format it is offered in, with one audit line."""

import io
import zipfile

import openpyxl
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.exports import EXTENSION, Exported, ExportKind
from staffing.core.spreadsheets.layout import Column, ListMeta, Sheet
from staffing.extensions import db
from tests.helpers import sheets

SHEETS = [Sheet("派出校", [Column("校名")], [["甲小学"], ["乙小学"]]), Sheet("接收校", [Column("校名")], [["丙小学"]])]


@pytest.fixture
def two_sheets(app, monkeypatch):
    """Offer a list of two sheets."""
    kind = ExportKind("two", "两表", frozenset(next(iter(app.extensions[EXTENSION].values())).roles), lambda county_id: Exported(ListMeta("两表"), SHEETS))
    monkeypatch.setitem(app.extensions[EXTENSION], "two", kind)
    return kind


def test_every_row_leaves_in_every_format(officer, two_sheets):
    book = openpyxl.load_workbook(io.BytesIO(officer.post("/exports/two.xlsx").data))
    assert book.sheetnames == ["派出校", "接收校"]
    answer = officer.post("/exports/two.csv")
    assert answer.mimetype == "application/zip"
    assert ".zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert [archive.read(name).decode("utf-8-sig").count("小学") for name in archive.namelist()] == [2, 1]
    page = officer.post("/exports/two.html").text
    assert all(school in page for school in ("甲小学", "乙小学", "丙小学"))


def test_a_list_leaves_one_line_in_the_log_with_all_its_rows(officer, county, two_sheets):
    officer.post("/exports/two.csv")
    line = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "list_exported", AuditEvent.object_id == "two")).one()
    assert (line.changes["rows"], line.changes["format"]) == ([None, 3], [None, "csv"])


def test_an_unknown_list_or_format_is_not_there(officer, two_sheets):
    assert officer.post("/exports/nothing.csv").status_code == 404
    assert officer.post("/exports/two.exe").status_code == 404


def test_all_records_leave_as_text_sheet_by_sheet_and_each_can_be_imported(officer, county):
    sheets.store(sheets.workbook(sheets.invented(3)), county)
    db.session.flush()
    with zipfile.ZipFile(io.BytesIO(officer.post("/exports/records.csv").data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert len(files) >= 8
    teachers = next(body for name, body in files.items() if name.endswith("_教师.csv"))
    assert len(teachers.decode("utf-8-sig").split("\r\n\r\n")[0].strip().splitlines()) == 4
    checked = sheets.check(teachers, county, name="02_教师.csv")
    assert (sheets.codes(checked), checked.changes.count) == ([], 0)
