"""The lists of the ledger in official Chinese: months of service, stretches, payment list of a month, allowances of a period."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import SchoolYear, today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.eligibility.exporting import OFFICIAL_STAGE, OFFICIAL_TITLE, SIGNATURES
from staffing.schools.models import County
from staffing.schools.queries import get_county
from staffing.service import burden_exporting
from staffing.service.allowances import NOTHING, Difference, Entitlement
from staffing.service.history import SchoolPast, ordered
from staffing.service.months import Month, month_of, months_between
from staffing.service.queries import (
    Ledger,
    LedgerRow,
    PaymentList,
    entitlements_of_period,
    gather_ledger,
    payment_list,
)
from staffing.teachers.queries import names_and_numbers

TITLES: Final = {"burdens": burden_exporting.TITLE, "ledger": "农村（薄弱）学校任教月数台账", "payments": "乡村教师生活补助发放表", "period": "乡村教师生活补助分月明细表"}
DIFFERENCE_WORDS: Final = {Difference.SAME: "", Difference.NEW: "新增", Difference.STOPPED: "停发", Difference.CHANGED: "标准变动", Difference.MOVED: "转校"}
YES, NO, WHOLE_COUNTY = "是", "否", "全县合计"
LEDGER_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("现任教学校", width=26), Column("编号", width=10), Column("姓名", width=10), Column("性别", width=6),
    Column("出生年月", width=10), Column("学段", width=6), Column("学科", width=10), Column("职称", width=11), Column("农村学校任教（月）", Kind.NUMBER, 10),
    Column("薄弱学校任教（月）", Kind.NUMBER, 10), Column("合计（月，不重复）", Kind.NUMBER, 10), Column("计入的交流（次）", Kind.NUMBER, 9),
    Column("达到高级职称要求", width=10), Column("达到校长优先要求", width=10))
STRETCH_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("编号", width=10), Column("姓名", width=10), Column("任教学校", width=26), Column("起始日期", Kind.DATE, 12),
    Column("截止日期", Kind.DATE, 12), Column("计入月数", Kind.NUMBER, 9))
SCHOOL_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("乡镇（街道）", width=14), Column("本月人数", Kind.NUMBER, 9),
    Column("本月金额（元）", Kind.NUMBER, 12), Column("上月人数", Kind.NUMBER, 9), Column("上月金额（元）", Kind.NUMBER, 12), Column("人数增减", Kind.NUMBER, 9),
    Column("金额增减（元）", Kind.NUMBER, 12))
PERSON_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("编号", width=10), Column("姓名", width=10), Column("本月金额（元）", Kind.NUMBER, 11),
    Column("上月金额（元）", Kind.NUMBER, 11), Column("增减（元）", Kind.NUMBER, 10), Column("变动情况", width=10), Column("签名", width=12))


PERIOD_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("人数", Kind.NUMBER, 8), Column("人月数", Kind.NUMBER, 9), Column("合计（元）", Kind.NUMBER, 12))


def ledger_list(county: County, ledger: Ledger, rows: Sequence[LedgerRow], *, made_by: str = "", on: dt.date | None = None) -> Exported:
    """Return the months of every person and the stretches they come from."""
    service = ledger.rules.service
    note = f"截至 {ledger.on.isoformat()}。计算办法：{service.month_rule.citation}。计入学校：{service.counted_schools.citation}。"
    meta = ListMeta(TITLES["ledger"], county.bureau_name, today(), made_by, county.synthetic).as_of(on)
    return Exported(meta, [
        Sheet("任教月数", LEDGER_COLUMNS, [_ledger_row(number, row, ledger) for number, row in enumerate(rows, start=1)], notes=(note,), footer=SIGNATURES,
              freeze_columns=4),
        Sheet("任教经历明细", STRETCH_COLUMNS, list(_stretch_rows(rows, ledger)), notes=("各段月数相加等于合计月数。",), freeze_columns=3)])


def _ledger_row(number: int, row: LedgerRow, ledger: Ledger) -> tuple[Cell, ...]:
    entry, done, rules = row.entry, row.service, ledger.rules.service
    return (number, ledger.schools[row.school_id].name, entry.number, entry.name, "男" if entry.sex.value == "male" else "女",
            entry.birth_date.strftime("%Y-%m"), OFFICIAL_STAGE[row.stage.value], row.subject, OFFICIAL_TITLE[entry.title.value] if entry.title else "",
            done.rural, done.weak, done.months, done.counted_rotations,
            YES if done.months >= rules.rural_months_for_senior_title.value else NO, YES if done.months >= rules.rural_months_for_principal.value else NO)


def _stretch_rows(rows: Iterable[LedgerRow], ledger: Ledger) -> Iterable[tuple[Cell, ...]]:
    pairs = ((row, one) for row in rows for one in row.service.stretches)
    for number, (row, one) in enumerate(pairs, start=1):
        yield (number, row.entry.number, row.entry.name, ledger.schools[one.school_id].name, one.starts_on, one.ends_on, one.months)


def month_words(month: Month) -> str:
    """Return a month as lists write it."""
    return f"{month[0]}年{month[1]}月"


def payments_list(county: County, paid: PaymentList, *, school_id: int | None = None, made_by: str = "") -> Exported:
    """Return the payment list of a month: totals by school, persons, and what differs from the month before."""
    names = names_and_numbers(county.id, [line.teacher_id for line in paid.lines])
    place = {school: number for number, school in enumerate(paid.schools)}
    lines = sorted((line for line in paid.lines if school_id in (None, line.school_id)), key=lambda line: (place[line.school_id], names[line.teacher_id][1]))
    persons = [(paid.schools[line.school_id].name, names[line.teacher_id][1], names[line.teacher_id][0], line.yuan, line.before, line.yuan - line.before,
                DIFFERENCE_WORDS[line.difference]) for line in lines]
    note = f"{month_words(paid.month)}。标准：{paid.rules.service.allowance_rates.citation}。"
    meta = ListMeta(f"{month_words(paid.month)}{TITLES['payments']}", county.bureau_name, today(), made_by, county.synthetic)
    now = [(number, *row, "") for number, row in enumerate((row for row in persons if row[3]), start=1)]
    changed = [(number, *row, "") for number, row in enumerate((row for row in persons if row[6]), start=1)]
    return Exported(meta, [
        Sheet("各校汇总", SCHOOL_COLUMNS, _school_rows(paid, school_id), notes=(note,), footer=SIGNATURES, freeze_columns=2),
        Sheet("发放明细", PERSON_COLUMNS, now, notes=(note,), footer=SIGNATURES, freeze_columns=4),
        Sheet("与上月比较", PERSON_COLUMNS, changed, notes=("只列与上月不同的人员；转校的在两校各列一行。",), freeze_columns=4)])


def _school_rows(paid: PaymentList, school_id: int | None) -> list[tuple[Cell, ...]]:
    shown = [paid.totals[key] for key in ordered(paid.totals, paid.schools) if school_id in (None, key)]
    rows: list[tuple[Cell, ...]] = [
        (number, paid.schools[one.school_id].name, paid.schools[one.school_id].township, one.persons, one.yuan, one.persons_before, one.yuan_before,
         one.persons - one.persons_before, one.yuan - one.yuan_before) for number, one in enumerate(shown, start=1)]
    if school_id is None:
        rows.append((None, WHOLE_COUNTY, "", paid.persons, paid.yuan, paid.persons_before, paid.yuan_before, paid.persons - paid.persons_before,
                     paid.yuan - paid.yuan_before))
    return rows


def period_list(county: County, first: Month, last: Month, *, made_by: str = "") -> Exported:
    """Return every person's allowance by month over a period, with the sum, and the sum of each school."""
    found, schools = entitlements_of_period(county.id, first, last)
    months, names = months_between(first, last), names_and_numbers(county.id, [one.teacher_id for one in found])
    grouped: defaultdict[tuple[int, int], dict[Month, Decimal]] = defaultdict(dict)
    for one in found:
        grouped[one.school_id, one.teacher_id][one.month] = one.yuan
    place = {school: number for number, school in enumerate(schools)}
    keys = sorted(grouped, key=lambda key: (place[key[0]], names[key[1]][1]))
    columns = (Column("序号", Kind.NUMBER, 6), Column("学校", width=26), Column("编号", width=10), Column("姓名", width=10),
               *(Column(f"{year}-{number:02}", Kind.NUMBER, 8) for year, number in months), Column("月数", Kind.NUMBER, 6), Column("合计（元）", Kind.NUMBER, 11))
    rows = [(place_, schools[school].name, names[teacher][1], names[teacher][0], *(grouped[school, teacher].get(month) for month in months),
             len(grouped[school, teacher]), sum(grouped[school, teacher].values(), NOTHING)) for place_, (school, teacher) in enumerate(keys, start=1)]
    span = f"{month_words(first)}至{month_words(last)}"
    meta = ListMeta(f"{span}{TITLES['period']}", county.bureau_name, today(), made_by, county.synthetic)
    return Exported(meta, [Sheet("分月明细", columns, rows, notes=(f"{span}，当月转校的计入当月任教天数多的学校。",), footer=SIGNATURES, freeze_columns=4),
                           Sheet("各校合计", PERIOD_COLUMNS, _period_totals(found, schools), freeze_columns=2)])


def _period_totals(found: Sequence[Entitlement], schools: Mapping[int, SchoolPast]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for number, school in enumerate(ordered({one.school_id for one in found}, schools), start=1):
        own = [one for one in found if one.school_id == school]
        rows.append((number, schools[school].name, len({one.teacher_id for one in own}), len(own), sum((one.yuan for one in own), NOTHING)))
    return [*rows, (None, WHOLE_COUNTY, len({one.teacher_id for one in found}), len(found), sum((one.yuan for one in found), NOTHING))]


def whole_ledger(county_id: int, on: dt.date | None = None) -> Exported:
    """Return the ledger of a whole county, as of a day or of today."""
    county = get_county(county_id)
    ledger = gather_ledger(county, on or today())
    return ledger_list(county, ledger, ledger.rows, on=on)


def payments_of(county_id: int, on: dt.date | None = None) -> Exported:
    """Return the payment list of the month of a day, of today without one."""
    return payments_list(get_county(county_id), payment_list(county_id, month_of(on or today()))).as_of(on)


def period_of_year(county_id: int, on: dt.date | None = None) -> Exported:
    """Return the allowances of the school year of a day, up to its month."""
    last = month_of(on or today())
    return period_list(get_county(county_id), month_of(SchoolYear.containing(on or today()).starts_on), last).as_of(on)


def _kind(code: str, listing: str, make: Callable[..., Exported], note: LazyString) -> ExportKind:
    return ExportKind(code, TITLES[listing], COUNTY_READERS, make, note, make_on=make)


SERVICE_EXPORTS: Final = (
    _kind("service_ledger", "ledger", whole_ledger, _l("Months taught in rural or weak schools, rotations, and where the months come from")),
    _kind("service_payments", "payments", payments_of, _l("Who is paid the rural allowance this month, by school, and what differs from the month before")),
    _kind("service_burdens", "burdens", burden_exporting.whole_burdens, _l("Rotations, months at hard schools, refused wishes and distance over the years, by person and school")),
    _kind("service_period", "period", period_of_year, _l("The rural allowance of every person by month since the school year began")),
)
