"""Foreign workbooks: the bureau's form and others, mapped, their words decided, checked and stored as the template's rows are."""

import datetime as dt
import io

import openpyxl
import pytest
from sqlalchemy import func, select

from staffing.extensions import db
from staffing.imports import decisions
from staffing.imports.models import BatchState, ChangeKind, ColumnMapping, ImportBatch, ImportChange
from staffing.teachers.models import Appointment, Degree, Teacher, TitleGrant
from tests.helpers.dirty_form import (
    COLUMN,
    clean_form,
    form_workbook,
    shuffled_and_renamed,
    soil,
    true_target,
)
from tests.helpers.sheets import invented, store, upload, workbook


@pytest.fixture
def schools(county):
    """Return a county with the schools of the form."""
    rows = invented(200)
    store(workbook({code: rows[code] for code in ("schools", "sections")}), county)
    return county


def newest() -> ImportBatch:
    """Return the batch handed in last, fresh from the database."""
    db.session.expire_all()
    return db.session.scalar(select(ImportBatch).order_by(ImportBatch.id.desc()))


def send_mapping(officer, **changes: str):
    """Send the columns' page as proposed, with changes by field."""
    batch = newest()
    data = {f"column:{place}:{column}": code for place, sheet in enumerate(batch.mapping["sheets"]) for column, code in sheet["columns"].items()}
    constants = {f"constant:{code}": word for code, word in batch.mapping["constants"].items()}
    return officer.post(f"/imports/{batch.id}/mapping", data={"as_of": "2025-09-01", **data, **constants, **changes}, follow_redirects=True)


def send_words(officer, answers: dict[str, str] | None = None, name: str = ""):
    """Send the words' page: the proposals, and answers by word for what is open."""
    batch = newest()
    data = {}
    for code, words in batch.counts["words"].items():
        for place, (word, _count) in enumerate(words):
            data[f"word:{code}:{place}"] = batch.mapping["words"].get(code, {}).get(word, (answers or {}).get(word, "?"))
    return officer.post(f"/imports/{batch.id}/words", data={"name": name, **data}, follow_redirects=True)


def import_form(officer, form, *, answers=None, name="", honour_day="2024-09-01"):
    """Hand the form in and go through both pages."""
    upload(officer, form_workbook(form), "白云式信息表.xlsx")
    assert newest().state is BatchState.MAPPING
    send_mapping(officer, **{"constant:honour.granted_on": honour_day})
    return send_words(officer, answers, name)


def confirm(officer):
    """Press the button of the preview as it stands now."""
    batch = newest()
    return officer.post(f"/imports/{batch.id}/confirm", data={"digest": batch.records_digest, "decided": decisions.decided_token(batch.id)})


def test_the_form_of_72_columns_is_mapped_at_once_and_stored(officer, schools):
    form = clean_form(30, schools=3)
    import_form(officer, form)
    batch = newest()
    assert (batch.state, batch.faults) == (BatchState.READY, [])
    confirm(officer)
    db.session.expire_all()
    assert newest().state is BatchState.STORED
    assert db.session.scalar(select(func.count()).select_from(Teacher)) == 30
    teacher = db.session.scalar(select(Teacher).where(Teacher.name == form.rows[0][COLUMN["teachers.name"]]))
    assert teacher.number == "N000001"
    assert {degree.level for degree in teacher.degrees} == {"associate", "bachelor"}
    assert len(teacher.appointments) == 1
    assert db.session.scalar(select(func.count()).select_from(Degree)) == 60
    assert set(db.session.scalars(select(TitleGrant.level))) <= {"first", "second", "senior"}


def test_the_same_form_again_changes_nothing(officer, schools):
    form = clean_form(12, schools=3)
    import_form(officer, form)
    confirm(officer)
    import_form(officer, form)
    assert newest().state is BatchState.READY
    assert [(one.kind, one.label, one.heading, one.old, one.new) for one in db.session.scalars(
        select(ImportChange).where(ImportChange.batch_id == newest().id))] == []


def test_every_kind_of_dirt_is_told_in_its_cell(officer, schools):
    form = soil(clean_form(180, schools=3), each=3)
    import_form(officer, form, answers={"占星术": "占星术", "不存在的学校": "不存在的学校"})
    batch = newest()
    assert batch.state is BatchState.FAULTY
    told = {(fault["row"], fault["column"]) for fault in (*batch.faults, *batch.counts["remarks"])}
    missed = []
    for kind, row, column in form.dirt:
        place = (row + 3, column + 1)
        if kind == "exchange_without_school":
            place = (row + 3, COLUMN["exchange.to_school"] + 1)
        if kind not in ("unknown_subject", "twice") and place not in told:
            missed.append((kind, place))
    assert missed == []
    officer.post(f"/imports/{batch.id}/rows")
    again = newest()
    assert (again.faults[:3], again.state) == ([], BatchState.READY)
    confirm(officer)
    assert newest().state is BatchState.STORED
    assert 100 < db.session.scalar(select(func.count()).select_from(Teacher)) < 180


def test_words_that_no_table_knows_must_be_decided(officer, schools):
    form = clean_form(6, schools=2)
    form.rows[0][COLUMN["teachers.status"]] = "在外面"
    page = import_form(officer, form)
    assert "1 个词" in page.get_data(as_text=True)
    assert newest().state is BatchState.MAPPING
    send_words(officer, {"在外面": "其他"})
    assert newest().state is BatchState.READY


def test_a_shuffled_and_renamed_form_is_mapped(officer, schools):
    form = shuffled_and_renamed(clean_form(40, schools=3))
    upload(officer, form_workbook(form, title_rows=2))
    sheet = newest().mapping["sheets"][0]
    right = [sheet["columns"][str(column)] == true_target(text) for column, text, *_ in sheet["headings"]]
    assert len(right) == 72
    assert sum(right) >= 0.95 * 72


def test_a_kept_mapping_is_found_again_by_its_titles(officer, schools):
    form = clean_form(6, schools=2)
    form.titles = tuple("只有本县懂的标题" if title == "民族" else title for title in form.titles)
    upload(officer, form_workbook(form))
    place = form.titles.index("只有本县懂的标题") + 1
    send_mapping(officer, **{f"column:0:{place}": "teachers.ethnic_group", "constant:honour.granted_on": "2024-09-01"})
    send_words(officer, name="本县年报表")
    assert db.session.scalar(select(ColumnMapping)).name == "本县年报表"
    upload(officer, form_workbook(shuffled_and_renamed(form)))
    again = newest()
    assert again.counts["shown"]["kept"] == "本县年报表"
    meaning = {text: again.mapping["sheets"][0]["columns"][str(column)] for column, text, *_ in again.mapping["sheets"][0]["headings"]}
    assert meaning["只有本县懂的标题"] == "teachers.ethnic_group"


def test_the_marked_copy_holds_a_comment_on_every_faulty_cell(officer, schools):
    form = soil(clean_form(60, schools=2), each=1)
    import_form(officer, form, answers={"占星术": "占星术", "不存在的学校": "不存在的学校"})
    batch = newest()
    book = openpyxl.load_workbook(io.BytesIO(officer.post(f"/imports/{batch.id}/marked.xlsx").data))
    page = book["教师信息表"]
    commented = {(cell.row, cell.column) for row in page.iter_rows() for cell in row if cell.comment}
    assert {(fault["row"], max(1, fault["column"])) for fault in (*batch.faults, *batch.counts["remarks"])} == commented
    assert page.cell(3, COLUMN["teachers.name"] + 1).value == form.rows[0][COLUMN["teachers.name"]]
    assert book.sheetnames[-1] == "错误清单"


def test_a_person_without_a_number_is_asked_about(officer, schools):
    first = clean_form(4, schools=2)
    import_form(officer, first)
    confirm(officer)
    second = clean_form(4, schools=2)
    title = second.titles[COLUMN["noted.native_place"]]
    second.titles = tuple("出生日期" if one == title else one for one in second.titles)
    for row in second.rows:
        row[COLUMN["noted.native_place"]] = f"{row[COLUMN['teachers.id_number']][6:14]}"
        row[COLUMN["teachers.id_number"]] = ""
    import_form(officer, second)
    batch = newest()
    assert [fault["code"] for fault in batch.faults] == ["who_is_meant"] * 4
    officer.post(f"/imports/{batch.id}/persons", data={f"who:教师信息表|{row}": f"N00000{row - 2}" for row in range(3, 7)})
    assert newest().state is BatchState.READY
    assert not list(db.session.scalars(select(ImportChange).where(ImportChange.batch_id == newest().id, ImportChange.kind == ChangeKind.NEW_PERSON)))


def test_another_first_day_at_the_same_school_is_told_and_makes_no_second_post(officer, schools):
    form = clean_form(3, schools=2)
    import_form(officer, form)
    confirm(officer)
    form.rows[0][COLUMN["post.valid_from"]] = "2020年8月"
    form.rows[1][COLUMN["post.personnel_school"]] = "演示第3小学"
    form.rows[1][COLUMN["post.valid_from"]] = "1999年9月"
    import_form(officer, form)
    batch = newest()
    assert [fault["code"] for fault in batch.faults] == ["before_running"]
    assert [(one["code"], one["row"]) for one in batch.counts["remarks"] if one["code"] == "start_differs"] == [("start_differs", 3)]
    officer.post(f"/imports/{batch.id}/rows")
    assert not list(db.session.scalars(select(ImportChange).where(ImportChange.batch_id == newest().id)))


def test_a_block_whose_leading_cell_is_faulty_is_told_once_and_stops_nothing(officer, schools):
    form = clean_form(3, schools=2)
    form.rows[0][COLUMN["title.level"]] = "#REF!"
    form.rows[0][COLUMN["title_engaged.level"]] = "#REF!"
    import_form(officer, form, answers={"#REF!": "#REF!"})
    assert [(fault["code"], fault["row"]) for fault in newest().faults] == [("error_cell", 3), ("error_cell", 3)]


def test_a_move_and_a_new_status_begin_on_their_days(officer, schools):
    form = clean_form(6, schools=2)
    for row in form.rows:
        row[COLUMN["teachers.status"]] = "在职在岗（本校任教）"
    import_form(officer, form)
    confirm(officer)
    moved = form.rows[0]
    moved[COLUMN["post.personnel_school"]] = "演示第3小学"
    moved[COLUMN["post.valid_from"]] = "2025年9月"
    form.rows[1][COLUMN["teachers.status"]] = "产假（不在岗）"
    import_form(officer, form)
    kinds = {one.kind for one in db.session.scalars(select(ImportChange).where(ImportChange.batch_id == newest().id))}
    assert kinds == {ChangeKind.MOVED_SCHOOL, ChangeKind.STATUS_CHANGED}
    confirm(officer)
    assert db.session.scalar(select(func.count()).select_from(Appointment).where(Appointment.valid_from == dt.date(2025, 9, 1))) == 1
