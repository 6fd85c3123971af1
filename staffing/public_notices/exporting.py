"""Registers in the bureau's layout: 异议登记表, 申诉登记表. Headings and texts are official Chinese."""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.plans.exporting import SIGNATURES
from staffing.public_notices.models import Appeal, AppealChannel, CaseState, NoticeObjection, Remedy
from staffing.public_notices.queries import list_appeals, list_objections, versions_of_plans
from staffing.schools.queries import get_county

C = TypeVar("C", NoticeObjection, Appeal)
TITLES: Final = {"objections": "公示异议登记表", "appeals": "申诉登记表"}
STATE_WORDS: Final = {CaseState.OPEN: "待答复", CaseState.UPHELD: "成立", CaseState.REJECTED: "不成立"}
REMEDY_WORDS: Final = {Remedy.NONE: "名单不变", Remedy.STAYS: "取消交流", Remedy.OTHER_PLACE: "改派"}
CHANNEL_WORDS: Final = {AppealChannel.TEACHER: "教师申诉", AppealChannel.REVIEW: "人事复核", AppealChannel.PERSONNEL: "人事申诉"}
OBJECTION_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学年", Kind.YEAR, 8), Column("收到日期", Kind.DATE), Column("异议人", width=12), Column("涉及人员", width=10),
    Column("异议内容", width=36), Column("处理结果", width=10), Column("答复内容", width=36), Column("答复日期", Kind.DATE), Column("名单变动", width=16))
APPEAL_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学年", Kind.YEAR, 8), Column("收到日期", Kind.DATE), Column("申诉人", width=12), Column("途径", width=12),
    Column("申诉事由", width=36), Column("应办结日期", Kind.DATE), Column("是否逾期提出", width=8), Column("处理结果", width=10), Column("处理决定", width=36),
    Column("决定日期", Kind.DATE), Column("名单变动", width=16))


def objection_list(county_id: int) -> Exported:
    """Return the register of objections (公示异议登记表)."""
    cases = list_objections(county_id)
    rows = ((number, case.notice.decided_plan.year.school_year, case.received_on, case.objector, case.teacher.name if case.teacher else "",
             case.ground, STATE_WORDS[case.state], case.answer, case.answered_on, change)
            for number, (case, change) in enumerate(_with_changes(cases), start=1))
    return _exported(county_id, "objections", OBJECTION_COLUMNS, rows)


def appeal_list(county_id: int) -> Exported:
    """Return the register of appeals (申诉登记表)."""
    cases = sorted(list_appeals(county_id), key=lambda case: (case.received_on, case.id))
    rows = ((number, case.decided_plan.year.school_year, case.received_on, case.teacher.name, CHANNEL_WORDS[case.channel], case.ground, case.due_on,
             "是" if case.late else "否", STATE_WORDS[case.state], case.answer, case.answered_on, change)
            for number, (case, change) in enumerate(_with_changes(cases), start=1))
    return _exported(county_id, "appeals", APPEAL_COLUMNS, rows)


def _with_changes(cases: Sequence[C]) -> Iterable[tuple[C, str]]:
    versions = versions_of_plans({case.repair_plan_id for case in cases if case.repair_plan_id is not None})
    for case in cases:
        made = versions.get(case.repair_plan_id or 0)
        words = "" if case.state is CaseState.OPEN else REMEDY_WORDS[case.remedy]
        yield case, f"{words}（第 {made.number} 版）" if made is not None else words


def _exported(county_id: int, code: str, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> Exported:
    county = get_county(county_id)
    meta = ListMeta(TITLES[code], county.bureau_name, today(), synthetic=county.synthetic)
    return Exported(meta, [Sheet(TITLES[code], columns, list(rows), footer=SIGNATURES)])


NOTICE_EXPORTS = (
    ExportKind("notice_objections", TITLES["objections"], COUNTY_READERS, objection_list, _l("Objections during public notices with their answers")),
    ExportKind("notice_appeals", TITLES["appeals"], COUNTY_READERS, appeal_list, _l("Formal appeals with their terms and decisions")),
)
