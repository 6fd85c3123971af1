"""Lists about orders: the register (发文登记簿), and what the moves of the decision in force change at each school."""

from typing import Any, Final

from flask_babel import force_locale, lazy_gettext as _l

from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Column, Kind, ListMeta, Sheet
from staffing.decisions.queries import get_newest_in_force
from staffing.orders.models import OrderState
from staffing.orders.papers import school_changes
from staffing.orders.queries import whole_register
from staffing.schools.queries import get_county

REGISTER_TITLE: Final = "发文登记簿"
CHANGES_TITLE: Final = "派出接收学校人员及编制变动表"
STATES: Final = {OrderState.ISSUED: "有效", OrderState.VOID: "作废"}
PEOPLE: Final = ("序号", "姓名", "现任教学校", "交流学校", "学段", "学科", "交流类型", "起止时间", "人事关系", "骨干")


def register_list(county_id: int) -> Exported:
    """Return the whole register, void papers among them, in the order of the numbers."""
    county = get_county(county_id)
    columns = [Column("序号", Kind.NUMBER, 6), Column("发文字号", width=22), Column("标题", width=36), Column("成文日期", width=12), Column("派出学校", width=24),
               Column("接收学校", width=24), Column("状态", width=8), Column("作废日期", width=12), Column("作废原因", width=30), Column("签发人", width=12)]
    rows = [(number, one.full_number, one.title, one.issued_on, one.from_school.name if one.from_school else "", one.to_school.name if one.to_school else "",
             STATES[one.state], one.voided_at.date() if one.voided_at else None, one.void_reason, one.issuer.name if one.issuer else "")
            for number, one in enumerate(whole_register(county_id), start=1)]
    return Exported(ListMeta(REGISTER_TITLE, county.bureau_name, today(), synthetic=county.synthetic), [Sheet(REGISTER_TITLE, columns, rows, freeze_columns=2)])


def changes_list(county_id: int) -> Exported:
    """Return each touched school's numbers, and below who leaves and who comes."""
    decided = get_newest_in_force(county_id)
    county = get_county(county_id)
    with force_locale("zh"):
        schools = school_changes(decided)
    names = ("派出人数", "接收人数", "核定编制", "在编人数", "编制增减", "变动后在编人数", "变动后空编", "任教人数增减")
    columns = [Column("学校标识码", width=14), Column("学校", width=28), *(Column(name, width=11) for name in names), Column("岗位（学科）增减", width=40)]
    rows = [(one["学校标识码"], one["学校"], *(one[name] for name in names), one["学科变动"]) for one in schools]
    sheets = [Sheet("学校变动", columns, rows, freeze_columns=2), _people("派出人员", schools), _people("接收人员", schools)]
    meta = ListMeta(f"{decided.year.school_year}学年{CHANGES_TITLE}", county.bureau_name, today(), synthetic=county.synthetic)
    return Exported(meta, sheets)


def _people(name: str, schools: list[dict[str, Any]]) -> Sheet:
    columns = [Column("学校", width=28), *(Column(one, width=14) for one in PEOPLE)]
    return Sheet(name, columns, [(one["学校"], *(row[key] for key in PEOPLE)) for one in schools for row in one[name]], freeze_columns=1)


ORDER_EXPORTS: Final = (
    ExportKind("order_register", REGISTER_TITLE, COUNTY_READERS, register_list, _l("Every paper with its number, void ones among them")),
    ExportKind("order_changes", CHANGES_TITLE, COUNTY_READERS, changes_list, _l("Who leaves and who comes, posts before and after, of the decision in force")),
)
