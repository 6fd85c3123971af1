"""The report of an import as a workbook: every fault with its remedy, every change, the counts."""

from collections.abc import Iterable

from staffing.core.spreadsheets.layout import Column, Kind, Sheet
from staffing.imports.models import ChangeKind, ImportChange
from staffing.imports.wording import BatchView

TITLE = "导入报告"


def report_sheets(view: BatchView, listed: Iterable[ImportChange]) -> list[Sheet]:
    """Return the sheets of the report; those without rows are left out, the counts always stand first."""
    counts = Sheet("汇总", [Column("表", width=18), *(Column(name, Kind.NUMBER, width=10) for name in ("行数", "新增", "变更", "不变", "错误"))],
                   [[one.title, one.rows, one.new, one.changed, one.unchanged, one.faults] for one in view.sheets],
                   notes=[str(text) for text in view.notices])
    faults = Sheet("错误", [Column("表", width=14), Column("单元格", width=9), Column("列", width=16), Column("内容", width=20), Column("问题", width=40),
                          Column("处理办法", width=44)],
                   [[one.sheet, one.place, one.heading, one.value, str(one.reason), str(one.remedy)] for one in view.faults])
    rows = [[str(one.kind.label), one.sheet, one.row or "", one.label, one.heading, one.old, one.new, decision_words(one)] for one in listed]
    changes = Sheet("变更", [Column("类别", width=16), Column("表", width=14), Column("行", Kind.NUMBER, width=7), Column("对象", width=30),
                           Column("字段", width=18), Column("原值", width=22), Column("新值", width=22), Column("决定", width=16)], rows)
    return [counts, *([faults] if view.faults else []), *([changes] if rows else [])]


def decision_words(change: ImportChange) -> str:
    """Return what was decided about a change."""
    if change.kind is ChangeKind.ABSENT:
        return f"{change.leaving.label} {change.leaves_on}" if change.leaving else "不处理"
    return "采纳" if change.accepted else "不采纳"
