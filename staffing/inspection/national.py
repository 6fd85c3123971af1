"""Rotations in the layout of the national teachers' system (全国教师管理信息系统, 交流轮岗), with its own checks.

Its rules: type 0-无 leaves all other fields empty; otherwise relation, beginning, former and receiving unit are required, the end is not
before the beginning, and both units differ. What breaks a rule stands on a second sheet with the reason, so that it can be mended.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from staffing.core import id_number
from staffing.core.exports import Exported
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, ListMeta, Sheet
from staffing.extensions import db
from staffing.indicators.from_ruleset import build_counting_rule
from staffing.indicators.persons import is_teacher
from staffing.policy.schema import RuleSet
from staffing.schools.models import County
from staffing.schools.queries import list_school_choices
from staffing.teachers.models import RotationRecord, Teacher
from staffing.teachers.personal import read_id_number
from staffing.teachers.queries import county_rules
from staffing.teachers.roster import load_roster

TITLE: Final = "全国教师管理信息系统交流轮岗信息表"
NO_ROTATION: Final = "0-无"
COLUMNS: Final = (
    Column("编号", width=10), Column("姓名", width=10), Column("身份证件号码", width=20), Column("所在学校", width=26), Column("交流轮岗类型", width=18),
    Column("是否调动人事关系", width=10), Column("开始年月", width=10), Column("结束年月", width=10), Column("原单位名称", width=26), Column("交流轮岗单位名称", width=26))


@dataclass(frozen=True, slots=True)
class NationalRow:
    """One row of the layout; ``faults`` say which of the system's rules it breaks."""

    cells: tuple[Cell, ...]
    faults: tuple[str, ...] = ()


def national_rows(county_id: int, on: dt.date) -> list[NationalRow]:
    """Return a row for every rotation of a full-time teacher on the staff, and 0-无 for who has none."""
    rules, counting = county_rules(county_id, on), build_counting_rule(county_rules(county_id, on))
    entries = {entry.id: entry for entry in load_roster(county_id, on).entries if is_teacher(entry, counting)}
    statement = select(Teacher).where(Teacher.county_id == county_id).options(
        selectinload(Teacher.rotations).joinedload(RotationRecord.from_school), selectinload(Teacher.rotations).joinedload(RotationRecord.to_school))
    schools = dict(list_school_choices(county_id))
    rows: list[NationalRow] = []
    for teacher in db.session.scalars(statement.order_by(Teacher.number, Teacher.id)):
        entry = entries.get(teacher.id)
        if entry is not None:
            service = entry.main_service
            rows.extend(rows_of(teacher, schools.get(service.personnel_school_id, "") if service else "", on, rules))
    return rows


def rows_of(teacher: Teacher, school: str, on: dt.date, rules: RuleSet) -> Iterator[NationalRow]:
    """Yield the rows of one person; kinds that are no teaching at the front are no exchange."""
    number = read_id_number(teacher)
    head = (teacher.number, teacher.name, id_number.mask(number) if number else "", school)
    listed = [one for one in teacher.rotations if one.starts_on <= on and one.kind not in rules.inspection.not_front_line.value]
    if not listed:
        yield NationalRow((*head, NO_ROTATION, "", "", "", "", ""))
    for one in listed:
        kind = rules.exchange_kinds.get(one.kind)
        origin, target = (place.name if place else name for place, name in ((one.from_school, one.from_school_name), (one.to_school, one.to_school_name)))
        yield NationalRow((*head, kind.value.name if kind else one.kind, "是" if one.relation_moved else "否", one.starts_on.strftime("%Y-%m"),
                           one.ends_on.strftime("%Y-%m") if one.ends_on else "", origin, target), tuple(faults_of(one, origin, target)))


def faults_of(one: RotationRecord, origin: str, target: str) -> Iterator[str]:
    """Yield which rules of the national system a rotation breaks."""
    if not origin:
        yield "原单位名称未填"
    if not target:
        yield "交流轮岗单位名称未填"
    if origin and origin == target:
        yield "交流轮岗单位与原单位相同"
    if one.ends_on is not None and one.ends_on < one.starts_on:
        yield "结束年月早于开始年月"


def national_list(county: County, on: dt.date | None = None, made_by: str = "") -> Exported:
    """Return the layout, and what cannot be entered there yet with the reason."""
    rows = national_rows(county.id, on or today())
    meta = ListMeta(TITLE, county.bureau_name, today(), made_by, county.synthetic).as_of(on)
    note = "按全国教师管理信息系统交流轮岗字段；“0-无”的其他各栏为空；跟岗、借调、集中办公不列；身份证件号码掩码显示，按编号核对。"
    return Exported(meta, [
        Sheet("交流轮岗", COLUMNS, [row.cells for row in rows if not row.faults], notes=(note,), freeze_columns=2),
        Sheet("须先补正", (*COLUMNS, Column("原因", width=28)), [(*row.cells, "；".join(row.faults)) for row in rows if row.faults], freeze_columns=2)])
