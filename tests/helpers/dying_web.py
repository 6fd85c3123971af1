"""A web process that asks for a proposal and is killed right after its commit, before the message is sent."""

import os
import signal
import sys

from staffing import create_app
from staffing.extensions import db
from staffing.jobs.delivery import Delivery
from staffing.plans import operations
from staffing.plans.models import Plan


def die(*_: object) -> bool:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
    return True


if __name__ == "__main__":
    Delivery.send = die
    with create_app().app_context():
        operations.propose(db.session.get_one(Plan, int(sys.argv[1])), asked_by=None, time_limit_s=20)
        db.session.commit()
    raise SystemExit("still alive")
