"""Rule `pins` in the model, and its obstacles."""

import pytest

from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import SolutionStatus
from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import SPORTS, decided, instance, move, pin, teacher

CODE = "pins"
PEOPLE = [teacher("t1", more_subjects=(SPORTS,))]


def county(section: str, **parts):
    """Return an instance whose only teacher is pinned."""
    return instance(PEOPLE, schools=["a", "b", "c"], pins=(pin("t1", section),), **parts)


def test_pins_when_to_another_section() -> None:
    """Tests that the teacher ends there, in any subject, and nowhere else."""
    assert_allowed(county("b/primary"), move("t1"))
    assert_allowed(county("b/primary"), move("t1", subject=SPORTS))
    assert_excluded(county("b/primary"), CODE, move("t1", "c"))
    assert_excluded(county("b/primary"), CODE)


def test_pins_when_to_the_own_section() -> None:
    """Tests that the teacher stays."""
    assert_allowed(county("a/primary"))
    assert_excluded(county("a/primary"), CODE, move("t1"))


@pytest.mark.parametrize(
    "base",
    [
        county("b/primary").replace(teachers=(teacher("t1", must_stay=True),)),
        county("a/primary").replace(teachers=(teacher("t1", must_move=True),)),
        county("b/primary", decided_moves=(decided("t1", "c/primary"),)),
    ],
)
def test_pins_when_no_candidate_keeps_them(base) -> None:
    """Tests that the instance is infeasible and that pin and teacher are named."""
    result = solve(base)
    assert result.solution.status is SolutionStatus.INFEASIBLE
    assert result.solution.cost is None
    assert [row.code for row in result.obstacles] == [CODE]
    assert result.obstacles[0].ids[0] == "t1"


def test_pins_when_a_decided_move_keeps_them() -> None:
    """Tests that a decided move to the pinned section is no obstacle."""
    result = solve(county("b/primary", decided_moves=(decided("t1", "b/primary"),)))
    assert result.solution.status is SolutionStatus.OPTIMAL
    assert [row.to_section for row in result.solution.moves] == ["b/primary"]
