"""Template → filled → stored → exported → imported again: everything arrives, and the second time nothing changes."""

import datetime as dt
import pathlib
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from staffing.audit.models import AuditEvent
from staffing.core.id_number import check_character
from staffing.core.school_year import today
from staffing.core.spreadsheets.csv_writing import csv_bytes
from staffing.core.spreadsheets.reading import read_book
from staffing.core.spreadsheets.writing import workbook_bytes
from staffing.extensions import db
from staffing.imports import batches
from staffing.imports.checking import check_book
from staffing.imports.exporting import export_records
from staffing.imports.invented import InventedCounty
from staffing.imports.template import data_sheet, template_workbook
from staffing.rotation_years.models import RotationIntent, RotationWish, RotationYear
from staffing.schools.models import (
    AuthorisedPosts,
    School,
    SchoolDistance,
    SchoolStanding,
    Section,
    SectionYear,
)
from staffing.teachers.models import (
    Appointment,
    Deferral,
    Discipline,
    Employment,
    Leadership,
    RotationRecord,
    Teacher,
)
from staffing.teachers.personal import read_content, read_id_number, read_phone
from tests.helpers import sheets
from tests.helpers.sheets import SHEETS, check, invented, row_of, store, workbook

NUMBER_17 = "42000119850501122"
ID = NUMBER_17 + check_character(NUMBER_17)
WHO = {"number": "T9", "name": "演示欧阳春"}
FULL = {
    "schools": [
        row_of("schools", code="2142000001", name="演示县第一小学", short_name="一小", aliases="演示实验小学、老一小", entity="演示县第一小学", kind="小学",
               ownership="县属", location="城区", strength="优质", township="演示镇", longitude=114.3, latitude=29.85, opened_on="1998年9月", target_year=2027),
        row_of("schools", code="3142000002", name="演示镇学校", kind="九年一贯制", ownership="县属", location="乡村", remoteness="偏远"),
    ],
    "sections": [
        row_of("sections", school="一小", stage="小学", school_year="2026-2027学年", **{f"{name}_{grade}": value for grade in range(1, 7)
                                                                                  for name, value in (("pupils", 90), ("classes", 2), ("largest", 46))}),
        row_of("sections", school="演示镇学校", stage="小学", school_year=2026, pupils_1=40, classes_1=1),
        row_of("sections", school="演示镇学校", stage="初中", school_year=2026, pupils_7=20, classes_7=1),
        row_of("sections", school="演示镇学校", stage="初中", school_year=2027, figures="预测", pupils_7=22, classes_7=1),
    ],
    "hardware": [
        row_of("hardware", school="演示县第一小学", stage="小学", school_year=2026, teaching_area_m2=3650.5, sports_area_m2="6,200", equipment_yuan=1680000, multimedia_rooms=22),
        row_of("hardware", school="演示镇学校", stage="全校", school_year=2026, teaching_area_m2=620),
    ],
    "posts": [row_of("posts", school="2142000001", valid_from="2020-09-01", posts=86, source="演编办1号"),
              row_of("posts", school="2142000001", valid_from="2025-09-01", posts=90)],
    "title_posts": [row_of("title_posts", school="一小", valid_from="2020-09-01", senior=14, middle=32, junior=40, source="演人社6号"),
                    row_of("title_posts", school="一小", valid_from="2025-09-01", full_senior=1, senior=15)],
    "groups": [row_of("groups", group="演示第一教育集团", kind="教育集团", school=name, core=core, valid_from="2023-09-01")
               for name, core in (("演示县第一小学", "是"), ("演示镇学校", ""))],
    "distances": [row_of("distances", from_school="演示镇学校", to_school="演示县第一小学", km=12.5, minutes=25)],
    "teachers": [
        row_of("teachers", number="T9", name="演示 欧阳春", id_number=ID, sex="女", birth_date="1985.5.1", phone="13800000001", ethnic_group="汉族",
               work_began_on="2008年9月", employment="在编", category="专任教师", partner="T8", remark="=1+1"),
        row_of("teachers", number="T8", name="演示单明", sex="男", birth_date=dt.date(1984, 2, 29), work_began_on="200709", employment="特岗教师",
               category="教师", status="在职在岗(本校任教)"),
    ],
    "appointments": [
        row_of("appointments", **WHO, personnel_school="一小", personnel_stage="小学", subject="数学", more_subjects="科学、信息技术", valid_from="2008-09-01"),
        row_of("appointments", **WHO, personnel_school="一小", personnel_stage="小学", subject="英语", graduating_class="是", valid_from="2015-09-01"),
        row_of("appointments", number="T8", name="演示单明", personnel_school="演示镇学校", personnel_stage="初中", subject="体育与健康", share="0.6", valid_from="2019-09-01"),
        row_of("appointments", number="T8", name="演示单明", personnel_school="演示镇学校", personnel_stage="初中", school="一小", stage="小学", subject="体育",
               share="0.4", valid_from="2019-09-01"),
    ],
    "certificates": [row_of("certificates", number="", id_number=ID, name="演示欧阳春", kind="小学", subject="数学", issued_on="2008-06-30")],
    "degrees": [row_of("degrees", **WHO, level="本科", academic_degree="学士", institution="演示大学", graduated_on="2008-06-30")],
    "titles": [row_of("titles", **WHO, level="中学一级", granted_on="2015.12", engaged_on="2016.9", post_grade=10)],
    "honours": [row_of("honours", **WHO, level="区级", title="县级骨干教师", granted_on="2022-09-01", expires_on="2027年8月")],
    "trainings": [row_of("trainings", **WHO, year=2025, kind="全员培训", hours=72.5)],
    "appraisals": [row_of("appraisals", **WHO, year="2025年", grade="优秀")],
    "rotations": [row_of("rotations", **WHO, kind="定期交流", from_school="演示县第一小学", to_school="外县某学校", starts_on="2012-09-01", ends_on="2013-08-31")],
    "deferrals": [row_of("deferrals", **WHO, ground="哺乳期", valid_from="2026-03-01", valid_to="2027-02-28", has_evidence="有", evidence_name="出生医学证明", content="二孩")],
    "disciplines": [row_of("disciplines", number="T8", name="演示单明", kind="警告", valid_from="2026-01-10", valid_to="2026-07-09", content="通报")],
    "leaderships": [row_of("leaderships", number="T8", name="演示单明", school="演示镇学校", role="副校长", valid_from="2020-08-01")],
    "intents": [row_of("intents", school_year=2026, **WHO, volunteer="是", wish_1="演示镇学校", wish_stage_1="小学", wish_2="演示镇学校", wish_stage_2="初中")],
}


@pytest.fixture
def full_county(county):
    """Return a county with an open rotation year, and the whole workbook stored in it."""
    db.session.add(RotationYear(county_id=county.id, school_year=2026, ruleset="national", cut_off_on=dt.date(2026, 8, 31)))
    db.session.flush()
    store(workbook(FULL, sheets.county_columns(county)), county)
    return county


def one(model, *conditions):
    """Return the only row."""
    return db.session.scalars(select(model).where(*conditions)).one()


def test_schools_arrive_with_standing_sections_and_posts(full_county):
    school = one(School, School.code == "2142000001")
    assert (school.name, school.short_name, school.township, school.longitude, school.opened_on, school.target_year) == (
        "演示县第一小学", "一小", "演示镇", 114.3, dt.date(1998, 9, 1), 2027)
    assert sorted(alias.name for alias in school.aliases) == ["演示实验小学", "老一小"]
    assert [(one.ownership, one.location, one.strength, one.valid_from) for one in school.standings] == [("county", "urban", "strong", dt.date(1998, 9, 1))]
    assert [(post.posts, post.valid_from, post.valid_to) for post in school.posts] == [
        (86, dt.date(2020, 9, 1), dt.date(2025, 9, 1)), (90, dt.date(2025, 9, 1), None)]
    assert [(row.full_senior, row.senior, row.middle, row.junior, row.valid_to) for row in school.title_posts] == [
        (None, 14, 32, 40, dt.date(2025, 9, 1)), (1, 15, None, None, None)]
    year = one(SectionYear, SectionYear.section_id == school.sections[0].id)
    assert (year.pupils, year.classes, year.teaching_area_m2, year.sports_area_m2) == (540, 12, Decimal("3650.50"), Decimal(6200))


def test_a_shared_campus_is_split_by_weighted_pupils(full_county):
    rows = db.session.execute(select(Section.stage, SectionYear.teaching_area_m2).join(SectionYear.section).join(Section.school).where(
        School.name == "演示镇学校", SectionYear.forecast.is_(False)).order_by(Section.stage)).all()
    assert {row.stage: row.teaching_area_m2 for row in rows} == {"junior": Decimal("220.00"), "primary": Decimal("400.00")}


def test_a_person_arrives_with_secrets_encrypted_and_partner_mutual(full_county):
    person, other = one(Teacher, Teacher.number == "T9"), one(Teacher, Teacher.number == "T8")
    assert (person.name, person.birth_date, person.work_began_on, person.remark) == ("演示欧阳春", dt.date(1985, 5, 1), dt.date(2008, 9, 1), "=1+1")
    assert (read_id_number(person), read_phone(person)) == (ID, "13800000001")
    assert ID not in person.id_number_cipher
    assert (person.partner_id, other.partner_id) == (other.id, person.id)
    assert person.pseudonym != other.pseudonym
    assert "ouyang" in person.name_pinyin
    assert one(Employment, Employment.teacher_id == other.id).kind == "special_post"


def test_a_career_follows_on_and_shares_stand_side_by_side(full_county):
    spans = db.session.scalars(select(Appointment).join(Appointment.teacher).where(Teacher.number == "T9").order_by(Appointment.valid_from)).all()
    assert [(span.subject, span.more_subjects, span.valid_from, span.valid_to) for span in spans] == [
        ("数学", "科学、信息科技", dt.date(2008, 9, 1), dt.date(2015, 9, 1)), ("外语", "", dt.date(2015, 9, 1), None)]
    shares = db.session.scalars(select(Appointment).join(Appointment.teacher).where(Teacher.number == "T8").order_by(Appointment.share)).all()
    assert [(span.share, span.section.stage, span.valid_to) for span in shares] == [(Decimal("0.400"), "primary", None), (Decimal("0.600"), "junior", None)]


def test_restricted_facts_arrive_encrypted_with_last_days_included(full_county):
    deferral, discipline = one(Deferral), one(Discipline)
    assert (deferral.ground, deferral.has_evidence, deferral.valid_to) == ("nursing", True, dt.date(2027, 3, 1))
    assert read_content(full_county.id, deferral) == "二孩"
    assert (read_content(full_county.id, discipline), discipline.valid_to) == ("通报", dt.date(2026, 7, 10))


def test_rotations_leaders_and_wishes_arrive(full_county):
    rotation = one(RotationRecord)
    assert (rotation.kind, rotation.from_school.name, rotation.to_school, rotation.to_school_name, rotation.ends_on) == (
        "regular_exchange", "演示县第一小学", None, "外县某学校", dt.date(2013, 8, 31))
    assert one(Leadership).role == "vice_principal"
    assert one(RotationIntent).volunteer
    assert [(wish.place, wish.section.stage) for wish in db.session.scalars(select(RotationWish).order_by(RotationWish.place))] == [
        (1, "primary"), (2, "junior")]
    assert one(SchoolDistance).km == 12.5


def test_the_same_file_changes_nothing_the_second_time(full_county):
    before = sheets.records_digest()
    again = store(workbook(FULL, sheets.county_columns(full_county)), full_county)
    assert again.changes.count == 0
    assert {state for counts in again.report.row_counts.values() for state in counts} == {"unchanged"}
    assert sheets.records_digest() == before


def test_the_exported_records_change_nothing_when_imported(full_county):
    exported = export_records(full_county.id)
    content = workbook_bytes(exported.sheets, meta=exported.meta)
    again = check(content, full_county)
    assert [fault.as_json() for fault in again.report.faults] == []
    assert again.changes.count == 0
    assert len(again.report.row_counts) == len(SHEETS)


def test_the_export_holds_no_identity_number_phone_or_restricted_text(full_county):
    exported = export_records(full_county.id)
    text = repr([[tuple(row) for row in sheet.rows] for sheet in exported.sheets])
    assert "演示欧阳春" in text
    assert not any(secret in text for secret in (ID, "13800000001", "二孩", "通报"))


def test_a_changed_cell_is_one_change_with_old_and_new(full_county):
    rows = {"titles": [row_of("titles", **WHO, level="一级教师", post_grade=9)]}
    checked = store(workbook(rows), full_county)
    result, = checked.report.rows
    assert (result.state, result.label) == ("changed", "T9 演示欧阳春 一级教师")
    assert [(change.heading, change.old, change.new) for change in result.changes] == [("岗位等级", "10", "9")]
    title = one(Teacher, Teacher.number == "T9").titles[0]
    assert (title.post_grade, title.granted_on) == (9, dt.date(2015, 12, 1))


def test_an_empty_cell_changes_nothing_and_the_clear_word_empties(full_county):
    store(workbook({"teachers": [row_of("teachers", number="T9", name="演示欧阳春", sex="女", birth_date="1985-05-01", employment="在编", category="专任教师")]}), full_county)
    assert one(Teacher, Teacher.number == "T9").remark == "=1+1"
    store(workbook({"teachers": [row_of("teachers", number="T9", name="演示欧阳春", sex="女", birth_date="1985-05-01", employment="在编", category="专任教师",
                                        remark="清空", phone="清空")]}), full_county)
    person = one(Teacher, Teacher.number == "T9")
    assert (person.remark, read_phone(person), read_id_number(person)) == ("", None, ID)


def test_a_version_moves_so_that_an_open_form_is_refused(full_county):
    before = one(Teacher, Teacher.number == "T9").version
    store(workbook({"teachers": [row_of("teachers", number="T9", name="演示欧阳春", sex="女", birth_date="1985-05-01", employment="在编", category="专任教师",
                                        remark="新")]}), full_county)
    assert one(Teacher, Teacher.number == "T9").version == before + 1


def test_wishes_that_change_places_are_stored(full_county):
    swapped = row_of("intents", school_year=2026, **WHO, volunteer="是", wish_1="演示镇学校", wish_stage_1="初中", wish_2="演示镇学校", wish_stage_2="小学")
    store(workbook({"intents": [swapped]}), full_county)
    assert [(wish.place, wish.section.stage) for wish in db.session.scalars(select(RotationWish).order_by(RotationWish.place))] == [
        (1, "junior"), (2, "primary")]


def test_a_new_standing_ends_the_old_one_and_a_renamed_school_keeps_its_old_name(full_county):
    row = row_of("schools", code="2142000001", name="演示县中心小学", kind="小学", ownership="县属", location="城区", strength="一般", standing_from="2026-09-01")
    checked = store(workbook({"schools": [row]}), full_county)
    school = one(School, School.code == "2142000001")
    standings = db.session.scalars(select(SchoolStanding).where(SchoolStanding.school_id == school.id).order_by(SchoolStanding.valid_from)).all()
    assert [(standing.strength, standing.valid_to) for standing in standings] == [("strong", dt.date(2026, 9, 1)), ("average", None)]
    assert "演示县第一小学" in {alias.name for alias in school.aliases}
    changes = {change.heading: (change.old, change.new) for change in checked.report.rows[0].changes}
    assert changes["学校名称"] == ("演示县第一小学", "演示县中心小学")
    assert changes["1998-09-01 起的记录·结束日期"] == ("（空）", "2026-08-31")
    assert changes["隶属"] == ("", "县属")


def test_posts_recorded_in_between_end_where_the_next_begin(full_county):
    store(workbook({"posts": [row_of("posts", school="一小", valid_from="2022-09-01", posts=88)]}), full_county)
    posts = db.session.scalars(select(AuthorisedPosts).order_by(AuthorisedPosts.valid_from)).all()
    assert [(post.posts, post.valid_from.year, post.valid_to and post.valid_to.year) for post in posts] == [(86, 2020, 2022), (88, 2022, 2025), (90, 2025, None)]


def test_a_corrected_section_replaces_the_span_of_that_day(full_county):
    row = row_of("appointments", **WHO, personnel_school="演示镇学校", personnel_stage="小学", subject="外语", graduating_class="是", valid_from="2015-09-01")
    checked = store(workbook({"appointments": [row]}), full_county)
    assert [change.heading for change in checked.report.rows[0].changes] == ["任教学部", "编制所在学校"]
    assert db.session.scalar(select(func.count()).select_from(Appointment).join(Appointment.teacher).where(Teacher.number == "T9")) == 2


def test_one_audit_line_stands_for_the_whole_file(full_county, officer):
    before = db.session.scalar(select(func.count()).select_from(AuditEvent))
    checked = check(workbook({"appraisals": [row_of("appraisals", **WHO, year=2024, grade="合格")]}), full_county)
    assert checked.digest == checked.changes.digest()
    assert db.session.scalar(select(func.count()).select_from(AuditEvent)) == before


def test_the_empty_template_is_read_back_with_every_heading(county):
    content = template_workbook(sheets.county_columns(county), county=county.name, synthetic=True, made_on=today())
    book = read_book(content)
    by_title = {sheet.title: sheet for sheet in book.sheets}
    assert set(by_title) == {"填写说明", *(sheet.title for sheet in SHEETS.values())}
    for sheet in SHEETS.values():
        assert [column.heading for column in sheet.columns] in by_title[sheet.title].rows[:2]


def test_every_example_of_the_template_is_taken(county):
    """The example cells of all sheets, put into one file, are a clean file."""
    db.session.add(RotationYear(county_id=county.id, school_year=2026, ruleset="national", cut_off_on=dt.date(2026, 8, 31)))
    db.session.flush()
    rows = {code: [[column.example for column in sheet.columns]] for code, sheet in SHEETS.items()}
    rows["schools"].append(row_of("schools", code="2142000002", name="演示镇中心小学", kind="小学", ownership="县属", location="镇区"))
    rows["sections"].append(row_of("sections", school="演示镇中心小学", stage="小学", school_year=2026, pupils_1=40, classes_1=1))
    assert codes_of(check(workbook(rows, sheets.county_columns(county)), county)) == []


def codes_of(checked):
    """Return place and code of each fault."""
    return [(fault.sheet, fault.heading, fault.code) for fault in checked.report.faults]


def test_a_csv_of_one_sheet_is_taken_in_both_encodings(full_county):
    sheet = data_sheet(SHEETS["appraisals"], [row_of("appraisals", **WHO, year=2025, grade="合格")])
    content = csv_bytes(sheet, meta=sheets.META)
    for body, name in ((content, "年度考核.csv"), (content.decode("utf-8-sig").encode("gb18030"), "表.csv"), (content.decode("utf-8-sig").encode("utf-16"), "x.csv")):
        assert check(body, full_county, name=name).changes.count == 1


def test_reordered_columns_blank_rows_titles_and_footers_are_taken(full_county):
    lines = ["2025年年度考核汇总表,,,", ",,,", "考核等次,姓名,备注,年 度*,编号", "合格,演示欧阳春,,2025,T9", ",,,,", ",,,,", "填表人签字：,,,,"]
    checked = check("\n".join(lines).encode("gb18030"), full_county, name="年度考核.csv")
    assert (codes_of(checked), checked.changes.count) == ([], 1)
    assert checked.report.told == [("columns_left_out", {"sheet": "年度考核", "columns": "备注"})]


def test_a_heading_of_two_merged_rows_is_taken(full_county):
    lines = ["学校,学段,学年,一年级,,二年级,", ",,,学生数,班数,学生数,班数", "一小,小学,2025,80,2,82,2"]
    content = data_csv_as_workbook(lines, merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"])
    checked = check(content, full_county)
    assert codes_of(checked) == []
    assert checked.report.row_counts["学部与学生数"] == {"new": 1}


def data_csv_as_workbook(lines, merged):
    """Return a workbook of plain text cells with merged ranges."""
    from_text = [line.split(",") for line in lines]
    width = max(map(len, from_text))
    body = "".join(
        f'<row r="{number}">' + "".join(
            f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(cells) if text) + "</row>"
        for number, cells in enumerate(from_text, start=1))
    merges = f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{one}"/>' for one in merged) + "</mergeCells>"
    assert width <= 26

    def change(xml):
        return xml[: xml.index(b"<sheetData>")] + f"<sheetData>{body}</sheetData>{merges}".encode() + b"</worksheet>"

    return sheets.edited(sheets.first_sheet(workbook({"sections": []}), change), "xl/workbook.xml", lambda xml: xml)


def test_storing_a_whole_invented_county_fits_its_own_check(county):
    rows = InventedCounty(30).rows()
    stored = store(workbook(rows), county)
    assert db.session.scalar(select(func.count()).select_from(Teacher)) == 30
    assert stored.report.fault_count == 0
    assert check(workbook(rows), county).changes.count == 0


def test_a_book_kept_in_a_batch_checks_like_its_file(county):
    content = workbook(invented())
    upload = batches.Upload(1, sheets.Scope(county.id), "x.xlsx", content)
    outcome = batches.check_file(upload)
    again = batches.check_again(batches.Upload(1, sheets.Scope(county.id), "x.xlsx", outcome.kept))
    assert outcome.checked.digest == again.checked.digest
    assert check_book(read_book(content), sheets.Scope(county.id)).digest == outcome.checked.digest


def test_an_old_workbook_is_taken_with_its_dates(full_county):
    """The file was saved as Excel 97; one of its dates shows year and month only."""
    content = (pathlib.Path(__file__).parents[2] / "data" / "imports" / "appraisals.xls").read_bytes()
    checked = check(content, full_county, name="appraisals.xls")
    assert codes_of(checked) == []
    assert (checked.report.row_counts["年度考核"], checked.report.row_counts["职称"]) == ({"new": 1, "changed": 1}, {"unchanged": 1})
