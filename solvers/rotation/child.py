"""Entries of a child process that takes the instance as text: solve, and why there is no plan.

They stand apart so that the child imports the solver alone, whoever started it.
"""

from solvers.linear import Control, SolveParams
from solvers.rotation.explain import Explanation, explain
from solvers.rotation.io import parse_instance
from solvers.rotation.result import Result
from solvers.rotation.solve import solve


def solve_text(text: str, params: SolveParams, control: Control) -> Result:
    """Return the result for the instance of a JSON text."""
    return solve(parse_instance(text), params, control=control)


def explain_text(text: str, params: SolveParams, control: Control) -> Explanation:
    """Return why the instance of a JSON text has no plan."""
    control.report("explain")
    return explain(parse_instance(text), params)
