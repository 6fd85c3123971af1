"""A bulk edit from the ticked list to the undo: what is shown is what is done, what has moved is left out and told."""

import datetime as dt

from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.editing import operations
from staffing.editing.models import BulkEdit, BulkEditItem
from staffing.extensions import db
from staffing.jobs.worker import run_waiting_jobs
from staffing.teachers.enums import LeaderRole, TitleLevel
from staffing.teachers.models import Deferral, Leadership, TitleGrant
from staffing.teachers.personal import read_content, read_phone, set_phone
from tests.factories.schools import create_county, create_school, create_section
from tests.factories.teachers import create_teacher
from tests.helpers.statements import counted_statements


def lines_about(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.sequence)))


def test_the_preview_shows_everybody_and_changes_nothing(bureau):
    bureau.teachers[1].remark = "已有备注"
    db.session.flush()
    edit_id = bureau.choose()
    bureau.set(edit_id, "teacher.remark", remark="已有备注")
    page = bureau.client.get(f"/edits/{edit_id}").text
    assert "演示甲" in page
    assert "已有备注" in page
    assert bureau.states(edit_id) == ["planned", "same", "planned"]
    assert [teacher.remark for teacher in bureau.teachers] == ["", "已有备注", ""]
    assert not lines_about("teacher_corrected")


def test_what_was_shown_is_done_with_a_line_for_each_and_one_for_the_whole(bureau):
    edit_id = bureau.choose()
    bureau.set(edit_id, "appointment.subject", subject="数学")
    assert bureau.step(edit_id, "confirm").status_code == 303
    assert bureau.states(edit_id) == ["changed"] * 3
    assert {teacher.appointments[0].subject for teacher in bureau.teachers} == {"数学"}
    lines = lines_about("fact_corrected")
    assert [line.changes["teacher_id"] for line in lines] == [[teacher.id] * 2 for teacher in bureau.teachers]
    assert all(str(edit_id) in line.reason for line in lines)
    whole = lines_about("bulk_edit_done")[0]
    assert whole.changes["changed"] == [None, 3]
    assert whole.changes["what"] == [None, "appointment.subject"]


def test_undo_puts_back_and_leaves_alone_what_was_changed_since(bureau):
    edit_id = bureau.choose()
    bureau.set(edit_id, "teacher.ethnic_group", ethnic_group="回族")
    bureau.step(edit_id, "confirm")
    bureau.teachers[1].ethnic_group = "满族"
    db.session.flush()
    assert bureau.step(edit_id, "undo").status_code == 303
    assert bureau.states(edit_id) == ["undone", "kept", "undone"]
    assert [teacher.ethnic_group for teacher in bureau.teachers] == ["", "满族", ""]
    assert "演示乙" in bureau.client.get(f"/edits/{edit_id}?state=kept").text
    assert lines_about("bulk_edit_undone")[0].changes["kept"] == [None, 1]
    assert bureau.step(edit_id, "undo").status_code == 409  # there is nothing left to undo


def test_whoever_changed_after_the_preview_is_left_out(bureau):
    edit_id = bureau.choose()
    bureau.set(edit_id, "teacher.remark", remark="统一备注")
    bureau.teachers[0].remark = "别人写的"
    db.session.flush()
    bureau.step(edit_id, "confirm")
    assert bureau.states(edit_id) == ["stale", "changed", "changed"]
    assert bureau.teachers[0].remark == "别人写的"


def test_only_the_preview_that_was_seen_is_confirmed(bureau):
    edit_id = bureau.choose()
    bureau.set(edit_id, "teacher.remark", remark="甲")
    edit = db.session.get(BulkEdit, edit_id)
    seen = {"version": edit.version, "digest": edit.digest}
    bureau.set(edit_id, "teacher.remark", remark="乙")
    answer = bureau.client.post(f"/edits/{edit_id}/confirm", data=seen)
    assert answer.status_code == 409
    assert bureau.step(edit_id, "confirm", digest="0" * 64).status_code == 409
    assert [teacher.remark for teacher in bureau.teachers] == [""] * 3


def test_a_new_entry_ends_what_was_in_force_and_undo_opens_it_again(bureau):
    section = bureau.teachers[2].appointments[0].section
    edit_id = bureau.choose(bureau.teachers[:2])
    bureau.set(edit_id, "appointment.+add", kind="regular", personnel_school_id=bureau.schools[1].id, personnel_stage=section.stage.value,
               section_id=section.id, subject="语文", more_subjects="", share="1", valid_from="2026-09-01", valid_to="", ends_running="y")
    assert "2015-09-01" in bureau.client.get(f"/edits/{edit_id}").text
    bureau.step(edit_id, "confirm")
    assert bureau.states(edit_id) == ["changed", "changed"]
    assert [row.valid_to for row in bureau.teachers[0].appointments] == [dt.date(2026, 9, 1), None]
    bureau.step(edit_id, "undo")
    assert bureau.states(edit_id) == ["undone", "undone"]
    assert [(row.valid_from, row.valid_to) for row in bureau.teachers[0].appointments] == [(dt.date(2015, 9, 1), None)]


def test_who_has_no_such_entry_or_several_is_refused_with_the_reason(bureau):
    db.session.add(Leadership(teacher_id=bureau.teachers[0].id, school_id=bureau.schools[0].id, role=LeaderRole.PRINCIPAL, valid_from=dt.date(2020, 9, 1)))
    db.session.flush()
    edit_id = bureau.choose()
    bureau.set(edit_id, "leadership.+end", day="2026-08-31")
    assert bureau.states(edit_id) == ["planned", "refused", "refused"]
    assert "没有正在生效的" in bureau.client.get(f"/edits/{edit_id}?state=refused").text
    bureau.set(edit_id, "leadership.+end", day="2019-08-31")  # before it began: the operation itself refuses, and the preview tells
    assert bureau.states(edit_id) == ["refused"] * 3


def test_an_entry_that_stands_already_is_told_before_the_database_refuses_it(bureau):
    db.session.add(TitleGrant(teacher_id=bureau.teachers[0].id, level=TitleLevel.FIRST))
    db.session.flush()
    edit_id = bureau.choose()
    bureau.set(edit_id, "title.+add", level="first", granted_on="2025-12-01", engaged_on="", post_grade="")
    assert bureau.states(edit_id) == ["refused", "planned", "planned"]


def test_hidden_values_are_kept_encrypted_and_come_back(bureau):
    set_phone(bureau.teachers[0], "13800000000")
    db.session.flush()
    edit_id = bureau.choose()
    bureau.set(edit_id, "teacher.remove_phone", remove_phone="y")
    assert bureau.states(edit_id) == ["planned", "same", "same"]
    bureau.step(edit_id, "confirm")
    item = db.session.scalar(select(BulkEditItem).where(BulkEditItem.edit_id == edit_id, BulkEditItem.old_cipher.is_not(None)))
    assert item is not None
    assert "13800000000" not in item.old_cipher + str(item.before)
    assert bureau.teachers[0].phone_cipher is None
    assert "13800000000" not in bureau.client.get(f"/edits/{edit_id}").text
    bureau.step(edit_id, "undo")
    assert read_phone(bureau.teachers[0]) == "13800000000"


def test_a_restricted_text_is_stored_encrypted_with_each_person(bureau):
    edit_id = bureau.choose(bureau.teachers[:1])
    ground = "pregnant_or_nursing"
    page = bureau.client.get(f"/edits/{edit_id}/deferral.+add/value").text
    ground = page.split('name="ground"')[1].split('<option value="')[2].split('"')[0]
    bureau.set(edit_id, "deferral.+add", ground=ground, evidence_name="", valid_from="2026-09-01", valid_to="2026-12-31", restricted_text="秘密内容")
    assert "秘密内容" not in bureau.client.get(f"/edits/{edit_id}").text
    edit = db.session.get(BulkEdit, edit_id)
    assert edit.secret_cipher
    assert "秘密" not in str(edit.answers)
    bureau.step(edit_id, "confirm")
    deferral = db.session.scalar(select(Deferral))
    assert read_content(bureau.county.id, deferral) == "秘密内容"


def test_schools_set_only_what_they_may_change_and_only_their_own(bureau):
    edit_id = bureau.choose(client=bureau.clerk)
    page = bureau.clerk.get(f"/edits/{edit_id}").text
    assert "teacher.remark" in page
    assert "appointment.subject" not in page
    assert bureau.clerk.get(f"/edits/{edit_id}/appointment.subject/value").status_code == 404
    assert db.session.get(BulkEdit, edit_id).persons == 2  # the third teaches elsewhere
    bureau.set(edit_id, "teacher.remark", client=bureau.clerk, remark="校内备注")
    bureau.step(edit_id, "confirm", client=bureau.clerk)
    assert [teacher.remark for teacher in bureau.teachers] == ["校内备注", "校内备注", ""]
    mine = bureau.choose()
    assert bureau.clerk.get(f"/edits/{mine}").status_code == 404
    assert bureau.clerk.post(f"/edits/{mine}/undo").status_code == 404


def test_nobody_reaches_another_county(bureau, app):
    other = create_county()
    stranger = create_teacher(section=create_section(school=create_school(county=other)))
    answer = bureau.client.post("/edits/choose", data={"chosen": [stranger.id], "query": ""})
    assert "/teachers/" in answer.location
    assert db.session.scalar(select(BulkEdit)) is None


def test_all_of_the_list_follows_its_filters(bureau):
    answer = bureau.client.post("/edits/choose", data={"all": "1", "query": f"school_id={bureau.schools[0].id}"})
    edit = db.session.get(BulkEdit, int(answer.location.rsplit("/", 1)[1]))
    assert edit.persons == 2
    assert bureau.schools[0].name in edit.chosen_by


def test_a_draft_is_forgotten_when_the_next_begins_and_can_be_discarded(bureau):
    bureau.choose()
    second = bureau.choose()
    assert list(db.session.scalars(select(BulkEdit.id))) == [second]
    bureau.client.post(f"/edits/{second}/discard")
    assert db.session.scalar(select(BulkEditItem)) is None


def test_pages_cost_the_same_however_many_persons(bureau, county):
    section = bureau.teachers[0].appointments[0].section
    costs = []
    for number in (2, 30):
        teachers = [create_teacher(section=section) for _ in range(number)]
        edit_id = bureau.choose(teachers)
        bureau.set(edit_id, "appointment.subject", subject="数学")
        bureau.client.get(f"/edits/{edit_id}")
        with counted_statements() as seen:
            bureau.client.get(f"/edits/{edit_id}")
            bureau.client.get("/edits/")
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_roles_that_only_read_see_no_ticks(bureau, client_as):
    assert 'name="chosen"' in bureau.client.get("/teachers/?view=all").text
    assert 'name="chosen"' not in client_as(Role.INSPECTOR).get("/teachers/?view=all").text


def test_large_edits_are_done_by_the_worker_part_by_part_in_the_name_of_who_asked(bureau, app, monkeypatch):
    monkeypatch.setattr(operations, "AT_ONCE", 1)
    monkeypatch.setattr(operations, "PART", 2)
    edit_id = bureau.choose()
    bureau.set(edit_id, "teacher.remark", remark="统一备注")
    assert "现在修改" not in bureau.client.get(f"/edits/{edit_id}").text  # the preview is still being made
    run_waiting_jobs(app)
    bureau.step(edit_id, "confirm")
    run_waiting_jobs(app)
    assert bureau.states(edit_id) == ["changed"] * 3
    assert {line.actor_name for line in lines_about("teacher_corrected")} == {"演示科员"}
    bureau.step(edit_id, "undo")
    run_waiting_jobs(app)
    assert [teacher.remark for teacher in bureau.teachers] == [""] * 3
