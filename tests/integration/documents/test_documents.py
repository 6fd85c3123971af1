"""Documents from outside: filled for one and many, own versions with their faults, previews, rare characters, schools apart."""

import io
import zipfile

import pytest
from docx import Document
from flask import current_app
from pypdf import PdfReader
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.documents.models import BatchState, DocumentBatch, DocumentTemplate
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.schools.enums import Location
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

RARE = "欧阳㛃䶮"


@pytest.fixture
def village(county):
    return create_section(school=create_school(county=county, name="演示村小", location=Location.RURAL, township="演示镇"))


@pytest.fixture
def teacher(village):
    return create_teacher(section=village, name=RARE, number="T900001", subject="音乐")


def text_of(content):
    """Return all words of a Word file, tables and heads among them."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells, *(one.text for one in document.sections[0].header.paragraphs)])


def template(text, *rows):
    """Return a Word file with a paragraph, and a table row for each further text."""
    document = Document()
    document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=1)
        for row, words in zip(table.rows, rows, strict=True):
            row.cells[0].text = words
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def upload(officer, content, code="employment", name="模板.docx"):
    return officer.post(f"/documents/{code}/templates", data={"file": (io.BytesIO(content), name), "note": "改抬头"}, content_type="multipart/form-data")


@pytest.mark.parametrize(("code", "words"), [("rural_service", "演示镇"), ("employment", "特此证明"), ("personal_file", "音乐")])
def test_document_is_filled_for_one_as_word_and_pdf(officer, teacher, code, words):
    sent = officer.post(f"/documents/{code}/fill", data={"teacher": teacher.id, "suffix": "docx"})
    found = text_of(sent.data)
    assert RARE in found
    assert (words in found) == (code != "rural_service"), "the certificate of rural service names schools, not townships"
    assert "{{" not in found
    assert "演示数据" in found
    sent = officer.post(f"/documents/{code}/fill", data={"teacher": teacher.id, "suffix": "pdf"})
    reader = PdfReader(io.BytesIO(sent.data))
    assert RARE in "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    lines = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "document_made")).all()
    assert [line.changes["teacher_id"] for line in lines] == [[None, teacher.id]] * 2


def test_rural_service_counts_whole_months_once(officer, county, teacher, village):
    town = create_section(school=create_school(county=county, location=Location.URBAN))
    other = create_teacher(section=town)
    first = text_of(officer.post("/documents/rural_service/fill", data={"teacher": teacher.id}).data)
    assert "演示村小" in first
    assert "合计0个月" in text_of(officer.post("/documents/rural_service/fill", data={"teacher": other.id}).data)


def test_many_are_made_by_the_worker_and_taken_by_the_asker_only(officer, client_as, village, teacher):
    others = [create_teacher(section=village, name="演示同名") for _ in range(2)]
    ids = [teacher.id, *(one.id for one in others)]
    assert officer.post("/documents/employment/fill", data={"teacher": ids, "suffix": "docx"}).status_code == 303
    run_waiting_jobs(current_app._get_current_object())
    batch = db.session.scalars(select(DocumentBatch)).one()
    assert (batch.state, batch.made, batch.content is not None) == (BatchState.READY, 3, True)
    assert b"PK\x03\x04" not in batch.content[:64], "kept encrypted"
    sent = officer.post(f"/documents/batches/{batch.id}/take")
    with zipfile.ZipFile(io.BytesIO(sent.data)) as archive:
        assert len(archive.namelist()) == 3
        assert any(RARE in name for name in archive.namelist())
    assert client_as(Role.OFFICER).post(f"/documents/batches/{batch.id}/take").status_code == 404
    assert "在职证明" in officer.get("/documents/").get_data(as_text=True)
    assert {"documents_asked", "documents_taken"} <= set(db.session.scalars(select(AuditEvent.action)))


def test_schools_make_documents_of_their_own_staff_only(client_as, county, village, teacher):
    stranger = create_teacher(section=create_section(school=create_school(county=county)))
    clerk = client_as(Role.CLERK, village.school)
    assert clerk.get("/documents/employment/fill").get_data(as_text=True).count(RARE) >= 1
    assert clerk.post("/documents/employment/fill", data={"teacher": teacher.id}).content_type.startswith("application/vnd")
    refused = clerk.post("/documents/employment/fill", data={"teacher": stranger.id}, follow_redirects=True)
    assert "至少选择" in refused.get_data(as_text=True)
    assert clerk.post("/documents/employment/preview", data={"number": stranger.number}).status_code == 404
    assert clerk.post("/documents/employment/templates").status_code == 403


def test_own_version_is_kept_used_and_put_out_of_use(officer, teacher):
    assert upload(officer, template("证明：{{ 姓名 }}，{{ 学科 }}")).status_code == 303
    assert upload(officer, template("第二版：{{ 姓名 }}")).status_code == 303
    versions = db.session.scalars(select(DocumentTemplate).order_by(DocumentTemplate.number)).all()
    assert [(one.number, one.active) for one in versions] == [(1, False), (2, True)]
    assert f"第二版：{RARE}" in text_of(officer.post("/documents/employment/fill", data={"teacher": teacher.id}).data)
    stale = officer.post("/documents/employment/templates/1/use", data={"version": versions[0].version - 1}, follow_redirects=True)
    assert versions[1].active, stale.status
    officer.post("/documents/employment/templates/1/use", data={"version": versions[0].version})
    assert f"证明：{RARE}，音乐" in text_of(officer.post("/documents/employment/fill", data={"teacher": teacher.id}).data)
    officer.post("/documents/employment/templates/0/use")
    assert "兹证明" in text_of(officer.post("/documents/employment/fill", data={"teacher": teacher.id}).data)
    assert "{{ 姓名 }}" in text_of(officer.get("/documents/employment/templates/2.docx").data)
    assert "{{ 姓名 }}" in text_of(officer.get("/documents/employment/templates/0.docx").data)


@pytest.mark.parametrize(("text", "rows", "words"), [
    ("证明 {{ 姓明 }}", (), "没有字段“姓明”"), ("证明 {{ 姓名.年 }}", (), "没有字段"), ("证明 {{ 姓名 ", (), "缺少"),
    ("证明 {{ 姓名 + }}", (), "无法识别"), ("{{ 姓名.__class__ }}", (), "没有字段"), ("{{ cycler }}", (), "没有字段"),
    ("{% set a = 1 %}", (), "不允许"), ("{{ range(9) }}", (), "不允许"), ("{{ 姓名 * 99 }}", (), "不允许"), ("{{ 姓名|map }}", (), "写法"),
    ("x", ("{%tr for 段 in 姓名 %}", "{{ 段 }}", "{%tr endfor %}"), "不是列表"),
])
def test_each_fault_of_a_template_is_named_with_its_paragraph(officer, text, rows, words):
    page = upload(officer, template(text, *rows)).get_data(as_text=True)
    assert words in page
    assert db.session.scalars(select(DocumentTemplate)).all() == []
    if words == "没有字段“姓明”":
        assert "证明 {{ 姓明 }}" in page


def test_all_faults_are_told_at_once(officer):
    page = upload(officer, template("甲 {{ 无此一 }}", "乙 {{ 无此二 }}")).get_data(as_text=True)
    assert "无此一" in page
    assert "无此二" in page


def test_a_list_without_end_is_told(officer):
    page = upload(officer, template("x", "{%tr for 段 in 任职经历 %}", "{{ 段.学校 }}"), code="personal_file").get_data(as_text=True)
    assert "无法识别" in page


def repacked(content, name, body):
    """Return a Word file with one more part."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, body)
    return target.getvalue()


@pytest.mark.parametrize(("content", "words"), [
    (b"no word file", "不是 .docx"), (repacked(template("x"), "word/vbaProject.bin", b"x"), "宏"),
    (repacked(template("x"), "word/more.xml", b"<!DOCTYPE a>"), "声明"),
    (repacked(template("x"), "word/_rels/more.xml.rels",
              b'<Relationships><Relationship Id="a" Type="x/attachedTemplate" Target="file:///x" TargetMode="External"/></Relationships>'), "外部"),
])
def test_dangerous_files_are_refused(officer, content, words):
    assert words in upload(officer, content).get_data(as_text=True)


def test_preview_shows_invented_facts_or_a_teacher(officer, teacher):
    assert "演示第二小学" in text_of(officer.post("/documents/employment/preview", data={"number": "", "suffix": "docx"}).data)
    assert RARE in text_of(officer.post("/documents/employment/preview", data={"number": "T900001", "suffix": "docx"}).data)
    assert "没有" in officer.post("/documents/employment/preview", data={"number": "nobody"}, follow_redirects=True).get_data(as_text=True)


def test_documents_are_filled_for_a_list_of_teachers(officer, client_as, county, village, teacher):
    other = create_teacher(section=create_section(school=create_school(county=county)))
    assert "为本名单全部填写" in officer.get("/teachers/?view=all").get_data(as_text=True)
    assert officer.post("/documents/of-list", data={"document": "employment", "query": "view=all", "all": "1"}).status_code == 303
    assert officer.post("/documents/of-list", data={"document": "employment", "query": "view=all", "chosen": [other.id]}).status_code == 303
    clerk = client_as(Role.CLERK, village.school)
    assert clerk.post("/documents/of-list", data={"document": "employment", "query": "view=all", "all": "1"}).status_code == 303
    batches = db.session.scalars(select(DocumentBatch).order_by(DocumentBatch.id)).all()
    assert [sorted(one.members) for one in batches] == [sorted([teacher.id, other.id]), [other.id], [teacher.id]]
    assert officer.post("/documents/of-list", data={"document": "employment", "query": "view=all"}).status_code == 303, "nobody ticked"
    assert clerk.post("/documents/of-list", data={"document": "order_letter", "query": "view=all", "all": "1"}).status_code == 404
