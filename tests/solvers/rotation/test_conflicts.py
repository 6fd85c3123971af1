"""Planted conflicts: each is found, minimal, and verified by solves of changed instances; levers are what they say."""

from dataclasses import replace
from random import Random

import pytest

from solvers.linear import SolveParams
from solvers.rotation.check import check_moves
from solvers.rotation.explain import explain
from solvers.rotation.explanations.levers import Lever, lever_table
from solvers.rotation.explanations.loosenings import loosenings
from solvers.rotation.instance import Instance, SchoolLimits
from solvers.rotation.solve import solve
from tests.helpers.brute_force import feasible_plans
from tests.helpers.solving import (
    CHINESE,
    instance,
    quota,
    school,
    section,
    teacher,
    with_demand,
    with_settings,
)

LIMITS = SolveParams(time_limit_s=20)
PLANTED = 100


def planted(seed: int) -> tuple[Instance, set[str]]:
    """Return a tiny instance with one planted conflict, and the codes that cannot hold together."""
    source = Random(seed)
    people = [teacher(f"t{number}") for number in range(source.randint(3, 4))]
    asked = source.randint(2, len(people))
    schools = ["a", "b", "c"]
    base = instance(people, schools, quotas=(quota("rotation_share", 1, asked),))
    base = with_settings(base, school_outflow_share=1, cell_outflow_share=1)
    return PLANTS[seed % len(PLANTS)](base, asked)


def full_cells(base: Instance, asked: int) -> tuple[Instance, set[str]]:
    """Plant: the other schools can use fewer than are asked for."""
    base = with_demand(base, "b/primary", CHINESE, 0, asked - 1)
    return with_demand(base, "c/primary", CHINESE, 0, 0), {"rotation_share", "subject_cover"}


def full_schools(base: Instance, asked: int) -> tuple[Instance, set[str]]:
    """Plant: the other schools have posts for fewer than are asked for."""
    rooms = (base.schools[0], school("b", authorised_posts=20 + asked - 1), school("c", authorised_posts=20))
    return base.replace(schools=rooms), {"rotation_share", "authorised_posts"}


def bound_school(base: Instance, asked: int) -> tuple[Instance, set[str]]:
    """Plant: the only school with teachers may not send so many."""
    return with_settings(base, school_outflow_share=0.05 * (asked - 1)), {"rotation_share", "school_outflow"}


def bound_cell(base: Instance, asked: int) -> tuple[Instance, set[str]]:
    """Plant: the only subject may not send more than one."""
    return with_settings(base, cell_outflow_share=0.1), {"rotation_share", "cell_outflow"}


def too_far(base: Instance, asked: int) -> tuple[Instance, set[str]]:
    """Plant: all other schools lie beyond the distance."""
    rooms = (base.schools[0], school("b", x_km=25.0), school("c", y_km=30.0))
    return base.replace(schools=rooms), {"rotation_share", "distance"}


def own_numbers(base: Instance, asked: int) -> tuple[Instance, set[str]]:
    """Plant: the only school with teachers may send fewer by its own number, the others too many."""
    rows = (SchoolLimits(base.schools[0].id, max_sent=asked - 1), SchoolLimits(base.schools[1].id, max_received=99))
    return base.replace(school_limits=rows), {"rotation_share", "school_limits"}


PLANTS = (full_cells, full_schools, bound_school, bound_cell, too_far, own_numbers)


def without(base: Instance, code: str) -> Instance:
    """Return the instance with one rule as loose as it can be."""
    loosening = next(row for row in loosenings(base) if row.code == code)
    return loosening.at(loosening.most)


@pytest.mark.parametrize("part", range(4))
def test_conflict_when_planted(part: int) -> None:
    """Tests that exactly the planted rules are named, and that without any one of them the whole solver finds a plan."""
    for seed in range(part, PLANTED, 4):
        base, codes = planted(seed)
        found = explain(base, LIMITS)
        assert found.conflict is not None, seed
        assert (set(found.conflict), found.conflict_is_verified) == (codes, True), seed
        assert feasible_plans(base) == [], seed
        for code in codes:
            assert solve(without(base, code)).solution.has_plan, (seed, code)


def test_levers_when_planted() -> None:
    """Tests for each plant that a lever suffices just where the checker knows a plan, and that its step is the least."""
    for seed in range(len(PLANTS)):
        base, codes = planted(seed)
        table = lever_table(base, LIMITS)
        helpful = {row.code for row in table if row.step is not None and row.code != "volunteers"}
        assert codes <= helpful, seed
        for row in table:
            assert row.is_confirmed, (seed, row)
            if row.code not in {"volunteers", "deferrals"}:
                assert_least(base, row)


def assert_least(base: Instance, lever: Lever) -> None:
    """Assert by trying every plan that the step suffices, one less does not, and a lever without step never does."""
    loosening = next(row for row in loosenings(base) if row.code == lever.code)
    if lever.step is None:
        assert feasible_plans(loosening.at(loosening.most)) == []
        return
    assert lever.is_least
    assert feasible_plans(loosening.at(lever.step)) != []
    assert lever.step == 1 or feasible_plans(loosening.at(lever.step - 1)) == []


def test_levers_of_persons() -> None:
    """Tests that the fewest teachers who would have to volunteer are named, and that a plan then exists."""
    base, _ = too_far(planted(4)[0], 2)
    asked = next(row for row in lever_table(base, LIMITS) if row.code == "volunteers")
    required = base.quotas[0].of
    assert asked.is_least
    assert asked.is_confirmed
    assert len(asked.teachers) == asked.step == getattr(required, "number", None)
    agreed = tuple(replace(row, volunteer=row.id in asked.teachers) for row in base.teachers)
    solution = solve(base.replace(teachers=agreed)).solution
    assert check_moves(base.replace(teachers=agreed), solution.moves) == []
    assert solution.has_plan


def test_levers_when_there_is_a_plan() -> None:
    """Tests that nothing is to be loosened where a plan exists."""
    assert lever_table(instance([teacher("t1")]), LIMITS) == ()


def test_explain_when_extreme() -> None:
    """Tests that instances at the edge of sense end in a clear answer, by solve and by explain."""
    nobody = instance([], ["a"], sections=[])
    alone = instance([teacher("t1")], ["a"])
    empty = instance([teacher("t1")], sections=[section("a", pupils=0, counted=True), section("b", pupils=0)])
    for base in (nobody, alone, empty, with_settings(instance([teacher("t1")]), max_distance_km=10_000)):
        solution = solve(base).solution
        assert (solution.status.value, solution.moves) == ("optimal", ())
        assert explain(base, LIMITS).repair == ()
    impossible = alone.replace(quotas=(quota("rotation_share", 1, 5),))
    assert solve(impossible).solution.status.value == "infeasible"
    assert explain(impossible, LIMITS).conflict is not None
    assert [row.code for row in lever_table(impossible, LIMITS) if row.step is not None] == ["rotation_share"]
