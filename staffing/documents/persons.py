"""What documents say about teachers, from the records as of a day, in a fixed number of statements. Words are the official Chinese ones."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from staffing.core.dated import holds_on, row_on
from staffing.core.school_year import today
from staffing.documents.registry import Filled
from staffing.extensions import db
from staffing.schools.enums import Location
from staffing.schools.models import County, School, SchoolStanding, Section
from staffing.schools.queries import get_county
from staffing.teachers.enums import AppointmentKind, LeaderRole
from staffing.teachers.models import Appointment, Leadership, RotationRecord, Teacher
from staffing.teachers.personal import masked_id_number

FILE_FACTS: Final = (Teacher.employments, Teacher.certificates, Teacher.degrees, Teacher.titles, Teacher.honours, Teacher.trainings, Teacher.appraisals)
TEACHING: Final = frozenset({AppointmentKind.REGULAR, AppointmentKind.EXCHANGE})
Standings = dict[int, list[SchoolStanding]]


def load_teachers(county_id: int, ids: Sequence[int]) -> list[Teacher]:
    """Return teachers of a county with what documents say of them, in the order of the ids."""
    found: dict[int, Teacher] = {}
    for start in range(0, len(ids), 500):
        statement = select(Teacher).where(Teacher.county_id == county_id, Teacher.id.in_(ids[start:start + 500])).options(
            *(selectinload(facts) for facts in FILE_FACTS),
            selectinload(Teacher.appointments).options(joinedload(Appointment.personnel_school), joinedload(Appointment.section).joinedload(Section.school)),
            selectinload(Teacher.leaderships).joinedload(Leadership.school),
            selectinload(Teacher.rotations).options(joinedload(RotationRecord.from_school), joinedload(RotationRecord.to_school)))
        found |= {one.id: one for one in db.session.scalars(statement)}
    return [found[number] for number in ids if number in found]


def load_standings(county_id: int) -> Standings:
    """Return what each school was in every span of time."""
    kept: Standings = {}
    for row in db.session.scalars(select(SchoolStanding).join(School).where(School.county_id == county_id).order_by(SchoolStanding.valid_from)):
        kept.setdefault(row.school_id, []).append(row)
    return kept


def gather_teachers(county_id: int, ids: Sequence[int]) -> list[Filled]:
    """Return what fills a document about each teacher, as of today."""
    on, county, standings = today(), get_county(county_id), load_standings(county_id)
    with force_locale("zh"):
        return [Filled(f"{one.name}_{one.number}", person_facts(one, county, standings, on)) for one in load_teachers(county_id, ids)]


def person_facts(teacher: Teacher, county: County, standings: Standings, on: dt.date) -> dict[str, Any]:
    """Return all facts about a teacher that any document about persons may use."""
    rural = [row for row in service_rows(teacher, standings, on) if row["农村"] == "是"]
    return {
        **basic_facts(teacher, on), "县": county.name, "出具单位": county.bureau_name, "出具日期": chinese_day(on),
        "农村任教经历": rural, "农村任教月数": rural_months(teacher, standings, on),
        "任职经历": service_rows(teacher, standings, on), **file_facts(teacher),
    }


def basic_facts(teacher: Teacher, on: dt.date) -> dict[str, Any]:
    """Return who a person is and where he or she works on the day."""
    place = next((row for row in teacher.appointments if holds_on(row, on) and row.kind is not AppointmentKind.LEAVE), None)
    employment, leader = row_on(teacher.employments, on), row_on(teacher.leaderships, on)
    title = max(teacher.titles, key=lambda one: one.level.rank, default=None)
    degree = max(teacher.degrees, key=lambda one: one.level.rank, default=None)
    honour = max((one for one in teacher.honours if one.expires_on is None or one.expires_on >= on), key=lambda one: one.level.rank, default=None)
    return {
        "姓名": teacher.name, "编号": teacher.number, "性别": str(teacher.sex.label), "出生年月": chinese_month(teacher.birth_date),
        "身份证号": masked_id_number(teacher) or "", "民族": teacher.ethnic_group, "政治面貌": teacher.political_status,
        "参加工作时间": chinese_month(teacher.work_began_on), "从教时间": chinese_month(teacher.teaching_began_on),
        "人事关系所在学校": place.personnel_school.name if place else "", "任教学校": school_of(place), "学段": str(place.personnel_stage.label) if place else "",
        "学科": place.subject if place else "", "到校时间": chinese_month(arrival(teacher, place)), "用人形式": str(employment.kind.label) if employment else "",
        "在岗状态": str(employment.status.label) if employment else "", "教职工类别": str(employment.category.label) if employment else "",
        "行政职务": str(leader.role.label) if leader and leader.role is not LeaderRole.NONE else "无", "职称": str(title.level.label) if title else "无",
        "学历": str(degree.level.label) if degree else "", "毕业院校": degree.institution if degree else "",
        "骨干称号": f"{honour.level.label}（{honour.name}）" if honour else "无",
    }


def school_of(place: Appointment | None) -> str:
    """Return the school where somebody teaches, the personnel school where nothing else is on record."""
    if place is None:
        return ""
    return place.section.school.name if place.section is not None else place.personnel_school.name


def arrival(teacher: Teacher, place: Appointment | None) -> dt.date | None:
    """Return when the person came to the present school without having left it since."""
    if place is None:
        return None
    day = place.valid_from
    for row in sorted(teacher.appointments, key=lambda one: one.valid_from, reverse=True):
        if row.valid_to == day and school_of(row) == school_of(place):
            day = row.valid_from
    return day


def is_rural(one: Appointment, standings: Standings) -> bool:
    """True if somebody taught at a school that lay in the countryside when the service there began."""
    school_id = one.section.school_id if one.section is not None else one.personnel_school_id
    standing = row_on(standings.get(school_id, ()), one.valid_from)
    return one.kind in TEACHING and standing is not None and standing.location is Location.RURAL


def rural_months(teacher: Teacher, standings: Standings, on: dt.date) -> int:
    """Return the whole months taught in the countryside up to the day; spells that touch or overlap count as one."""
    months, start, end = 0, on, on
    spells = sorted((one.valid_from, min(one.valid_to or on, on)) for one in teacher.appointments if one.valid_from < on and is_rural(one, standings))
    for number, (begins, ends) in enumerate(spells):
        if number and begins <= end:
            end = max(end, ends)
            continue
        months += full_months(start, end) if number else 0
        start, end = begins, ends
    return months + (full_months(start, end) if spells else 0)


def service_rows(teacher: Teacher, standings: Standings, on: dt.date) -> list[dict[str, Any]]:
    """Return the service record up to the day, the earliest first; months are whole ones."""
    rows = []
    for one in sorted(teacher.appointments, key=lambda item: (item.valid_from, item.id)):
        if one.valid_from > on:
            continue
        school = one.section.school if one.section is not None else one.personnel_school
        end = min(one.valid_to or on, on)
        rows.append({
            "起": chinese_month(one.valid_from), "止": chinese_month(one.valid_to - dt.timedelta(days=1)) if one.valid_to and one.valid_to <= on else "至今",
            "学校": school.name, "乡镇": school.township, "学段": str((one.section.stage if one.section else one.personnel_stage).label), "学科": one.subject,
            "性质": str(one.kind.label), "月数": str(full_months(one.valid_from, end)), "农村": "是" if is_rural(one, standings) else "否",
        })
    return rows


def file_facts(teacher: Teacher) -> dict[str, list[dict[str, Any]]]:
    """Return the lists of the personal file."""
    return {
        "学历学位": [{"学历": str(one.level.label), "学位": one.academic_degree, "院校": one.institution, "专业": one.major, "毕业时间": chinese_month(one.graduated_on)}
                 for one in teacher.degrees],
        "教师资格": [{"种类": str(one.kind.label), "学科": one.subject, "发证时间": chinese_month(one.issued_on)} for one in teacher.certificates],
        "职称经历": [{"职称": str(one.level.label), "评定时间": chinese_month(one.granted_on), "聘任时间": chinese_month(one.engaged_on),
                  "岗位等级": f"{one.post_grade}级" if one.post_grade else ""} for one in teacher.titles],
        "骨干荣誉": [{"级别": str(one.level.label), "名称": one.name, "命名时间": chinese_month(one.granted_on), "有效期至": chinese_month(one.expires_on) or "长期"}
                 for one in teacher.honours],
        "交流经历": [{"起": chinese_month(one.starts_on), "止": chinese_month(one.ends_on) or "至今", "派出学校": one.from_school.name if one.from_school else one.from_school_name,
                  "接收学校": one.to_school.name if one.to_school else one.to_school_name, "人事关系": "随迁" if one.relation_moved else "不动"}
                 for one in teacher.rotations],
        "年度考核": [{"年度": str(one.year), "等次": str(one.grade.label)} for one in teacher.appraisals],
        "培训学时": [{"年度": str(one.year), "类别": one.kind, "学时": f"{one.hours.normalize():f}"} for one in teacher.trainings],
    }


def full_months(start: dt.date, end: dt.date) -> int:
    """Return the whole calendar months from a day to another, the last not included."""
    return max(0, (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day))


def chinese_day(day: dt.date | None) -> str:
    """Return a day as documents write it: 2026年9月1日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def chinese_month(day: dt.date | None) -> str:
    """Return a month as documents write it: 2026年9月."""
    return f"{day.year}年{day.month}月" if day else ""

