"""Is the plan fair? Worst section, 差异系数, wishes, distances, years since the last move; by sex, age group and township."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from solvers.rotation.check.goals import burden
from solvers.rotation.check.indicators import counts
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.distribution import Distribution, describe
from solvers.rotation.instance import Instance, Labels, Move, Teacher
from solvers.rotation.statistics import (
    SectionFigures,
    SpreadFigure,
    WishFigures,
    distances_km,
    extra_commutes_km,
    section_figures,
    spread_figures,
    wish_figures,
)
from solvers.rotation.vocabulary import SectionId, TeacherStatus

LABELS: dict[str, Callable[[Labels], str]] = {
    "sex": lambda labels: labels.sex,
    "age_group": lambda labels: labels.age_group,
    "township": lambda labels: labels.township,
}


@dataclass(frozen=True, slots=True)
class WorstSection:
    """The section that misses most after the plan: persons missing to the thresholds, weighted; and before."""

    section: SectionId
    missing_before: float
    missing_after: float
    passes: bool


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """What a group bears: its eligible teachers, how many move, and how the movers fare.

    `years_since` counts from the last rotation of the movers to this year, of those for whom it is known; `years_stayed`
    the same of the eligible who stay.
    """

    moved: int
    eligible: int
    burden: Distribution
    distance_km: Distribution
    extra_commute_km: Distribution
    wishes: WishFigures
    years_since: Distribution
    years_stayed: Distribution


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """The figures of one value of one label, such as sex or township."""

    label: str
    value: str
    figures: GroupFigures


@dataclass(frozen=True, slots=True)
class Fairness:
    """The report. `groups` is empty where the instance carries no labels."""

    worst: WorstSection | None
    spreads: tuple[SpreadFigure, ...]
    all: GroupFigures
    groups: tuple[LabelFigures, ...]


def fairness(instance: Instance, plan: tuple[Move, ...]) -> Fairness:
    """Return the fairness report of a plan."""
    after = make_plan(instance, plan)
    before_counts, after_counts = counts(Plan(instance, {})), counts(after)
    sections = section_figures(instance, before_counts, after_counts)
    return Fairness(
        _worst(instance, sections),
        spread_figures(instance, before_counts, after_counts),
        _figures(after, list(instance.teachers)),
        tuple(_by_label(after)),
    )


def _worst(instance: Instance, sections: tuple[SectionFigures, ...]) -> WorstSection | None:
    """Return the section with the largest weighted shortfall afterwards; the first of equals."""
    weights = {row.code: row.weight for row in instance.indicators}
    rows = [
        WorstSection(
            row.section,
            sum(weights[each.code] * max(0, each.need - each.before) for each in row.indicators),
            sum(weights[each.code] * max(0, each.need - each.after) for each in row.indicators),
            row.passes_after,
        )
        for row in sections
    ]
    return max(rows, key=lambda row: row.missing_after, default=None)


def _by_label(after: Plan) -> list[LabelFigures]:
    found = []
    for label, value_of in LABELS.items():
        members: defaultdict[str, list[Teacher]] = defaultdict(list)
        for teacher in after.instance.teachers:
            if teacher.labels is not None:
                members[value_of(teacher.labels)].append(teacher)
        found += [LabelFigures(label, value, _figures(after, rows)) for value, rows in sorted(members.items())]
    return found


def _figures(after: Plan, members: list[Teacher]) -> GroupFigures:
    moving = {row.id for row in members} & after.moves.keys()
    part = Plan(after.instance, {key: move for key, move in after.moves.items() if key in moving})
    eligible = [row for row in members if row.status is TeacherStatus.ELIGIBLE]
    year = after.instance.school_year

    def years(rows: list[Teacher]) -> Distribution:
        return describe([year - row.last_rotation_year for row in rows if row.last_rotation_year is not None])

    return GroupFigures(
        moved=len(moving),
        eligible=len(eligible),
        burden=describe([burden(part, move) for move in part.moves.values()]),
        distance_km=describe(distances_km(part)),
        extra_commute_km=describe(extra_commutes_km(part)),
        wishes=wish_figures(part),
        years_since=years([row for row in members if row.id in moving]),
        years_stayed=years([row for row in eligible if row.id not in moving]),
    )
