"""The solver's child that waits at a gate before it solves, so that a test can kill somebody in the middle of it."""

import os
import pathlib
import time

from solvers.rotation import child

LONGEST_WAIT_S = 120


def solve_text(text, params, control):
    """Report, wait until the gate file is there, solve."""
    control.report("model")
    gate = pathlib.Path(os.environ["TEST_SOLVER_GATE"])
    end = time.monotonic() + LONGEST_WAIT_S
    while not gate.exists() and not control.is_cancelled() and time.monotonic() < end:
        time.sleep(0.02)
    return child.solve_text(text, params, control)


explain_text = child.explain_text
