"""One attempt at one job, from claiming it to whatever end: published, failed, put back, lost."""

import logging
import traceback
import uuid
from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy.exc import InterfaceError, OperationalError

from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.context import JobContext, Lease
from staffing.jobs.faults import JobFault, LeaseLostError, PassingFault, StoppingError
from staffing.jobs.models import JobState
from staffing.jobs.registry import find_kind

logger = logging.getLogger(__name__)

UNKNOWN_KIND = "unknown_kind"
UNEXPECTED = "unexpected"
DATABASE_AWAY = "database_away"


def run_job(app: Flask, job_id: int, *, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Make one attempt at a job in an application context of its own; False if the job was not to be had."""
    with app.app_context():
        worker = uuid.uuid4().hex
        lease_s: float = current_app.config["STAFFING"].job_lease_s
        with db.sessionmaker() as session, session.begin():
            facts = ledger.claim(session, job_id, worker=worker, lease_s=lease_s)
        if facts is None:
            return False
        lease = Lease(app, job_id, worker=worker, lease_s=lease_s, stopping=stopping)
        try:
            _attempt(JobContext(facts, worker, lease), worker)
        finally:
            lease.close()
        return True


def _attempt(context: JobContext, worker: str) -> None:
    job_id = context.facts.id
    try:
        _do(context)
    except LeaseLostError:
        logger.warning("job %d was taken from this attempt; its result is void", job_id)
    except StoppingError:
        _write(lambda session: ledger.hand_back(session, job_id, worker=worker, counted=False))
    except PassingFault as fault:
        code = fault.code
        _write(lambda session: ledger.hand_back(session, job_id, worker=worker, error=code))
    except JobFault as fault:
        _fail(job_id, worker, fault.code, fault.numbers)
    except (OperationalError, InterfaceError) as error:
        _tell(job_id, error)
        _write(lambda session: ledger.hand_back(session, job_id, worker=worker, error=DATABASE_AWAY))
    except Exception as error:
        _tell(job_id, error)
        _fail(job_id, worker, UNEXPECTED, {"type": type(error).__name__})


def _do(context: JobContext) -> None:
    kind = find_kind(context.facts.kind)
    if kind is None:
        raise JobFault(UNKNOWN_KIND)
    kind.run(context)
    if not context.published:
        with context.publish(state=JobState.CANCELLED if context.cancelled else JobState.DONE):
            pass


def _fail(job_id: int, worker: str, code: str, numbers: dict[str, object]) -> None:
    _write(lambda session: ledger.finish(session, job_id, worker=worker, state=JobState.FAILED, error=code,
                                         result={"numbers": numbers}))


def _write(change: Callable[..., bool]) -> None:
    """Write the end of an attempt; if even that fails, the lease runs out and the reaper does it."""
    db.session.rollback()
    try:
        with db.sessionmaker() as session, session.begin():
            change(session)
    except (OperationalError, InterfaceError) as error:
        logger.error("the end of an attempt could not be written: %s", type(error).__name__)


def _tell(job_id: int, error: Exception) -> None:
    """Log where an error arose, not what it says: messages of libraries quote rows with personal data."""
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("job %d failed with %s at\n%s", job_id, type(error).__name__, places)
