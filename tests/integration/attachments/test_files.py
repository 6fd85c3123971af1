"""Evidence from upload to deletion: stored encrypted, read with a line in the log, by whom it may be, until it is due."""

import datetime as dt
import io

import pytest
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject
from sqlalchemy import select

from staffing.attachments import operations, storage
from staffing.attachments.checking import check_file
from staffing.attachments.models import Attachment
from staffing.attachments.subjects import subject_kind
from staffing.audit.models import AuditEvent
from staffing.changes.deciding import seen_mark
from staffing.changes.models import ChangeRequest
from staffing.changes.views import target_of
from staffing.core.access import Role
from staffing.core.crypto import DecryptionError
from staffing.core.school_year import use_today
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.teachers.models import Deferral
from tests.factories.accounts import create_user
from tests.factories.attachments import pdf, picture, scan
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.pages import sign_in_client
from tests.helpers.statements import counted_statements

SINCE = dt.date(2026, 9, 1)


@pytest.fixture
def teacher(county):
    return create_teacher(section=create_section(school=create_school(county=county)), name="演示甲")


@pytest.fixture
def degree(teacher):
    return teacher.degrees[0]


@pytest.fixture
def deferral(teacher):
    row = Deferral(teacher_id=teacher.id, ground="illness", valid_from=SINCE)
    db.session.add(row)
    db.session.flush()
    return row


def act(writer) -> None:
    """Let a PDF start a program when it is opened."""
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject("/S"): NameObject("/Launch")})


def address(kind: str, row) -> str:
    return f"/attachments/of/{kind}/{row.id}"


def send(client, where: str, content: bytes, name: str = "毕业证.pdf"):
    return client.post(where, data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def only_file() -> Attachment:
    return db.session.scalars(select(Attachment)).one()


def actions() -> list[str]:
    return [line.action for line in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)) if line.action.startswith("attachment")]


class TestAdding:
    def test_a_file_is_stored_encrypted_under_another_name(self, officer, degree):
        content = scan()
        assert send(officer, address("degree", degree), content).status_code == 303
        file = only_file()
        path = storage.path_of(file.storage_name)
        assert file.display_name == "毕业证.pdf"
        assert "毕业证" not in str(path)
        assert content[:64] not in path.read_bytes()
        assert storage.load(file.county_id, file.storage_name) == content
        assert path.stat().st_mode & 0o077 == 0
        assert "毕业证.pdf" in officer.get(address("degree", degree)).get_data(as_text=True)
        assert actions() == ["attachment_added"]

    @pytest.mark.parametrize(("content", "words"), [
        (b"no file at all", "不是 PDF"), (pdf(change=act), "带有程序"), (pdf(pages=61), "60 页"),
    ])
    def test_a_refused_file_is_told_in_words_and_leaves_nothing(self, officer, degree, content, words):
        before = storage.names()
        answer = send(officer, address("degree", degree), content)
        assert answer.status_code == 200
        assert words in answer.get_data(as_text=True)
        assert db.session.scalar(select(Attachment)) is None
        assert storage.names() == before

    def test_the_same_file_twice_is_refused(self, officer, degree):
        send(officer, address("degree", degree), pdf())
        assert "已经上传过" in send(officer, address("degree", degree), pdf()).get_data(as_text=True)

    def test_the_true_kind_gives_the_ending(self, officer, degree):
        send(officer, address("degree", degree), picture("JPEG"), name="证书.pdf")
        assert only_file().display_name == "证书.jpg"

    def test_a_file_too_large(self, app, degree):
        with pytest.raises(StaffingError) as raised:
            check_file(bytes(storage.config().attachment_limit_mb * 1024 * 1024 + 1), storage.config())
        assert "10" in str(raised.value.message)

    def test_a_bomb_ends_with_its_process(self, app):
        small = storage.config().model_copy(update={"attachment_memory_mb": 256, "attachment_megapixels": 1000})
        made = io.BytesIO()
        Image.new("RGB", (24_000, 24_000)).save(made, "PNG", compress_level=1)
        with pytest.raises(StaffingError) as raised:
            check_file(made.getvalue(), small)
        assert raised.value.field == "file"


class TestReading:
    def test_each_look_is_noted_and_handed_out_safely(self, officer, degree):
        content = scan()
        send(officer, address("degree", degree), content)
        page = officer.post(f"/attachments/{only_file().id}/open")
        assert "data:image/jpeg;base64," in page.get_data(as_text=True)
        answer = officer.post(f"/attachments/{only_file().id}/download")
        assert answer.get_data() == content
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert actions() == ["attachment_added", "attachment_read", "attachment_read"]

    def test_a_content_that_was_changed_or_moved_is_not_shown(self, officer, degree):
        send(officer, address("degree", degree), pdf())
        send(officer, address("degree", degree), picture(), name="b.png")
        one, other = db.session.scalars(select(Attachment).order_by(Attachment.id))
        storage.path_of(one.storage_name).write_bytes(storage.path_of(other.storage_name).read_bytes())
        with pytest.raises(DecryptionError):
            storage.load(one.county_id, one.storage_name)
        assert officer.post(f"/attachments/{one.id}/download").status_code == 409

    @pytest.mark.parametrize(("role", "reads"), [(Role.OFFICER, True), (Role.LEADER, True), (Role.INSPECTOR, False), (Role.CLERK, False)])
    def test_evidence_of_health_is_for_readers_of_reasons(self, client_as, teacher, deferral, role, reads):
        send(client_as(Role.OFFICER), address("deferral", deferral), picture(), name="诊断.png")
        reader = client_as(role, school=teacher.appointments[0].personnel_school if role is Role.CLERK else None)
        assert reader.post(f"/attachments/{only_file().id}/open").status_code == (200 if reads else 404)
        assert reader.post(f"/attachments/{only_file().id}/download").status_code == (200 if reads else 404)
        page = reader.get(address("deferral", deferral)).get_data(as_text=True)
        assert ("/open" in page, "诊断" in page) == (reads, reads)

    def test_another_school_and_another_county_find_nothing(self, client_as, county, degree):
        send(client_as(Role.OFFICER), address("degree", degree), pdf())
        stranger = client_as(Role.CLERK, school=create_school(county=county))
        assert stranger.get(address("degree", degree)).status_code == 404
        assert stranger.post(f"/attachments/{only_file().id}/open").status_code == 404

    def test_sanctions_are_not_for_schools(self, client_as, teacher):
        clerk = client_as(Role.CLERK, school=teacher.appointments[0].personnel_school)
        assert clerk.get("/attachments/of/discipline/1").status_code == 404
        assert clerk.get("/attachments/of/made_up/1").status_code == 404

    def test_number_of_statements(self, officer, degree):
        for number in range(4):
            send(officer, address("degree", degree), picture(colour=(number, 0, 0)), name=f"{number}.png")
        with counted_statements() as seen:
            officer.get(address("degree", degree))
        assert len(seen) <= 6


class TestRequests:
    def test_a_school_proves_its_request_and_the_proof_goes_over_to_the_record(self, app, client_as, teacher, degree):
        school = teacher.appointments[0].personnel_school
        clerk, bureau = client_as(Role.CLERK, school=school), client_as(Role.OFFICER)
        where = f"/changes/teachers/{teacher.id}/degree/{degree.id}"
        clerk.post(where, data={"version": 1, "seen": 0, "level": "master", "graduated_on": "2015-09-01", "reason": "依据毕业证书更正"})
        request = db.session.scalars(select(ChangeRequest)).one()
        assert send(clerk, f"/attachments/of/change_request/{request.id}", scan()).status_code == 303
        assert "毕业证.pdf" in bureau.get(f"/changes/{request.id}").get_data(as_text=True)
        with app.test_request_context():
            seen = seen_mark(request, target_of(request))
        assert bureau.post(f"/changes/{request.id}/decide", data={"version": request.version, "seen": seen, "whole": "agree"}).status_code == 303
        file = only_file()
        assert [(link.subject_kind, link.subject_id) for link in file.links] == [("change_request", request.id), ("degree", degree.id)]
        assert file.keep_until.year - file.created_at.year == 10
        assert "毕业证.pdf" in bureau.get(address("degree", degree)).get_data(as_text=True)
        # Closed: nothing is added any more.
        send(clerk, f"/attachments/of/change_request/{request.id}", picture(), name="b.png")
        assert len(list(db.session.scalars(select(Attachment)))) == 1


class TestRemoving:
    def test_removed_with_a_reason_and_the_content_goes_with_the_job(self, app, officer, degree):
        send(officer, address("degree", degree), pdf())
        file = only_file()
        assert officer.post(f"/attachments/{file.id}/remove", data={"reason": ""}).status_code == 409
        assert officer.post(f"/attachments/{file.id}/remove", data={"reason": "传错了人"}).status_code == 303
        assert only_file().removed_at is not None
        assert officer.post(f"/attachments/{file.id}/open").status_code == 404
        job = db.session.scalars(select(Job)).one()
        assert (job.kind, job.payload["ids"]) == ("delete_attachments", [file.id])

    def test_due_files_are_listed_and_deleted_only_after_confirmation(self, officer, degree):
        send(officer, address("degree", degree), pdf())
        assert "毕业证.pdf" not in officer.get("/attachments/due").get_data(as_text=True)
        with use_today(dt.date(2046, 1, 1)):
            assert "毕业证.pdf" in officer.get("/attachments/due").get_data(as_text=True)
            assert "保管期限已满的附件" in officer.get("/tasks/").get_data(as_text=True)
            assert officer.post("/attachments/due", data={"file": only_file().id}).status_code == 200
            assert db.session.scalar(select(Job)) is None
            assert officer.post("/attachments/due", data={"file": only_file().id, "sure": "y"}).status_code == 303
        assert db.session.scalars(select(Job)).one().payload["ids"] == [only_file().id]

    def test_officers_alone_delete_what_is_due(self, app, county):
        assert sign_in_client(app, create_user(county=county, role=Role.CLERK)).get("/attachments/due").status_code == 403


def test_linking_twice_is_once(app, county, degree):
    kind = subject_kind("degree")
    file = operations.add_file(county.id, kind, degree.id, name="a.pdf", content=pdf(), uploaded_by=None)
    assert operations.link_files(county.id, ("degree", degree.id), subject_kind("teacher"), 5) == 1
    assert operations.link_files(county.id, ("degree", degree.id), subject_kind("teacher"), 5) == 0
    assert len(file.links) == 2
