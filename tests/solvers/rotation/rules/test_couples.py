"""Rule `couples` in the model."""

from tests.helpers.modelling import assert_allowed, assert_excluded, row_ids
from tests.helpers.solving import decided, instance, move, school, teacher

CODE = "couples"
# b lies 10 km from a, c 20 km from a and 10 km from b; partners may be 15 km apart.
SCHOOLS = ["a", school("b", x_km=10.0), school("c", x_km=20.0), "d"]


def county(home_of_partner: str = "d", **parts):
    """Return a couple that works at a and at another school."""
    people = [teacher("t1", partner="t2"), teacher("t2", home_of_partner, partner="t1")]
    return instance(people, schools=SCHOOLS, **parts)


def test_couples_when_one_moves() -> None:
    """Tests that a partner may go within reach of the other and not beyond."""
    assert_allowed(county(), move("t1", "b"))
    assert_excluded(county(), CODE, move("t1", "c"))
    assert_excluded(county(), CODE, move("t2", "c", origin="d"))
    assert row_ids(county(), CODE) == {("t1", "t2"), ("t2", "t1")}


def test_couples_when_both_move() -> None:
    """Tests that both may go far together, and not far apart."""
    assert_allowed(county(), move("t1", "c"), move("t2", "b", origin="d"))
    assert_allowed(county(), move("t1", "c"), move("t2", "c", origin="d"))
    assert_excluded(county(), CODE, move("t1", "c"), move("t2", "a", origin="d"))


def test_couples_when_apart_today() -> None:
    """Tests that a pair apart today is not judged while nobody moves, and must come together once one moves."""
    base = county("c")
    assert_allowed(base)
    assert_excluded(base, CODE, move("t1", "d"))
    assert_allowed(base, move("t1", "b"))
    assert_allowed(base, move("t1", "d"), move("t2", "b", origin="c"))


def test_couples_when_partner_was_decided_away() -> None:
    """Tests that a decided move lifts the distance to what it makes of it, and no further."""
    base = county(decided_moves=(decided("t2", "c/primary"),))
    assert_allowed(base)
    assert_allowed(base, move("t1", "b"))
    near = county(decided_moves=(decided("t2", "b/primary"),))
    assert_allowed(near, move("t1", "c"))
