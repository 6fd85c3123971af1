"""`staffing work`: takes job ids from the queue and runs them in threads of the main process, until told to stop.

A reaper thread puts jobs of dead workers back and sends what was not delivered; it is no task of the queue, because
such a task would wait behind a long solve.
"""

import logging
import os
import signal
import threading
import time
from functools import partial

from flask import Flask
from huey.consumer import Consumer
from sqlalchemy.exc import DBAPIError

from staffing.config import Config
from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.attempts import run_job
from staffing.jobs.delivery import Delivery, delivery

logger = logging.getLogger(__name__)

REAPS_PER_LEASE = 4
QUEUE_LOOKED_AT_EVERY_S = 0.5
SHUTDOWN_S = 15
NICENESS = 10


class QuietConsumer(Consumer):
    """Huey's consumer without its signal handlers: the worker has its own, which let running jobs hand back."""

    def _set_signal_handlers(self) -> None:
        pass


class Worker:
    """One worker process."""

    def __init__(self, app: Flask) -> None:
        """Prepare; nothing runs yet."""
        self._app = app
        self._config: Config = app.config["STAFFING"]
        self._delivery: Delivery = delivery(app)
        self._stopping = threading.Event()
        self._delivery.handle = partial(run_job, app, stopping=self._stopping.is_set)
        self._consumer = QuietConsumer(
            self._delivery.huey, workers=self._config.worker_threads, periodic=False,
            max_delay=QUEUE_LOOKED_AT_EVERY_S, shutdown_timeout=SHUTDOWN_S)
        self._reaper = threading.Thread(target=self._reap_until_stopped, name="reaper", daemon=True)

    def stop(self) -> None:
        """Ask running jobs to hand back and the worker to end."""
        self._stopping.set()
        self._consumer.stop_flag.set()

    def run(self) -> None:
        """Work until stopped."""
        look_after(self._app, self._config)
        self._reaper.start()
        self._consumer.start()
        logger.info("worker ready")
        while not self._consumer.stop_flag.wait(QUEUE_LOOKED_AT_EVERY_S):
            self._consumer.check_worker_health()
        self._join()
        self._delivery.close()
        logger.info("worker stopped")

    def _join(self) -> None:
        """Wait for the threads; an attempt that does not end in time leaves its job to the reaper of the next worker."""
        end = time.monotonic() + SHUTDOWN_S
        for _, thread in self._consumer.worker_threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _reap_until_stopped(self) -> None:
        while not self._stopping.wait(self._config.job_lease_s / REAPS_PER_LEASE):
            look_after(self._app, self._config)


def look_after(app: Flask, config: Config) -> int:
    """Put back the jobs of dead workers and send again what was not delivered; returns how many were sent."""
    try:
        with app.app_context():
            with db.sessionmaker() as session, session.begin():
                ledger.reap(session)
                ids = ledger.take_unsent(session, after_s=config.job_resend_s)
            return sum(delivery(app).send(job_id) for job_id in ids)
    except DBAPIError as error:
        logger.warning("the ledger cannot be looked after just now: %s", type(error).__name__)
        return 0


def work(app: Flask) -> None:
    """Run a worker in the main thread until SIGTERM or SIGINT."""
    step_back()
    worker = Worker(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


def step_back() -> None:
    """Give way to the web server: worker and solver take what processor time it leaves."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def run_waiting_jobs(app: Flask) -> int:
    """Run the waiting jobs one after the other in this process, for the command line and tests; returns how many."""
    done = 0
    while ids := _waiting(app):
        taken = sum(run_job(app, job_id) for job_id in ids)
        if taken == 0:
            break
        done += taken
    return done


def _waiting(app: Flask) -> list[int]:
    with app.app_context(), db.sessionmaker() as session, session.begin():
        return ledger.take_unsent(session, after_s=-1)
