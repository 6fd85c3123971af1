"""A plan's lists in the bureau's own layout: all moves, 公示名单, changes by school. Headings and texts are official Chinese.

Every list of moves can be changed in Excel and brought back (staffing.plans.handlist).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from staffing.core.exports import Exported
from staffing.core.school_year import today
from staffing.core.spreadsheets.layout import Cell, Column, Kind, ListMeta, Sheet
from staffing.plans.models import Move, Plan, PlanState, SolveRun
from staffing.plans.names import Names, load_names
from staffing.plans.operations import rules_of
from staffing.plans.queries import get_year, list_moves
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Stage
from staffing.schools.models import County, Section
from staffing.schools.queries import get_county

STAGE_WORDS: Final = {Stage.PRIMARY: "小学", Stage.JUNIOR: "初中", Stage.SENIOR: "高中"}
NOTICE_COLUMNS: Final = (Column("序号", Kind.NUMBER, 6), Column("姓名", width=10), Column("现任教学校", width=28),
                         Column("拟交流学校", width=28), Column("学段学科", width=15), Column("交流类型", width=12),
                         Column("起止时间", width=25))
FULL_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("编号", width=12), Column("姓名", width=12), Column("现任教学校", width=26),
    Column("拟交流学校", width=26), Column("学段", width=8), Column("学科", width=12), Column("骨干", width=6),
    Column("交流类型", width=14), Column("开始日期", Kind.DATE), Column("结束日期", Kind.DATE), Column("人事关系", width=10),
    Column("距离（公里）", Kind.NUMBER, 10, digits=1), Column("满足第几志愿", Kind.NUMBER, 10))
SCHOOL_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("派出", Kind.NUMBER), Column("派出骨干", Kind.NUMBER),
    Column("接收", Kind.NUMBER), Column("接收骨干", Kind.NUMBER), Column("净增减", Kind.NUMBER), Column("其中随迁人事关系净增减", Kind.NUMBER, 14))
DIRECTION_COLUMNS: Final = (
    Column("序号", Kind.NUMBER, 6), Column("学校", width=28), Column("姓名", width=12), Column("学段学科", width=12),
    Column("对方学校", width=28), Column("骨干", width=6), Column("起止时间", width=24))
NOT_VALID: Final = "本方案未通过规则复核，不得公示。"
SIGNATURES: Final = ("制表人：　　　　　　　审核人：　　　　　　　单位（盖章）：",)
# Official titles, the same in every language.
TITLES: Final = {"moves": "拟交流人员全表", "notice": "拟交流人员公示名单", "schools": "派出校接收校变动表"}


@dataclass(frozen=True, slots=True)
class Stock:
    """What every list of a plan is written from."""

    plan: Plan
    run: SolveRun
    county: County
    rules: RuleSet
    names: Names
    moves: Sequence[Move]


def load_stock(plan: Plan, run: SolveRun) -> Stock:
    """Return what the lists of a run are written from."""
    rules = rules_of(get_year(plan.county_id, plan.rotation_year_id))
    return Stock(plan, run, get_county(plan.county_id), rules, load_names(plan.county_id), list_moves(run))


def full_list(stock: Stock) -> Exported:
    """Return every move with its dates and figures (拟交流人员全表)."""
    rows = [(number, move.teacher.number, move.teacher.name, stock.names.section(move.from_section_id),
             stock.names.section(move.to_section_id), STAGE_WORDS[move.to_section.stage], move.subject, "是" if move.backbone else "否",
             kind_name(stock.rules, move.kind), move.starts_on, move.ends_on, "随迁" if move.relation_moves else "不动",
             move.distance_km, move.wish_place)
            for number, move in enumerate(stock.moves, start=1)]
    return _exported(stock, TITLES["moves"], [Sheet("拟交流人员", FULL_COLUMNS, rows, notes=_notes(stock), freeze_columns=3)])


def notice_list(stock: Stock) -> Exported:
    """Return the list for public notice (公示名单): the seven columns and nothing else."""
    rows = [(number, move.teacher.name, stock.names.section(move.from_section_id), stock.names.section(move.to_section_id),
             stage_subject(move), kind_name(stock.rules, move.kind), span(move))
            for number, move in enumerate(stock.moves, start=1)]
    return _exported(stock, TITLES["notice"], [Sheet("公示名单", NOTICE_COLUMNS, rows, notes=_warning(stock), footer=SIGNATURES)])


def school_changes(stock: Stock) -> Exported:
    """Return what changes at each school, and who leaves and comes (派出校、接收校变动表)."""
    sheets = [Sheet("各校变动", SCHOOL_COLUMNS, list(_school_rows(stock)), notes=_warning(stock), footer=SIGNATURES),
              Sheet("派出校", DIRECTION_COLUMNS, list(_direction_rows(stock, outward=True))),
              Sheet("接收校", DIRECTION_COLUMNS, list(_direction_rows(stock, outward=False)))]
    return _exported(stock, TITLES["schools"], sheets)


LISTS: Final = {"moves": full_list, "notice": notice_list, "schools": school_changes}


def kind_name(rules: RuleSet, code: str) -> str:
    """Return the official name of a kind of exchange."""
    stated = rules.exchange_kinds.get(code)
    return stated.value.name if stated else code


class Placed(Protocol):
    """What a line of a list needs to know of a move, of a run or of a decided version."""

    to_section: Section
    subject: str
    starts_on: dt.date
    ends_on: dt.date


def stage_subject(move: Placed) -> str:
    """Return stage and subject as notices write them: 初中数学."""
    return f"{STAGE_WORDS[move.to_section.stage]}{move.subject}"


def span(move: Placed) -> str:
    """Return from when to when, as notices write it."""
    return f"{move.starts_on.year}年{move.starts_on.month}月至{move.ends_on.year}年{move.ends_on.month}月"


def _exported(stock: Stock, title: str, sheets: list[Sheet]) -> Exported:
    year = get_year(stock.plan.county_id, stock.plan.rotation_year_id).school_year
    meta = ListMeta(f"{year}学年{title}", stock.county.bureau_name, today(), synthetic=stock.county.synthetic,
                    extra=(f"方案：{stock.plan.name}",))
    return Exported(meta, sheets)


def _notes(stock: Stock) -> tuple[str, ...]:
    return (*_warning(stock), f"规则集 {stock.run.ruleset}；方案指纹 {stock.run.solution_sha256[:16]}。")


def _warning(stock: Stock) -> tuple[str, ...]:
    return () if stock.plan.state is PlanState.VALID and not stock.run.findings else (NOT_VALID,)


def _school_rows(stock: Stock) -> Iterable[tuple[Cell, ...]]:
    sent, received = Counter[int](), Counter[int]()
    best_sent, best_received, relation = Counter[int](), Counter[int](), Counter[int]()
    for move in stock.moves:
        origin, target = move.from_section.school_id, move.to_section.school_id
        sent[origin] += 1
        received[target] += 1
        best_sent[origin] += move.backbone
        best_received[target] += move.backbone
        relation[origin] -= move.relation_moves
        relation[target] += move.relation_moves
    schools = sorted({*sent, *received}, key=lambda key: (sent[key] - received[key], key), reverse=True)
    for number, key in enumerate(schools, start=1):
        yield (number, stock.names.school(key), sent[key], best_sent[key], received[key], best_received[key],
               received[key] - sent[key], relation[key])


def _direction_rows(stock: Stock, *, outward: bool) -> Iterable[tuple[Cell, ...]]:
    ordered = sorted(stock.moves, key=lambda move: (
        (move.from_section if outward else move.to_section).school_id, move.from_section.school_id, move.id))
    for number, move in enumerate(ordered, start=1):
        here, there = (move.from_section_id, move.to_section_id) if outward else (move.to_section_id, move.from_section_id)
        yield (number, stock.names.section(here), move.teacher.name, stage_subject(move), stock.names.section(there),
               "是" if move.backbone else "否", span(move))
