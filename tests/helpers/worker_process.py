"""A worker in a process of its own, as `staffing work` runs it, with the slow child. Started by tests with ``python -m``."""

from staffing import create_app
from staffing.jobs import worker
from staffing.plans import solving
from tests.helpers import slow_child

if __name__ == "__main__":
    solving.child = slow_child
    # A test machine that is busy would starve a polite worker until its lease runs out.
    worker.NICENESS = 0
    worker.work(create_app())
