"""Teachers' own rules, kept and broken: exact code and ids."""

import pytest

from solvers.rotation.check import lifted_limits
from solvers.rotation.instance import Distance
from tests.helpers.solving import (
    broken,
    decided,
    forbid,
    instance,
    move,
    pin,
    school,
    teacher,
    with_settings,
    with_teacher,
)

PLAIN = instance([teacher("t1"), teacher("t2")], ["a", "b", "c"])


def test_one_destination_when_teacher_stands_twice() -> None:
    """Tests that a second move of a teacher is told, and the first is judged."""
    assert broken(PLAIN, move("t1"), move("t1", "c")) == [("one_destination", ("t1",))]


def test_unknown_id_when_teacher_or_section_does_not_exist() -> None:
    """Tests that unknown ids are told and the move is left out."""
    assert broken(PLAIN, move("nobody")) == [("unknown_id", ("nobody",))]
    assert broken(PLAIN, move("t1", "nowhere")) == [("unknown_id", ("nowhere/primary",))]
    assert broken(PLAIN, move("t1", "b", origin="nowhere")) == [("unknown_id", ("nowhere/primary",))]


def test_must_move_when_teacher_stays_or_goes() -> None:
    """Tests that a teacher who must move does."""
    base = with_teacher(PLAIN, "t1", must_move=True)
    assert broken(base) == [("must_move", ("t1",))]
    assert broken(base, move("t1")) == []


def test_must_move_when_a_decided_move_sends_him() -> None:
    """Tests that a move decided elsewhere satisfies must_move."""
    base = with_teacher(PLAIN, "t1", must_move=True).replace(decided_moves=(decided("t1", "b/primary"),))
    assert broken(base, move("t1")) == []


def test_must_move_when_no_destination_is_left() -> None:
    """Tests that must_move lifts no condition."""
    base = with_teacher(instance([teacher("t1")], forbids=(forbid("t1", "b/primary"),)), "t1", must_move=True)
    assert broken(base, move("t1")) == [("forbids", ("t1", "b/primary"))]


def test_pins_when_teacher_ends_elsewhere() -> None:
    """Tests that a pinned teacher ends in the pinned section, which may be his own."""
    away = PLAIN.replace(pins=(pin("t1", "b/primary"),))
    assert broken(away, move("t1")) == []
    assert broken(away, move("t1", "c")) == [("pins", ("t1", "b/primary"))]
    assert broken(away) == [("pins", ("t1", "b/primary"))]
    home = PLAIN.replace(pins=(pin("t1", "a/primary"),))
    assert broken(home) == []
    assert broken(home, move("t1")) == [("pins", ("t1", "a/primary"))]


def test_decided_moves_when_left_out_or_changed() -> None:
    """Tests that each decided move stands in the plan as it was decided."""
    base = PLAIN.replace(decided_moves=(decided("t1", "b/primary"),))
    assert broken(base, move("t1")) == []
    assert broken(base) == [("decided_moves", ("t1", "b/primary"))]
    assert broken(base, move("t1", "c")) == [("decided_moves", ("t1", "b/primary"))]


def couple(km: float, **parts):
    """Return a couple who work at one place; b lies at a distance, c beside b."""
    people = [teacher("t1", partner="t2"), teacher("t2", partner="t1")]
    places = ["a", school("b", x_km=km), school("c", x_km=km)]
    return with_settings(instance(people, places, **parts), max_distance_km=99, cell_outflow_share=1)


@pytest.mark.parametrize(("km", "expected"), [(15, []), (15.01, [("couples", ("t1", "t2"))])])
def test_couples_when_one_partner_moves(km: float, expected: list) -> None:
    """Tests that partners' schools end within the limit, whoever of the two moves."""
    assert broken(couple(km), move("t1")) == expected
    assert broken(couple(km), move("t2")) == expected


def test_couples_when_both_move_together() -> None:
    """Tests that a couple may go far if both go."""
    assert broken(couple(40), move("t1"), move("t2", "c")) == []


def test_couples_when_nobody_moves() -> None:
    """Tests that a couple who live far apart today is not judged before one of them moves."""
    people = [teacher("t1", partner="t2"), teacher("t2", "b", partner="t1")]
    base = instance(people, ["a", school("b", x_km=40), school("c", y_km=1)])
    assert broken(base) == []
    assert broken(base, move("t1", "c")) == [("couples", ("t1", "t2"))]


def test_couples_when_table_gives_the_distance() -> None:
    """Tests that the bureau's distance counts for couples too."""
    base = couple(5).replace(distances=(Distance("b", "a", 16, 45),))
    assert broken(base, move("t1")) == [("couples", ("t1", "t2"))]


def test_couples_when_a_decided_move_parts_them() -> None:
    """Tests that a decided move lifts the limit of its couple to the distance it makes."""
    base = couple(40, decided_moves=(decided("t1", "b/primary"),))
    assert broken(base, move("t1")) == []
    assert [(row.code, row.ids) for row in lifted_limits(base)] == [("couples", ("t1", "t2"))]
    farther = base.replace(schools=(*base.schools[:2], school("c", x_km=-1)))
    assert broken(farther, move("t1"), move("t2", "c")) == [("couples", ("t1", "t2"))]


def test_couples_when_undecided_couple_lives_far_apart() -> None:
    """Tests that decided moves of others lift nothing for a couple that is far apart today."""
    people = [teacher("t1", partner="t2"), teacher("t2", "b", partner="t1"), teacher("t3")]
    places = ["a", school("b", x_km=40), school("c", y_km=1)]
    base = instance(people, places, decided_moves=(decided("t3", "c/primary"),))
    assert broken(base, move("t3", "c"), move("t1", "c")) == [("couples", ("t1", "t2"))]
    assert lifted_limits(base) == []
