"""The indicator lists in the bureau's layout: every section on L1–L7, and the county's table of coefficients."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exact import rounded
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import SchoolYear, today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.indicators.codes import Basis, CellState, Judgement, Scheme, ScopeState
from staffing.indicators.definitions import QUALITY_INDICATORS
from staffing.indicators.gathering import CountyFigures, assess_county
from staffing.indicators.matrix import MatrixRow, Wanted, assessment_on, build_matrix, chosen_basis
from staffing.indicators.queries import load_targets, rules_of
from staffing.indicators.results import CountyAssessment
from staffing.indicators.tables import build_published_table
from staffing.indicators.wording import digits_of
from staffing.schools.enums import Stage
from staffing.schools.models import County
from staffing.schools.queries import get_county

MATRIX_TITLE: Final = "优质均衡指标学校明细表"
COUNTY_TITLE: Final = "校际差异系数统计表"
SIGNATURES: Final = ("填表人：　　　　　　　审核人：　　　　　　　单位（盖章）：",)
TABLE_PLACES: Final = 4
OFFICIAL_STAGE: Final = {"primary": "小学", "junior": "初中"}
OFFICIAL_BASIS: Final = {Basis.HOME: "按人事校统计", Basis.HOST: "按任教校统计"}
OFFICIAL_VERDICT: Final = {Judgement.PASS: "达标", Judgement.FAIL: "未达标", Judgement.INCOMPLETE: "数据不全", Judgement.NOT_APPLICABLE: "不适用"}
OFFICIAL_SCOPE: Final = {
    ScopeState.MEASURED: "", ScopeState.NO_PUPILS: "无学生", ScopeState.OTHER_STAGE: "非义务教育", ScopeState.EXCLUDED_KIND: "不在评估范围（类型）",
    ScopeState.SMALL_TEACHING_POINT: "不在评估范围（教学点）", ScopeState.PRIVATE: "不在评估范围（民办）",
    ScopeState.NOT_COUNTY_RUN: "不在评估范围（非县属）",
}
OFFICIAL_STATE: Final = {CellState.NEAR: "未达标（不低于85%）", CellState.BELOW: "未达标（低于85%）", CellState.MISSING: "缺数据"}


def matrix_sheet(rows: Sequence[MatrixRow], figures: CountyFigures, basis: Basis, stage: Stage) -> Sheet:
    """Return the sections as shown: value and distance of every indicator."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("学生数", Kind.NUMBER, 8)]
    for item in QUALITY_INDICATORS:
        columns += [Column(f"{item.number} {item.official_name}", Kind.NUMBER, 12, digits_of(item.code)),
                    Column(f"{item.number} 差额（{item.unit}）", Kind.NUMBER, 9)]
    columns += [Column("达标项数", Kind.NUMBER, 8), Column("综合判定", width=10), Column("达标年份", Kind.YEAR, 8), Column("说明", width=22)]
    return Sheet(f"{OFFICIAL_STAGE[stage.value]}指标", columns, matrix_rows(rows), notes=(note(figures, basis),), freeze_columns=2)


def matrix_rows(rows: Iterable[MatrixRow]) -> Iterator[tuple[Cell, ...]]:
    """Return one row for each section."""
    for number, row in enumerate(rows, start=1):
        cells: list[Cell] = []
        for item in QUALITY_INDICATORS:
            cell = row.section.cell(item.code)
            cells += [None if cell.value is None else rounded(cell.value, digits_of(item.code)),
                      None if cell.missing is None else cell.missing.__ceil__()]
        yield (number, row.name, row.section.pupils, *cells, row.section.reached, OFFICIAL_VERDICT[row.section.verdict], row.target_year,
               OFFICIAL_SCOPE[row.section.scope] or remarks(row))


def remarks(row: MatrixRow) -> str:
    """Return which indicators are missed, and how."""
    missed = [f"{item.number}{OFFICIAL_STATE[state]}" for item in QUALITY_INDICATORS
              if (state := row.section.cell(item.code).state) in OFFICIAL_STATE]
    return "；".join(missed)


def county_sheet(assessment: CountyAssessment, figures: CountyFigures) -> Sheet:
    """Return the published table of all stages below each other."""
    tables = [(stage, build_published_table(Scheme.QUALITY, stage, places=TABLE_PLACES)) for stage in assessment.stages]
    headings = tables[0][1].headings
    columns = [Column("学段", width=8), Column("项目", width=14), *(Column(heading, Kind.NUMBER, 14, TABLE_PLACES) for heading in headings)]
    rows = [(OFFICIAL_STAGE[stage.stage], title, *cells) for stage, table in tables for title, cells in table.rows]
    return Sheet(COUNTY_TITLE, columns, rows, notes=(note(figures, assessment.basis),), footer=SIGNATURES)


def matrix_list(county: County, sheets: Sequence[Sheet], *, made_by: str = "", on: dt.date | None = None) -> Exported:
    """Return the sections' list, ready to leave."""
    return Exported(ListMeta(MATRIX_TITLE, county.bureau_name, today(), made_by, county.synthetic).as_of(on), sheets)


def county_list(county: County, assessment: CountyAssessment, figures: CountyFigures, *, made_by: str = "",
                on: dt.date | None = None) -> Exported:
    """Return the county's table, ready to leave."""
    return Exported(ListMeta(COUNTY_TITLE, county.bureau_name, today(), made_by, county.synthetic).as_of(on), [county_sheet(assessment, figures)])


def of_day(county_id: int, on: dt.date | None) -> tuple[County, CountyFigures, Basis]:
    """Return what the page of all exports writes from: the county's school year, or that of a day, by the way to count that decides."""
    county = get_county(county_id)
    year = SchoolYear.containing(on).first if on else county.school_year
    figures = assess_county(county.id, year, rules_of(county, year), on=on)
    return county, figures, chosen_basis(figures, "")


def matrix_on(county_id: int, on: dt.date | None = None) -> Exported:
    """Return every section of both stages."""
    county, figures, basis = of_day(county_id, on)
    targets = load_targets(county.id, rules_of(county, figures.school_year))
    sheets = [matrix_sheet(build_matrix(figures, basis, Wanted(stage), groups={}, targets=targets).rows, figures, basis, stage)
              for stage in (Stage.PRIMARY, Stage.JUNIOR)]
    return matrix_list(county, sheets, on=on)


def county_table_on(county_id: int, on: dt.date | None = None) -> Exported:
    """Return the county's table."""
    county, figures, basis = of_day(county_id, on)
    return county_list(county, assessment_on(figures, basis), figures, on=on)


def note(figures: CountyFigures, basis: Basis) -> str:
    """Return the line that says of which year and by which way to count the figures are."""
    decides = "（本县规则以此为准）" if figures.both.deciding is basis else ""
    return f"{figures.school_year} 学年，数据日期 {figures.on.isoformat()}，{OFFICIAL_BASIS[basis]}{decides}。"


INDICATOR_EXPORTS: Final = (
    ExportKind("indicators_matrix", MATRIX_TITLE, COUNTY_READERS, matrix_on, _l("Every section on L1 to L7 with value and distance"),
               personal=False, make_on=matrix_on),
    ExportKind("indicators_county", COUNTY_TITLE, COUNTY_READERS, county_table_on,
               _l("Mean, standard deviation and coefficient of each indicator, as counties publish them"), personal=False,
               make_on=county_table_on),
)
