"""Why each person goes, and why there: at most three reasons, each read off the instance before and after the plan.

A reason is a code with numbers; staffing.plans.wording makes a sentence of it. Nothing in it speaks of another person.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from solvers.rotation.check.indicators import Counts, counts, required
from solvers.rotation.check.plan import Plan
from solvers.rotation.instance import Indicator, Move, Section
from solvers.rotation.vocabulary import Cell, IndicatorCode, TeacherId

Json = dict[str, Any]
MOST_REASONS = 3


def reasons_for(plan: Plan) -> dict[TeacherId, list[Json]]:
    """Return the reasons of every move, the weightiest first."""
    nobody = Plan(plan.instance, {})
    before, after = counts(nobody), counts(plan)
    people = nobody.people_in_cells(), plan.people_in_cells()
    return {move.teacher: [*_of_move(plan, move, before, after, people)][:MOST_REASONS] for move in plan.moves.values()}


def _of_move(plan: Plan, move: Move, before: Counts, after: Counts,
             people: tuple[Counter[Cell], Counter[Cell]]) -> Iterator[Json]:
    yield from _why_this_person(plan, move)
    yield from _what_it_mends(plan, move, before, after)
    yield from _subject_need(plan, move, people)
    yield from _wish(plan, move)
    yield from _direction(plan, move)
    yield from _surplus_at_home(plan, move, people)


def _why_this_person(plan: Plan, move: Move) -> Iterator[Json]:
    teacher = plan.teacher(move)
    if plan.is_decided(move):
        yield {"code": "decided", "kind": plan.instance.index.decided[move.teacher].kind}
    elif any(pin.teacher == move.teacher for pin in plan.instance.pins):
        yield {"code": "pinned"}
    elif teacher.must_move:
        yield {"code": "must_move"}
    elif teacher.volunteer:
        yield {"code": "volunteer"}
    else:
        yield {"code": "eligible"}


def _what_it_mends(plan: Plan, move: Move, before: Counts, after: Counts) -> Iterator[Json]:
    """Yield the indicators that the receiving section missed before and to which this person is counted after."""
    section = plan.instance.index.section[move.to_section]
    counted = plan.counted_cell(plan.teacher(move))
    if not section.measured or counted[0] != move.to_section:
        return
    for indicator in plan.instance.indicators:
        need, had, has = required(section, indicator), before[section.id, indicator.code], after[section.id, indicator.code]
        if had < need and has > had and _counts_in(plan, move, section, indicator):
            yield {"code": "indicator", "indicator": indicator.code.value, "before": had, "after": has, "need": need}


def _counts_in(plan: Plan, move: Move, section: Section, indicator: Indicator) -> bool:
    teacher = plan.teacher(move)
    if indicator.code is IndicatorCode.ABOVE_DEGREE:
        return teacher.above_degree.at(section.stage)
    return teacher.backbone if indicator.code is IndicatorCode.BACKBONE else move.subject in indicator.subjects


def _subject_need(plan: Plan, move: Move, people: tuple[Counter[Cell], Counter[Cell]]) -> Iterator[Json]:
    cell = (move.to_section, move.subject)
    least, _ = plan.instance.need_range(*cell)
    had, has = people[0][cell], people[1][cell]
    if had < least and has > had:
        yield {"code": "subject", "subject": move.subject, "before": had, "after": has, "need": least}


def _wish(plan: Plan, move: Move) -> Iterator[Json]:
    wishes = plan.teacher(move).wishes
    if move.to_section in wishes:
        yield {"code": "wish", "place": wishes.index(move.to_section) + 1}


def _direction(plan: Plan, move: Move) -> Iterator[Json]:
    home, host = plan.home(move), plan.host(move)
    origin, target = plan.instance.index.section[plan.teacher(move).section], plan.instance.index.section[move.to_section]
    if host.location.rank > home.location.rank:
        yield {"code": "outward", "from": home.location.value, "to": host.location.value}
    elif origin.strength > target.strength:
        yield {"code": "stronger_to_weaker", "from": origin.strength, "to": target.strength}


def _surplus_at_home(plan: Plan, move: Move, people: tuple[Counter[Cell], Counter[Cell]]) -> Iterator[Json]:
    cell = plan.teacher(move).cell
    _, most = plan.instance.need_range(*cell)
    if people[0][cell] > most:
        yield {"code": "surplus", "subject": cell[1], "before": people[0][cell], "after": people[1][cell], "most": most}
