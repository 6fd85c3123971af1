"""Numbers about a plan, before and after: flows, quotas, indicators, 差异系数, distances, wishes, ways to work.

Pure figures over (instance, moves), for pages, exports and reports; no judgement and no wording. They rest on the
checker's definitions, so that what is shown is what is checked.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from solvers.rotation.check.exact import ceiling
from solvers.rotation.check.goals import extra_commute_km
from solvers.rotation.check.indicators import (
    Counts,
    counts,
    is_failing,
    measured_sections,
    required,
    required_at_85,
)
from solvers.rotation.check.plan import Plan, make_plan, school_distance_km
from solvers.rotation.check.quotas import moved_of_group, quota_base
from solvers.rotation.distribution import Distribution, describe
from solvers.rotation.instance import Indicator, Instance, Move, Section
from solvers.rotation.vocabulary import IndicatorCode, SchoolId, SectionId, Stage


@dataclass(frozen=True, slots=True)
class SchoolFlow:
    """How many teachers a school sends and receives, decided moves included."""

    school: SchoolId
    sent: int
    received: int


@dataclass(frozen=True, slots=True)
class QuotaFigure:
    """What a quota asks for and what the plan does."""

    code: str
    group: str
    base: int
    required: int
    moved: int


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """One indicator of one section: teachers counted before and after, needed, needed for 85 percent."""

    code: IndicatorCode
    before: int
    after: int
    need: int
    need_85: int


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """The indicators of a measured section and whether it passes (达标)."""

    section: SectionId
    indicators: tuple[IndicatorFigure, ...]
    passes_before: bool
    passes_after: bool


@dataclass(frozen=True, slots=True)
class SpreadFigure:
    """County value per 100 pupils and weighted 差异系数 of an indicator in a stage.

    Each 差异系数 is taken about the county value of its own time; None where nobody counts or nobody is taught.
    """

    stage: Stage
    code: IndicatorCode
    county_before: float | None
    county_after: float | None
    cv_before: float | None
    cv_after: float | None
    cv_limit: float


@dataclass(frozen=True, slots=True)
class WishFigures:
    """How the wishes fare: `met[0]` movers got their first wish, `met[1]` their second, and so on."""

    met: tuple[int, ...]
    none_met: int
    none_given: int


@dataclass(frozen=True, slots=True)
class PlanStatistics:
    """Everything below in one value."""

    moved: int
    decided: int
    flows: tuple[SchoolFlow, ...]
    quotas: tuple[QuotaFigure, ...]
    sections: tuple[SectionFigures, ...]
    spreads: tuple[SpreadFigure, ...]
    distance_km: Distribution
    extra_commute_km: Distribution
    wishes: WishFigures

    def document(self) -> dict[str, Any]:  # Any: a JSON value
        """Return the figures as a JSON value."""
        return asdict(self)


def plan_statistics(instance: Instance, moves: Iterable[Move]) -> PlanStatistics:
    """Return all figures of a plan; moves with unknown ids are left out."""
    plan = make_plan(instance, moves)
    before, after = counts(Plan(instance, {})), counts(plan)
    return PlanStatistics(
        moved=len(plan.moves),
        decided=len(plan.moves) - len(plan.ordinary_moves()),
        flows=school_flows(plan),
        quotas=quota_figures(plan),
        sections=section_figures(instance, before, after),
        spreads=spread_figures(instance, before, after),
        distance_km=describe(distances_km(plan)),
        extra_commute_km=describe(extra_commutes_km(plan)),
        wishes=wish_figures(plan),
    )


def school_flows(plan: Plan) -> tuple[SchoolFlow, ...]:
    """Return sent and received teachers of every school, in the order of the instance."""
    sent = Counter(plan.home(move).id for move in plan.moves.values())
    received = Counter(plan.host(move).id for move in plan.moves.values())
    return tuple(SchoolFlow(row.id, sent[row.id], received[row.id]) for row in plan.instance.schools)


def quota_figures(plan: Plan) -> tuple[QuotaFigure, ...]:
    """Return every quota with its base and the number it asks for."""
    figures = []
    for quota in plan.instance.quotas:
        base = quota_base(plan.instance, quota, len(plan.moves))
        asked = ceiling(quota.at_least, base)
        figures.append(QuotaFigure(quota.code, quota.group, base, asked, moved_of_group(plan, quota.group)))
    return tuple(figures)


def section_figures(instance: Instance, before: Counts, after: Counts) -> tuple[SectionFigures, ...]:
    """Return the indicators of every measured section."""
    return tuple(
        SectionFigures(
            section.id,
            tuple(_indicator_figure(section, row, before, after) for row in instance.indicators),
            passes_before=not is_failing(instance, section, before),
            passes_after=not is_failing(instance, section, after),
        )
        for section in measured_sections(instance)
    )


def _indicator_figure(section: Section, row: Indicator, before: Counts, after: Counts) -> IndicatorFigure:
    key = (section.id, row.code)
    return IndicatorFigure(
        row.code, before[key], after[key], required(section, row), required_at_85(section, row)
    )


def spread_figures(instance: Instance, before: Counts, after: Counts) -> tuple[SpreadFigure, ...]:
    """Return county value and 差异系数 of every indicator and stage that has a measured section."""
    figures = []
    for stage in Stage:
        sections = [row for row in measured_sections(instance) if row.stage is stage]
        for indicator in instance.indicators if sections else ():
            values = [county_value_and_cv(sections, indicator.code, number) for number in (before, after)]
            (county_before, cv_before), (county_after, cv_after) = values
            limit = indicator.at(stage).cv_limit
            figures.append(
                SpreadFigure(stage, indicator.code, county_before, county_after, cv_before, cv_after, limit)
            )
    return tuple(figures)


def county_value_and_cv(
    sections: list[Section], code: IndicatorCode, number: Counts
) -> tuple[float, float | None]:
    """Return teachers per 100 pupils and the 差异系数 weighted by pupils; the latter None where nobody counts.

    CV = sqrt(Σ (P_p/P)·(x_p − X)²) / X with X = 100·Σn/P, the method of the national supervision.
    """
    pupils = sum(section.pupils for section in sections)
    county = 100 * sum(number[section.id, code] for section in sections) / pupils
    if county == 0:
        return 0.0, None
    variance = sum(
        section.pupils / pupils * (100 * number[section.id, code] / section.pupils - county) ** 2
        for section in sections
    )
    return county, float(variance**0.5 / county)


def distances_km(plan: Plan) -> list[float]:
    """Return the distance between old and new school of every move."""
    return [
        school_distance_km(plan.instance, plan.home(move).id, plan.host(move).id)
        for move in plan.moves.values()
    ]


def extra_commutes_km(plan: Plan) -> list[float]:
    """Return how much longer the way to work becomes, of every mover whose home is known; negative if shorter."""
    return [km for move in plan.moves.values() if (km := extra_commute_km(plan, move)) is not None]


def wish_figures(plan: Plan) -> WishFigures:
    """Return how many movers got which of their wishes."""
    places = [_wish_place(plan, move) for move in plan.moves.values()]
    most = max((len(teacher.wishes) for teacher in plan.instance.teachers), default=0)
    met = Counter(place for place in places if isinstance(place, int))
    return WishFigures(
        met=tuple(met[place] for place in range(most)),
        none_met=places.count("none met"),
        none_given=places.count("none given"),
    )


def _wish_place(plan: Plan, move: Move) -> int | str:
    wishes = plan.teacher(move).wishes
    if not wishes:
        return "none given"
    return wishes.index(move.to_section) if move.to_section in wishes else "none met"
