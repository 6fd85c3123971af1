"""GOALS: the ordered catalogue of goals. One goal, one file, one code, one line in the document.

The order is that of every report; weights come from the instance.
"""

from __future__ import annotations

from solvers.rotation.goals.burden import Burden
from solvers.rotation.goals.changes import Changes
from solvers.rotation.goals.cv_excess import CvExcess
from solvers.rotation.goals.direction import Direction
from solvers.rotation.goals.extra_moves import ExtraMoves
from solvers.rotation.goals.failing_sections import FailingSections
from solvers.rotation.goals.goal import Goal
from solvers.rotation.goals.inequality import Inequality
from solvers.rotation.goals.shortfall import Shortfall

__all__ = ["GOALS", "Goal"]

GOALS: tuple[Goal, ...] = (
    Shortfall(),
    FailingSections(),
    CvExcess(),
    Inequality(),
    Direction(),
    Burden(),
    ExtraMoves(),
    Changes(),
)
