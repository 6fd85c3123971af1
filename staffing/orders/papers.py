"""The kinds of papers about a decision: their fields, the templates shipped with them, and who gives the facts."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from flask_babel import force_locale
from sqlalchemy import select

from staffing.core.access import OFFICERS, RECORD_READERS
from staffing.core.dated import in_force
from staffing.core.school_year import COUNTY_TIME, today
from staffing.decisions.models import DecidedMove, DecidedPlan, MoveOpinion, OpinionSide
from staffing.decisions.opinion_words import official_words
from staffing.decisions.queries import get_decided_plan, list_decided_moves, opinions_of
from staffing.documents.persons import basic_facts, chinese_day, load_standings, load_teachers, service_rows
from staffing.documents.registry import DocumentField as F, DocumentKind, Filled
from staffing.extensions import db
from staffing.orders import queries, shipped
from staffing.orders.facts import county_facts, move_facts, school_facts
from staffing.orders.models import OrderKind
from staffing.orders.operations import kind_names
from staffing.schools.queries import get_county, list_schools_of_county, posts_by_school_on
from staffing.teachers.enums import EmploymentKind
from staffing.teachers.models import Appointment, Employment

COUNTY: Final = (F("县", "县（市、区）名称", "演示县"), F("教育局", "教育局全称", "演示县教育局"), F("学年", "学年", "2026—2027学年"))
PAPER: Final = (F("文号", "发文字号", "演教发〔2026〕1号"), F("签发日期", "成文日期", "2026年8月20日"), F("报到日期", "报到期限", "2026年8月28日"))
MOVE: Final = (
    F("姓名", "教师姓名", "演示·欧阳㛃䶮"), F("性别", "性别", "女"), F("编号", "教育局编号", "T000001"), F("现任教学校", "派出学校", "演示第一小学"),
    F("交流学校", "接收学校", "演示中心小学"), F("学段", "学段", "小学"), F("学科", "学科", "语文"), F("交流类型", "交流轮岗类型", "定期交流"),
    F("起始日期", "开始日期", "2026年9月1日"), F("终止日期", "结束日期", "2029年8月31日"), F("起止时间", "按年月", "2026年9月至2029年8月"),
    F("人事关系", "随迁或不动", "不动"), F("骨干", "是否骨干教师", "否"))
ROWS: Final = (F("序号", "序号", "1"), *MOVE)
NOTICE: Final = (*COUNTY, *PAPER, F("人数", "交流人数", "2"), F("骨干人数", "其中骨干人数", "1"), F("派出学校数", "派出学校数", "1"), F("接收学校数", "接收学校数", "1"),
                 F("交流人员", "全部交流人员，逐行列出", parts=ROWS))
FORM: Final = (
    *COUNTY, *MOVE, F("出生年月", "按年月", "1985年5月"), F("民族", "民族", "汉族"), F("政治面貌", "政治面貌", "群众"), F("职称", "职称", "一级教师"),
    F("学历", "最高学历", "本科"), F("参加工作时间", "按年月", "2008年9月"), F("到校时间", "到现任教学校的年月", "2015年9月"), F("骨干称号", "骨干称号", "无"),
    F("任职经历", "任职经历，逐行列出", parts=(F("起", "起", "2015年9月"), F("止", "止", "至今"), F("学校", "学校", "演示第一小学"), F("学段", "学段", "小学"), F("学科", "学科", "语文"))),
    F("派出学校意见", "派出学校的意见", ""), F("接收学校意见", "接收学校的意见", ""), F("教育局意见", "教育局的决定", "同意。2026年7月20日"))
SCHOOL: Final = (
    *COUNTY, F("学校", "学校名称", "演示第一小学"), F("学校标识码", "学校标识码", "2142000001"), F("派出人数", "派出人数", "2"), F("接收人数", "接收人数", "2"),
    F("核定编制", "核定编制", "40"), F("在编人数", "变动前在编人数", "39"), F("编制增减", "人事关系随迁引起的增减", "0"), F("变动后在编人数", "变动后在编人数", "39"),
    F("变动后空编", "负数为超编", "+1"), F("任教人数增减", "任教人数增减", "0"), F("学科变动", "岗位（学科）增减", "小学语文 −1、小学音乐 +1"),
    F("派出人员", "离校人员，逐行列出", parts=ROWS), F("接收人员", "到校人员，逐行列出", parts=ROWS))


def gather_orders(county_id: int, ids: Sequence[int]) -> list[Filled]:
    """Return what fills issued papers: what they said when they were issued, in the template of that time."""
    return [Filled(f"{one.full_number}_{one.title}", one.facts, one.template_id, shipped=one.template_id is None)
            for one in queries.orders_by_id(county_id, ids)]


def gather_forms(county_id: int, ids: Sequence[int]) -> list[Filled]:
    """Return what fills the form of approval (审批表) of moves."""
    moves: list[DecidedMove] = []
    plan_ids = sorted(set(db.session.scalars(select(DecidedMove.decided_plan_id).where(DecidedMove.id.in_(ids)))))
    for plan_id in plan_ids:
        get_decided_plan(county_id, plan_id)
        moves += list_decided_moves(plan_id)
    on, county, standings = today(), get_county(county_id), load_standings(county_id)
    wanted = [move for move in moves if move.id in set(ids)]
    persons = {one.id: one for one in load_teachers(county_id, [move.teacher_id for move in wanted])}
    said, filled = said_of(plan_ids), []
    with force_locale("zh"):
        for move in wanted:
            person, decided = persons[move.teacher_id], move.decided_plan
            facts = {**basic_facts(person, on), **county_facts(county, decided.year.school_year), **move_facts(move, kind_names(decided)),
                     "任职经历": service_rows(person, standings, on), **opinion_facts(move, said, on)}
            filled.append(Filled(f"{move.from_section.school.name}_{person.name}_{person.number}", facts))
    return filled


def said_of(plan_ids: Iterable[int]) -> dict[tuple[int, int, OpinionSide], MoveOpinion]:
    """Return what the schools said of the moves of decided versions, by version, person and side."""
    return {(plan_id, one.teacher_id, one.side): one for plan_id in plan_ids for one in opinions_of(plan_id)}


def opinion_facts(move: DecidedMove, said: Mapping[tuple[int, int, OpinionSide], MoveOpinion], on: dt.date) -> dict[str, Any]:
    """Return the words of the schools and the bureau as far as they are on record; what is missing is written by hand."""
    found = {side: said.get((move.decided_plan_id, move.teacher_id, side)) for side in OpinionSide}
    words = {side: f"{official_words(one, on)}{chinese_day(one.answered_on)}" if one is not None else "" for side, one in found.items()}
    approved = move.decided_plan.approved_at
    return {"派出学校意见": words[OpinionSide.SENDING], "接收学校意见": words[OpinionSide.RECEIVING],
            "教育局意见": f"同意。{chinese_day(approved.astimezone(COUNTY_TIME).date())}" if approved else ""}


def gather_schools(county_id: int, ids: Sequence[int]) -> list[Filled]:
    """Return what fills the list of leaving and arriving staff of every school that a decided version touches."""
    filled = []
    for plan_id in ids:
        decided = get_decided_plan(county_id, plan_id)
        filled += [Filled(f"{one['学校标识码']}_{one['学校']}", one) for one in school_changes(decided)]
    return filled


def school_changes(decided: DecidedPlan, *, school_id: int | None = None) -> list[dict[str, Any]]:
    """Return each touched school's facts; posts and staff are those of the last day before the moves begin."""
    moves = list_decided_moves(decided.id, school_id=school_id)
    on = min((move.starts_on for move in moves), default=today()) - dt.timedelta(days=1)
    county = get_county(decided.county_id)
    posts, staff = posts_by_school_on(county.id, on), established_staff(county.id, on)
    touched = {move.from_section.school_id for move in moves} | {move.to_section.school_id for move in moves}
    chosen = [one for one in list_schools_of_county(county.id) if one.id in touched and school_id in (None, one.id)]
    with force_locale("zh"):
        names, common = kind_names(decided), county_facts(county, decided.year.school_year)
        return [{**common, **school_facts(one, moves, names, posts=posts.get(one.id), staff=staff.get(one.id, 0))} for one in chosen]


def established_staff(county_id: int, on: dt.date) -> dict[int, int]:
    """Return how many persons in established posts each school's personnel relation holds on a day."""
    statement = select(Appointment.personnel_school_id, Appointment.teacher_id).join(Appointment.personnel_school).join(
        Employment, Employment.teacher_id == Appointment.teacher_id).where(
        Appointment.personnel_school.has(county_id=county_id), in_force(Appointment, on), in_force(Employment, on),
        Employment.kind == EmploymentKind.ESTABLISHED)
    kept: dict[int, set[int]] = {}
    for school, teacher in db.session.execute(statement):
        kept.setdefault(school, set()).add(teacher)
    return {school: len(persons) for school, persons in kept.items()}


PAPERS: Final = (
    DocumentKind(OrderKind.NOTICE.value, "关于教师交流轮岗工作的通知", NOTICE, shipped.notice, gather_orders, RECORD_READERS),
    DocumentKind(OrderKind.TRANSFER.value, "教师交流轮岗调令", (*COUNTY, *PAPER, *MOVE), shipped.transfer, gather_orders, RECORD_READERS),
    DocumentKind(OrderKind.LETTER.value, "介绍信", (*COUNTY, *PAPER, *MOVE), shipped.letter, gather_orders, RECORD_READERS),
    DocumentKind("rotation_form", "教师交流轮岗审批表", FORM, shipped.form, gather_forms, OFFICERS),
    DocumentKind("school_changes", "学校教师交流轮岗变动表", SCHOOL, shipped.school, gather_schools, RECORD_READERS),
)
