"""A round as the bureau lives it: books, files back as a zip, faults, marked copies, merging."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.audit.record import record
from staffing.collecting.models import (
    CollectionRound,
    Delivery,
    DeliveryState,
    ReturnState,
    RoundState,
    SchoolReturn,
)
from staffing.collecting.operations import open_round
from staffing.core.access import Role
from staffing.core.id_number import check_character
from staffing.core.school_year import today
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job
from staffing.teachers.models import Teacher
from staffing.teachers.personal import set_id_number, set_phone
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
from tests.helpers.statements import counted_statements

NUMBER_17 = "42000119850501002"
ID = NUMBER_17 + check_character(NUMBER_17)


@pytest.fixture
def schools(county):
    return create_schools(county, 3)


@pytest.fixture
def one(county, schools):
    return create_round(create_user(county=county, role=Role.OFFICER), schools)


@pytest.fixture
def officer(app, county):
    return sign_in_client(app, create_user(county=county, role=Role.OFFICER, locale="en"))


def address(one, tail: str = "") -> str:
    return f"/collecting/{one.id}{tail}"


def states(one) -> list[ReturnState]:
    return list(db.session.scalars(select(SchoolReturn.state).where(SchoolReturn.round_id == one.id).order_by(SchoolReturn.id)))


def test_an_officer_opens_a_round_for_chosen_schools_and_sheets(officer, county, schools):
    page = officer.get("/collecting/new")
    assert page.status_code == 200
    due = (today() + dt.timedelta(days=14)).isoformat()
    sent = {"name": "秋季采集", "school_year": "2026", "due_on": due, "note": "联系人事科", "schools": [schools[0].id, schools[1].id],
            "sheets": ["teachers", "titles"], "columns-teachers": ["phone", "remark"]}
    assert "Making the workbooks" not in officer.post("/collecting/new", data=sent, follow_redirects=True).text
    one = db.session.scalars(select(CollectionRound)).one()
    assert (one.name, one.sheets, len(one.returns)) == ("秋季采集", {"teachers": ["phone", "remark"], "titles": []}, 2)
    run_waiting()
    part = part_of(one, schools[0])
    assert part.known_rows == {"teachers": 2, "titles": 0}
    workbook = openpyxl.load_workbook(io.BytesIO(book_of(one, schools[0])))
    assert [sheet.title for sheet in workbook] == ["填写说明", "教师", "职称", "选项"]
    assert workbook["选项"].sheet_state == "veryHidden"
    headings = [cell.value for cell in workbook["教师"][2]]
    assert {"填表检查", "教职工编号", "姓名", "手机号码", "备注"} <= set(headings)
    assert "民族" not in headings


@pytest.mark.parametrize(("field", "value", "told"), [
    ("due_on", "2020-01-01", "This day has passed already."), ("schools", [], "Choose at least one school."), ("sheets", [], "Choose at least one sheet."),
    ("name", "", "Fill in this field."), ("schools", ["999999"], "This list has changed; load the page again.")])
def test_a_round_that_asks_nothing_of_nobody_is_refused(officer, schools, field, value, told):
    sent = {"name": "采集", "school_year": "2026", "due_on": "2199-01-01", "schools": [schools[0].id], "sheets": ["teachers"]} | {field: value}
    assert told in officer.post("/collecting/new", data=sent).text
    assert db.session.scalar(select(CollectionRound)) is None


def test_two_rounds_of_one_name_are_refused(county, schools, one):
    with pytest.raises(StaffingError) as refused:
        create_round(create_user(county=county, role=Role.OFFICER), schools, made=False)
    assert refused.value.field == "name"


def test_only_input_cells_are_open_and_keys_formulas_and_headings_are_locked(one, schools):
    sheet = openpyxl.load_workbook(io.BytesIO(book_of(one, schools[0])))["教师"]
    assert sheet.protection.sheet
    headings = {cell.value: cell.column for cell in sheet[2]}
    known, blank = sheet[3], sheet[6]
    assert all(cell.protection.locked for row in (sheet[1], sheet[2]) for cell in row)
    assert known[0].value.startswith("=IF(COUNTA(")
    assert known[0].protection.locked
    assert known[headings["教职工编号"] - 1].protection.locked
    assert not known[headings["姓名"] - 1].protection.locked
    assert not blank[headings["教职工编号"] - 1].protection.locked
    rules = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}
    letters = {cell.value: cell.column_letter for cell in sheet[2]}
    assert rules[letters["性别"]].type == "list"
    assert rules[letters["身份证号"]].type == "custom"
    assert "SUMPRODUCT" in rules[letters["身份证号"]].formula1
    assert rules[letters["出生日期"]].type == "custom"
    assert all(len(rule.formula1 or "") <= 255 for rule in rules.values())


def test_identity_and_telephone_numbers_that_are_known_stay_out_of_the_books(one, schools, county):
    teacher = db.session.scalars(select(Teacher)).first()
    set_id_number(teacher, ID)
    set_phone(teacher, "13800000001")
    db.session.flush()
    again = create_round(create_user(county=county, role=Role.OFFICER), schools, name="再采集")
    for school in schools:
        archive = zipfile.ZipFile(io.BytesIO(book_of(again, school)))
        text = b"".join(archive.read(name) for name in archive.namelist())
        assert ID.encode() not in text
        assert b"13800000001" not in text


def test_schools_hand_in_by_zip_are_checked_marked_and_merged(officer, one, schools):
    books = [book_of(one, school) for school in schools]
    good = filled(books[0], put("教师", 0, "备注", "改过㛃䶮"))
    bad = filled(books[1], put("教师", 0, "性别", "不详"))
    page = send(officer, address(one, "/files"), packed({"甲/随便叫什么.xlsx": good, "乙.xlsx": bad, "__MACOSX/._乙.xlsx": b"x", "~$乙.xlsx": b"x"}), "交来.zip")
    assert page.status_code == 200
    run_waiting()
    assert states(one) == [ReturnState.READY, ReturnState.FAULTY, ReturnState.WAITING]
    page = officer.get(address(one)).text
    assert page.count('name="part"') == 1
    assert [delivery.content for delivery in db.session.scalars(select(Delivery))] == [None, None]
    school_page = officer.get(address(one, f"/schools/{schools[1].id}")).text
    assert "This is none of the words allowed here." in school_page
    assert "left out" not in school_page
    copy = officer.post(address(one, f"/schools/{schools[1].id}/marked.xlsx"))
    workbook = openpyxl.load_workbook(io.BytesIO(copy.data))
    cell = workbook["教师"]["E3"]
    assert cell.value == "不详"
    assert "请从" in cell.comment.text
    assert cell.fill.start_color.rgb == "FFF8C9C4"
    assert [row[1].value for row in workbook["错误清单"].iter_rows(min_row=2)] == ["E3"]
    part = part_of(one, schools[0])
    officer.post(address(one, "/merge"), data={"part": [part.id], f"digest-{part.id}": part.batch.records_digest})
    run_waiting()
    assert states(one) == [ReturnState.MERGED, ReturnState.FAULTY, ReturnState.WAITING]
    assert "改过㛃䶮" in set(db.session.scalars(select(Teacher.remark)))
    # The school mends its marked copy and sends it back; what the bureau added does not disturb.
    mended = filled(copy.data, put("教师", 0, "性别", "女"))
    send(officer, address(one, "/files"), mended)
    assert states(one)[1] is ReturnState.READY
    part = part_of(one, schools[1])
    assert part.record_count == 0


def test_only_what_the_officer_saw_is_merged(officer, one, schools):
    send(officer, address(one, "/files"), filled(book_of(one, schools[0]), put("教师", 0, "备注", "一")))
    part = part_of(one, schools[0])
    answer = officer.post(address(one, "/merge"), data={"part": [part.id], f"digest-{part.id}": "0" * 64})
    assert answer.status_code == 409
    digest = part.batch.records_digest
    officer.post(address(one, "/merge"), data={"part": [part.id], f"digest-{part.id}": digest})
    teacher = db.session.scalars(select(Teacher).where(Teacher.appointments.any(personnel_school_id=schools[0].id)).order_by(Teacher.number)).first()
    teacher.remark, number = "一", teacher.id
    db.session.flush()
    record("teacher_corrected", teacher, county_id=one.county_id, changes={"remark": ["", "一"]})
    run_waiting()
    part = part_of(one, schools[0])
    teacher = db.session.get_one(Teacher, number)
    assert (part.state, teacher.remark) == (ReturnState.READY, "一")
    assert part.batch.records_digest != digest


def test_every_book_leaves_named_after_its_school_and_in_the_log(officer, one, schools):
    answer = officer.post(address(one, "/books.zip"))
    names = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert names == [f"{school.code}_{school.name}_秋季采集.xlsx" for school in sorted(schools, key=lambda school: school.code)]
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "collection_books_taken")).one()
    assert event.changes == {"schools": [None, 3]}


def test_a_closed_round_takes_nothing_and_keeps_its_list(officer, one, schools):
    book = book_of(one, schools[0])
    officer.post(address(one, "/close"))
    assert one.state is RoundState.CLOSED
    assert part_of(one, schools[0]).book is None
    assert "This collection is closed." in send(officer, address(one, "/files"), book).text
    assert officer.post(address(one, "/books.zip")).status_code == 404
    assert schools[2].name in officer.get(address(one)).text


def test_late_schools_are_told_on_the_page_and_on_the_workbench(officer, one, schools):
    assert "schools that have not handed in yet: 3" in officer.get("/").text
    one.due_on = today() - dt.timedelta(days=1)
    db.session.flush()
    assert "schools that have not handed in: 3. Remind them." in officer.get("/").text
    assert officer.get(address(one)).text.count("late</span>") == 3
    officer.post(address(one, "/due"), data={"due_on": "2199-01-01"})
    assert officer.get(address(one)).text.count("late</span>") == 0


def test_the_page_costs_the_same_for_many_schools(officer, county, one):
    def cost(number: int) -> int:
        with counted_statements() as seen:
            assert officer.get(address(number)).status_code == 200
        return len(seen)

    many = create_round(create_user(county=county, role=Role.OFFICER), create_schools(county, 9, teachers=1), name="多校")
    cost(one)
    assert cost(one) == cost(many) <= 12
    with counted_statements() as seen:
        officer.get("/collecting/")
    assert len(seen) <= 8


def test_a_cancelled_check_can_go_on(officer, one, schools):
    send(officer, address(one, "/files"), packed({"a.xlsx": book_of(one, schools[0])}), "a.zip")
    db.session.execute(Job.__table__.update().values(state="cancelled"))
    assert "Look at them now" in officer.get(address(one)).text
    officer.post(address(one, "/files/again"))
    run_waiting()
    assert states(one)[0] is ReturnState.READY
    assert db.session.scalars(select(Delivery.state)).all() == [DeliveryState.CLEAN]


def test_another_county_sees_nothing(app, one, schools):
    stranger = sign_in_client(app, create_user(county=create_county(), role=Role.OFFICER))
    assert stranger.get(address(one)).status_code == 404
    assert stranger.get(address(one, f"/schools/{schools[0].id}")).status_code == 404
    assert stranger.post(address(one, "/books.zip")).status_code == 404


def test_a_school_of_another_county_is_not_asked(county, schools):
    foreign = create_school(county=create_county())
    with pytest.raises(StaffingError):
        open_round(who=create_user(county=county, role=Role.OFFICER), name="x", school_year=2026, due_on=today(), note="", school_ids=[foreign.id],
                   sheets={"teachers": []})
