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
from solvers.rotation.instance import Instance, Section
from solvers.rotation.solution import Finding
from solvers.rotation.statistics import QuotaFigure, SpreadFigure, quota_figures, spread_figures
from solvers.rotation.vocabulary import Cell, GoalCode, RuleCode, SchoolId, SectionId, TeacherId
from staffing.plans.board.steps import Standing

# What was found of a section with so many persons counted in each indicator: fails the pass rule, persons short.
Known = dict[tuple[str | int, ...], tuple[bool, int]]
# Schools and sections are numbered apart, so the rule tells whose number a breach names first.
SCHOOL_RULES = frozenset({RuleCode.AUTHORISED_POSTS, RuleCode.TITLE_POSTS, RuleCode.SCHOOL_OUTFLOW, RuleCode.SCHOOL_LIMITS})


@dataclass(frozen=True, slots=True)
class Judgement:
    """One standing of the board as the checker sees it.

    ``instance`` has the pins and forbids of the board; ``failing`` are the measured sections that miss the pass rule (达标),
    ``missing`` the persons short of the thresholds, ``people`` who teaches in each cell.
    """

    instance: Instance
    moved: int
    findings: tuple[Finding, ...]
    goals: Mapping[GoalCode, float]
    quotas: tuple[QuotaFigure, ...]
    spreads: tuple[SpreadFigure, ...]
    failing: frozenset[SectionId]
    missing: int
    people: Counter[Cell]


def judge(instance: Instance, standing: Standing, today: Counts, known: Known) -> Judgement:
    """Return what the checker says of a standing; ``today`` are the counts while nobody moves, ``known`` is added to."""
    amended = standing.amended(instance)
    moves = tuple(standing.moves.values())
    plan = make_plan(amended, moves)
    after = counts(plan)
    measured = {row.id: _section_verdict(amended, row, after, known) for row in measured_sections(amended)}
    return Judgement(
        instance=amended, moved=len(plan.moves), findings=tuple(check_moves(amended, moves)), goals=amounts(amended, moves),
        quotas=quota_figures(plan), spreads=spread_figures(amended, today, after),
        failing=frozenset(key for key, (fails, _) in measured.items() if fails), missing=sum(missing for _, missing in measured.values()),
        people=plan.people_in_cells())


def _section_verdict(instance: Instance, section: Section, after: Counts, known: Known) -> tuple[bool, int]:
    """Return whether a section misses the pass rule and how many persons it is short of; steps leave most sections as they were."""
    key: tuple[str | int, ...] = (section.id, *(after[section.id, indicator.code] for indicator in instance.indicators))
    if key not in known:
        short = sum(max(0, required(section, indicator) - after[section.id, indicator.code]) for indicator in instance.indicators)
        known[key] = is_failing(instance, section, after), short
    return known[key]


def counts_today(instance: Instance) -> Counts:
    """Return the counts of the indicators while nobody moves."""
    return counts(Plan(instance, {}))


def concerned_sections(instance: Instance, standing: Standing, findings: tuple[Finding, ...]) -> dict[SectionId, int]:
    """Return how many breaches concern each section: it, its school, or a person who comes from or goes to it."""
    found: Counter[SectionId] = Counter()
    for finding in findings:
        if finding.code in SCHOOL_RULES:
            found.update(row.id for row in instance.index.sections_of_school[SchoolId(finding.ids[0])])
        else:
            found.update(set().union(*(_sections_of(instance, standing, str(one)) for one in finding.ids)))
    return dict(found)


def _sections_of(instance: Instance, standing: Standing, one: str) -> set[SectionId]:
    teacher = instance.index.teacher.get(TeacherId(one))
    if teacher is not None:
        return {teacher.section, standing.place_of(teacher)}
    return {SectionId(one)} if SectionId(one) in instance.index.section else set()
