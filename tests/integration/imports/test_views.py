"""The pages of the import: hand in, preview, confirm, discard, report; who sees what."""

import io
import zlib

import pytest
from sqlalchemy import func, select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.spreadsheets.reading import read_book
from staffing.extensions import db
from staffing.imports import batches, decisions, operations
from staffing.imports.jobs import run_import
from staffing.imports.models import BatchState, ImportBatch
from staffing.jobs.models import Job, JobState
from staffing.schools.models import School
from staffing.teachers.models import Teacher
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers import sheets
from tests.helpers.pages import sign_in_client
from tests.helpers.sheets import cell, invented, row_of, upload, workbook


def newest() -> ImportBatch:
    """Return the batch handed in last."""
    return db.session.scalar(select(ImportBatch).order_by(ImportBatch.id.desc()))


def confirm(client, batch):
    """Press the button of the preview."""
    return client.post(f"/imports/{batch.id}/confirm", data={"digest": batch.records_digest, "decided": decisions.decided_token(batch.id)}, follow_redirects=True)


def test_a_clean_file_is_stored_only_when_confirmed(officer, county):
    page = upload(officer, workbook(invented()))
    batch = newest()
    assert (batch.state, batch.fault_count, db.session.scalar(select(func.count()).select_from(Teacher))) == (BatchState.READY, 0, 0)
    assert f'value="{batch.records_digest}"' in page.get_data(as_text=True)
    assert confirm(officer, batch).status_code == 200
    db.session.expire_all()
    assert (newest().state, newest().content) == (BatchState.STORED, None)
    assert db.session.scalar(select(func.count()).select_from(Teacher)) == 4


def test_the_content_is_encrypted_while_it_waits(officer, county):
    upload(officer, workbook(invented()))
    batch = batches.get_content(newest().id)
    assert b"PK" not in batch.content[:8]
    assert b"T000001" not in batch.content
    assert b"T000001" in zlib.decompress(batches.open_upload(batch.id).content)


def test_one_audit_line_tells_the_storing_with_its_digest(officer, county):
    upload(officer, workbook(invented()))
    batch = newest()
    confirm(officer, batch)
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "import_stored"))
    assert event.changes["digest"] == [None, batch.records_digest]
    assert event.object_id == str(batch.id)
    assert event.changes["records"][1] > 20


def test_a_faulty_file_shows_its_faults_first_and_cannot_be_confirmed(officer, county):
    page = upload(officer, workbook(cell(invented(), "teachers", 0, "sex", "M")))
    batch = newest()
    text = page.get_data(as_text=True)
    assert (batch.state, batch.fault_count) == (BatchState.FAULTY, 1)
    assert "D2" in text
    assert text.index("D2") < text.index("学部与学生数")
    assert officer.post(f"/imports/{batch.id}/confirm", data={"digest": ""}).status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Teacher)) == 0


def test_a_second_import_of_the_same_file_offers_nothing_to_store(officer, county):
    content = workbook(invented())
    upload(officer, content)
    confirm(officer, newest())
    page = upload(officer, content)
    assert f"/imports/{newest().id}/confirm" not in page.get_data(as_text=True)
    assert newest().counts["sheets"]["教师"] == {"unchanged": 4}


def test_records_that_change_between_preview_and_confirmation_are_told_and_nothing_is_stored(officer, county):
    upload(officer, workbook(invented()))
    batch = newest()
    shown = batch.records_digest
    sheets.store(workbook({"schools": invented()["schools"]}), county)
    digest = sheets.records_digest()
    confirm(officer, batch)
    db.session.expire_all()
    again = newest()
    assert (again.state, again.message) == (BatchState.READY, batches.RECORDS_CHANGED)
    assert again.records_digest != shown
    assert sheets.records_digest() == digest
    confirm(officer, again)
    db.session.expire_all()
    assert newest().state is BatchState.STORED


def test_a_confirmation_of_another_preview_is_refused(officer, county):
    upload(officer, workbook(invented()))
    assert officer.post(f"/imports/{newest().id}/confirm", data={"digest": "x"}).status_code == 409
    assert newest().state is BatchState.READY


def test_a_confirmation_sent_twice_stores_once(officer, county):
    upload(officer, workbook(invented()))
    batch = newest()
    assert confirm(officer, batch).status_code == 200
    assert confirm(officer, batch).status_code == 409
    assert db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "import_stored")) == 1


def test_a_discarded_file_is_emptied_and_stays_in_the_list(officer, county):
    upload(officer, workbook(invented()), "要丢弃的.xlsx")
    batch = newest()
    assert "要丢弃的.xlsx" in officer.post(f"/imports/{batch.id}/discard", follow_redirects=True).get_data(as_text=True)
    db.session.expire_all()
    discarded = batches.get_content(batch.id)
    assert (discarded.state, discarded.content, "changes" in discarded.counts) == (BatchState.DISCARDED, None, False)
    assert officer.post(f"/imports/{batch.id}/discard").status_code == 409


def test_the_report_holds_every_fault_with_its_remedy(officer, county):
    upload(officer, workbook(cell(cell(invented(), "teachers", 0, "sex", "M"), "teachers", 1, "name", "")))
    response = officer.post(f"/imports/{newest().id}/report.xlsx")
    book = read_book(response.data)
    assert [sheet.title for sheet in book.sheets] == ["汇总", "错误"]
    assert [row[1] for row in book.sheets[1].rows if row and row[0] == "教师"] == ["D2", "B3"]


def test_the_report_of_changes_masks_identity_numbers(officer, county):
    rows = invented()
    upload(officer, workbook(rows))
    confirm(officer, newest())
    number = rows["teachers"][0][2]
    upload(officer, workbook({"teachers": [cell(rows, "teachers", 0, "id_number", rows["teachers"][1][2])["teachers"][0]]}))
    upload(officer, workbook({"teachers": [row_of("teachers", number="T000001", name=rows["teachers"][0][1], sex=rows["teachers"][0][3],
                                                  birth_date=rows["teachers"][0][4], employment="在编", category="专任教师", phone="13999999999")]}))
    page = officer.get(f"/imports/{newest().id}/changes").get_data(as_text=True)
    assert "***" in page
    assert not any(secret in page for secret in (number, "13999999999", "13800000001"))


def test_the_template_is_sent_with_the_sheets_a_role_may_fill_in(officer, client_as, county):
    school = create_school(county=county)
    whole = {sheet.title for sheet in read_book(officer.get("/imports/template.xlsx").data).sheets}
    own = {sheet.title for sheet in read_book(client_as(Role.CLERK, school=school).get("/imports/template.xlsx").data).sheets}
    assert whole - own == {"编制", "岗位职数", "集团学区", "学校间距离", "处分"}


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.PRINCIPAL])
def test_others_may_not_import(role, client_as, county):
    client = client_as(role)
    assert client.get("/imports/").status_code == 403
    assert upload(client, workbook(invented())).status_code == 403


def test_a_county_does_not_see_the_files_of_another(officer, client_as, county, app):
    upload(officer, workbook(invented()))
    stranger = sign_in_client(app, create_user(county=create_county(), role=Role.OFFICER))
    batch = newest()
    assert stranger.get(f"/imports/{batch.id}").status_code == 404
    assert stranger.post(f"/imports/{batch.id}/report.xlsx").status_code == 404
    assert confirm(stranger, batch).status_code == 404


class Own:
    """A clerk's school with one teacher, and another school with one."""

    def __init__(self, county, client_as) -> None:
        self.school, self.other = create_school(county=county, name="本校"), create_school(county=county, name="外校")
        self.mine = create_teacher(section=create_section(school=self.school), name="演示甲")
        self.theirs = create_teacher(section=create_section(school=self.other), name="演示乙")
        self.client = client_as(Role.CLERK, school=self.school)
        db.session.flush()

    def codes(self, rows) -> list[tuple[str, str]]:
        """Hand in rows; return sheet and code of the faults."""
        upload(self.client, workbook(rows))
        return [(fault["sheet"], fault["code"]) for fault in newest().faults]


@pytest.fixture
def own(county, client_as) -> Own:
    """Return a clerk's world."""
    return Own(county, client_as)


def test_a_clerk_brings_facts_of_the_own_people(own):
    assert own.codes({"appraisals": [row_of("appraisals", number=own.mine.number, name="演示甲", year=2025, grade="合格")]}) == []
    assert confirm(own.client, newest()).status_code == 200
    db.session.expire_all()
    assert own.mine.appraisals[0].year == 2025


def test_a_clerk_is_refused_rows_of_other_schools(own):
    def person(one, name):
        return {"number": one.number, "name": name}

    theirs = person(own.theirs, "演示乙")
    assert own.codes({"appraisals": [row_of("appraisals", **theirs, year=2025, grade="合格")]}) == [("年度考核", "foreign_school")]
    assert own.codes({"teachers": [row_of("teachers", **theirs, sex="女", birth_date="1985-05-01", employment="在编", category="专任教师")]}) == [
        ("教师", "foreign_school")]
    school = row_of("schools", code=own.other.code, name="外校", kind="小学", ownership="县属", location="城区")
    assert own.codes({"schools": [school]}) == [("学校", "foreign_school")]
    assert own.codes({"sections": [row_of("sections", school="外校", stage="小学", school_year=2026, pupils_1=3, classes_1=1)]}) == [("学部与学生数", "foreign_school")]
    moved = row_of("appointments", **person(own.mine, "演示甲"), personnel_school="外校", personnel_stage="小学", subject="语文", valid_from="2026-02-01")
    assert own.codes({"appointments": [moved]}) == [("任职经历", "foreign_school")]


def test_a_clerk_is_refused_sheets_of_the_bureau(own):
    assert own.codes({"posts": [row_of("posts", school="本校", valid_from="2025-09-01", posts=99)]}) == [("编制", "sheet_not_allowed")]


def test_a_clerks_new_person_must_arrive_at_the_own_school(own):
    new = {"teachers": [row_of("teachers", number="N1", name="演示新", sex="女", birth_date="1999-05-01", work_began_on="2021-09-01", employment="在编", category="专任教师")]}
    assert own.codes(new) == [("教师", "foreign_school")]
    arrives = row_of("appointments", number="N1", name="演示新", personnel_school="本校", personnel_stage="小学", subject="语文", valid_from="2021-09-01")
    assert own.codes({**new, "appointments": [arrives]}) == []


def test_a_clerk_sees_the_files_of_the_own_school_only(own, officer):
    upload(officer, workbook(invented()), "全县.xlsx")
    batch = newest()
    assert "全县.xlsx" not in own.client.get("/imports/").get_data(as_text=True)
    assert own.client.get(f"/imports/{batch.id}").status_code == 404


class FakeContext:
    """Stands for a running attempt: everything in the transaction of the test."""

    def __init__(self, job: Job) -> None:
        self.facts = type("Facts", (), {"subject": job.subject, "payload": job.payload, "created_by": job.created_by})()

    def reading(self):
        """Give the session."""
        return io.StringIO()

    publish = reading

    def report(self, phase, **figures):
        """Note nothing."""

    def refuse_if_void(self):
        """Go on."""


def test_a_large_file_is_checked_and_stored_by_the_worker(officer, county, monkeypatch):
    monkeypatch.setattr(operations, "DIRECT_BYTES", 100)
    monkeypatch.setattr(operations, "DIRECT_RECORDS", 1)
    upload(officer, workbook(invented()))
    assert newest().state is BatchState.READING
    run_import(FakeContext(db.session.scalar(select(Job).order_by(Job.id.desc()))))
    db.session.flush()
    batch = newest()
    assert batch.state is BatchState.READY
    db.session.execute(Job.__table__.update().values(state="done"))
    confirm(officer, batch)
    assert newest().state is BatchState.STORING
    run_import(FakeContext(db.session.scalar(select(Job).order_by(Job.id.desc()))))
    db.session.flush()
    assert newest().state is BatchState.STORED
    assert db.session.scalar(select(func.count()).select_from(School)) == 2


def test_a_clerk_watches_the_own_file_while_the_worker_has_it_and_no_other(own, officer, county, monkeypatch):
    monkeypatch.setattr(operations, "DIRECT_BYTES", 0)
    page = upload(own.client, workbook({"trainings": [row_of("trainings", number="T1", name="甲", year="2025", kind="national", hours="90")]})).text
    batch = newest()
    address = f"/imports/{batch.id}/progress"
    assert f'hx-get="{address}"' in page
    fragment = own.client.get(address)
    assert "HX-Refresh" not in fragment.headers
    assert f'hx-get="{address}"' in fragment.text
    assert "/cancel" not in fragment.text
    job = db.session.scalars(select(Job)).one()
    job.state, job.progress = JobState.RUNNING, {"phase": "read", "done": 30, "total": 120}
    assert 'value="25"' in own.client.get(address).text
    job.state = JobState.DONE
    assert own.client.get(address).headers["HX-Refresh"] == "true"
    upload(officer, workbook(invented()))
    assert own.client.get(f"/imports/{newest().id}/progress").status_code == 404
