"""Entry of a child process that takes instance and plan as text; apart, so that the child imports the solver alone."""

from solvers.linear import Control, SolveParams
from solvers.rotation.gaps.study import GapFindings, study_gaps
from solvers.rotation.io import parse_instance, parse_solution


def study_text(instance_text: str, solution_text: str, params: SolveParams, control: Control) -> GapFindings:
    """Return what a stored plan leaves short, and what further rotations could close."""
    instance = parse_instance(instance_text)
    return study_gaps(instance, parse_solution(solution_text).moves, params, control=control)
