"""What the board answers after each step: broken rules, quotas, goals, indicators, and who teaches where.

Nothing is judged a second way: rules and amounts are the independent checker's own, the figures those of every plan page.
That takes about 50 ms for 5 000 teachers, so no approximation is needed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from solvers.rotation.check import amounts, check_moves
from solvers.rotation.check.indicators import Counts, counts, is_failing, measured_sections, required
from solvers.rotation.check.plan import Plan, make_plan
from solvers.rotation.instance import Instance
from solvers.rotation.solution import Finding
from solvers.rotation.statistics import QuotaFigure, SpreadFigure, quota_figures, spread_figures
from solvers.rotation.vocabulary import Cell, GoalCode, SectionId
from staffing.plans.board.steps import Standing


@dataclass(frozen=True, slots=True)
class Judgement:
    """One standing of the board as the checker sees it.

    ``failing`` are the measured sections that miss the pass rule (达标), ``missing`` the persons short of the thresholds,
    ``people`` who teaches in each cell.
    """

    moved: int
    findings: tuple[Finding, ...]
    goals: Mapping[GoalCode, float]
    quotas: tuple[QuotaFigure, ...]
    spreads: tuple[SpreadFigure, ...]
    failing: frozenset[SectionId]
    missing: int
    people: Counter[Cell]


def judge(instance: Instance, standing: Standing, today: Counts) -> Judgement:
    """Return what the checker says of a standing; ``today`` are the counts while nobody moves."""
    amended = standing.amended(instance)
    moves = tuple(standing.moves.values())
    plan = make_plan(amended, moves)
    after = counts(plan)
    return Judgement(
        moved=len(plan.moves), findings=tuple(check_moves(amended, moves)), goals=amounts(amended, moves), quotas=quota_figures(plan),
        spreads=spread_figures(amended, today, after), failing=failing_sections(amended, after), missing=missing_persons(amended, after),
        people=plan.people_in_cells())


def counts_today(instance: Instance) -> Counts:
    """Return the counts of the indicators while nobody moves."""
    return counts(Plan(instance, {}))


def failing_sections(instance: Instance, number: Counts) -> frozenset[SectionId]:
    """Return the measured sections that miss the pass rule."""
    return frozenset(row.id for row in measured_sections(instance) if is_failing(instance, row, number))


def missing_persons(instance: Instance, number: Counts) -> int:
    """Return how many persons all measured sections miss to the thresholds."""
    return sum(max(0, required(row, indicator) - number[row.id, indicator.code])
               for row in measured_sections(instance) for indicator in instance.indicators)


def concerned_sections(instance: Instance, standing: Standing, findings: tuple[Finding, ...]) -> dict[SectionId, int]:
    """Return how many breaches concern each section: it, its school, or a person who comes from or goes to it."""
    found: Counter[SectionId] = Counter()
    for finding in findings:
        places: set[SectionId] = set()
        for one in finding.ids:
            places |= _sections_of(instance, standing, str(one))
        found.update(places)
    return dict(found)


def _sections_of(instance: Instance, standing: Standing, one: str) -> set[SectionId]:
    index = instance.index
    if one in index.teacher:
        teacher = index.teacher[one]  # type: ignore[index]  # the key was just found
        return {teacher.section, standing.place_of(teacher)}
    if one in index.section:
        return {SectionId(one)}
    return {row.id for row in index.sections_of_school.get(one, ())}  # type: ignore[call-overload]
