"""What a plan leaves undone and what it costs: the amount of each goal by its definition, from the moves alone."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from solvers.rotation.check.exact import ceiling
from solvers.rotation.check.indicators import Counts, counts, is_failing, measured_sections, required
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.check.quotas import quota_base
from solvers.rotation.instance import Instance
from solvers.rotation.records import Indicator, Move, Section, Teacher
from solvers.rotation.vocabulary import GoalCode, Stage

# Largest pull of a move against the wanted direction; makes the amount of every move lie within 0 and 10.
NEUTRAL_DIRECTION = 5
BURDEN_PER_WISH_PLACE = 20
BURDEN_NO_WISH_MET = 100
BURDEN_NO_WISH_GIVEN = 50
COMMUTE_CAP_KM = 50
BURDEN_PER_COMMUTE_KM = 2


@dataclass(frozen=True, slots=True)
class Spread:
    """How unevenly an indicator is spread over the measured sections of a stage: V and its limit squared."""

    stage: Stage
    indicator: Indicator
    value: float

    @property
    def excess(self) -> float:
        """Return by how much V exceeds the squared limit of the 差异系数."""
        return max(0.0, self.value - self.indicator.at(self.stage).cv_limit ** 2)


def amounts(instance: Instance, moves: Iterable[Move]) -> dict[GoalCode, float]:
    """Return the amount of every goal for the moves, in the order of the table of goals.

    Moves with unknown ids are left out, and of several moves of a teacher the first counts.
    """
    plan = make_plan(instance, moves)
    after = counts(plan)
    spreads = spread_of_indicators(plan, after)
    return {
        GoalCode.SHORTFALL: shortfall(instance, after),
        GoalCode.FAILING_SECTIONS: failing_sections(instance, after),
        GoalCode.CV_EXCESS: math.fsum(spread.excess for spread in spreads),
        GoalCode.INEQUALITY: math.fsum(spread.value for spread in spreads),
        GoalCode.DIRECTION: sum(direction(plan, move) for move in plan.moves.values()),
        GoalCode.BURDEN: sum(burden(plan, move) for move in plan.moves.values()),
        GoalCode.EXTRA_MOVES: extra_moves(plan),
        GoalCode.CHANGES: changes(plan),
    }


def total_cost(instance: Instance, goal_amounts: dict[GoalCode, float]) -> float:
    """Return the weighted sum of the amounts."""
    return math.fsum(instance.goal_weights.of(code) * amount for code, amount in goal_amounts.items())


def shortfall(instance: Instance, number: Counts) -> float:
    """Return the weighted number of teachers missing to the thresholds."""
    return math.fsum(
        indicator.weight * max(0, required(section, indicator) - number[section.id, indicator.code])
        for section in measured_sections(instance)
        for indicator in instance.indicators
    )


def failing_sections(instance: Instance, number: Counts) -> int:
    """Return how many measured sections miss the pass rule."""
    return sum(is_failing(instance, section, number) for section in measured_sections(instance))


def spread_of_indicators(plan: Plan, after: Counts) -> list[Spread]:
    """Return V of every stage and indicator, about today's county value."""
    today = counts(Plan(plan.instance, {}))
    spreads = []
    for stage in Stage:
        sections = [row for row in measured_sections(plan.instance) if row.stage is stage]
        for indicator in plan.instance.indicators:
            spreads.append(Spread(stage, indicator, _spread(sections, indicator, today, after)))
    return spreads


def _spread(sections: list[Section], indicator: Indicator, today: Counts, after: Counts) -> float:
    pupils = sum(section.pupils for section in sections)
    teachers = sum(today[section.id, indicator.code] for section in sections)
    if teachers == 0:
        return 0.0
    county = 100 * teachers / pupils
    return math.fsum(
        row.pupils / pupils * ((100 * after[row.id, indicator.code] / row.pupils - county) / county) ** 2
        for row in sections
    )


def direction(plan: Plan, move: Move) -> int:
    """Return how far the move runs against the wanted direction: town to country, strong to weak; 0 is best."""
    origin = plan.instance.index.section[plan.teacher(move).section]
    target = plan.instance.index.section[move.to_section]
    outward = plan.host(move).location.rank - plan.home(move).location.rank
    return NEUTRAL_DIRECTION - (outward + origin.strength - target.strength)


def burden(plan: Plan, move: Move) -> int:
    """Return what the move asks of the teacher: wishes not met, kilometres more to work, and what he carried before."""
    teacher = plan.teacher(move)
    return _wish_burden(teacher, move) + _commute_burden(plan, move) + teacher.carried


def _wish_burden(teacher: Teacher, move: Move) -> int:
    if not teacher.wishes:
        return BURDEN_NO_WISH_GIVEN
    if move.to_section not in teacher.wishes:
        return BURDEN_NO_WISH_MET
    return BURDEN_PER_WISH_PLACE * teacher.wishes.index(move.to_section)


def _commute_burden(plan: Plan, move: Move) -> int:
    extra_km = extra_commute_km(plan, move)
    return 0 if extra_km is None else round(BURDEN_PER_COMMUTE_KM * min(COMMUTE_CAP_KM, max(0.0, extra_km)))


def extra_commute_km(plan: Plan, move: Move) -> float | None:
    """Return how much farther from home the new school lies; negative if nearer, None without a home."""
    teacher = plan.teacher(move)
    x, y = teacher.home_x_km, teacher.home_y_km
    if x is None or y is None:
        return None
    old, new = plan.home(move), plan.host(move)
    return math.hypot(new.x_km - x, new.y_km - y) - math.hypot(old.x_km - x, old.y_km - y)


def extra_moves(plan: Plan) -> int:
    """Return how many more teachers move than the rotation quota asks for; without such a quota nobody is asked for."""
    quota = plan.instance.rotation_quota()
    asked = 0
    if quota is not None:
        asked = ceiling(quota.at_least, quota_base(plan.instance, quota, len(plan.moves)))
    return max(0, len(plan.moves) - asked)


def changes(plan: Plan) -> int:
    """Return how many listed teachers end elsewhere than the published plan says."""
    published = plan.instance.published_plan
    if published is None:
        return 0
    announced = make_plan(plan.instance, published)
    movers = plan.moves.keys() | announced.moves.keys()
    teachers = plan.instance.index.teacher
    return sum(plan.cell_after(teachers[key]) != announced.cell_after(teachers[key]) for key in movers)
