"""The lists of qualifications as they leave: figures by school, persons who fall short, titles and posts, hours by year."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.qualifications.codes import Check, Standing
from staffing.qualifications.columns import columns_of
from staffing.qualifications.figures import (
    Figure,
    HoursCell,
    sorted_schools,
)
from staffing.qualifications.gathering import CountyQualifications, Holder, gather_qualifications
from staffing.qualifications.queries import posts_by_level
from staffing.qualifications.selecting import Wish
from staffing.qualifications.title_table import TitleRow, county_row, title_rows
from staffing.qualifications.wording import detail
from staffing.schools.enums import PostLevel
from staffing.schools.models import County
from staffing.schools.queries import get_county, list_school_choices

TITLES: Final = {
    Check.CERTIFICATE: "教师资格证持证情况表", Check.DEGREE: "教师学历达标情况表", Check.HONOUR: "骨干教师称号有效期情况表",
    Check.TITLE: "职称评聘与岗位职数情况表", Check.TRAINING: "教师培训学时完成情况表", Check.SHADOWING: "骨干教师跟岗情况表",
}
COUNTED_HEADINGS: Final = {
    Check.CERTIFICATE: "持证人数", Check.DEGREE: "达到目标人数", Check.HONOUR: "称号有效人数", Check.TITLE: "已按所评职称聘任人数",
    Check.TRAINING: "学时达标人数", Check.SHADOWING: "已跟岗人数",
}
LEVEL_NAMES: Final = {PostLevel.FULL_SENIOR: "正高级", PostLevel.SENIOR: "高级", PostLevel.MIDDLE: "中级", PostLevel.JUNIOR: "初级"}
WHOLE_COUNTY: Final = "全县"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a check's list shows: the county, its schools, the persons, posts by level, hours by year and kind."""

    county: Figure
    schools: Sequence[tuple[int, Figure]]
    persons: Sequence[Holder]
    titles: Sequence[TitleRow]
    hours: Mapping[tuple[int, str], HoursCell]


def check_sheets(check: Check, given: CountyQualifications, shown: Shown, names: Mapping[int, str]) -> list[Sheet]:
    """Return the sheets of a check."""
    note = f"截至 {given.on.isoformat()}；专任教师，按任教学校统计。"
    sheets = [figure_sheet(check, shown.county, [(names.get(school, ""), figure) for school, figure in shown.schools], note),
              person_sheet(check, shown.persons, names)]
    if shown.titles:
        sheets.append(title_sheet(shown.titles, names))
    return [*sheets, hours_sheet(shown.hours)] if shown.hours else sheets


def figure_sheet(check: Check, county: Figure, schools: Iterable[tuple[str, Figure]], note: str) -> Sheet:
    """Return a row for each school and the county below."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("应查人数", Kind.NUMBER, 9), Column(COUNTED_HEADINGS[check], Kind.NUMBER, 12),
               Column("比例", Kind.PERCENT, 9, 1), Column("目标", Kind.PERCENT, 9, 1), Column("距目标（人）", Kind.NUMBER, 9),
               Column("不达标", Kind.NUMBER, 8), Column("需关注", Kind.NUMBER, 8), Column("无记录", Kind.NUMBER, 8)]
    if check is Check.TRAINING:
        columns.append(Column("尚缺学时", Kind.NUMBER, 10, 1))
    rows: list[Sequence[Cell]] = [(number, name, *_numbers(check, figure)) for number, (name, figure) in enumerate(schools, start=1)]
    rows.append((None, WHOLE_COUNTY, *_numbers(check, county)))
    return Sheet("各校情况", columns, rows, notes=(note,), freeze_columns=2)


def _numbers(check: Check, figure: Figure) -> tuple[Cell, ...]:
    share, target = figure.share, figure.target
    cells: tuple[Cell, ...] = (
        figure.asked, figure.counted, float(share) if share is not None else None, float(target) if target is not None else None,
        figure.lacking, figure.number(Standing.SHORT), figure.number(Standing.WARNED), figure.number(Standing.UNKNOWN))
    return (*cells, figure.missing_hours) if check is Check.TRAINING else cells


def person_sheet(check: Check, holders: Sequence[Holder], names: Mapping[int, str]) -> Sheet:
    """Return the persons shown, with the reason; no identity number and no telephone."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("编号", width=12), Column("姓名", width=10), Column("性别", width=6),
               Column("学段", width=8), Column("学科", width=10), Column("状态", width=10), Column("原因", width=26), Column("说明", width=36)]
    rows = []
    for number, holder in enumerate(holders, start=1):
        finding = holder.findings[check]
        rows.append((number, names.get(holder.school_id, ""), holder.entry.number, holder.entry.name, str(holder.entry.sex.label),
                     str(holder.stage.label), holder.subject, str(finding.standing.label), str(finding.reason.label), str(detail(check, finding))))
    return Sheet("人员名单", columns, rows, freeze_columns=4)


def title_sheet(rows: Iterable[TitleRow], names: Mapping[int, str]) -> Sheet:
    """Return posts, taken and free of every level by school."""
    columns = [Column("学校", width=28)]
    for level in PostLevel:
        name = LEVEL_NAMES[level]
        columns += [Column(f"{name}岗位数", Kind.NUMBER, 9), Column(f"{name}已聘", Kind.NUMBER, 9), Column(f"{name}空岗（负为超）", Kind.NUMBER, 9),
                    Column(f"{name}已评未聘", Kind.NUMBER, 9)]
    lines: list[Sequence[Cell]] = []
    for row in rows:
        cells: list[Cell] = [names.get(row.school_id, "") if row.school_id is not None else WHOLE_COUNTY]
        for level in PostLevel:
            cell = row.cells[level]
            cells += [cell.posts, cell.taken, cell.free, cell.waiting]
        lines.append(cells)
    return Sheet("岗位职数", columns, lines, notes=("在编人员；未登记聘任日期的按所评职称计入已聘。",), freeze_columns=1)


def hours_sheet(table: Mapping[tuple[int, str], HoursCell]) -> Sheet:
    """Return hours by year and kind."""
    columns = [Column("年度", Kind.YEAR, 8), Column("培训类别", width=20), Column("人数", Kind.NUMBER, 9), Column("学时合计", Kind.NUMBER, 12, 1)]
    return Sheet("分年度分类别", columns, [(year, kind, cell.persons, cell.hours) for (year, kind), cell in table.items()])


def check_list(county: County, check: Check, given: CountyQualifications, sheets: Sequence[Sheet], *, made_by: str = "",
               on: dt.date | None = None) -> Exported:
    """Return the list of a check, ready to leave; ``on`` is the day asked for, where one was."""
    meta = ListMeta(TITLES[check], county.bureau_name, today(), made_by, county.synthetic, extra=(f"截至 {given.on.isoformat()}",)).as_of(on)
    return Exported(meta, sheets)


def whole_list(check: Check) -> Callable[..., Exported]:
    """Return how the list of a whole county is made, as of a day or of today."""

    def made(county_id: int, on: dt.date | None = None) -> Exported:
        county, names = get_county(county_id), dict(list_school_choices(county_id))
        given = gather_qualifications(county, on or today())
        order = {school: place for place, school in enumerate(names)}
        columns = columns_of(given)
        everyone = columns.within(Wish(), None)
        rows = columns.by_school(check, everyone, None, given.policy)
        titles: Sequence[TitleRow] = ()
        if check is Check.TITLE:
            lines = title_rows(given, posts_by_level(county_id, given.on), names)
            titles = [*lines, county_row(lines)]
        shown = Shown(columns.figure(check, everyone, None, given.policy), sorted_schools(rows, order, "code"),
                      columns.standing_so(check, everyone, Wish(), order), titles,
                      columns.hours_table(everyone) if check is Check.TRAINING else {})
        return check_list(county, check, given, check_sheets(check, given, shown, names), on=on)

    return made


QUALIFICATION_EXPORTS: Final = tuple(
    ExportKind(f"qualifications_{check.value}", TITLES[check], COUNTY_READERS, whole_list(check),
               _l("Figures of every school against the target, and the persons who fall short with the reason"), make_on=whole_list(check))
    for check in Check)
