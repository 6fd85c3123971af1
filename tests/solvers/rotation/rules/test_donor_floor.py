"""Rule `donor_floor` in the model."""

from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import CHINESE, decided, instance, move, teacher, with_demand, with_settings

CODE = "donor_floor"
PEOPLE = [teacher(f"t{n}") for n in range(9)] + [teacher("t9", "b")]


def county(least: int, floor: float | None, **parts):
    """Return an instance whose section b has one teacher and needs so many, and a has nine."""
    base = with_demand(instance(PEOPLE, **parts), "a/primary", CHINESE, least, 99)
    return with_settings(base, donor_floor=floor)


def test_donor_floor_when_short_of_staff() -> None:
    """Tests that nine of ten needed may send at a floor of 0.9 and not above it; others send freely."""
    base = county(10, 0.9)
    free = base.replace(settings=base.settings)
    assert_allowed(with_demand(free, "a/primary", CHINESE, 0, 99), move("t0"))
    short = county(10, 0.95)
    assert_excluded(_without_cover(short), CODE, move("t0"))
    assert_allowed(short, move("t9", "a", origin="b"))


def test_donor_floor_when_off() -> None:
    """Tests that without a floor a short section sends."""
    assert_allowed(_without_cover(county(10, None)), move("t0"))


def test_donor_floor_when_exactly_met() -> None:
    """Tests the exact decimal product: nine listed are not fewer than 0.9 × 10."""
    assert_allowed(_without_cover(county(10, 0.9)), move("t0"))


def test_donor_floor_when_a_move_is_decided() -> None:
    """Tests that decided moves are not judged."""
    assert_allowed(county(10, 0.95, decided_moves=(decided("t0", "b/primary"),)))


def _without_cover(base):
    """Return the instance with the need moved to a subject that nobody leaves."""
    base = with_demand(base, "a/primary", CHINESE, 0, 99)
    return with_demand(base, "a/primary", "数学", 10, 99)
