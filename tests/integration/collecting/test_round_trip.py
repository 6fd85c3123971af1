"""Records → a school's book → read back: no fault and no difference, whatever the records and whichever columns were chosen."""

import datetime as dt

from hypothesis import HealthCheck, given, settings, strategies as st

from staffing.collecting.books import BookFacts, school_book
from staffing.collecting.choosing import chosen_sheets, optional_columns
from staffing.collecting.jobs import sheets_of
from staffing.collecting.prefill import known_rows
from staffing.extensions import db
from staffing.schools.queries import list_schools_of_county
from tests.helpers import sheets
from tests.helpers.sheets import row_of, workbook

SCHOOLS = ("演示县第一小学", "演示镇学校")
WORDS = st.text(alphabet="王小明李华㛃䶮𬭩ab12=+-@'\"<&（）·、", min_size=1, max_size=8).filter(lambda text: text.strip("-—/ '、") not in ("", "无"))
NAMES = st.text(alphabet="王小明李华㛃䶮欧阳", min_size=2, max_size=5)
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2024, 12, 31))
MAYBE_DAYS = st.one_of(st.just(""), DAYS)


@st.composite
def people(draw):
    """Draw the rows of some persons: every kind of sheet a school may see, with gaps."""
    rows = {code: [] for code in ("teachers", "appointments", "certificates", "degrees", "titles", "honours", "trainings", "appraisals", "rotations", "leaderships")}
    for place in range(draw(st.integers(1, 4))):
        name, began = draw(NAMES), draw(DAYS)
        who = {"number": f"{place:03}T", "name": name}
        school = draw(st.sampled_from(SCHOOLS))
        rows["teachers"].append(row_of(
            "teachers", **who, sex=draw(st.sampled_from("男女")), birth_date=draw(st.dates(dt.date(1966, 1, 1), dt.date(1990, 12, 31))),
            work_began_on=began, employment=draw(st.sampled_from(("在编", "编外合同", "特岗"))), category="专任教师", employed_from=began,
            remark=draw(st.one_of(st.just(""), WORDS)), home_township=draw(st.one_of(st.just(""), NAMES)), phone=draw(st.sampled_from(("", "13800000001")))))
        rows["appointments"].append(row_of(
            "appointments", **who, personnel_school=school, personnel_stage="小学", school=draw(st.sampled_from(("", *SCHOOLS))), stage="小学",
            subject=draw(st.sampled_from(("", "语文", "体育"))), more_subjects=draw(st.sampled_from(("", "科学、劳动"))), valid_from=began,
            share=draw(st.sampled_from(("", "0.5", 1)))))
        if draw(st.booleans()):
            rows["certificates"].append(row_of("certificates", **who, kind="小学教师资格", subject=draw(st.sampled_from(("", "数学"))), issued_on=draw(MAYBE_DAYS)))
            rows["degrees"].append(row_of("degrees", **who, level="大学本科", academic_degree=draw(st.sampled_from(("", "学士"))), institution=draw(WORDS),
                                          graduated_on=draw(MAYBE_DAYS)))
            rows["titles"].append(row_of("titles", **who, level="一级教师", post_grade=draw(st.sampled_from(("", 10)))))
            rows["honours"].append(row_of("honours", **who, level="县级", title=draw(WORDS), granted_on="2022-09-01", expires_on=draw(st.sampled_from(("", "2027-08-31")))))
        if draw(st.booleans()):
            rows["trainings"].append(row_of("trainings", **who, year=2024, kind=draw(st.sampled_from(("", "全员培训"))), hours=draw(st.sampled_from((72, "90.5")))))
            rows["appraisals"].append(row_of("appraisals", **who, year=2025, grade="合格"))
            rows["rotations"].append(row_of("rotations", **who, kind="定期交流", from_school=draw(st.sampled_from(("", "外县第二小学"))), to_school=school,
                                            starts_on="2021-09-01", ends_on=draw(st.sampled_from(("", "2022-08-31")))))
            rows["leaderships"].append(row_of("leaderships", **who, school=school, role="副校长", valid_from="2020-08-01", valid_to=draw(st.sampled_from(("", "2023-08-01")))))
    return {code: lines for code, lines in rows.items() if lines}


def places(draw) -> dict:
    """Draw the rows of the two schools."""
    return {
        "schools": [row_of("schools", code="0042000001", name=SCHOOLS[0], kind="小学", ownership="县属", location="城区", township=draw(NAMES)),
                    row_of("schools", code="3142000002", name=SCHOOLS[1], kind="小学", ownership="县属", location="乡村", aliases="老校、旧校")],
        "sections": [row_of("sections", school=school, stage="小学", school_year=2026, pupils_1=draw(st.integers(46, 90)), classes_1=2, largest_1=draw(st.sampled_from(("", 46)))) for school in SCHOOLS],
        "hardware": [row_of("hardware", school=SCHOOLS[0], stage="小学", school_year=2026, sports_area_m2=draw(st.decimals(0, 9000, places=2)))],
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.data())
def test_a_book_that_nobody_touched_changes_nothing(county, data):
    with db.session.begin_nested() as savepoint:
        sheets.store(workbook({**places(data.draw), **data.draw(people())}), county)
        db.session.flush()
        whole = sheets_of(county)
        complete = {sheet.code: sheet for sheet in whole}
        codes = data.draw(st.sets(st.sampled_from(sorted(complete)), min_size=1))
        chosen = chosen_sheets(whole, {
            code: data.draw(st.sets(st.sampled_from([column.code for column in optional_columns(complete[code])] or [""]))) for code in codes})
        known = known_rows(county.id, [complete[sheet.code] for sheet in chosen], 2026)
        rows_in_all = 0
        for school in list_schools_of_county(county.id):
            facts = BookFacts(county.name, county.bureau_name, "采集", 2026, dt.date(2026, 9, 30), school.name, school.code, "2345-6789-ABCD", "", True)
            rows = {sheet.code: known.of(school.id, sheet, complete[sheet.code]) for sheet in chosen}
            count = sum(map(len, rows.values()))
            rows_in_all += count
            if not count:
                continue
            checked = sheets.check(school_book(facts, chosen, rows), county, school=school)
            assert [fault.as_json() for fault in checked.report.faults] == []
            assert [row.as_json() for row in checked.report.rows] == []
            assert checked.changes.count == 0
        if "teachers" in codes:
            assert rows_in_all > 0
        savepoint.rollback()
