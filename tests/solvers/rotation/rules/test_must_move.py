"""Rule `must_move` in the model, and its obstacle where nobody can take the teacher."""

from solvers.rotation.solve import solve
from solvers.rotation.vocabulary import SolutionStatus, TeacherStatus
from tests.helpers.modelling import assert_allowed, assert_excluded
from tests.helpers.solving import decided, instance, move, teacher

CODE = "must_move"
BASE = instance([teacher("t1", must_move=True), teacher("t2")])


def test_must_move_when_the_teacher_goes() -> None:
    """Tests that the plan must hold the teacher's move."""
    assert_allowed(BASE, move("t1"))
    assert_excluded(BASE, CODE, move("t2"))


def test_must_move_when_decided_already() -> None:
    """Tests that a decided move satisfies the rule."""
    assert_allowed(BASE.replace(decided_moves=(decided("t1", "b/primary"),)))


def test_must_move_when_no_candidate_exists() -> None:
    """Tests that the instance is infeasible and the code and teacher are named."""
    out = instance([teacher("t1", must_move=True, status=TeacherStatus.OUT)])
    result = solve(out)
    assert result.solution.status is SolutionStatus.INFEASIBLE
    assert [(row.code, row.ids) for row in result.obstacles] == [("must_move", ("t1",))]
