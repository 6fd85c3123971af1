"""Cells that must be refused: each with place, reason and remedy, nothing stored, content removed."""

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from staffing.core.import_report import CellFault
from staffing.extensions import db
from staffing.imports.models import BatchState, ImportBatch
from tests.helpers import sheets
from tests.helpers.sheets import cell, invented, row_of, workbook

PEOPLE = invented()["teachers"]
NAME, ID, BIRTH = PEOPLE[0][1], PEOPLE[0][2], PEOPLE[0][4]
WOMAN = PEOPLE[0][3] == "女"
CHECK_LATER = "A digit is mistyped; check the number with the identity card."
TEXT_AGAIN = "Format the column as text and type all 18 characters again."


def added(code, **cells):
    """Return a change that adds a row to a sheet."""
    return lambda rows: {**rows, code: [*rows.get(code, []), row_of(code, **cells)]}


def put(code, row, column, value):
    """Return a change that puts a value into a cell."""
    return lambda rows: cell(rows, code, row, column, value)


def both(*changes):
    """Return several changes as one."""
    def change(rows):
        for one in changes:
            rows = one(rows)
        return rows

    return change


def repeated(code, column=None, value=None):
    """Return a change that repeats the first row of a sheet, one cell of it different."""
    def change(rows):
        rows[code].append(list(rows[code][0]))
        return cell(rows, code, -1, column, value) if column else rows

    return change


WHO = {"number": "T000001", "name": NAME}
# What is done to the rows; sheet, place, value shown, reason, remedy.
CASES = {
    "an error left as text": (put("teachers", 0, "birth_date", "#VALUE!"), (
        "教师", "E2", "#VALUE!", "The cell shows the error of a formula.", "Type the value, or paste it as a value.")),
    "a school twice": (repeated("schools"), ("学校", "4", "", "The same record stands in rows 2、4.", "Leave one of these rows.")),
    "a school with two places": (repeated("schools", "location", "城区"), (
        "学校", "4", "", "Rows 2、4 say different things about the same record (城乡分类).", "Decide which is right and leave one.")),
    "a teacher twice": (repeated("teachers"), ("教师", "6", "", "The same record stands in rows 2、6.", "Leave one of these rows.")),
    "two schools of one name": (put("schools", 1, "name", "演示第1小学"), (
        "学校", "B3", "演示第1小学", "This code belongs to another record (2142000001 演示第1小学).", "Correct code or name.")),
    "another's identity number": (
        both(put("teachers", 1, "id_number", ID), put("teachers", 1, "birth_date", BIRTH), put("teachers", 1, "sex", "女" if WOMAN else "男")), (
            "教师", "C3", f"{ID[0]}***", "Another person of the county has this identity number (staff number T000001).",
            "Check which of the two is right; one person has one staff number.")),
    "a birth date to come": (put("teachers", 0, "birth_date", "2185-05-01"), ("教师", "E2", "2185-05-01", "The date lies in the future.", "Check the year.")),
    "a birth date of long ago": (put("teachers", 0, "birth_date", "1785-05-01"), (
        "教师", "E2", "1785-05-01", "The date lies before 1900-01-01.", "Check the year.")),
    "a year without month": (put("teachers", 0, "work_began_on", "2008年"), (
        "教师", "I2", "2008年", "The month is missing.", "Type at least year and month, such as 2019年9月.")),
    "a day that does not exist": (put("teachers", 0, "work_began_on", "2008-02-30"), ("教师", "I2", "2008-02-30", "There is no such date.", "Check month and day.")),
    "work before birth": (put("teachers", 0, "work_began_on", "1950-01-01"), (
        "教师", "I2", "1950-01-01", "The date lies before the birth date.", "Correct one of the two.")),
    "an honour that ends first": (added("honours", **WHO, level="县级", title="县级骨干教师", granted_on="2020-09-01", expires_on="2019-08-31"), (
        "骨干称号", "G2", "2019-08-31", "The end lies before the start.", "Correct one of the two.")),
    "scientific notation": (put("teachers", 0, "id_number", "4.20001E+17"), (
        "教师", "C2", "4***", "The identity number is kept as a figure; its last digits may be lost.", TEXT_AGAIN)),
    "a mistyped identity number": (put("teachers", 0, "id_number", ID[:-1] + ("1" if ID[-1] != "1" else "2")), (
        "教师", "C2", f"{ID[0]}***", "The last character of the identity number does not fit the others.", CHECK_LATER)),
    "an old identity number": (put("teachers", 0, "id_number", "420001850501123"), (
        "教师", "C2", "4***", "This is an identity number of 15 digits, which is no longer valid.", "Use the number of 18 characters.")),
    "a short identity number": (put("teachers", 0, "id_number", "42000"), (
        "教师", "C2", "4***", "The identity number does not have 17 digits and a digit or X.", "Check the number with the identity card.")),
    "an identity number of the 13th month": (put("teachers", 0, "id_number", "420001198513011239"), (
        "教师", "C2", "4***", "The birth date inside the identity number does not exist.", "Check the number with the identity card.")),
    "another sex than the number": (put("teachers", 0, "sex", "男" if WOMAN else "女"), (
        "教师", "D2", "male" if WOMAN else "female", f"The sex differs from the one inside the identity number ({'女' if WOMAN else '男'}).", "Correct one of the two.")),
    "another birth date than the number": (put("teachers", 0, "birth_date", "1966-06-06"), (
        "教师", "E2", "1966-06-06", f"The birth date differs from the one inside the identity number ({BIRTH[:7]}).", "Correct one of the two.")),
    "a word outside the list": (put("teachers", 0, "sex", "M"), ("教师", "D2", "M", "This is none of the words allowed here.", "Choose from the list: 男、女.")),
    "an empty required cell": (put("teachers", 0, "name", ""), (
        "教师", "B2", "", "The cell is empty.", "Fill it in. A merged cell counts for its first row only; unmerge it.")),
    "a name too long": (put("teachers", 0, "name", "长" * 61), ("教师", "B2", "长" * 60 + "…", "The text has more than 60 characters.", "Shorten it.")),
    "no telephone number": (put("teachers", 0, "phone", "打电话"), ("教师", "F2", "打***", "This is no telephone number.", "Type 8 to 20 digits.")),
    "an unknown school": (put("posts", 0, "school", "没有的学校"), (
        "编制", "A2", "没有的学校", "There is no school of this name or code.", "Add it to sheet 学校, or write its full name.")),
    "an unknown teacher": (put("certificates", 0, "number", "T999999"), (
        "教师资格", "A2", "T999999", "There is no teacher with this staff number.", "Add the person to sheet 教师, or correct the number.")),
    "another person's name": (put("certificates", 0, "name", "别人"), (
        "教师资格", "C2", "别人", f"The staff number belongs to a person of another name ({NAME}).", "Correct number or name.")),
    "a stage the school has not": (put("appointments", 0, "personnel_stage", "初中"), (
        "任职经历", "F2", "junior", "The school has no such stage.", "Add it to sheet 学部与学生数, or choose another stage.")),
    "pupils without class": (put("sections", 0, "classes_1", 0), (
        "学部与学生数", "F2", "0", "There are pupils but no class.", "Fill in the number of classes.")),
    "a grade of another stage": (both(put("sections", 0, "pupils_9", 40), put("sections", 0, "classes_9", 1)), (
        "学部与学生数", "AC2", "40", "This stage has no such grade.", "Leave the cells of this grade empty.")),
    "a letter in a number": (put("sections", 0, "pupils_2", "约90"), ("学部与学生数", "H2", "约90", "This is no number.", "Type digits only, without a unit.")),
    "half a pupil": (put("sections", 0, "pupils_2", 90.5), ("学部与学生数", "H2", "90.5", "This is no whole number.", "Type a whole number.")),
    "a negative number": (put("sections", 0, "pupils_2", -3), ("学部与学生数", "H2", "-3", "The number is less than 0.", "Check the number.")),
    "a distance to oneself": (added("distances", from_school="演示第1小学", to_school="2142000001", km=3), (
        "学校间距离", "B2", "2142000001", "Both schools are the same.", "Name two different schools.")),
    "a rotation year nobody opened": (added("intents", school_year=2031, **WHO), (
        "轮岗意向与志愿", "A2", "2031", "There is no rotation year 2031.", "Open the rotation year first.")),
    "a degree above the education": (added("degrees", **WHO, level="大学专科", academic_degree="硕士", graduated_on="2003-06-30"), (
        "学历学位", "E6", "硕士", "This degree does not go with the education completed.", "Correct one of the two.")),
    "oneself as partner": (put("teachers", 0, "partner", "T000001"), (
        "教师", "R2", "T000001", "A person cannot be the own partner.", "Correct the staff number.")),
    "a partner of somebody else": (both(put("teachers", 0, "partner", "T000002"), put("teachers", 1, "partner", "T000003")), None),
    "a ground the rules do not know": (added("deferrals", **WHO, ground="心情不好", valid_from="2026-01-01"), None),
    "two posts at once": (added("appointments", **WHO, personnel_school="演示第2小学", personnel_stage="小学", share="0.5", valid_from="2025-03-01",
                                valid_to="2025-06-30"), None),
}
CODES = {
    "a partner of somebody else": ["partner_not_mutual"],
    "a ground the rules do not know": ["not_in_list"], "two posts at once": ["shares_above_one"],
}


def faults_after(client, content):
    """Hand a file in; return the faults of its batch, which must be refused with nothing kept."""
    before = sheets.records_digest()
    assert sheets.upload(client, content).status_code == 200
    batch = db.session.scalar(select(ImportBatch).order_by(ImportBatch.id.desc()))
    assert (batch.state, batch.content, sheets.records_digest()) == (BatchState.FAULTY, None, before)
    return [CellFault.from_json(fault) for fault in batch.faults]


def told(fault):
    """Return what a fault says, in English."""
    with force_locale("en"):
        return (fault.sheet, fault.place, fault.value, str(fault.reason), str(fault.remedy))


@pytest.mark.parametrize("name", [name for name in CASES if name not in CODES])
def test_a_faulty_cell_is_told_with_place_reason_and_remedy(name, officer):
    change, expected = CASES[name]
    faults = faults_after(officer, workbook(change(invented())))
    assert expected in [told(fault) for fault in faults]


@pytest.mark.parametrize("name", CODES)
def test_a_faulty_row_is_told_by_its_code(name, officer):
    faults = faults_after(officer, workbook(CASES[name][0](invented())))
    assert [fault.code for fault in faults] == CODES[name]


def test_a_formula_cell_is_told(officer):
    content = sheets.first_sheet(workbook(invented()), sheets.raw_cell("B2", b'<c r="B2" t="str"><f>A2&amp;"x"</f><v>abc</v></c>'))
    fault = next(fault for fault in faults_after(officer, content) if fault.code == "formula")
    assert told(fault)[:2] == ("学校", "B2")
    assert told(fault)[3:] == ("The cell holds a formula.", "Copy the column and paste it as values.")


def test_an_error_cell_that_the_parser_hides_is_told(officer):
    content = sheets.first_sheet(workbook(invented()), sheets.raw_cell("G2", b'<c r="G2" t="e"><v>#VALUE!</v></c>'))
    assert [(fault.code, fault.place) for fault in faults_after(officer, content) if fault.sheet == "学校"] == [("error_cell", "G2")]


@pytest.mark.parametrize("number", [b"420001199001011230", b"4.2000119900101E+17", b"420001199001011"])
def test_a_numeric_identity_number_is_refused_by_row(number, officer):
    rows = {"schools": invented()["schools"], "teachers": PEOPLE}
    content = sheets.edited(workbook(rows), "xl/worksheets/sheet2.xml", sheets.raw_cell("C3", b'<c r="C3"><v>' + number + b"</v></c>"))
    faults = faults_after(officer, content)
    assert [(fault.code, fault.place, fault.value) for fault in faults] == [("numeric_id", "C3", "4***")]


def test_a_missing_required_column_is_told_and_its_sheet_not_read(officer):
    content = sheets.first_sheet(workbook(invented()), lambda xml: xml.replace("<t>隶属</t>".encode(), "<t>其他说明</t>".encode(), 1))
    fault = faults_after(officer, content)[0]
    assert (fault.code, fault.sheet, fault.params) == ("missing_column", "学校", {"heading": "隶属"})


def test_a_heading_that_stands_twice_is_told(officer):
    content = sheets.first_sheet(workbook(invented()), lambda xml: xml.replace("<t>学校简称</t>".encode(), "<t>学校名称</t>".encode(), 1))
    fault = faults_after(officer, content)[0]
    assert (fault.code, fault.params["columns"]) == ("column_twice", "2、3")


def test_a_number_that_may_be_two_months_is_told(officer):
    rows = {"schools": invented()["schools"], "teachers": PEOPLE}
    content = sheets.edited(workbook(rows), "xl/worksheets/sheet2.xml", sheets.raw_cell("I2", b'<c r="I2"><v>2008.1</v></c>'))
    assert told(faults_after(officer, content)[0]) == (
        "教师", "I2", "2008.1", "2008.1 may be January or October.", "Type 2008年1月 or 2008年10月.")


def test_a_merged_data_cell_counts_for_its_first_row_only(officer):
    def merge(xml):
        xml = sheets.raw_cell("B3", b'<c r="B3"/>')(xml)
        return xml.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')

    faults = faults_after(officer, sheets.first_sheet(workbook(invented()), merge))
    assert ("required", "B3") in [(fault.code, fault.place) for fault in faults]


@pytest.mark.parametrize(("code", "row", "column"), [("teachers", 0, "sex"), ("schools", 0, "kind"), ("sections", 0, "pupils_1")])
def test_rows_about_a_faulty_record_are_not_blamed_for_its_absence(code, row, column, officer):
    faults = faults_after(officer, workbook(cell(invented(), code, row, column, "胡写")))
    assert [(fault.sheet, fault.row) for fault in faults] == [(sheets.SHEETS[code].title, 2)]
