"""The indicator pages: figures against a hand count, drill-down, filters, scope of roles, statements, exports."""

import io
import re

import openpyxl
import pytest
from sqlalchemy import event

from staffing.core.access import Role
from staffing.extensions import db
from staffing.indicators.codes import Basis
from staffing.indicators.definitions import BY_CODE
from staffing.indicators.drilldown import list_behind
from staffing.indicators.gathering import assess_county
from staffing.indicators.queries import rules_of
from staffing.schools.enums import Location, Stage
from staffing.teachers.enums import BackboneLevel
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

HARDWARE = {"teaching_area_m2": 1500, "sports_area_m2": 2400, "equipment_yuan": 700_000, "multimedia_rooms": 8}


@pytest.fixture
def pair(county):
    """Two primary sections of 300 pupils: one has all it needs, one lacks backbone and arts."""
    rich = create_section(school=create_school(county=county, name="演示甲小学"), pupils_by_grade=50, **HARDWARE)
    poor = create_section(school=create_school(county=county, name="演示乙小学", location=Location.RURAL), pupils_by_grade=50, **HARDWARE)
    for place in range(13):
        create_teacher(section=rich, subject="体育" if place < 3 else "语文", backbone=BackboneLevel.COUNTY if place < 3 else None)
        create_teacher(section=poor, subject="体育" if place < 1 else "语文", backbone=BackboneLevel.COUNTY if place < 2 else None)
    return rich, poor


def text_of(answer) -> str:
    """Return the visible text, blanks folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def count_statements(action) -> int:
    """Return how many statements an action sends."""
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    action()
    return len(seen)


def row_of(text: str, name: str) -> list[str]:
    """Return the visible words of one row of the matrix."""
    row = next(part for part in text.split("<tr>") if name in part.split("</th>")[0])
    return re.sub(r"<[^>]+>", " ", row).split()


def test_matrix_tells_value_and_persons_short_when_counted_by_hand(officer, pair):
    page = officer.get("/indicators/").get_data(as_text=True)
    poor, rich = row_of(page, "演示乙小学"), row_of(page, "演示甲小学")
    # 2 backbone teachers of 300 pupils are 0.67, 3 are needed; 1 of PE is 0.33, 0.9 per hundred ask for 2.7, so for 3.
    assert poor[1:3] == ["300", "4.33"]
    assert poor[poor.index("0.67") + 1:poor.index("0.33")] in (["1", "short"], ["缺", "1", "人"])
    after = poor[poor.index("0.33") + 1:]
    assert after[:2] == ["2", "short"] or after[:3] == ["缺", "2", "人"]
    assert "5/7" in poor
    assert "7/7" in rich


def test_drill_down_lists_as_many_as_the_figure_says(county, officer, pair):
    rich, poor = pair
    figures = assess_county(county.id, 2026, rules_of(county, 2026))
    for section, expected in ((rich, 3), (poor, 2)):
        place = next(row for row, record in enumerate(figures.sections) if record.section.id == section.id)
        for basis in Basis:
            behind = list_behind(figures, basis, BY_CODE["backbone"], place)
            assert behind.persons == expected
            assert len(behind.counted) + sum(len(rows) for _, rows in behind.left_out) == 13
    assert officer.get(f"/indicators/sections/{poor.id}/backbone").status_code == 200
    assert officer.get(f"/indicators/sections/{poor.id}/teaching_area?basis=home").status_code == 200


def test_unknown_indicator_or_section_is_not_found(officer, pair):
    assert officer.get(f"/indicators/sections/{pair[0].id}/happiness").status_code == 404
    assert officer.get("/indicators/sections/999999/backbone").status_code == 404


def test_filters_narrow_the_rows_but_not_the_county(officer, pair):
    narrowed = text_of(officer.get("/indicators/?location=rural"))
    assert "演示乙小学" in narrowed
    assert "演示甲小学" not in narrowed
    failing = text_of(officer.get("/indicators/?state=fail&short=pe_arts"))
    assert "演示乙小学" in failing
    assert "演示甲小学" not in failing


def test_school_roles_see_their_own_school_only(client_as, pair):
    rich, poor = pair
    principal = client_as(Role.PRINCIPAL, school=poor.school)
    page = text_of(principal.get("/indicators/"))
    assert "演示乙小学" in page
    assert "演示甲小学" not in page
    assert principal.get(f"/indicators/sections/{poor.id}/backbone").status_code == 200
    assert principal.get(f"/indicators/sections/{rich.id}/backbone").status_code == 404
    assert principal.get("/indicators/county").status_code == 403
    assert principal.post("/indicators/export/county.xlsx").status_code == 404


def test_matrix_sends_as_many_statements_for_many_sections_as_for_two(county, officer, pair):
    few = count_statements(lambda: officer.get("/indicators/"))
    for _ in range(6):
        section = create_section(school=create_school(county=county), pupils_by_grade=40, **HARDWARE)
        create_teacher(section=section)
    many = count_statements(lambda: officer.get("/indicators/"))
    assert many == few
    assert many < 45


def test_exported_matrix_holds_the_figures_of_the_page(officer, pair):
    answer = officer.post("/indicators/export/matrix.xlsx?stage=primary")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    rows = list(book.active.iter_rows(values_only=True))
    poor = next(row for row in rows if "演示乙小学" in row)
    heading = next(row for row in rows if "学校" in row)
    assert poor[heading.index("L2 差额（人）")] == 1
    assert float(poor[heading.index("L2 每百名学生拥有县级以上骨干教师数")]) == pytest.approx(0.67)


def test_county_table_is_laid_out_as_published(officer, pair):
    page = text_of(officer.get("/indicators/county"))
    for title in ("全县平均值", "标准差", "差异系数", "综合差异系数"):
        assert title in page
    # 3 and 2 backbone teachers of 300 pupils each: mean 0.8333, S 0.1667, coefficient 0.2.
    assert "0.8333" in page
    assert "0.1667" in page
    assert "0.2000" in page
    csv = officer.post("/indicators/export/county.csv").get_data().decode("utf-8-sig")
    assert "0.2000" in csv


def test_junior_sections_stand_in_their_own_table(county, officer, pair):
    create_section(school=create_school(county=county, name="演示丙中学"), stage=Stage.JUNIOR, **HARDWARE)
    page = text_of(officer.get("/indicators/?stage=junior"))
    assert "演示丙中学" in page
    assert "演示甲小学" not in page
