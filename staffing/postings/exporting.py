"""Lists about postings: what stands in the records with arrival and assessment, and who returns (期满返回名单)."""

from collections.abc import Sequence
from typing import Final

from flask_babel import force_locale, lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import SchoolYear, today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.decisions.queries import get_newest_in_force
from staffing.postings.models import Posting
from staffing.postings.queries import list_late, list_postings, list_returns
from staffing.schools.queries import get_county

POSTINGS_TITLE: Final = "交流轮岗人员到岗情况表"
RETURNS_TITLE: Final = "交流轮岗期满人员名单"


def postings_list(county_id: int) -> Exported:
    """Return every standing posting of the year in force with arrival, assessment and end; those who are late on a sheet of their own."""
    decided = get_newest_in_force(county_id)
    sheets = [_sheet("到岗情况", list_postings(decided.rotation_year_id)), _sheet("未到岗", list_late(county_id, today()))]
    return _exported(county_id, f"{decided.year.school_year}学年{POSTINGS_TITLE}", sheets)


def returns_list(county_id: int) -> Exported:
    """Return whose stint ends within the present school year, and below who ends within the next."""
    year = SchoolYear.containing(today())
    sheets = [_sheet(f"{one.first}学年期满", list_returns(county_id, one.first)) for one in (year, year.next)]
    return _exported(county_id, RETURNS_TITLE, sheets)


def _exported(county_id: int, title: str, sheets: list[Sheet]) -> Exported:
    county = get_county(county_id)
    return Exported(ListMeta(title, county.bureau_name, today(), synthetic=county.synthetic), sheets)


def _sheet(name: str, postings: Sequence[Posting]) -> Sheet:
    columns = [Column("序号", Kind.NUMBER, 6), Column("姓名", width=12), Column("编号", width=12), Column("派出学校", width=26), Column("接收学校", width=26), Column("学科", width=8),
               Column("起始日期", width=12), Column("终止日期", width=12), Column("人事关系", width=8), Column("到岗", width=10), Column("到岗日期", width=12), Column("说明", width=20),
               Column("考核", width=24), Column("期满去向", width=14), Column("去向日期", width=12), Column("去向说明", width=24)]
    with force_locale("zh"):
        rows: list[Sequence[Cell]] = [
            (number, one.teacher.name, one.teacher.number, one.from_school.name, one.to_school.name, one.move.subject, one.day, one.ends_on,
             "随迁" if one.move.relation_moves else "不动", str(one.arrival.label), one.arrived_on, one.arrival_note, assessments_text(one), str(one.outcome.label),
             one.outcome_on, one.outcome_reason) for number, one in enumerate(postings, start=1)]
    return Sheet(name, columns, rows, freeze_columns=2)


def assessments_text(posting: Posting) -> str:
    """Return the assessments of a stint in one cell: 2026学年 合格、期满 优秀."""
    return "、".join(f"{'期满' if one.final else f'{one.school_year}学年'} {one.grade.label}" for one in posting.assessments)


POSTING_EXPORTS: Final = (
    ExportKind("postings", POSTINGS_TITLE, COUNTY_READERS, postings_list, _l("Who stands in the records, who has arrived, who is late, assessments")),
    ExportKind("returns", RETURNS_TITLE, COUNTY_READERS, returns_list, _l("Whose stint ends this school year and the next")),
)
