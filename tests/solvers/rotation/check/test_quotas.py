"""Quotas at the exact ceiling of share times base, and one below it."""

import pytest

from solvers.rotation.vocabulary import TeacherStatus
from tests.helpers.solving import broken, decided, instance, move, quota, school, teacher, with_settings


def county(rows: list, count: int = 10, backbone: int = 0, **parts):
    """Return teachers t0, t1 … of whom the first are backbone, without outflow limits."""
    people = [teacher(f"t{number}", backbone=number < backbone) for number in range(count)]
    base = instance(people, [school("a", staff=99), "b"], quotas=tuple(rows), **parts)
    return with_settings(base, school_outflow_share=1, cell_outflow_share=1)


def movers(numbers: range) -> list:
    """Return moves of the numbered teachers."""
    return [move(f"t{number}") for number in numbers]


@pytest.mark.parametrize(
    ("share", "base", "required"), [(0.1, 47, 5), (0.1, 50, 5), (0.07, 100, 7), (0.14, 50, 7), (0.1, 0, 0)]
)
def test_rotation_share_when_base_is_a_number(share: float, base: int, required: int) -> None:
    """Tests the ceiling of the exact decimal product: 0.07 × 100 asks for 7, not 8."""
    problem = county([quota("rotation_share", share, base)])
    assert broken(problem, *movers(range(required))) == []
    if required:
        assert broken(problem, *movers(range(required - 1))) == [("rotation_share", ())]


@pytest.mark.parametrize(
    ("moved", "backbone", "enough"), [(5, 1, True), (6, 1, False), (6, 2, True), (0, 0, True)]
)
def test_backbone_share_when_taken_of_the_moved(moved: int, backbone: int, enough: bool) -> None:
    """Tests that 20 percent of those who move are backbone, rounded up."""
    problem = county([quota("backbone_share", 0.2, "moved", "backbone")], backbone=backbone)
    assert broken(problem, *movers(range(moved))) == ([] if enough else [("backbone_share", ())])


def test_quota_when_base_is_a_group() -> None:
    """Tests that the base of a group counts its eligible teachers, the deferred and the out ones not."""
    people = [teacher(f"t{number}", groups=("graduating",)) for number in range(5)]
    people[3] = teacher("t3", groups=("graduating",), status=TeacherStatus.DEFERRED)
    people[4] = teacher("t4", groups=("graduating",), status=TeacherStatus.OUT)
    rows = (quota("graduating_share", 0.34, "graduating", "graduating"),)
    base = with_settings(instance(people, quotas=rows), cell_outflow_share=1)
    assert broken(base, move("t0")) == [("graduating_share", ())]
    assert broken(base, move("t0"), move("t1")) == []


def test_quota_when_base_is_eligible_backbone() -> None:
    """Tests a share of the eligible backbone teachers, with the reserved names of groups."""
    problem = county([quota("eligible_backbone", 0.15, "backbone", "backbone")], backbone=8)
    assert broken(problem, *movers(range(7, 9))) == [("eligible_backbone", ())]
    assert broken(problem, *movers(range(6, 8))) == []
    of_all = county([quota("of_all", 0.15, "all")])
    assert broken(of_all, *movers(range(1))) == [("of_all", ())]
    assert broken(of_all, *movers(range(2))) == []


def test_quota_when_moves_are_decided() -> None:
    """Tests that decided moves count in quotas, whatever the status of the teacher."""
    people = [teacher("t0", status=TeacherStatus.OUT), teacher("t1")]
    rows = (quota("rotation_share", 0.1, 10),)
    base = instance(people, quotas=rows, decided_moves=(decided("t0", "b/primary"),))
    assert broken(base, move("t0")) == []
