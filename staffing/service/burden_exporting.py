"""The list of what everybody carried over the years (历年交流负担表), by person and by school."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from staffing.core.exports import Exported
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.eligibility.exporting import SIGNATURES
from staffing.schools.models import County
from staffing.schools.queries import get_county
from staffing.service.burdens import by_school
from staffing.service.fairness import BurdenRow, gather_burdens
from staffing.service.history import ordered
from staffing.service.queries import Ledger, gather_ledger

TITLE: Final = "教师历年交流负担表"
PERSON_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("现任教学校", width=26), Column("编号", width=10), Column("姓名", width=10), Column("分值", Kind.NUMBER, 8, digits=1),
    Column("交流次数", Kind.NUMBER, 8), Column("艰苦学校月数", Kind.NUMBER, 9), Column("距离合计（公里）", Kind.NUMBER, 10, digits=1), Column("填报志愿年数", Kind.NUMBER, 9),
    Column("志愿均未满足年数", Kind.NUMBER, 10), Column("上次交流学年", Kind.YEAR, 9), Column("建议照顾", width=9))
SCHOOL_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("人数", Kind.NUMBER, 8), Column("曾派出人数", Kind.NUMBER, 9), Column("志愿未满足人数", Kind.NUMBER, 10),
    Column("分值合计", Kind.NUMBER, 9, digits=1), Column("人均分值", Kind.NUMBER, 9, digits=2), Column("最高分值", Kind.NUMBER, 9, digits=1))


def burden_list(county: County, ledger: Ledger, rows: Sequence[BurdenRow], *, made_by: str = "", on: dt.date | None = None) -> Exported:
    """Return who carried anything, who carried most in front, and every school."""
    rule = ledger.rules.service.burden_points
    schools = by_school((one.row.school_id, one.burden) for one in rows)
    persons: list[tuple[Cell, ...]] = []
    for number, one in enumerate((one for one in rows if not one.burden.nothing), start=1):
        entry, burden = one.row.entry, one.burden
        persons.append((number, ledger.schools[one.row.school_id].name, entry.number, entry.name, burden.points, burden.rotations, burden.hard_months, burden.km,
                        burden.wished_years, burden.refused_years, burden.last_year, "是" if burden.points >= rule.value.spare_from else "否"))
    lines: list[tuple[Cell, ...]] = []
    for number, key in enumerate(ordered(schools, ledger.schools), start=1):
        school = schools[key]
        lines.append((number, ledger.schools[key].name, school.persons, school.sent, school.refused, school.points, school.mean, school.most))
    meta = ListMeta(TITLE, county.bureau_name, today(), made_by, county.synthetic).as_of(on)
    note = f"截至 {ledger.on.isoformat()}。{rule.citation}。"
    return Exported(meta, [Sheet("按人", PERSON_COLUMNS, persons, notes=(note,), footer=SIGNATURES, freeze_columns=4),
                           Sheet("按学校", SCHOOL_COLUMNS, lines, notes=(note,), footer=SIGNATURES, freeze_columns=2)])


def whole_burdens(county_id: int, on: dt.date | None = None) -> Exported:
    """Return the list of a whole county, as of a day or of today."""
    county = get_county(county_id)
    ledger = gather_ledger(county, on or today())
    return burden_list(county, ledger, gather_burdens(county_id, ledger), on=on)
