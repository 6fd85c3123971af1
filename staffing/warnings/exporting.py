"""预警清单 and 整改台账."""

from collections.abc import Sequence
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.indicators.definitions import BY_CODE
from staffing.schools.enums import Stage
from staffing.schools.models import County
from staffing.schools.queries import get_county
from staffing.warnings.models import LineState, RectificationLine, WarningKind, WarningLevel
from staffing.warnings.queries import LineFilter, all_lines

WARNINGS_TITLE: Final = "指标预警清单"
LEDGER_TITLE: Final = "指标整改台账"
LEVELS: Final = {WarningLevel.RED: "红", WarningLevel.YELLOW: "黄"}
STATES: Final = {LineState.OPEN: "整改中", LineState.CLOSED: "已达标销号"}
STAGES: Final = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中", Stage.SENIOR: "高中"}
KINDS: Final = {
    WarningKind.BELOW_FLOOR: "低于标准的85%", WarningKind.BELOW_THRESHOLD: "低于标准", WarningKind.SLIPPED: "较上年下滑", WarningKind.WILL_FALL: "三年内将跌破标准",
    WarningKind.BEHIND_TARGET: "超过达标年份", WarningKind.SPREAD_OVER: "差异系数超限",
}
SIGNATURES: Final = ("教育局（盖章）：　　　　　　　负责人：　　　　　　　填表人：",)
FOR_COUNTY: Final = "全县"


def whose(line: RectificationLine) -> str:
    """Return the school, or the county."""
    return line.school.name if line.school else FOR_COUNTY


def indicator_of(line: RectificationLine) -> str:
    """Return number and official name of the line's indicator."""
    definition = BY_CODE[line.indicator]
    return f"{definition.number} {definition.official_name}"


def warnings_sheet(lines: Sequence[RectificationLine]) -> Sheet:
    """Return a row for each warning that runs."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("学段", width=8), Column("指标", width=30), Column("预警级别", width=9), Column("预警类型", width=16),
               Column("现值", Kind.NUMBER, 10, digits=3), Column("标准（限值）", Kind.NUMBER, 10, digits=3), Column("缺（人或量）", Kind.NUMBER, 10, digits=2),
               Column("上年或现值", Kind.NUMBER, 10, digits=3), Column("年份", Kind.YEAR, 8), Column("首次预警", width=12)]
    body: list[Sequence[Cell]] = []
    for line in lines:
        body += [(len(body) + place, whose(line), STAGES[line.stage], indicator_of(line), LEVELS[one.level], KINDS[one.kind], one.value, one.threshold, one.missing,
                  one.before, one.year, one.since) for place, one in enumerate(line.running, start=1)]
    return Sheet(WARNINGS_TITLE, columns, body, footer=SIGNATURES, freeze_columns=2)


def ledger_sheet(lines: Sequence[RectificationLine]) -> Sheet:
    """Return a row for each line, closed ones too."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("学段", width=8), Column("指标", width=30), Column("级别", width=7), Column("存在问题", width=26),
               Column("缺（人或量）", Kind.NUMBER, 10, digits=2), Column("整改措施", width=34), Column("责任人", width=14), Column("整改期限", width=12), Column("状态", width=12),
               Column("列入日期", width=12), Column("销号日期", width=12)]
    body = [(number, whose(line), STAGES[line.stage], indicator_of(line), LEVELS[line.level],
             "；".join(dict.fromkeys(KINDS[one.kind] for one in (line.running or line.warnings))), line.missing, line.measure, line.responsible, line.due_on,
             STATES[line.state], line.opened_on, line.closed_on) for number, line in enumerate(lines, start=1)]
    return Sheet(LEDGER_TITLE, columns, body, notes=("指标达到标准后由系统核对销号，不能人工销号。",), footer=SIGNATURES, freeze_columns=2)


def warnings_list(county: County, lines: Sequence[RectificationLine], *, made_by: str = "") -> Exported:
    """Return 预警清单 of open lines."""
    return Exported(ListMeta(WARNINGS_TITLE, county.bureau_name, today(), made_by, county.synthetic), [warnings_sheet(lines)])


def ledger_list(county: County, lines: Sequence[RectificationLine], *, made_by: str = "") -> Exported:
    """Return 整改台账."""
    return Exported(ListMeta(LEDGER_TITLE, county.bureau_name, today(), made_by, county.synthetic), [ledger_sheet(lines)])


WARNING_EXPORTS: Final = (
    ExportKind("warnings", WARNINGS_TITLE, COUNTY_READERS, lambda county_id: warnings_list(get_county(county_id), all_lines(county_id, LineFilter())),
               _l("Every warning that runs, red ones first"), personal=False),
    ExportKind("rectification", LEDGER_TITLE, COUNTY_READERS, lambda county_id: ledger_list(get_county(county_id), all_lines(county_id, LineFilter(state=None))),
               _l("Every line with measure, responsible and state, closed ones too"), personal=False),
)
