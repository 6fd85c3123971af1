"""Merging takes over what the bureau accepted, by group over all schools, by row or by field, and only what the officer saw."""

import pytest
from sqlalchemy import select, update

from staffing.audit.models import AuditEvent
from staffing.collecting.models import ReturnState, SchoolReturn
from staffing.core.access import Role
from staffing.extensions import db
from staffing.imports.models import ImportChange
from staffing.teachers.models import Teacher
from tests.factories.accounts import create_user
from tests.helpers.collecting import (
    book_of,
    create_round,
    create_schools,
    filled,
    part_of,
    put,
    run_waiting,
    send,
)
from tests.helpers.pages import inspect_page, sign_in_client


@pytest.fixture
def schools(county):
    return create_schools(county, 2)


@pytest.fixture
def one(county, schools):
    return create_round(create_user(county=county, role=Role.OFFICER), schools)


@pytest.fixture
def officer(app, county):
    return sign_in_client(app, create_user(county=county, role=Role.OFFICER, locale="en"))


@pytest.fixture
def handed_in(officer, one, schools):
    """Hand in both schools' books with two changed remarks each."""
    for school in schools:
        book = filled(book_of(one, school), put("教师", 0, "备注", f"甲{school.id}"))
        send(officer, f"/collecting/{one.id}/files", filled(book, put("教师", 1, "备注", f"乙{school.id}")))
    return [part_of(one, school) for school in schools]


def changes_of(part) -> list[ImportChange]:
    return list(db.session.scalars(select(ImportChange).where(ImportChange.batch_id == part.batch_id).order_by(ImportChange.id)))


def merge_form(officer, one) -> dict:
    """Return what the button of merging would send."""
    page = inspect_page(officer.get(f"/collecting/{one.id}").text)
    inputs = [item for item in page.iter() if str(item.tag).endswith("input") and item.get("name")]
    sent = {item.get("name"): item.get("value") for item in inputs if item.get("name").startswith("digest-")}
    return {**sent, "part": [item.get("value") for item in inputs if item.get("name") == "part"]}


def states(round_id: int) -> list[ReturnState]:
    db.session.flush()
    return list(db.session.scalars(select(SchoolReturn.state).where(SchoolReturn.round_id == round_id).order_by(SchoolReturn.id)))


def remarks() -> set[str]:
    db.session.expire_all()
    return {one for one in db.session.scalars(select(Teacher.remark)) if one}


def test_a_field_that_is_left_out_is_not_merged_and_the_others_are(officer, one, schools, handed_in):
    first, (one_id, a, b) = handed_in[0], (one.id, *(school.id for school in schools))
    left = changes_of(first)[0]
    officer.post(f"/imports/{first.batch_id}/changes", data={"do": "leave_out:chosen", "change": [left.id]})
    page = officer.get(f"/collecting/{one.id}").text
    assert "1 of 2" in page
    assert "0 of 2" in page
    assert officer.post(f"/collecting/{one.id}/merge", data=merge_form(officer, one)).status_code == 302
    run_waiting()
    assert states(one_id) == [ReturnState.MERGED, ReturnState.MERGED]
    assert remarks() == {f"乙{a}", f"甲{b}", f"乙{b}"}
    stored = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "import_stored").order_by(AuditEvent.sequence)).all()
    assert stored[0].changes["left_out"] == [None, {"other_changed": 1}]


def test_a_kind_is_left_out_in_every_school_at_once(officer, one, schools, handed_in):
    address = f"/collecting/{one.id}/changes"
    page = officer.get(address).text
    assert all(school.name in page for school in schools)
    answer = officer.post(address, data={"do": "leave_out:other_changed"}, follow_redirects=True)
    assert "4 changes in the files of 2 schools" in answer.text
    assert {change.accepted for part in handed_in for change in changes_of(part)} == {False}
    officer.post(address, data={"do": "accept:other_changed"})
    db.session.expire_all()
    assert {change.accepted for part in handed_in for change in changes_of(part)} == {True}
    assert "No file that waits" in officer.post(address, data={"do": "accept:new_person"}, follow_redirects=True).text
    assert "person by person" in officer.post(address, data={"do": "accept:absent"}, follow_redirects=True).text
    assert officer.post(address, data={"do": "burn:other_changed"}).status_code == 404


def test_decisions_that_the_officer_did_not_see_stop_the_merge(officer, one, schools, handed_in):
    seen, one_id = merge_form(officer, one), one.id
    officer.post(f"/collecting/{one.id}/changes", data={"do": "leave_out:other_changed"})
    assert officer.post(f"/collecting/{one.id}/merge", data=seen).status_code == 409
    # Asked for, and then changed before the worker came: nothing of that school is stored.
    officer.post(f"/collecting/{one.id}/merge", data=merge_form(officer, one))
    db.session.execute(update(ImportChange).where(ImportChange.batch_id == handed_in[0].batch_id).values(accepted=True))
    run_waiting()
    assert states(one_id) == [ReturnState.READY, ReturnState.MERGED]
    assert remarks() == set()


def test_a_file_of_a_collection_is_stored_by_merging_only(officer, one, handed_in):
    part = handed_in[0]
    page = officer.get(f"/imports/{part.batch_id}").text
    assert f'href="/collecting/{one.id}/schools/{part.school_id}"' in page
    assert f"/imports/{part.batch_id}/confirm" not in page
    for act in ("confirm", "discard"):
        assert officer.post(f"/imports/{part.batch_id}/{act}", data={"digest": part.batch.records_digest}).status_code == 409
    assert remarks() == set()


def test_a_school_decides_nothing_about_what_it_handed_in(app, county, officer, one, schools, handed_in):
    clerk = sign_in_client(app, create_user(county=county, role=Role.CLERK, school=schools[0], locale="en"))
    part, change = handed_in[0], changes_of(handed_in[0])[0]
    officer.post(f"/imports/{part.batch_id}/changes", data={"do": "leave_out:chosen", "change": [change.id]})
    answer = clerk.post(f"/imports/{part.batch_id}/changes", data={"do": "accept:chosen", "change": [change.id]}, follow_redirects=True)
    assert "the bureau decides now" in answer.text
    db.session.expire_all()
    assert changes_of(part)[0].accepted is False
    assert clerk.get(f"/collecting/{one.id}/changes").status_code == 403
