"""A county whose figures slip back: every planted warning and no other; lines open, are settled, and close by the figure alone."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import use_today
from staffing.core.spreadsheets.reading import read_book
from staffing.extensions import db
from staffing.indicators.gathering import assess_county
from staffing.indicators.operations import set_target, take_snapshot
from staffing.indicators.queries import rules_of
from staffing.jobs.worker import run_waiting_jobs
from staffing.notices.models import Notice
from staffing.schools.models import GradeYear, SectionYear
from staffing.teachers.enums import BackboneLevel
from staffing.teachers.models import BackboneHonour
from staffing.warnings.gathering import check_county
from staffing.warnings.models import LineState, RectificationLine, WarningKind, WarningLevel
from staffing.warnings.operations import store_check
from tests.factories.accounts import create_user
from tests.factories.schools import create_school, create_section
from tests.factories.teachers import create_teacher

ON = dt.date(2026, 11, 26)
SMALL, LARGE = 15, 40
# Women in cadre posts born then reach their retirement age in August 2027.
WAVE = dt.date(1972, 1, 1)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


def make_section(county, name: str, pupils: int):
    """Store a section with figures of two years that reach all hardware indicators."""
    section = create_section(school=create_school(county=county, name=name), school_year=2025, pupils_by_grade=pupils, teaching_area_m2=9000,
                             sports_area_m2=9000, equipment_yuan=9_000_000, multimedia_rooms=90)
    year = SectionYear(section=section, school_year=2026, teaching_area_m2=9000, sports_area_m2=9000, equipment_yuan=9_000_000, multimedia_rooms=90)
    year.grades = [GradeYear(grade=grade, pupils=pupils, classes=1, largest_class=pupils) for grade in range(1, 7)]
    db.session.add(year)
    return section


def staff(section, *, teachers: int, backbone: int, arts: int, wave: int = 0):
    """Store teachers above the required degree; the last ``wave`` of them retire in 2027."""
    made = [create_teacher(section=section, subject="体育" if place < arts else "语文", backbone=BackboneLevel.COUNTY if place < backbone else None,
                           birth_date=WAVE if place >= teachers - wave else dt.date(1985, 5, 1)) for place in range(teachers)]
    db.session.flush()
    return made


@pytest.fixture
def sections(county):
    """Return sound, about to fall, slipped back, near the threshold; last year's figures are frozen."""
    county.ruleset, county.school_year = "demo", 2026
    sound, wave, slipped, near = (make_section(county, f"演示{name}小学", size) for name, size in (
        ("甲", SMALL), ("乙", SMALL), ("丙", SMALL), ("丁", LARGE)))
    staff(sound, teachers=6, backbone=1, arts=1)
    staff(wave, teachers=6, backbone=1, arts=1, wave=3)
    lost = staff(slipped, teachers=6, backbone=1, arts=1)[0]
    staff(near, teachers=10, backbone=3, arts=3)
    lost.honours[0].expires_on = dt.date(2026, 8, 31)
    db.session.flush()
    rules = rules_of(county, 2025)
    take_snapshot(county, assess_county(county.id, 2025, rules), rules, taken_by=None)
    set_target(county.id, school_id=slipped.school_id, indicator="backbone", year=2025, source="演示")
    return {"sound": sound, "wave": wave, "slipped": slipped, "near": near, "lost": lost}


def check(county):
    return store_check(county.id, check_county(county), on=ON)


def running(county) -> set[tuple[str, str, WarningKind]]:
    lines = db.session.scalars(select(RectificationLine).where(RectificationLine.county_id == county.id, RectificationLine.state == LineState.OPEN))
    return {(line.place, line.indicator, one.kind) for line in lines for one in line.running}


def planted(sections) -> set[tuple[str, str, WarningKind]]:
    slipped = str(sections["slipped"].id)
    return {
        (str(sections["wave"].id), "above_degree", WarningKind.WILL_FALL),
        (slipped, "backbone", WarningKind.BELOW_FLOOR), (slipped, "backbone", WarningKind.SLIPPED), (slipped, "backbone", WarningKind.BEHIND_TARGET),
        (str(sections["near"].id), "above_degree", WarningKind.BELOW_THRESHOLD),
        ("primary", "backbone", WarningKind.SLIPPED),
    }


def line_of(section, indicator="backbone") -> RectificationLine:
    return db.session.scalars(select(RectificationLine).where(RectificationLine.section_id == section.id, RectificationLine.indicator == indicator)
                              .order_by(RectificationLine.id.desc()).limit(1)).one()


def test_every_planted_warning_is_found_and_no_other(county, sections):
    run = check(county)
    assert running(county) == planted(sections)
    assert (run.school_year, run.compared_with, run.counts["opened"], run.counts["warnings"]) == (2026, 2025, 4, 6)
    fall = line_of(sections["wave"], "above_degree").running[0]
    assert (fall.year, fall.missing) == (2027, 1), "three of six remain where four are needed"
    line = line_of(sections["slipped"])
    assert (line.level, line.missing, line.due_on) == (WarningLevel.RED, 1, ON + dt.timedelta(days=90))


def test_second_check_changes_nothing_and_sends_no_notice(county, sections):
    officer = create_user(county=county, role=Role.OFFICER)
    principal = create_user(county=county, role=Role.PRINCIPAL, school=sections["slipped"].school)
    check(county)
    told = [(one.user_id, one.params["number"]) for one in db.session.scalars(select(Notice).order_by(Notice.id))]
    assert told == [(officer.id, 4), (principal.id, 1)]
    run = check(county)
    assert (run.counts["opened"], run.counts["closed"]) == (0, 0)
    assert len(db.session.scalars(select(Notice.id)).all()) == 2
    assert running(county) == planted(sections)


def test_line_closes_by_the_figure_alone_and_opens_anew(county, sections, officer):
    check(county)
    line = line_of(sections["slipped"])
    form = {"measure": "从城区选派骨干 1 名", "responsible": "人事股", "due_on": "2027-02-28", "version": str(line.version), "seen": "0", "state": "closed"}
    assert officer.post(f"/warnings/{line.id}", data=form).status_code == 303
    assert officer.post(f"/warnings/{line.id}", data=form).status_code == 409, "the page is stale"
    db.session.refresh(line)
    assert (line.state, line.measure) == (LineState.OPEN, "从城区选派骨干 1 名")
    assert "line_settled" in db.session.scalars(select(AuditEvent.action)).all()
    honour = BackboneHonour(teacher_id=sections["lost"].id, level=BackboneLevel.COUNTY, name="演示骨干教师", granted_on=dt.date(2026, 8, 31))
    db.session.add(honour)
    db.session.flush()
    assert check(county).counts["closed"] == 2, "the section's line and the county's row"
    assert line.state is LineState.CLOSED
    assert all(one.gone_on == ON for one in line.warnings)
    assert officer.post(f"/warnings/{line.id}", data={**form, "version": str(line.version)}).status_code == 200, "a closed line is not changed"
    db.session.delete(honour)
    db.session.flush()
    check(county)
    anew = line_of(sections["slipped"])
    assert anew.id != line.id
    assert "从城区选派骨干 1 名" in officer.get(f"/warnings/{anew.id}").get_data(as_text=True), "the earlier line is told"


def test_list_is_narrowed_and_a_school_sees_its_own(county, sections, officer, client_as):
    check(county)
    red = officer.get("/warnings/?level=red").get_data(as_text=True)
    assert "演示丙小学" in red
    assert "演示丁小学</a>" not in red
    assert "演示乙小学</a>" in officer.get("/warnings/?kind=will_fall").get_data(as_text=True)
    own = client_as(Role.PRINCIPAL, school=sections["near"].school)
    text = own.get("/warnings/").get_data(as_text=True)
    assert "演示丁小学" in text
    assert "演示丙小学" not in text
    assert own.get(f"/warnings/{line_of(sections['slipped']).id}").status_code == 404
    assert "将跌破标准" in officer.get(f"/schools/{sections['wave'].school_id}").get_data(as_text=True)
    assert "黄色预警" in own.get("/").get_data(as_text=True)
    assert "红色预警" in officer.get("/").get_data(as_text=True)


def test_check_runs_as_a_job(county, sections, officer, app):
    assert officer.post("/warnings/check").status_code == 303
    run_waiting_jobs(app)
    assert running(county) == planted(sections)
    assert "warnings_checked" in db.session.scalars(select(AuditEvent.action)).all()


def test_exports_hold_the_warnings_and_the_ledger(county, sections, officer):
    check(county)
    book = read_book(officer.post("/warnings/export/warnings.xlsx?level=red").data)
    cells = {str(cell) for row in book.sheets[0].rows for cell in row}
    assert {"低于标准的85%", "超过达标年份", "较上年下滑"} <= cells
    assert "三年内将跌破标准" not in cells
    ledger = read_book(officer.post("/warnings/export/ledger.xlsx?state=any").data)
    assert ledger.sheets[0].title == "指标整改台账"
    assert any("全县" in [str(cell) for cell in row] for row in ledger.sheets[0].rows)


def test_county_without_figures_is_told_so(county, officer, app):
    assert officer.post("/warnings/check").status_code == 303
    run_waiting_jobs(app)
    assert "尚未上报" in officer.get("/warnings/").get_data(as_text=True)
