"""Rule `school_outflow` in the model."""

import pytest

from tests.helpers.modelling import assert_allowed, assert_excluded, row_ids
from tests.helpers.solving import decided, instance, move, school, section, teacher, with_settings

CODE = "school_outflow"


def county(staff: int, people=None, **parts):
    """Return an instance in which school a has so many staff and cells send freely."""
    people = people or [teacher(f"t{n}") for n in range(1, 5)]
    base = instance(people, schools=[school("a", staff=staff), "b"], **parts)
    return with_settings(base, cell_outflow_share=1)


@pytest.mark.parametrize(("staff", "limit"), [(20, 3), (19, 2), (6, 0)])
def test_school_outflow_when_share_of_staff(staff: int, limit: int) -> None:
    """Tests the floor of 15 % of the staff, exact at 20 and without a minimum of one."""
    moves = [move(f"t{n}") for n in range(1, 5)]
    assert_allowed(county(staff), *moves[:limit])
    assert_excluded(county(staff), CODE, *moves[: limit + 1])


def test_school_outflow_when_two_sections_send() -> None:
    """Tests that the limit is the school's, over both sections."""
    rooms = [section("a"), section("a", "junior"), section("b"), section("b", "junior")]
    base = county(7, [teacher("t1"), teacher("t2", "a/junior")], sections=rooms)
    assert_allowed(base, move("t1"))
    assert_excluded(base, CODE, move("t1"), move("t2", "b/junior", origin="a/junior"))
    assert row_ids(base, CODE) == {("a",)}


def test_school_outflow_when_a_move_is_decided() -> None:
    """Tests that decided moves are not counted."""
    assert_allowed(county(7, decided_moves=(decided("t1", "b/primary"),)), move("t2"))
