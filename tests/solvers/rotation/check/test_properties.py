"""What must hold for the checker on every instance: names, order and unused places do not matter, weights scale."""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings, strategies as st

from solvers.rotation.check import amounts, check_moves, total_cost
from solvers.rotation.instance import GoalWeights, Instance, Move
from solvers.rotation.vocabulary import GoalCode
from tests.helpers.brute_force import feasible_plans
from tests.helpers.random_instances import small_instances
from tests.helpers.solving import ROOMY, school, section

QUIET = settings(deadline=None, max_examples=60)


def some_moves(base: Instance, source: Random) -> tuple[Move, ...]:
    """Return arbitrary moves, good or bad, of some teachers."""
    return tuple(
        Move(
            row.id,
            row.section,
            source.choice(base.sections).id,
            source.choice([row.subject, *row.more_subjects]),
        )
        for row in base.teachers
        if source.randint(0, 1)
    )


def judged(base: Instance, moves: tuple[Move, ...]) -> tuple[Any, ...]:
    """Return findings and amounts in comparable form."""
    found = sorted((row.code, row.ids) for row in check_moves(base, moves))
    return found, [round(amount, 9) for amount in amounts(base, moves).values()]


@QUIET
@given(small_instances(), st.randoms(use_true_random=False))
def test_check_when_rows_are_reordered(base: Instance, source: Random) -> None:
    """Tests that the order of teachers, sections, schools and moves changes nothing but the order of a couple."""
    moves = some_moves(base, source)
    turned = base.replace(
        teachers=base.teachers[::-1],
        sections=base.sections[::-1],
        schools=base.schools[::-1],
        demand=base.demand[::-1],
    )
    found, figures = judged(base, moves)
    again, same_figures = judged(turned, moves[::-1])
    assert sorted((code, sorted(ids)) for code, ids in found) == sorted(
        (code, sorted(ids)) for code, ids in again
    )
    assert figures == same_figures


@QUIET
@given(small_instances(), st.randoms(use_true_random=False))
def test_check_when_an_unused_school_is_added(base: Instance, source: Random) -> None:
    """Tests that a school outside the indicators in which nobody works changes nothing."""
    moves = some_moves(base, source)
    wider = base.replace(
        schools=(*base.schools, school("far", x_km=500, authorised_posts=ROOMY)),
        sections=(*base.sections, section("far")),
    )
    assert judged(wider, moves) == judged(base, moves)


@QUIET
@given(small_instances(), st.randoms(use_true_random=False))
def test_total_cost_when_weights_are_doubled(base: Instance, source: Random) -> None:
    """Tests that doubling every weight doubles the cost and leaves the amounts."""
    moves = some_moves(base, source)
    weights = GoalWeights(**{code.value: 2 * base.goal_weights.of(code) for code in GoalCode})
    doubled = base.replace(goal_weights=weights)
    assert amounts(doubled, moves) == amounts(base, moves)
    assert total_cost(doubled, amounts(doubled, moves)) == 2 * total_cost(base, amounts(base, moves))


@QUIET
@given(small_instances())
def test_check_when_limits_are_widened(base: Instance) -> None:
    """Tests that every allowed plan stays allowed when posts, needs and distances grow."""
    limits = replace(base.settings, max_distance_km=99, couple_distance_km=99, school_outflow_share=1)
    wide = base.replace(
        settings=limits,
        schools=tuple(replace(row, authorised_posts=row.authorised_posts + 9) for row in base.schools),
        demand=tuple(replace(row, max=row.max + 9) for row in base.demand),
        pins=(),
        forbids=(),
    )
    for plan in feasible_plans(base)[:20]:
        assert check_moves(wide, plan.moves) == []
