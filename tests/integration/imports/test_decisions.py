"""The difference of an import: kinds of change, accepting and leaving out, who left, stale decisions, the audit line."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from staffing.audit.models import AuditEvent
from staffing.extensions import db
from staffing.imports import batches, decisions
from staffing.imports.models import BatchState, ChangeKind, ImportBatch, ImportChange
from staffing.teachers.enums import PostStatus
from staffing.teachers.models import Appointment, Teacher
from tests.helpers.sheets import cell, invented, row_of, store, upload, workbook
from tests.helpers.statements import counted_statements


@pytest.fixture
def stored(county):
    """Return the rows of a small county that is in the records already."""
    rows = invented(8)
    store(workbook(rows), county)
    return rows


def newest() -> ImportBatch:
    """Return the batch handed in last, fresh from the database."""
    db.session.expire_all()
    return db.session.scalar(select(ImportBatch).order_by(ImportBatch.id.desc()))


def changes(kind: ChangeKind | None = None) -> list[ImportChange]:
    """Return the changes of the newest batch."""
    statement = select(ImportChange).where(ImportChange.batch_id == newest().id).order_by(ImportChange.id)
    return list(db.session.scalars(statement if kind is None else statement.where(ImportChange.kind == kind)))


def confirm(officer):
    """Press the button of the preview as it stands now."""
    batch = newest()
    return officer.post(f"/imports/{batch.id}/confirm", data={"digest": batch.records_digest, "decided": decisions.decided_token(batch.id)})


def decide(officer, do: str, *ticked: int):
    """Press a button of the list of changes."""
    return officer.post(f"/imports/{newest().id}/changes", data={"do": do, "change": [str(one) for one in ticked]}, follow_redirects=True)


def teacher(number: str) -> Teacher:
    """Return a teacher as stored now."""
    db.session.expire_all()
    return db.session.scalar(select(Teacher).where(Teacher.number == number))


def moved(rows, number: int, school: int, subject: str = "数学") -> list:
    """Return the row of a move to another school this term."""
    person = rows["teachers"][number]
    return row_of("appointments", number=person[0], name=person[1], personnel_school=f"演示第{school}小学", personnel_stage="小学", subject=subject,
                  valid_from="2026-09-01")


def test_every_kind_of_change_is_told_apart(officer, stored):
    rows = {"teachers": [list(row) for row in stored["teachers"]], "titles": [], "appointments": [moved(stored, 0, 2)], "honours": []}
    rows["teachers"][1][1] = "改名后"
    cell(rows, "teachers", 2, "work_began_on", "2001-01-01")
    cell(rows, "teachers", 3, "employed_from", "2026-09-01")
    cell(rows, "teachers", 3, "status", "产假")
    cell(rows, "teachers", 4, "political_status", "中共党员")
    new = invented(9, seed=1)["teachers"][8]
    rows["teachers"].append(new)
    who = stored["teachers"][5][:2]
    rows["titles"].append(row_of("titles", number=who[0], name=who[1], level="正高级教师"))
    rows["honours"].append(row_of("honours", number=who[0], name=who[1], level="市级", title="市级骨干教师", granted_on="2025-09-01"))
    upload(officer, workbook(rows))
    told = {(one.kind.value, one.owner) for one in changes()}
    assert {("moved_school", "T000001"), ("identity_corrected", "T000002"), ("dates_changed", "T000003"), ("status_changed", "T000004"),
            ("other_changed", "T000005"), ("new_person", "T000009"), ("title_raised", "T000006"), ("fact_added", "T000006")} <= told
    move, = changes(ChangeKind.MOVED_SCHOOL)
    assert (move.old, move.new) == ("演示第1小学", "演示第2小学（2026-09-01 起）")
    assert len(changes(ChangeKind.NEW_PERSON)) == 1


def test_a_move_that_is_left_out_leaves_the_old_post_running(officer, stored):
    upload(officer, workbook({"appointments": [moved(stored, 0, 2), moved(stored, 1, 1)]}))
    move = next(one for one in changes(ChangeKind.MOVED_SCHOOL) if one.owner == "T000001")
    decide(officer, "leave_out:chosen", move.id)
    confirm(officer)
    assert newest().state is BatchState.STORED
    spans = {one.number: [(span.valid_from, span.valid_to) for span in one.appointments if span.valid_to is None or span.valid_to > dt.date(2026, 1, 1)]
             for one in (teacher("T000001"), teacher("T000002"))}
    assert [span[1] for span in spans["T000001"]] == [None]
    assert [span[1] for span in spans["T000002"]] == [dt.date(2026, 9, 1), None]


def test_one_field_is_left_out_and_the_other_stored(officer, stored):
    rows = {"teachers": [list(stored["teachers"][0])]}
    cell(rows, "teachers", 0, "ethnic_group", "回族")
    cell(rows, "teachers", 0, "political_status", "中共党员")
    upload(officer, workbook(rows))
    unwanted = next(one for one in changes() if one.heading == "民族")
    decide(officer, "leave_out:chosen", unwanted.id)
    confirm(officer)
    found = teacher("T000001")
    assert (found.ethnic_group, found.political_status) == ("汉族", "中共党员")


def test_a_whole_group_and_a_whole_person_are_left_out_and_taken_back(officer, stored):
    rows = {"teachers": [list(row) for row in stored["teachers"][:3]]}
    for place in range(3):
        cell(rows, "teachers", place, "political_status", "中共党员")
    upload(officer, workbook(rows))
    decide(officer, "leave_out:kind:other_changed")
    assert [one.accepted for one in changes()] == [False] * 3
    decide(officer, "accept:owner:T000002")
    confirm(officer)
    assert [teacher(f"T00000{number}").political_status for number in (1, 2, 3)] == ["群众", "中共党员", "群众"]


def test_a_new_person_left_out_takes_along_what_hangs_on_it(officer, county, stored):
    rows = invented(9)
    only = {"teachers": [rows["teachers"][8], list(stored["teachers"][0])], "titles": [row for row in rows["titles"] if row[0] == "T000009"],
            "appointments": [row for row in rows["appointments"] if row[0] == "T000009"]}
    cell(only, "teachers", 1, "partner", "T000009")
    upload(officer, workbook(only))
    decide(officer, "leave_out:kind:new_person")
    confirm(officer)
    assert newest().state is BatchState.STORED
    assert teacher("T000009") is None
    assert teacher("T000001").partner_id is None


def test_absence_alone_ends_nothing(officer, stored):
    upload(officer, workbook({**stored, "appointments": [row for row in stored["appointments"] if row[0] != "T000003"],
                              "teachers": [row for row in stored["teachers"] if row[0] != "T000003"],
                              **{code: [] for code in ("certificates", "degrees", "titles", "honours", "trainings", "appraisals")}}))
    absent, = changes(ChangeKind.ABSENT)
    assert (absent.owner, absent.leaving) == ("T000003", None)
    before = db.session.scalar(select(func.count()).select_from(Appointment).where(Appointment.valid_to.is_(None)))
    confirm(officer)
    assert db.session.scalar(select(func.count()).select_from(Appointment).where(Appointment.valid_to.is_(None))) == before


def test_an_absent_person_who_left_is_ended_on_the_day_with_the_kind(officer, stored):
    without = {"appointments": [row for row in stored["appointments"] if row[0] != "T000003"],
               "teachers": [row for row in stored["teachers"] if row[0] != "T000003"]}
    cell(without, "teachers", 0, "political_status", "中共党员")
    upload(officer, workbook(without))
    absent, = changes(ChangeKind.ABSENT)
    address = f"/imports/{newest().id}/absent"
    missing_day = officer.post(address, data={"leaving": "retired", "change": str(absent.id)}, follow_redirects=True)
    assert "不再属于" in missing_day.get_data(as_text=True)
    officer.post(address, data={"leaving": "retired", "leaves_on": "2026-08-01", "change": str(absent.id)})
    confirm(officer)
    left = teacher("T000003")
    assert (left.employments[-1].status, left.employments[-1].valid_from) == (PostStatus.RETIRED, dt.date(2026, 8, 1))
    assert all(span.valid_to is not None and span.valid_to <= dt.date(2026, 8, 1) for span in left.appointments)
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "import_stored"))
    assert (event.changes["ended"], event.changes["accepted"]) == ([None, 1], [None, {"other_changed": 1, "absent": 1}])


def test_a_short_list_of_corrections_makes_nobody_absent(officer, stored):
    upload(officer, workbook({"appointments": [moved(stored, 0, 1, "科学")]}))
    assert changes(ChangeKind.ABSENT) == []
    assert newest().counts["told"][-1][0] == "schools_touched"


def test_a_confirmation_that_saw_other_decisions_is_refused(officer, stored):
    rows = {"teachers": [list(stored["teachers"][0])]}
    cell(rows, "teachers", 0, "political_status", "中共党员")
    upload(officer, workbook(rows))
    seen = decisions.decided_token(newest().id)
    decide(officer, "leave_out:kind:other_changed")
    answer = officer.post(f"/imports/{newest().id}/confirm", data={"digest": newest().records_digest, "decided": seen})
    assert answer.status_code == 409
    assert teacher("T000001").political_status == "群众"


def test_decisions_survive_a_preview_made_again(officer, county, stored):
    rows = {"teachers": [list(row) for row in stored["teachers"][:2]]}
    for place in range(2):
        cell(rows, "teachers", place, "political_status", "中共党员")
    upload(officer, workbook(rows))
    decide(officer, "leave_out:owner:T000001")
    batch_id = newest().id
    other = {"teachers": [cell({"teachers": [list(stored["teachers"][1])]}, "teachers", 0, "political_status", "中共党员")["teachers"][0]]}
    store(workbook(other), county)
    confirm(officer)
    batch = batches.get_content(batch_id)
    assert (batch.state, batch.message) == (BatchState.READY, batches.RECORDS_CHANGED)
    assert [(one.owner, one.accepted) for one in changes()] == [("T000001", False)]


def test_the_list_of_changes_costs_the_same_statements_whatever_its_length(officer, stored):
    def cost(people: int) -> int:
        rows = {"teachers": [list(row) for row in stored["teachers"][:people]]}
        for place in range(people):
            cell(rows, "teachers", place, "political_status", "中共党员")
        upload(officer, workbook(rows))
        with counted_statements() as seen:
            assert officer.get(f"/imports/{newest().id}/changes").status_code == 200
        return len(seen)

    assert cost(1) == cost(8) <= 8


def test_a_stored_file_takes_no_further_decision(officer, stored):
    rows = {"teachers": [list(stored["teachers"][0])]}
    cell(rows, "teachers", 0, "political_status", "中共党员")
    upload(officer, workbook(rows))
    confirm(officer)
    assert "不需要决定" in decide(officer, "leave_out:kind:other_changed").get_data(as_text=True)
