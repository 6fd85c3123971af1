"""Rule `cell_outflow` in the model."""

import pytest

from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import SPORTS, decided, instance, move, teacher, with_settings

CODE = "cell_outflow"


def county(listed: int, **parts):
    """Return an instance with so many teachers in one cell and free schools."""
    people = [teacher(f"t{n}") for n in range(listed)]
    return with_settings(instance([*people, teacher("s", subject=SPORTS)], **parts), school_outflow_share=1)


@pytest.mark.parametrize(("listed", "limit"), [(2, 1), (6, 1), (7, 2), (10, 3)])
def test_cell_outflow_when_share_of_listed(listed: int, limit: int) -> None:
    """Tests the floor of 30 % of the listed, at least one, counted by the mover's own subject."""
    moves = [move(f"t{n}") for n in range(limit + 1)]
    assert_allowed(county(listed), *moves[:limit], move("s", subject=SPORTS))
    assert_excluded(county(listed), CODE, *moves)


def test_cell_outflow_when_a_move_is_decided() -> None:
    """Tests that decided moves are not counted, and that the base is today's number."""
    assert_allowed(county(7, decided_moves=(decided("t0", "b/primary"),)), move("t1"), move("t2"))
