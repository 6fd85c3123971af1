"""What a plan does to the county, as the numbers a page shows: quotas, indicators and 差异系数 before and after, flows.

Counted by the checker's definitions, so that page and verdict cannot disagree; figures that every reader of a plan wants
come from solvers.rotation.statistics. Here they meet the records' ids, both ways to count and the pages' own 差异系数
(none for a single section). The result is plain JSON, stored with the run.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from solvers.rotation.check.indicators import (
    Counts,
    counts,
    is_failing,
    measured_sections,
    required,
    required_at_85,
)
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.instance import Instance, Move, OfGroup, OfMoved, Quota, Section
from solvers.rotation.statistics import QuotaFigure, quota_figures, school_flows, wish_figures
from solvers.rotation.vocabulary import CountsAt, Stage
from staffing.indicators.formulas import disperse

Json = dict[str, Any]


def plan_figures(instance: Instance, moves: Iterable[Move]) -> Json:
    """Return the figures of a plan; without moves, those of the present state on both sides."""
    plan = make_plan(instance, moves)
    nobody = Plan(instance, {})
    bases = {basis: _counted_at(plan, basis) for basis in CountsAt}
    before, after = counts(nobody), counts(plan)
    return {
        "moved": len(plan.moves),
        "counts_at": instance.settings.counts_at.value,
        "quotas": [_quota(quota, figure) for quota, figure in zip(instance.quotas, quota_figures(plan), strict=True)],
        "stages": [_stage(instance, stage, before, after, bases) for stage in Stage],
        "sections": [_section(instance, row, before, bases) for row in instance.sections],
        "schools": _schools(plan),
        "flows": _flows(plan),
        "failing": [sum(is_failing(instance, row, number) for row in measured_sections(instance)) for number in (before, after)],
        "missing": [_missing(instance, number) for number in (before, after)],
        "people": _people(plan),
    }


def _counted_at(plan: Plan, basis: CountsAt) -> Counts:
    """Return the counts after the plan in one way to count, whichever decides."""
    settings = replace(plan.instance.settings, counts_at=basis)
    return counts(Plan(plan.instance.replace(settings=settings), plan.moves))


def _quota(quota: Quota, figure: QuotaFigure) -> Json:
    kind = "moved" if isinstance(quota.of, OfMoved) else "group" if isinstance(quota.of, OfGroup) else "number"
    return {**asdict(figure), "of": kind, "at_least": quota.at_least}


def _stage(instance: Instance, stage: Stage, before: Counts, after: Counts, bases: dict[CountsAt, Counts]) -> Json:
    sections = [row for row in measured_sections(instance) if row.stage is stage]
    pupils = [row.pupils for row in sections]
    rows = []
    for indicator in instance.indicators:
        limits = indicator.at(stage)
        values = {name: [number[row.id, indicator.code] for row in sections]
                  for name, number in (("before", before), ("after", after), *((basis.value, bases[basis]) for basis in CountsAt))}
        spreads = {name: disperse(resources, pupils, scale=100) for name, resources in values.items()}
        rows.append({
            "code": indicator.code.value, "threshold": limits.threshold, "cv_limit": limits.cv_limit,
            **{name: {"mean": spread.mean, "cv": spread.cv} for name, spread in spreads.items()},
            "met": [sum(number[row.id, indicator.code] >= required(row, indicator) for row in sections)
                    for number in (before, after)],
        })
    return {"stage": stage.value, "sections": len(sections), "pupils": sum(pupils), "indicators": rows}


def _section(instance: Instance, row: Section, before: Counts, bases: dict[CountsAt, Counts]) -> Json:
    decisive = bases[instance.settings.counts_at]
    return {
        "id": int(row.id), "stage": row.stage.value, "pupils": row.pupils, "measured": row.measured,
        "hardware_below": row.hardware_below, "strength": row.strength,
        "failing": [is_failing(instance, row, number) if row.measured else False for number in (before, decisive)],
        "indicators": {
            indicator.code.value: {
                "before": before[row.id, indicator.code], "home": bases[CountsAt.HOME][row.id, indicator.code],
                "host": bases[CountsAt.HOST][row.id, indicator.code], "need": required(row, indicator),
                "need_85": required_at_85(row, indicator)}
            for indicator in instance.indicators},
    }


def _schools(plan: Plan) -> list[Json]:
    flows = {row.school: row for row in school_flows(plan)}
    backbone_out = Counter(plan.home(move).id for move in plan.moves.values() if plan.teacher(move).backbone)
    backbone_in = Counter(plan.host(move).id for move in plan.moves.values() if plan.teacher(move).backbone)
    return [{
        "id": int(school.id), "x": school.x_km, "y": school.y_km, "location": school.location.value, "staff": school.staff,
        "posts": school.authorised_posts, "out": flows[school.id].sent, "in": flows[school.id].received,
        "backbone_out": backbone_out[school.id], "backbone_in": backbone_in[school.id],
    } for school in plan.instance.schools]


def _flows(plan: Plan) -> list[list[int]]:
    """Return [from school, to school, how many], most first."""
    pairs = Counter((int(plan.home(move).id), int(plan.host(move).id)) for move in plan.moves.values())
    return [[*pair, number] for pair, number in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))]


def _missing(instance: Instance, number: Counts) -> dict[str, int]:
    return {indicator.code.value: sum(max(0, required(row, indicator) - number[row.id, indicator.code])
                                      for row in measured_sections(instance)) for indicator in instance.indicators}


def _people(plan: Plan) -> Json:
    movers, wishes = [plan.teacher(move) for move in plan.moves.values()], wish_figures(plan)
    met = sum(wishes.met)
    return {"backbone": sum(teacher.backbone for teacher in movers), "volunteers": sum(teacher.volunteer for teacher in movers),
            "wishes_given": met + wishes.none_met, "wishes_met": met}
