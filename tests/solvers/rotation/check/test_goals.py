"""The amount of each goal, computed by hand on tiny instances."""

from dataclasses import replace

import pytest

from solvers.rotation.check import amounts, total_cost
from solvers.rotation.instance import AboveDegree, GoalWeights, Move
from solvers.rotation.vocabulary import CountsAt, GoalCode, Location
from tests.helpers.solving import (
    CHINESE,
    SPORTS,
    instance,
    move,
    quota,
    school,
    section,
    teacher,
    with_settings,
    with_teacher,
)

PLAIN = instance([teacher("t1"), teacher("t2")])


def amount(base, code: str, *moves: Move) -> float:
    """Return one amount."""
    return amounts(base, moves)[GoalCode(code)]


def test_amounts_when_listed_stand_in_the_order_of_the_table() -> None:
    """Tests that all goals are there, in their order, and that the cost is their weighted sum."""
    figures = amounts(PLAIN, [move("t1")])
    assert list(figures) == list(GoalCode)
    weights = GoalWeights(direction=7, burden=3, extra_moves=100, changes=9)
    assert total_cost(PLAIN.replace(goal_weights=weights), figures) == 7 * 5 + 3 * 50 + 100 * 1


def measured(people: list, pupils_a: int = 100, pupils_b: int = 300, **parts):
    """Return two measured primary sections."""
    rooms = [section("a", pupils=pupils_a, counted=True), section("b", pupils=pupils_b, counted=True)]
    return with_settings(instance(people, sections=rooms, **parts), cell_outflow_share=1)


def test_shortfall_when_weighted_by_indicator() -> None:
    """Tests the weights 2, 2, 3 on what is missing to each threshold, and that a surplus earns nothing."""
    degree = AboveDegree(True, True)
    people = [teacher(f"t{n}", subject=SPORTS, backbone=True, above_degree=degree) for n in (1, 2)]
    base = measured(people)  # needs 5, 1, 1 in a and 13, 3, 3 in b
    assert amount(base, "shortfall") == 2 * (3 + 13) + 2 * (0 + 3) + 3 * (0 + 3)
    assert amount(base, "shortfall", move("t1", "b", SPORTS)) == 2 * (4 + 12) + 2 * (0 + 2) + 3 * (0 + 2)


def test_shortfall_when_section_is_not_counted_or_empty() -> None:
    """Tests that sections outside the scope or without pupils miss nothing."""
    rooms = [section("a", counted=False), section("b", counted=True, pupils=0)]
    assert amount(instance([teacher("t1")], sections=rooms), "shortfall") == 0


def test_inequality_when_pupils_weigh() -> None:
    """Tests V by hand: two backbone at a, none at b, a quarter of the pupils at a."""
    people = [teacher("t1", backbone=True), teacher("t2", backbone=True)]
    base = measured(people)
    # County value 0.5; a has 2, b has 0: 1/4 · 3² + 3/4 · 1² = 3. After one move a 1, b 1/3: 1/4 · 1 + 3/4 · 1/9.
    assert amount(base, "inequality") == pytest.approx(3)
    assert amount(base, "cv_excess") == pytest.approx(3 - 0.25)
    assert amount(base, "inequality", move("t1")) == pytest.approx(1 / 3)
    assert amount(base, "cv_excess", move("t1")) == pytest.approx(1 / 3 - 0.25)


def test_inequality_when_nobody_counts() -> None:
    """Tests that V is 0 where today's county value is 0."""
    assert amount(measured([teacher("t1")]), "inequality") == 0


def test_inequality_when_mover_leaves_the_measured_sections() -> None:
    """Tests that V is taken about today's county value, not that after the plan."""
    people = [teacher("t1", backbone=True), teacher("t2", backbone=True)]
    rooms = [section("a", counted=True), section("b")]
    base = instance(people, sections=rooms)
    assert amount(base, "inequality") == 0
    assert amount(base, "inequality", move("t1")) == pytest.approx(0.25)


def test_inequality_when_counted_at_home() -> None:
    """Tests that goals 1 and 2 do not change by a move when people count at home."""
    base = with_settings(measured([teacher("t1", backbone=True)]), counts_at=CountsAt.HOME)
    for code in ("shortfall", "failing_sections", "cv_excess", "inequality"):
        assert amount(base, code, move("t1")) == amount(base, code)


@pytest.mark.parametrize(
    ("from_location", "to_location", "from_strength", "to_strength", "expected"),
    [
        (Location.URBAN, Location.RURAL, 3, 0, 0),
        (Location.RURAL, Location.URBAN, 0, 3, 10),
        (Location.TOWN, Location.TOWN, 1, 1, 5),
        (Location.URBAN, Location.TOWN, 0, 2, 6),
    ],
)
def test_direction_when_places_differ(
    from_location: Location, to_location: Location, from_strength: int, to_strength: int, expected: int
) -> None:
    """Tests that town to country and strong to weak cost least."""
    places = [school("a", location=from_location), school("b", location=to_location)]
    rooms = [section("a", strength=from_strength), section("b", strength=to_strength)]
    assert amount(instance([teacher("t1")], places, rooms), "direction", move("t1")) == expected


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [((), 50), (("b/primary",), 0), (("c/primary", "b/primary"), 20), (("c/primary",), 100)],
)
def test_burden_when_wishes_are_met_or_not(wishes: tuple, expected: int) -> None:
    """Tests the points for the place of the wish met, none met and none given."""
    base = instance([teacher("t1", wishes=wishes)], ["a", "b", "c"])
    assert amount(base, "burden", move("t1")) == expected


def test_burden_when_much_was_carried_before() -> None:
    """Tests that what the mover carried is added, and what others carried is not."""
    base = instance([teacher("t1", carried=37), teacher("t2", carried=5)])
    assert amount(base, "burden", move("t1")) == 87
    assert amount(base, "burden") == 0


@pytest.mark.parametrize(
    ("home_x", "new_x", "expected"),
    [
        (0, 10, 20),
        (10, 10, 0),
        (5, 10, 0),
        (0, 80, 100),
        (0, 0.25, 0),
        (0, 0.75, 2),
        (0, 1.24, 2),
        (-2, 10, 20),
    ],
)
def test_burden_when_commute_grows(home_x: float, new_x: float, expected: int) -> None:
    """Tests the extra kilometres, doubled, capped at fifty, halves rounded to even, never negative."""
    base = instance([teacher("t1", wishes=("b/primary",))], ["a", school("b", x_km=new_x)])
    base = with_teacher(base, "t1", home_x_km=home_x, home_y_km=0.0)
    assert amount(base, "burden", move("t1")) == expected


@pytest.mark.parametrize(
    ("share", "number", "moved", "expected"), [(0.1, 10, 1, 0), (0.1, 10, 2, 1), (0.1, 11, 2, 0)]
)
def test_extra_moves_when_more_than_asked(share: float, number: int, moved: int, expected: int) -> None:
    """Tests the moves beyond the rotation quota; without the quota none is asked for."""
    base = PLAIN.replace(quotas=(quota("rotation_share", share, number),))
    moves = [move("t1"), move("t2")][:moved]
    assert amount(base, "extra_moves", *moves) == expected
    assert amount(PLAIN, "extra_moves", *moves) == moved


def test_changes_when_plan_was_published() -> None:
    """Tests that differing ends count once per teacher: stays, moves elsewhere, or teaches something else."""
    people = [teacher(f"t{n}", more_subjects=(SPORTS,)) for n in range(1, 5)]
    published = (move("t1"), move("t2"), move("t3"))
    base = instance(people, ["a", "b", "c"], published_plan=published)
    assert amount(base, "changes", *published) == 0
    other = [move("t1"), move("t2", "c"), move("t3", "b", SPORTS), move("t4")]
    assert amount(base, "changes", *other) == 3
    assert amount(base, "changes") == 3
    assert amount(base.replace(published_plan=()), "changes", move("t1")) == 1
    assert amount(base.replace(published_plan=None), "changes", move("t1")) == 0


def test_amounts_when_subject_taught_decides_for_arts() -> None:
    """Tests that a teacher of Chinese who goes to teach PE counts as PE at the host."""
    people = [teacher("t1", more_subjects=(SPORTS,)), teacher("t2", "b", SPORTS)]
    base = measured(people)
    before = amount(base, "shortfall")
    assert amount(base, "shortfall", move("t1", "b", SPORTS)) == before - 3
    assert amount(base, "shortfall", move("t1", "b", CHINESE)) == before


def test_amounts_when_decided_moves_stand_in_the_plan() -> None:
    """Tests that decided moves count in direction, burden and the number of moves."""
    base = PLAIN.replace(quotas=(quota("rotation_share", 0, 0),))
    figures = amounts(replace(base), [move("t1")])
    assert (figures[GoalCode.DIRECTION], figures[GoalCode.BURDEN], figures[GoalCode.EXTRA_MOVES]) == (
        5,
        50,
        1,
    )
