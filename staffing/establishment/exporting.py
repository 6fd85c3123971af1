"""The filing sheet for 编办, 人社 and 财政 (编制台账备案表): ledger, pool, posts by level of titles, proposal before and after."""

from collections.abc import Sequence
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.establishment.ledger import Ledger, gather_ledger
from staffing.establishment.models import PostProposal
from staffing.qualifications.exporting import title_sheet
from staffing.qualifications.gathering import gather_qualifications
from staffing.qualifications.queries import posts_by_level
from staffing.qualifications.title_table import county_row, title_rows
from staffing.schools.models import County
from staffing.schools.queries import get_county, list_school_choices

LEDGER_TITLE: Final = "教职工编制台账备案表"
PROPOSAL_TITLE: Final = "教职工编制调整方案"
SIGNATURES: Final = ("教育局（盖章）：　　　　　　机构编制部门（盖章）：", "人力资源社会保障部门（盖章）：　　　　　　财政部门（盖章）：", "填表人：　　　　　　　审核人：")
GROUNDS: Final = {"ratio": "按标准足额", "staff": "保留在编人员", "share": "按标准比例分配"}
TOTAL: Final = "合计"


def ledger_sheet(ledger: Ledger) -> Sheet:
    """Return a row for each school and the county below."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校标识码", width=14), Column("学校", width=28), Column("核定编制", Kind.NUMBER, 9), Column("周转编制借入", Kind.NUMBER, 9),
               Column("在编人数", Kind.NUMBER, 9), Column("空编（负为超编）", Kind.NUMBER, 10), Column("按标准核算", Kind.NUMBER, 10), Column("核定与标准差", Kind.NUMBER, 10)]
    rows: list[Sequence[Cell]] = [
        (number, row.school.code, row.school.name, row.posts, row.lent, row.established, row.vacant, row.ratio,
         None if row.posts is None else row.posts - row.ratio) for number, row in enumerate(ledger.rows, start=1)]
    rows.append((None, "", TOTAL, ledger.allotted, ledger.lent, ledger.established, ledger.allotted + ledger.lent - ledger.established,
                 sum(row.ratio for row in ledger.rows), None))
    filed = f"县域编制总量 {ledger.total.posts}（{ledger.total.source}）" if ledger.total else "县域编制总量未登记"
    return Sheet("编制台账", columns, rows, notes=(f"{filed}；周转池按规定可留 {ledger.pool} 个；截至 {ledger.on.isoformat()}。",), footer=SIGNATURES, freeze_columns=3)


def pool_sheet(ledger: Ledger) -> Sheet:
    """Return every loan of the pool."""
    columns = [Column("学校", width=28), Column("编制数", Kind.NUMBER, 8), Column("借出日期", width=12), Column("到期日期", width=12), Column("归还日期", width=12),
               Column("事由", width=26), Column("文号", width=22)]
    rows = [(loan.school.name, loan.posts, loan.lent_on, loan.due_on, loan.returned_on, loan.reason, loan.source) for loan in ledger.loans]
    return Sheet("周转池", columns, rows)


def filing_list(county: County, ledger: Ledger, *, made_by: str = "") -> Exported:
    """Return the filing sheet: ledger, pool, posts by level of titles."""
    names = dict(list_school_choices(county.id))
    given = gather_qualifications(county, ledger.on)
    lines = title_rows(given, posts_by_level(county.id, ledger.on), [row.school.id for row in ledger.rows])
    sheets = [ledger_sheet(ledger), pool_sheet(ledger), title_sheet([*lines, county_row(lines)], names)]
    return Exported(ListMeta(LEDGER_TITLE, county.bureau_name, today(), made_by, county.synthetic), sheets)


def proposal_list(county: County, proposal: PostProposal, *, made_by: str) -> Exported:
    """Return a proposal: before, after, difference and grounds of every school."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("现核定编制", Kind.NUMBER, 10), Column("按标准核算", Kind.NUMBER, 10),
               Column("在编人数", Kind.NUMBER, 9), Column("测算编制", Kind.NUMBER, 9), Column("拟核定编制", Kind.NUMBER, 10), Column("增减", Kind.NUMBER, 8), Column("依据", width=16)]
    rows: list[Sequence[Cell]] = [
        (number, row.school.name, row.before, row.by_ratio, row.staff, row.computed, row.posts, row.posts - row.before,
         GROUNDS[row.grounds] if row.posts == row.computed else "人工调整") for number, row in enumerate(proposal.rows, start=1)]
    before = sum(row.before for row in proposal.rows)
    rows.append((None, TOTAL, before, sum(row.by_ratio for row in proposal.rows), sum(row.staff for row in proposal.rows),
                 sum(row.computed for row in proposal.rows), proposal.posts, proposal.posts - before, ""))
    note = f"可分配编制 {proposal.total}；{proposal.school_year} 学年；在编人员只出不进，不足部分按生师比、班师比核算数比例分配。"
    sheet = Sheet(PROPOSAL_TITLE, columns, rows, notes=(note,), footer=SIGNATURES, freeze_columns=2)
    return Exported(ListMeta(f"{PROPOSAL_TITLE}（{proposal.name}）", county.bureau_name, today(), made_by, county.synthetic), [sheet])


def _whole(county_id: int) -> Exported:
    county = get_county(county_id)
    return filing_list(county, gather_ledger(county, today()))


ESTABLISHMENT_EXPORTS: Final = (
    ExportKind("establishment_ledger", LEDGER_TITLE, COUNTY_READERS, _whole,
               _l("For the offices of establishment, personnel and finance: posts of every school, the pool, posts by level of titles"), personal=False),
)
