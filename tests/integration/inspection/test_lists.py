"""Each number of each list agrees with an independent query; formulas stay text, long numbers stay text, rare characters appear."""

import datetime as dt
import io

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader
from sqlalchemy import func, select

from staffing.core.access import Role
from staffing.core.downloads import list_bytes
from staffing.core.school_year import use_today
from staffing.decisions.models import DecisionState
from staffing.documents.making import Maker
from staffing.documents.registry import get_kind
from staffing.extensions import db
from staffing.inspection.codes import Cause, Figure, HonestyCheck, Link
from staffing.inspection.exports import make_list
from staffing.inspection.gathering import gather_year
from staffing.inspection.national import NO_ROTATION, national_rows
from staffing.inspection.operations import enter_figures
from staffing.inspection.reconciling import figures_of_year, find_reported, gather_reconciliation
from staffing.inspection.report import CODE, report_facts
from staffing.inspection.sampling import chains_of, draw
from staffing.orders.models import IssuedOrder, OrderKind
from staffing.postings.models import Arrival, Posting, StintAssessment, StintEnd
from staffing.public_notices.operations import open_notice
from staffing.schools.models import GradeYear, Section, SectionYear
from staffing.teachers.enums import DegreeLevel, EmploymentKind
from staffing.teachers.models import Appraisal, Degree, RotationRecord, Teacher
from staffing.teachers.personal import set_id_number
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan
from tests.factories.inspection import YEAR, create_inspected_county
from tests.factories.plans import create_tiny_county
from tests.factories.quality import id_number
from tests.factories.teachers import create_teacher

ON = dt.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def fixed_day():
    with use_today(ON):
        yield


@pytest.fixture
def inspected(app):
    return create_inspected_county()


def book_of(exported):
    content, _suffix = list_bytes(exported.sheets, meta=exported.meta, kind="xlsx")
    return openpyxl.load_workbook(io.BytesIO(content))


def table_of(sheet, first="序号"):
    """Return the rows below the heading that begins with a word."""
    rows = [list(row) for row in sheet.values]
    start = next(number for number, row in enumerate(rows) if row[0] == first)
    return rows[start], rows[start + 1:]


def test_numbers_list_agrees_with_the_rows_it_counts(inspected):
    book = book_of(make_list("numbers", inspected.county, YEAR).settled())
    heading, rows = table_of(book["三个数"], "口径")
    assert rows[0][:8] == ["全县", 15, 8, 8 / 15, 2, 6, 0.75, 2]
    assert len([row for row in rows if row[0] and str(row[0]).startswith("剔除")]) == 9
    _heading, schools = table_of(book["各校情况"])
    total = next(row for row in schools if row[1] == "全县")
    assert total[2:4] == [sum(row[2] for row in schools if isinstance(row[0], int)), sum(row[3] for row in schools if isinstance(row[0], int))] == [15, 8]
    heading, persons = table_of(book["交流轮岗教师名单"])
    listed = [row for row in persons if isinstance(row[0], int)]
    assert len(listed) == db.session.scalar(select(func.count()).select_from(RotationRecord).where(RotationRecord.starts_on == dt.date(2025, 9, 1))) == 11
    assert sum(row[heading.index("是否计入")] == "计入" for row in listed) == 8
    assert any("㛃" in str(row) for row in listed)


def test_honesty_and_flow_lists_name_everybody_they_count(inspected):
    evidence = gather_year(inspected.county, YEAR)
    book = book_of(make_list("honesty", inspected.county, YEAR).settled())
    _heading, checks = table_of(book["核查汇总"])
    _heading, flags = table_of(book["核查明细"])
    assert sum(row[2] for row in checks if isinstance(row[0], int)) == len([row for row in flags if isinstance(row[0], int)]) == len(evidence.flags)
    book = book_of(make_list("flow", inspected.county, YEAR).settled())
    _heading, routes = table_of(book["净流动"], "途径")
    total = next(row for row in routes if row[0] == "合计")
    _heading, persons = table_of(book["人员明细"])
    assert total[1] + total[2] == len([row for row in persons if isinstance(row[0], int)])


def test_national_layout_obeys_the_rules_of_the_system(inspected):
    inspected.persons["rest0"].rotations.append(RotationRecord(kind="regular_exchange", from_school_name="外县小学", to_school_name="外县小学", starts_on=dt.date(2020, 9, 1),
                                                               ends_on=dt.date(2021, 8, 31)))
    inspected.persons["rest1"].rotations.append(RotationRecord(kind="support_teaching", from_school_name="", to_school_name="某校", starts_on=dt.date(2020, 9, 1)))
    set_id_number(inspected.persons["clean"], id_number())
    db.session.flush()
    rows = national_rows(inspected.county.id, ON)
    empty = [row for row in rows if row.cells[4] == NO_ROTATION]
    assert empty
    assert all(row.cells[5:] == ("", "", "", "", "") for row in empty)
    assert {row.cells[1] for row in rows} == set(db.session.scalars(select(Teacher.name)))
    assert [row.cells[4] for row in rows if row.cells[1] == "演示跟岗"] == [NO_ROTATION], "shadowing is no exchange"
    assert sorted(row.faults[0] for row in rows if row.faults) == ["交流轮岗单位与原单位相同", "原单位名称未填"]
    book = book_of(make_list("national", inspected.county, YEAR).settled())
    heading, listed = table_of(book["交流轮岗"], "编号")
    assert heading[4:] == ["交流轮岗类型", "是否调动人事关系", "开始年月", "结束年月", "原单位名称", "交流轮岗单位名称"]
    number = next(row[2] for row in listed if row[1] == "演示清楚")
    assert isinstance(number, str)
    assert "*" in number
    clean = next(row for row in listed if row[1] == "演示清楚")
    assert clean[4:] == ["定期交流", "否", "2025-09", "2026-08", "演示城关小学", "演示㛃村小学"]


def test_reconciliation_agrees_with_queries_and_names_causes(inspected):
    town = inspected.sections["town"].school
    create_teacher(section=inspected.sections["town"], since=dt.date(2024, 9, 1), kind=EmploymentKind.PURCHASED)
    create_teacher(section=inspected.sections["town"], since=dt.date(2026, 10, 1))
    found = gather_reconciliation(inspected.county, YEAR)
    line = next(line for line in found.lines if line.school_id == town.id)
    held = [one for one in inspected.persons.values() if one.appointments[0].personnel_school is town]
    degrees = set(db.session.scalars(select(Degree.teacher_id).where(Degree.level == DegreeLevel.BACHELOR)))
    assert line.counted[Figure.TEACHERS] == len(held)
    assert line.counted[Figure.ABOVE_DEGREE] == sum(one.id in degrees for one in held)
    assert line.counted[Figure.BACKBONE] == sum(bool(one.honours) for one in held)
    assert {cause.value: number for cause, number in line.causes.items()} == {
        "not_counted_employment": 1, "lent_out": 7, "came_since": 1, "from_elsewhere": 3}
    pupils = db.session.scalar(select(func.sum(GradeYear.pupils)).join(SectionYear).join(Section).where(Section.school_id == town.id))
    assert gather_reconciliation(inspected.county, 2026).lines[0].counted[Figure.PUPILS] == pupils
    enter_figures(town, school_year=YEAR, version=None, figures={"teachers": line.counted[Figure.TEACHERS] + 1, "backbone": line.counted[Figure.BACKBONE]})
    db.session.flush()
    found = gather_reconciliation(inspected.county, YEAR)
    line = next(line for line in found.lines if line.school_id == town.id)
    assert (line.difference(Figure.TEACHERS), line.difference(Figure.BACKBONE), line.difference(Figure.PUPILS), line.differs) == (-1, 0, None, True)
    book = book_of(make_list("reconciliation", inspected.county, YEAR).settled())
    heading, rows = table_of(book["对账表"])
    row = next(row for row in rows if row[1] == town.name)
    assert row[heading.index("差异")] == -1
    assert "在外校任教 7" in row[heading.index("可能原因（人）")]


def test_a_report_with_the_figures_of_the_year_before_is_told_as_such(inspected):
    town = inspected.sections["town"].school
    create_teacher(section=inspected.sections["town"], since=dt.date(YEAR, 9, 1))
    rules = gather_reconciliation(inspected.county, YEAR).rules
    before, now = (figures_of_year(inspected.county.id, year, rules)[town.id] for year in (YEAR - 1, YEAR))
    away = now[Figure.TEACHERS] - before[Figure.TEACHERS]
    assert away > 0

    def cause(teachers):
        row = find_reported(inspected.county.id, town.id, YEAR)
        enter_figures(town, school_year=YEAR, version=row.version if row else None, figures={"teachers": teachers})
        db.session.flush()
        line = next(line for line in gather_reconciliation(inspected.county, YEAR).lines if line.school_id == town.id)
        return line.causes[Cause.OTHER_YEAR]

    assert cause(before[Figure.TEACHERS]) == away
    assert cause(before[Figure.TEACHERS] - 1) == 0
    assert cause(now[Figure.TEACHERS]) == 0


def test_sample_is_the_same_for_a_seed_and_shows_gaps(inspected):
    evidence = gather_year(inspected.county, YEAR)
    drawn = draw(evidence.judged, 3, "甲")
    assert drawn == draw(tuple(reversed(evidence.judged)), 3, "甲"), "the order of rows does not matter"
    assert all(one.counts for one in draw(evidence.judged, 100, "乙"))
    assert len(draw(evidence.judged, 100, "乙")) == 8
    assert {tuple(one.stint.teacher_id for one in draw(evidence.judged, 3, str(seed))) for seed in range(8)} != {tuple(one.stint.teacher_id for one in drawn)}
    clean = inspected.persons["clean"]
    clean.appraisals.append(Appraisal(year=2026, grade="excellent"))
    db.session.flush()
    chains = {chain.judged.stint.teacher_id: chain for chain in chains_of(evidence, draw(evidence.judged, 100, "乙"))}
    proofs = {proof.link: proof for proof in chains[clean.id].proofs}
    assert (proofs[Link.VERDICT].present, proofs[Link.ARRIVAL].present, proofs[Link.ASSESSMENT].present) == (True, True, True)
    assert Link.ARRIVAL in chains[inspected.persons["absent"].id].gaps
    assert Link.ASSESSMENT not in chains[inspected.persons["absent"].id].gaps, "not due before the year is over"


def test_formulas_and_names_stay_text(inspected):
    inspected.persons["clean"].name = "=1+1㛃䶮"
    inspected.persons["clean"].number = "123456789012345678"
    db.session.flush()
    sheet = book_of(make_list("numbers", inspected.county, YEAR).settled())["交流轮岗教师名单"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1㛃䶮")
    assert cell.data_type == "s"
    number = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "123456789012345678")
    assert number.data_type == "s"
    assert sheet.print_title_rows, "the heading stands on every printed page"


def test_report_says_the_numbers_in_word_and_pdf(inspected):
    facts = report_facts(gather_year(inspected.county, YEAR))
    assert (facts["符合"], facts["交流"], facts["骨干"], facts["结论"]) == ("15", "8", "6", "两项比例均已达到")
    assert sum(int(one["交流"]) for one in facts["各校"]) == 8
    kind = get_kind(CODE)
    (filled,) = kind.gather(inspected.county.id, [YEAR])
    maker = Maker(inspected.county, kind, [filled])
    document = Document(io.BytesIO(maker.make(filled, "docx")))
    text = "\n".join(one.text for one in document.paragraphs) + "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "实际交流轮岗8人" in text
    assert "演示㛃村小学" in text
    assert "{{" not in text
    pdf = PdfReader(io.BytesIO(maker.make(filled, "pdf")))
    assert "15" in "".join(page.extract_text() for page in pdf.pages)


def test_order_stands_in_the_chain_and_in_the_package(app):
    tiny = create_tiny_county()
    decided = create_decided_plan(tiny)
    move = decided.moves[0]
    db.session.add(IssuedOrder(county_id=tiny.county.id, rotation_year_id=tiny.year.id, decided_plan_id=decided.id, kind=OrderKind.TRANSFER, prefix="演教调", year=2026,
                               number=1, title="调令", teacher_id=move.teacher_id, issued_on=ON, facts={}))
    db.session.flush()
    evidence = gather_year(tiny.county, tiny.year.school_year)
    chains = {chain.judged.stint.teacher_id: chain for chain in chains_of(evidence, evidence.judged)}
    proofs = {key: next(proof for proof in chain.proofs if proof.link is Link.ORDER) for key, chain in chains.items()}
    assert proofs[move.teacher_id].text == "演教调〔2026〕1号"
    assert sorted(proof.present for proof in proofs.values()) == [False, True]


def test_a_notice_proves_the_moves_that_stood_on_it_also_after_the_list_was_amended(app):
    tiny = create_tiny_county()
    first = create_decided_plan(tiny, ((0, 0, 1), (0, 2, 1)))
    notice = open_notice(first, starts_on=dt.date(2026, 7, 13), who=create_user(county=tiny.county, role=Role.OFFICER))
    amended = create_decided_plan(tiny, ((0, 0, 1), (0, 2, 2)), name="修订方案")
    assert amended.supersedes_id == first.id
    evidence = gather_year(tiny.county, tiny.year.school_year)
    proofs = {chain.judged.stint.teacher_id: next(proof for proof in chain.proofs if proof.link is Link.NOTICE)
              for chain in chains_of(evidence, evidence.judged)}
    kept, changed = proofs[tiny.teacher(0, 0).id], proofs[tiny.teacher(0, 2).id]
    assert (kept.present, kept.text, kept.record_id) == (True, "2026-07-13 至 2026-07-17 公示", notice.id)
    assert not changed.present  # the new place was never made public


def test_what_the_receiving_school_says_decides_about_arrival_and_length(app):
    tiny = create_tiny_county()
    decided = create_decided_plan(tiny, state=DecisionState.PUBLISHED)
    for move, arrival, outcome in zip(decided.moves, (Arrival.ARRIVED, Arrival.ABSENT), (StintEnd.LEFT_EARLY, StintEnd.RUNNING), strict=True):
        posting = Posting(county_id=tiny.county.id, rotation_year_id=tiny.year.id, decided_move_id=move.id, teacher_id=move.teacher_id, day=move.starts_on, ends_on=move.ends_on,
                          from_school_id=move.from_section.school_id, to_school_id=move.to_section.school_id, arrival=arrival, outcome=outcome,
                          outcome_on=dt.date(2026, 10, 31) if outcome is StintEnd.LEFT_EARLY else None)
        posting.assessments.append(StintAssessment(school_year=tiny.year.school_year, grade="qualified"))
        db.session.add(posting)
    db.session.flush()
    came, absent = (move.teacher_id for move in decided.moves)
    evidence = gather_year(tiny.county, tiny.year.school_year)
    found = {check: {flag.stint.teacher_id for flag in evidence.flags_of(check)} for check in HonestyCheck}
    assert absent in found[HonestyCheck.NOT_ARRIVED]
    assert found[HonestyCheck.TOO_SHORT] == {came}
    chains = {chain.judged.stint.teacher_id: {proof.link: proof.present for proof in chain.proofs} for chain in chains_of(evidence, evidence.judged)}
    assert chains[came] | {Link.ORDER: False} == {Link.VERDICT: True, Link.DECISION: True, Link.NOTICE: True, Link.ORDER: False, Link.ARRIVAL: True, Link.ASSESSMENT: True}
    assert not chains[absent][Link.ARRIVAL]
