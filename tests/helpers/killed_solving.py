"""A worker that tests kill while it solves: as `staffing work` runs it, with a child that waits at a gate before it solves."""

import os
from typing import Any

from staffing import create_app
from staffing.config import Config
from staffing.jobs import worker
from staffing.plans import solving
from tests.helpers import slow_child


def run_worker_at_gate(settings: dict[str, Any], _hold: int | str, gate: str) -> None:
    """Work until killed; a solve begins when the gate file is there."""
    os.environ["TEST_SOLVER_GATE"] = gate
    solving.child = slow_child  # type: ignore[assignment]
    # A test machine that is busy would starve a polite worker until its lease runs out.
    worker.NICENESS = 0  # type: ignore[misc]
    worker.work(create_app(Config(**settings)))
