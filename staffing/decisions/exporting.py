"""Lists of a decided version in the bureau's layout: 公示名单 and 名单变动对照表. Headings and texts are official Chinese."""

from collections.abc import Callable, Iterable
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.decisions.comparing import Changed, differences
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import find_newest_in_force, list_decided_moves
from staffing.errors import StaffingError
from staffing.plans.exporting import NOTICE_COLUMNS, SIGNATURES, kind_name, span, stage_subject
from staffing.plans.operations import rules_of
from staffing.policy.schema import RuleSet
from staffing.schools.queries import get_county, section_names

TITLES: Final = {"notice": "拟交流人员公示名单（已批准）", "changes": "拟交流人员名单变动对照表"}
CHANGE_WORDS: Final = {"added": "新增", "removed": "取消", "changed": "调整"}
CHANGE_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("变动情况", width=10), Column("姓名", width=10), Column("现任教学校", width=26),
    Column("原拟交流学校", width=26), Column("现拟交流学校", width=26), Column("学段学科", width=15), Column("交流类型", width=12),
    Column("起止时间", width=25))
NO_FORMER: Final = "本版本为首次批准，没有可对照的上一版本。"


def notice_rows(one: DecidedPlan) -> list[tuple[Cell, ...]]:
    """Return the rows of the public notice: the seven columns and nothing else."""
    rules, names = rules_of(one.year), section_names(one.county_id)
    return [(number, move.teacher.name, names[move.from_section_id], names[move.to_section_id], stage_subject(move),
             kind_name(rules, move.kind), span(move)) for number, move in enumerate(list_decided_moves(one.id), start=1)]


def notice_list(one: DecidedPlan) -> Exported:
    """Return the list for public notice (公示名单) of a version."""
    return _exported(one, TITLES["notice"], Sheet("公示名单", NOTICE_COLUMNS, notice_rows(one), footer=SIGNATURES))


def change_list(one: DecidedPlan) -> Exported:
    """Return what a version changes against the one it amends (名单变动对照表)."""
    rows = list(_change_rows(differences_of(one), rules_of(one.year), section_names(one.county_id)))
    notes = () if one.supersedes_id is not None else (NO_FORMER,)
    return _exported(one, TITLES["changes"], Sheet("名单变动", CHANGE_COLUMNS, rows, notes=notes, footer=SIGNATURES))


def differences_of(one: DecidedPlan) -> list[Changed]:
    """Return what a version changes against the one it amends; nothing for a first version."""
    if one.supersedes_id is None:
        return []
    return differences(list_decided_moves(one.supersedes_id), list_decided_moves(one.id))


LISTS: Final[dict[str, Callable[[DecidedPlan], Exported]]] = {"notice": notice_list, "changes": change_list}


def _change_rows(found: Iterable[Changed], rules: RuleSet, names: dict[int, str]) -> Iterable[tuple[Cell, ...]]:
    for number, row in enumerate(found, start=1):
        move = row.move
        yield (number, CHANGE_WORDS[row.code], move.teacher.name, names[move.from_section_id],
               names[row.former.to_section_id] if row.former else "", names[row.now.to_section_id] if row.now else "",
               stage_subject(move), kind_name(rules, move.kind), span(move))


def _exported(one: DecidedPlan, title: str, sheet: Sheet) -> Exported:
    county = get_county(one.county_id)
    meta = ListMeta(f"{one.year.school_year}学年{title}", county.bureau_name, today(), synthetic=county.synthetic,
                    extra=(f"第 {one.number} 版；内容指纹 {one.content_sha256[:16]}",))
    return Exported(meta, [sheet])


def _of_newest(make: Callable[[DecidedPlan], Exported]) -> Callable[[int], Exported]:
    def made(county_id: int) -> Exported:
        one = find_newest_in_force(county_id)
        if one is None:
            raise StaffingError(_l("No plan has been approved yet. Submit a valid plan; a leader approves it."))
        return make(one)

    return made


DECISION_EXPORTS = (
    ExportKind("decision_notice", TITLES["notice"], COUNTY_READERS, _of_newest(notice_list),
               _l("The list for public notice of the approved version: seven columns and nothing else")),
    ExportKind("decision_changes", TITLES["changes"], COUNTY_READERS, _of_newest(change_list),
               _l("Who was added, taken out or changed against the version before")),
)
