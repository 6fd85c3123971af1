"""The study of gaps against brute force on tiny counties, and what a further rotation starts from."""

import math
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from solvers.linear import QuietControl, SolveParams, Status
from solvers.rotation.gaps import GapFindings, ShortageKind, study_gaps
from solvers.rotation.gaps.entry import study_text
from solvers.rotation.gaps.further import instance_after, rotate_further
from solvers.rotation.gaps.shortages import Shortage, standing_today, total
from solvers.rotation.instance import Demand, Instance, Move, OfNumber, Quota, SchoolLimits
from solvers.rotation.io import format_instance, format_solution
from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import (
    Certificate,
    CountsAt,
    GoalOrder,
    RelationMoves,
    SchoolId,
    SectionId,
    TeacherStatus,
)
from tests.helpers.brute_force import _options, feasible_plans
from tests.helpers.gap_truth import free_totals, missing
from tests.helpers.random_instances import random_instance
from tests.helpers.solving import CHINESE, MUSIC, SPORTS, instance, school, section, settings, teacher

PARAMS = SolveParams(time_limit_s=20.0)
SEEDS = range(110)
MOST_TRIES = 3_000
KINDS = (ShortageKind.SUBJECT, ShortageKind.INDICATOR)


def tiny_counties() -> Iterator[tuple[Instance, tuple[Move, ...]]]:
    """Yield random counties with enough need and few enough ways, each with a plan that breaks no rule."""
    for seed in SEEDS:
        source = Random(seed)
        made = random_instance(source)
        # Counting at home is told apart below: here everybody counts where he teaches.
        made = made.replace(settings=replace(made.settings, counts_at=CountsAt.HOST, relation_moves=None))
        made = made.replace(demand=tuple(replace(row, min=source.randint(0, 2), max=row.max + 2) for row in made.demand))
        if math.prod(len(_options(made, row)) for row in made.teachers) <= 100:
            plans = feasible_plans(made)
            if plans:
                yield made, source.choice(plans).moves


COUNTIES = list(tiny_counties())


def test_enough_counties_are_tried() -> None:
    """Tests that the generator above does not run dry, and that plans and shortages occur."""
    assert len(COUNTIES) >= 25
    assert sum(bool(moves) for _, moves in COUNTIES) >= 10
    assert sum(missing(made, standing_today(made).teaches) > (1, 1) for made, _ in COUNTIES) >= 25


def test_no_arrangement_leaves_less_when_every_one_is_tried() -> None:
    """Tests bounds and found remainders of the run without limits, each kind alone and with the other held."""
    tried = improved = 0
    for made, moves in COUNTIES:
        try:
            ways = list(free_totals(made, moves, MOST_TRIES))
        except ValueError:
            continue
        found = study_gaps(made, moves, PARAMS)
        reached = (total(found.further, KINDS[0]), total(found.further, KINDS[1]))
        for at, kind in enumerate(KINDS):
            held = min(way[at] for way in ways if way[1 - at] <= reached[1 - at])
            assert found.least[kind] == min(way[at] for way in ways)
            assert found.least_together[kind] == held == total(found.unlimited, kind)
            improved += held < reached[at]
        tried += 1
    assert tried >= 20
    assert improved >= 5


def test_further_rotation_leaves_the_fewest_short_when_every_one_is_tried() -> None:
    """Tests value, bound and "there is none" of the further rotation against all plans that the checker passes."""
    found_none = found_some = 0
    for made, moves in COUNTIES:
        after = instance_after(made, moves)
        assert standing_today(made).after(made, moves).teaches == standing_today(after).teaches
        if math.prod(len(_options(after, row)) for row in after.teachers) > 100:
            continue
        plans = feasible_plans(after)
        further = rotate_further(after, PARAMS, QuietControl())
        if not plans:
            assert (further.moves, further.status) == (None, Status.INFEASIBLE)
            found_none += 1
            continue
        best = min(sum(missing(after, standing_today(after).after(after, plan.moves).teaches)) for plan in plans)
        assert sum(missing(after, standing_today(after).after(after, further.moves).teaches)) == best
        assert math.ceil(further.bound - 1e-6) == best
        found_some += 1
    assert found_some >= 20
    assert found_none >= 1


def small_county(**changes: object) -> Instance:
    """Return two schools: b lacks two teachers of PE, a has three and one of music who may also teach PE."""
    staff = [teacher("p1", "a", SPORTS, backbone=True), teacher("p2", "a", SPORTS), teacher("p3", "a", SPORTS),
             teacher("m1", "a", MUSIC, more_subjects=(SPORTS,)), teacher("c1", "b", CHINESE, certificate=None)]
    need = [Demand(SectionId("a/primary"), SPORTS, 1, 3), Demand(SectionId("b/primary"), SPORTS, 2, 3),
            Demand(SectionId("b/primary"), MUSIC, 1, 1), Demand(SectionId("b/primary"), CHINESE, 3, 3)]
    rooms = [section("a"), section("b")]
    parts = {"settings": settings(school_outflow_share=1, cell_outflow_share=0), "sections": rooms, "demand": need}
    return instance(staff, [school("a", staff=4), school("b", staff=1)], **(parts | changes))


def by_code(rows: tuple[Shortage, ...]) -> dict[str, int]:
    """Return the missing persons by code."""
    return {row.code: row.persons for row in rows}


def split(found: GapFindings) -> list[dict[str, int]]:
    """Return the missing persons of each run by code."""
    return [by_code(rows) for rows in (found.today, found.plan, found.further, found.unlimited)]


def test_each_run_closes_its_part_when_one_may_leave_each_subject_a_year() -> None:
    """Tests the split of a county that a person can work out: one PE teacher this year, one more or music later."""
    made = small_county()
    found = study_gaps(made, [Move(made.teachers[0].id, SectionId("a/primary"), SectionId("b/primary"), SPORTS)], PARAMS)
    assert split(found) == [{SPORTS: 2, MUSIC: 1, CHINESE: 2}, {SPORTS: 1, MUSIC: 1, CHINESE: 2}, {CHINESE: 2}, {CHINESE: 2}]
    assert found.further_is_proven
    assert found.least[ShortageKind.SUBJECT] == 2


def test_limits_are_lifted_only_in_the_last_run_when_distance_forbids_every_move() -> None:
    """Tests that what only distance stops is counted apart from what nobody could teach."""
    far = [school("a", staff=4), school("b", staff=1, x_km=100.0)]
    found = study_gaps(small_county().replace(schools=tuple(far)), (), PARAMS)
    today = {SPORTS: 2, MUSIC: 1, CHINESE: 2}
    assert split(found) == [today, today, today, {CHINESE: 2}]


def test_unlimited_run_sends_whoever_does_not_qualify_this_year_but_nobody_without_certificate() -> None:
    """Tests who may move without limits: eligibility passes with the years, a missing certificate does not."""
    made = small_county()
    nobody = tuple(replace(row, status=TeacherStatus.OUT) for row in made.teachers)
    assert by_code(study_gaps(made.replace(teachers=nobody), (), PARAMS).unlimited) == {CHINESE: 2}
    bare = tuple(replace(row, certificate=None) for row in made.teachers)
    assert by_code(study_gaps(made.replace(teachers=bare), (), PARAMS).unlimited) == {SPORTS: 2, MUSIC: 1, CHINESE: 2}
    junior = tuple(replace(row, certificate=Certificate.PRIMARY) for row in made.teachers)
    assert by_code(study_gaps(made.replace(teachers=junior), (), PARAMS).unlimited) == {CHINESE: 2}


def test_further_rotation_starts_where_the_plan_ends() -> None:
    """Tests who may go again, what stays of the quota, and where the posts are counted."""
    made = small_county(quotas=(Quota("rotation_share", "all", OfNumber(40), 0.1),))
    made = made.replace(settings=replace(made.settings, goal_order=GoalOrder.LEXICOGRAPHIC))
    moves = [Move(made.teachers[3].id, SectionId("a/primary"), SectionId("b/primary"), SPORTS)]
    after = instance_after(made, moves)
    moved = after.teachers[3]
    assert (moved.section, moved.subject, moved.more_subjects, moved.status) == (
        "b/primary", SPORTS, (MUSIC,), TeacherStatus.OUT)
    assert after.quotas[0].of == OfNumber(39)
    assert [row.staff for row in after.schools] == [3, 2]
    assert after.settings.goal_order is GoalOrder.WEIGHTED
    guests = made.replace(settings=replace(made.settings, relation_moves=RelationMoves.NEVER))
    assert [row.staff for row in instance_after(guests, moves).schools] == [4, 2]


def test_further_rotation_is_free_of_this_years_numbers_of_the_schools() -> None:
    """Tests that a school's own numbers bind the plan alone: what they forbid this year, a further rotation may do."""
    base = small_county().replace(school_limits=(SchoolLimits(SchoolId("a"), max_sent=0),))
    assert solve(base).solution.moves == ()
    found = study_gaps(base, (), PARAMS)
    assert found.further_is_found
    assert total(found.further) < total(found.plan)


def test_further_is_not_called_proven_when_guests_count_at_home() -> None:
    """Tests the one case in which the further rotation counts otherwise than the indicators do."""
    made = small_county()
    home = made.replace(settings=replace(made.settings, counts_at=CountsAt.HOME, relation_moves=RelationMoves.NEVER))
    move = Move(made.teachers[0].id, SectionId("a/primary"), SectionId("b/primary"), SPORTS)
    assert study_gaps(home, (), PARAMS).further_is_proven
    assert not study_gaps(home, [move], PARAMS).further_is_proven


def test_study_claims_nothing_when_there_is_no_time() -> None:
    """Tests that a run out of time repeats the one before and is not called proven."""
    found = study_gaps(small_county(), (), SolveParams(time_limit_s=0))
    assert found.plan == found.further == found.unlimited
    assert not found.further_is_proven
    assert set(found.least.values()) == {0}


def test_entry_reads_texts_when_called_in_a_child() -> None:
    """Tests that the child's entry studies the plan of the stored solution."""
    made = small_county()
    solution = solve(made, PARAMS).solution
    found = study_text(format_instance(made), format_solution(solution), PARAMS, QuietControl())
    assert found == study_gaps(made, solution.moves, PARAMS)


@pytest.mark.parametrize("kind", KINDS)
def test_total_adds_up_by_kind(kind: ShortageKind) -> None:
    """Tests the sum of one kind and of both."""
    rows = (Shortage(SectionId("a"), ShortageKind.SUBJECT, "体育", 2), Shortage(SectionId("a"), ShortageKind.INDICATOR, "backbone", 3))
    assert (total(rows), total(rows, kind)) == (5, {ShortageKind.SUBJECT: 2, ShortageKind.INDICATOR: 3}[kind])
