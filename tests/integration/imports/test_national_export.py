"""An export of the national teacher system: groups above the titles, codes instead of words, 无 where nothing is."""

import csv
import io
from pathlib import Path

import pytest
import xlsxwriter
from sqlalchemy import select

import staffing.imports.foreign
from staffing.extensions import db
from staffing.imports.decisions import decided_token
from staffing.imports.invented import school_name
from staffing.imports.models import BatchState, ImportBatch
from staffing.teachers.models import Teacher
from tests.helpers.dirty_form import COLUMN, clean_form
from tests.helpers.sheets import invented, store, upload, workbook

TITLES = Path(staffing.imports.foreign.__file__).parent / "data" / "national_system.csv"


@pytest.fixture
def schools(county):
    rows = invented(200)
    store(workbook({code: rows[code] for code in ("schools", "sections")}), county)
    return county


def columns():
    """Return the titles of the export, one for each thing it knows: (group, title, meaning)."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        rows = [(row["group"], row["title"], row["target"]) for row in csv.DictReader(file)]
    seen: set[str] = set()
    return [row for row in rows if row[2] == "noted.plain" or not (row[2] in seen or seen.add(row[2]))]


def export(people: int) -> bytes:
    """Return such a workbook: codes of the national standards, dates as year and month."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    page = book.add_worksheet("教师信息")
    titles = columns()
    groups = [group for group, *_ in titles]
    for group in dict.fromkeys(groups):
        first, last = groups.index(group), len(groups) - 1 - groups[::-1].index(group)
        page.merge_range(0, first, 0, last, group)
    for place, (_, title, _) in enumerate(titles):
        page.write_string(1, place, title)
    for number, row in enumerate(clean_form(people, schools=3).rows, start=2):
        known = {
            "teachers.name": row[COLUMN["teachers.name"]], "teachers.id_number": row[COLUMN["teachers.id_number"]], "teachers.number": f"G{number:07}",
            "teachers.sex": {"男": "1-男", "女": "2-女"}[row[COLUMN["teachers.sex"]]], "teachers.ethnic_group": "01-汉族", "teachers.political_status": "13-群众",
            "teachers.work_began_on": "2010-09", "post.valid_from": "2015-09", "post.personnel_school": school_name(number % 3 + 1),
            "teachers.category": "专任教师", "teachers.employment": "是", "teachers.status": "100-在本单位任职", "degree.level": "21-大学本科",
            "degree.academic_degree": "学士", "degree.graduated_on": "2010-06", "title_engaged.level": "一级教师", "title_engaged.engaged_on": "2018-12",
            "post.stage": "小学", "post.subject": "语文", "certificate.kind": "小学教师资格", "certificate.subject": "语文",
            "certificate.issued_on": "2010-07", "exchange.kind": "0-无"}
        for place, (_, _, target) in enumerate(titles):
            page.write_string(number, place, known.get(target, ""))
    book.close()
    return content.getvalue()


def test_an_export_of_the_national_system_is_mapped_without_a_click_and_stored(officer, schools):
    upload(officer, export(9), "全国教师管理信息系统导出.xlsx")
    batch = db.session.scalar(select(ImportBatch))
    sheet = batch.mapping["sheets"][0]
    meant = {(group, title): target for group, title, target in columns()}
    wrong = [(group, text, sheet["columns"][str(column)]) for column, text, group, _ in sheet["headings"]
             if sheet["columns"][str(column)] != meant[group, text] and not meant[group, text].startswith("noted.")]
    assert wrong == []
    data = {f"column:0:{column}": code for column, code in sheet["columns"].items()}
    constants = {f"constant:{code}": word for code, word in batch.mapping["constants"].items()}
    officer.post(f"/imports/{batch.id}/mapping", data={"as_of": "2025-09-01", **data, **constants})
    db.session.expire_all()
    words = {f"word:{code}:{place}": batch.mapping["words"].get(code, {}).get(word, "?")
             for code, found in batch.counts["words"].items() for place, (word, _) in enumerate(found)}
    assert "?" not in words.values()
    officer.post(f"/imports/{batch.id}/words", data=words)
    db.session.expire_all()
    assert (batch.state, batch.faults) == (BatchState.READY, [])
    officer.post(f"/imports/{batch.id}/confirm", data={"digest": batch.records_digest, "decided": decided_token(batch.id)})
    db.session.expire_all()
    stored = list(db.session.scalars(select(Teacher)))
    assert (len(stored), {one.degrees[0].level for one in stored}, {one.certificates[0].subject for one in stored}) == (9, {"bachelor"}, {"语文"})
    assert {one.ethnic_group for one in stored} == {"汉族"}
    assert {title.level for one in stored for title in one.titles} == {"first"}
