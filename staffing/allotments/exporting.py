"""名额分配表: what every school is to send and receive, and the places shared out, each kind on its sheet."""

from collections.abc import Sequence
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.allotments.gathering import Ground, gather_ground
from staffing.allotments.models import PLACE_KINDS, AllotmentKind, SchoolAllotment
from staffing.allotments.queries import list_allotments, rows_by_kind
from staffing.core.access import COUNTY_READERS
from staffing.core.exports import Exported, ExportKind
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.errors import StaffingError
from staffing.rotation_years.models import RotationYear
from staffing.rotation_years.queries import get_rotation_year
from staffing.schools.models import County
from staffing.schools.queries import get_county

TITLE: Final = "名额分配表"
TOTAL: Final = "合计"
PLACE_TITLES: Final = {AllotmentKind.TITLE: "职称申报名额", AllotmentKind.HONOUR: "骨干评选名额", AllotmentKind.MERIT: "评优名额"}
SIGNATURES: Final = ("教育局（盖章）：　　　　　　　审核人：　　　　　　　填表人：",)
Rows = dict[AllotmentKind, dict[int, SchoolAllotment]]


def rotation_sheet(ground: Ground, rows: Rows) -> Sheet:
    """Return what every school sends and receives, with what the numbers rest on."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("学区", width=14), Column("符合条件人数", Kind.NUMBER, 9), Column("其中可派骨干", Kind.NUMBER, 9),
               Column("超需求人数", Kind.NUMBER, 9), Column("缺额人数", Kind.NUMBER, 9), Column("测算派出", Kind.NUMBER, 8), Column("派出名额", Kind.NUMBER, 8),
               Column("其中骨干名额", Kind.NUMBER, 9), Column("接收名额", Kind.NUMBER, 8), Column("调整原因", width=26)]
    send, backbone, receive = (rows.get(kind, {}) for kind in (AllotmentKind.SEND, AllotmentKind.BACKBONE, AllotmentKind.RECEIVE))
    body: list[Sequence[Cell]] = []
    for number, school in enumerate(ground.schools, start=1):
        facts = ground.facts[school.id]
        own = [of_kind[school.id] for of_kind in (send, backbone, receive) if school.id in of_kind]
        body.append((number, school.name, ground.zones.get(school.id, ""), facts.base, facts.backbone, facts.surplus, facts.shortage,
                     *(places(of_kind, school.id, computed=computed) for of_kind, computed in ((send, True), (send, False), (backbone, False), (receive, False))),
                     "；".join(dict.fromkeys(row.reason for row in own if row.reason))))
    body.append((None, TOTAL, "", *(sum(int(str(row[place] or 0)) for row in body) for place in range(3, 11)), ""))
    share = f"{float(ground.share) * 100:g}%"
    note = f"符合条件人数为资格名单计入基数的人数；测算派出为符合条件人数的 {share} 或超需求人数的 {float(ground.send_rule.surplus_share) * 100:g}%，取大者，不超过学校流出上限。"
    return Sheet("交流轮岗名额", columns, body, notes=(note,), footer=SIGNATURES, freeze_columns=2)


def places(of_kind: dict[int, SchoolAllotment], school_id: int, *, computed: bool) -> int | None:
    """Return a school's number of a kind, None where none was made."""
    row = of_kind.get(school_id)
    return None if row is None else row.computed if computed else row.places


def place_sheet(ground: Ground, kind: AllotmentKind, rows: dict[int, SchoolAllotment]) -> Sheet:
    """Return the places of one kind with the bonus of each school."""
    columns = [Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("教师人数", Kind.NUMBER, 9), Column("倾斜加成", Kind.PERCENT, 9), Column("测算名额", Kind.NUMBER, 9),
               Column("名额", Kind.NUMBER, 8), Column("调整原因", width=26)]
    bonuses = ground.bonuses()
    body: list[Sequence[Cell]] = [
        (number, school.name, ground.facts[school.id].teachers, float(bonuses[school.id]), rows[school.id].computed, rows[school.id].places, rows[school.id].reason)
        for number, school in enumerate(ground.schools, start=1) if school.id in rows]
    body.append((None, TOTAL, sum(int(str(row[2])) for row in body), None, sum(int(str(row[4])) for row in body), sum(int(str(row[5])) for row in body), ""))
    return Sheet(PLACE_TITLES[kind], columns, body, notes=("按教师人数和倾斜加成分配：乡村、偏远海岛、薄弱学校取最高一项加成。",), footer=SIGNATURES, freeze_columns=2)


def allotment_list(county: County, year: RotationYear, *, made_by: str = "") -> Exported:
    """Return the workbook of a year; StaffingError before anything was computed."""
    rows = rows_by_kind(list_allotments(year.id))
    if not rows:
        raise StaffingError(_l("Compute the allotments first."))
    ground = gather_ground(year)
    sheets = [rotation_sheet(ground, rows)] if AllotmentKind.SEND in rows else []
    sheets += [place_sheet(ground, kind, rows[kind]) for kind in PLACE_KINDS if kind in rows]
    return Exported(ListMeta(f"{year.school_year}学年{TITLE}", county.bureau_name, today(), made_by, county.synthetic), sheets)


def _current(county_id: int) -> Exported:
    try:
        year = get_rotation_year(county_id)
    except LookupError:
        raise StaffingError(_l("No rotation year is open yet.")) from None
    return allotment_list(get_county(county_id), year)


ALLOTMENT_EXPORTS: Final = (
    ExportKind("allotments", TITLE, COUNTY_READERS, _current, _l("What every school sends and receives, and the places tilted to remote schools"), personal=False),
)
