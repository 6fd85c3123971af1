"""Quotas in the model: rotation share, backbone share, and a county's own."""

import pytest

from solvers.rotation.assemble import assemble
from solvers.rotation.candidates import find_candidates
from solvers.rotation.vocabulary import TeacherStatus
from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import decided, instance, move, quota, teacher, with_settings

PEOPLE = [teacher(f"t{n}", backbone=n == 1, groups=("graduating",) if n < 4 else ()) for n in range(1, 6)]


def county(*quotas, **parts):
    """Return an instance of five teachers without outflow limits."""
    base = instance(PEOPLE, quotas=quotas, **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


@pytest.mark.parametrize(("share", "number", "least"), [(0.1, 10, 1), (0.1, 11, 2), (0.07, 100, 7), (0, 50, 0)])
def test_rotation_share_when_of_a_number(share: float, number: int, least: int) -> None:
    """Tests the exact decimal ceiling: 0.1 × 11 asks for two, 0.07 × 100 for seven and not for eight."""
    base = county(quota("rotation_share", share, number))
    if least > len(PEOPLE):
        made = assemble(base, find_candidates(base))
        assert made.problem.row_lower[made.model.rows_of("rotation_share")] == least
        return
    moves = [move(f"t{n}") for n in range(1, 6)]
    assert_allowed(base, *moves[:least])
    if least:
        assert_excluded(base, "rotation_share", *moves[: least - 1])


def test_backbone_share_when_of_the_moved() -> None:
    """Tests that one backbone among five is 20 %, that none among any is too few, and that nobody needs nobody."""
    base = county(quota("backbone_share", 0.20, "moved", "backbone"))
    moves = [move(f"t{n}") for n in range(1, 6)]
    assert_allowed(base, *moves)
    assert_allowed(base)
    assert_excluded(base, "backbone_share", *moves[1:])
    assert_excluded(county(quota("backbone_share", 0.21, "moved", "backbone")), "backbone_share", *moves)


def test_own_quota_when_of_the_eligible_of_a_group() -> None:
    """Tests 30 % of the eligible of a group, where the deferred do not count in the base."""
    base = county(quota("graduating_share", 0.34, "graduating", "graduating"))
    assert_excluded(base, "graduating_share", move("t1"))
    assert_allowed(base, move("t1"), move("t2"))
    fewer = [teacher("t3", status=TeacherStatus.DEFERRED, groups=("graduating",)), *PEOPLE[:2]]
    assert_allowed(base.replace(teachers=tuple(fewer)), move("t1"))


def test_quotas_when_moves_are_decided() -> None:
    """Tests that decided moves count on both sides of a quota."""
    quotas = (quota("rotation_share", 0.2, 10), quota("backbone_share", 0.5, "moved", "backbone"))
    base = county(*quotas, decided_moves=(decided("t2", "b/primary"),))
    assert_allowed(base, move("t1"))
    assert_excluded(base, "backbone_share", move("t3"))
