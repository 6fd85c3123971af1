"""The list of findings in the bureau's layout (数据质量问题清单): never an identity or phone number."""

from collections.abc import Iterable, Iterator
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.quality.enums import FindingState, Severity
from staffing.quality.models import QualityFinding
from staffing.quality.queries import FindingFilter, all_findings
from staffing.quality.rule_words import RULE_WORDS
from staffing.quality.wording import sentence_of, title_of
from staffing.schools.models import County
from staffing.schools.queries import get_county

CODE: Final = "quality_findings"
TITLE: Final = "数据质量问题清单"
SEVERITIES: Final = {Severity.ERROR: "差错", Severity.WARNING: "提醒", Severity.HINT: "提示"}
STATES: Final = {FindingState.NEW: "待处理", FindingState.IGNORED: "已忽略", FindingState.MENDED: "已整改"}
COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("编号", width=9), Column("姓名", width=9), Column("严重程度", width=8),
    Column("核查项目", width=22), Column("问题", width=52), Column("整改办法", width=44), Column("状态", width=8), Column("责任人", width=12),
    Column("期限", width=11), Column("首次发现", width=11), Column("忽略理由", width=24),
)


def build_list(county: County, wanted: FindingFilter) -> Exported:
    """Return the findings that fit as one sheet."""
    meta = ListMeta(TITLE, county.bureau_name, today(), synthetic=county.synthetic)
    return Exported(meta, [Sheet(TITLE, COLUMNS, rows(all_findings(county.id, wanted)), freeze_columns=4)])


def rows(findings: Iterable[QualityFinding]) -> Iterator[tuple[Cell, ...]]:
    """Return the rows of the list."""
    for number, one in enumerate(findings, start=1):
        words = RULE_WORDS.get(one.rule)
        yield (
            number, one.school.name if one.school else "", one.teacher.number if one.teacher else "", one.teacher.name if one.teacher else "",
            SEVERITIES[one.severity], title_of(one.rule), sentence_of(one.rule, one.details), str(words.remedy) if words else "",
            STATES[one.state], one.assignee.name if one.assignee else "", one.due_on.isoformat() if one.due_on else "",
            one.first_seen_at.date().isoformat(), one.ignored_reason if one.state is FindingState.IGNORED else "",
        )


def _open_of_county(county_id: int) -> Exported:
    return build_list(get_county(county_id), FindingFilter())


QUALITY_EXPORTS: Final = (
    ExportKind(CODE, TITLE, COUNTY_READERS, _open_of_county, _l("Every open finding with school, remedy, who mends it and until when")),)
