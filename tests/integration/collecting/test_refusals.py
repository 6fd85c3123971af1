"""Files that are not taken: each with its own sentence, and the school as it was."""

import io
import zipfile

import pytest
from sqlalchemy import select

from staffing.collecting.models import Delivery, DeliveryState, ReturnState
from staffing.core.access import Role
from staffing.extensions import db
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school
from tests.helpers.collecting import (
    book_of,
    create_round,
    create_schools,
    filled,
    packed,
    part_of,
    put,
    run_waiting,
    send,
)
from tests.helpers.pages import sign_in_client
from tests.helpers.sheets import invented, workbook

LOCKED = bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") * 3


@pytest.fixture
def user(county):
    return create_user(county=county, role=Role.OFFICER, locale="en")


@pytest.fixture
def officer(app, user):
    return sign_in_client(app, user)


@pytest.fixture
def schools(county):
    return create_schools(county, 2, teachers=1)


@pytest.fixture
def one(user, schools):
    return create_round(user, schools, sheets={"teachers": ["remark"]})


def bombs() -> bytes:
    """Return a zip whose only file unpacks to far more than it has."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", b"0" * 40_000_000)
    return target.getvalue()


def latest() -> Delivery:
    return db.session.scalars(select(Delivery).order_by(Delivery.id.desc())).first()


def both_sheets(one, schools) -> bytes:
    """Return a school's book into which a line of another school's was copied."""
    other = part_of(one, schools[1]).token
    return filled(book_of(one, schools[0]), lambda book: book["填写说明"].cell(3, 1).__setattr__("value", f"采集编号：{other}"))


CASES = {
    "a foreign workbook": (lambda one, schools: workbook(invented()), "The file bears no collection number"),
    "an unknown number": (
        lambda one, schools: filled(book_of(one, schools[0]), lambda book: [
            sheet.cell(row, 1).__setattr__("value", "采集编号：2222-2222-2222") for sheet in book for row in (1, 2) if sheet.title != "选项"]),
        "belongs to no collection of this county"),
    "sheets of two schools": (both_sheets, "The sheets come from workbooks of several schools"),
    "a password": (lambda one, schools: LOCKED, "The workbook is protected with a password."),
    "a picture": (lambda one, schools: b"\x89PNG\r\n\x1a\nxxxx", "Files of the kind PNG are not read."),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_taken_is_told_with_its_reason(officer, one, schools, case):
    make, told = CASES[case]
    page = send(officer, f"/collecting/{one.id}/files", make(one, schools), "某校.xlsx").text
    assert told in page
    assert latest().state is DeliveryState.REFUSED
    assert latest().content is None
    assert part_of(one, schools[0]).state is ReturnState.WAITING


@pytest.mark.parametrize(("content", "told"), [
    (bombs(), "compressed more than 200 times"), (packed({"说明/.DS_Store": b"x"}), "The zip holds no file."),
    (packed({"a.xlsx": b"x"})[:40], "The file is damaged or incomplete")], ids=["bomb", "empty", "cut off"])  # a zip knows the hour
def test_a_zip_that_cannot_be_opened_is_refused_whole(officer, one, content, told):
    assert told in send(officer, f"/collecting/{one.id}/files", content, "a.zip").text


def test_a_book_of_an_older_round_names_that_round(officer, user, one, schools):
    newer = create_round(user, schools, sheets={"teachers": []}, name="春季采集")
    assert "another collection (秋季采集" in send(officer, f"/collecting/{newer.id}/files", book_of(one, schools[0])).text


def test_a_book_of_another_county_is_nobodys(app, officer, one):
    other = create_county()
    stranger = create_user(county=other, role=Role.OFFICER)
    school = create_school(county=other)
    foreign = create_round(stranger, [school], sheets={"schools": []})
    assert "belongs to no collection of this county" in send(officer, f"/collecting/{one.id}/files", book_of(foreign, school)).text


def test_a_file_on_the_page_of_another_school_is_refused(officer, one, schools):
    page = send(officer, f"/collecting/{one.id}/schools/{schools[0].id}/file", book_of(one, schools[1])).text
    assert f"The workbook belongs to {schools[1].name}, not to {schools[0].name}." in page
    assert part_of(one, schools[1]).state is ReturnState.WAITING


def test_the_same_file_twice_counts_once(officer, one, schools):
    book = book_of(one, schools[0])
    send(officer, f"/collecting/{one.id}/files", book)
    first = part_of(one, schools[0]).batch_id
    assert "This very file was taken already" in send(officer, f"/collecting/{one.id}/files", book, "改名.xlsx").text
    assert part_of(one, schools[0]).batch_id == first


def test_two_different_files_of_a_school_in_one_zip_are_both_left(officer, one, schools):
    book = book_of(one, schools[0])
    other = filled(book, put("教师", 0, "备注", "另一份"))
    send(officer, f"/collecting/{one.id}/files", packed({"1.xlsx": book, "2.xlsx": other, "3.xlsx": book_of(one, schools[1])}), "a.zip")
    run_waiting()
    page = officer.get(f"/collecting/{one.id}").text
    assert "came together (1.xlsx、2.xlsx)" in page
    assert (part_of(one, schools[0]).state, part_of(one, schools[1]).state) == (ReturnState.WAITING, ReturnState.READY)


def test_a_newer_file_replaces_the_older_and_drops_its_preview(officer, one, schools):
    book = book_of(one, schools[0])
    send(officer, f"/collecting/{one.id}/files", filled(book, put("教师", 0, "备注", "一")))
    first = part_of(one, schools[0]).batch
    send(officer, f"/collecting/{one.id}/files", filled(book, put("教师", 0, "备注", "二")))
    db.session.refresh(first)
    assert (first.state.value, first.content) == ("discarded", None)
    assert part_of(one, schools[0]).batch_id != first.id


def test_a_person_of_another_school_is_a_fault_of_the_row(officer, one, schools):
    number = filled(book_of(one, schools[1]), lambda book: None)
    other = [row.value for row in __import__("openpyxl").load_workbook(io.BytesIO(number))["教师"][3]]

    def copy(book):
        for place, value in enumerate(other[1:], 2):
            book["教师"].cell(4, place).value = value

    send(officer, f"/collecting/{one.id}/files", filled(book_of(one, schools[0]), copy))
    part = part_of(one, schools[0])
    assert (part.state, [fault["code"] for fault in part.batch.faults]) == (ReturnState.FAULTY, ["foreign_school"])
