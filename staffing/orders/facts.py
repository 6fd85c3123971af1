"""What papers about moves say. Official Chinese words; pure but for the words of rule set and county that are handed in."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from staffing.decisions.models import DecidedMove
from staffing.documents.persons import chinese_day, chinese_month
from staffing.schools.enums import Stage
from staffing.schools.models import County, School

STAGE_WORDS: Final = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中", Stage.SENIOR: "高中"}
RELATION: Final = {True: "随迁", False: "不动"}
KindNames = Mapping[str, str]


def move_key(move: DecidedMove) -> str:
    """Return which move an order carries out: from where, to where, from when to when, and whether the relation moves."""
    return f"{move.from_section_id}>{move.to_section_id} {move.starts_on}~{move.ends_on} {int(move.relation_moves)}"


def county_facts(county: County, school_year: int) -> dict[str, Any]:
    """Return what every paper says of the county and the year."""
    return {"县": county.name, "教育局": county.bureau_name, "学年": f"{school_year}—{school_year + 1}学年"}


def move_facts(move: DecidedMove, kinds: KindNames) -> dict[str, Any]:
    """Return what a paper says of one move."""
    return {
        "姓名": move.teacher.name, "性别": str(move.teacher.sex.label), "编号": move.teacher.number,
        "现任教学校": move.from_section.school.name, "交流学校": move.to_section.school.name, "学段": STAGE_WORDS[move.to_section.stage], "学科": move.subject,
        "交流类型": kinds.get(move.kind, move.kind), "起始日期": chinese_day(move.starts_on), "终止日期": chinese_day(move.ends_on),
        "起止时间": f"{chinese_month(move.starts_on)}至{chinese_month(move.ends_on)}", "人事关系": RELATION[move.relation_moves], "骨干": "是" if move.backbone else "否",
    }


def list_facts(moves: Sequence[DecidedMove], kinds: KindNames) -> dict[str, Any]:
    """Return what a notice says of all moves."""
    return {
        "交流人员": [{"序号": str(number), **move_facts(move, kinds)} for number, move in enumerate(moves, start=1)], "人数": str(len(moves)),
        "骨干人数": str(sum(move.backbone for move in moves)), "派出学校数": str(len({move.from_section.school_id for move in moves})),
        "接收学校数": str(len({move.to_section.school_id for move in moves})),
    }


def school_facts(school: School, moves: Sequence[DecidedMove], kinds: KindNames, *, posts: int | None, staff: int) -> dict[str, Any]:
    """Return who leaves a school and who comes, and what that does to its posts."""
    out = [move for move in moves if move.from_section.school_id == school.id]
    come = [move for move in moves if move.to_section.school_id == school.id]
    relation = sum(move.relation_moves for move in come) - sum(move.relation_moves for move in out)
    return {
        "学校": school.name, "学校标识码": school.code,
        "派出人员": [{"序号": str(number), **move_facts(move, kinds)} for number, move in enumerate(out, start=1)],
        "接收人员": [{"序号": str(number), **move_facts(move, kinds)} for number, move in enumerate(come, start=1)],
        "派出人数": str(len(out)), "接收人数": str(len(come)), "核定编制": "" if posts is None else str(posts), "在编人数": str(staff),
        "编制增减": signed(relation), "变动后在编人数": str(staff + relation), "变动后空编": "" if posts is None else signed(posts - staff - relation),
        "任教人数增减": signed(len(come) - len(out)), "学科变动": subject_changes(out, come),
    }


def subject_changes(out: Sequence[DecidedMove], come: Sequence[DecidedMove]) -> str:
    """Return the posts by subject that change: 语文 −1、音乐 +1."""
    change = Counter[str]()
    for move in out:
        change[f"{STAGE_WORDS[move.from_section.stage]}{move.subject}"] -= 1
    for move in come:
        change[f"{STAGE_WORDS[move.to_section.stage]}{move.subject}"] += 1
    return "、".join(f"{subject} {signed(number)}" for subject, number in sorted(change.items()) if number) or "无"


def signed(number: int) -> str:
    """Return a difference with its sign."""
    return f"{number:+d}".replace("-", "−") if number else "0"


def issue_facts(*, number: str, issued_on: dt.date, report_by: dt.date | None) -> dict[str, Any]:
    """Return what is known only when a paper is issued."""
    return {"文号": number, "签发日期": chinese_day(issued_on), "报到日期": chinese_day(report_by)}
