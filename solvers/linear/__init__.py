"""What any linear problem in integer variables needs: a model, engines, limits, explanations. Knows no teacher."""

from solvers.linear.control import Control, Progress, QuietControl
from solvers.linear.model import LinearModel, RowFamily
from solvers.linear.outcome import Outcome
from solvers.linear.params import EngineName, SolveParams
from solvers.linear.problem import Problem
from solvers.linear.status import Status

__all__ = [
    "Control",
    "EngineName",
    "LinearModel",
    "Outcome",
    "Problem",
    "Progress",
    "QuietControl",
    "RowFamily",
    "SolveParams",
    "Status",
]
