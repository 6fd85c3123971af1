"""What a running attempt may do: report, ask whether to stop, read a steady picture, publish its result once.

The lease is renewed by a thread of its own, so that a solver that is silent for minutes keeps the job.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from staffing.core.transactions import reading
from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.faults import LeaseLostError, StoppingError
from staffing.jobs.models import JobState

logger = logging.getLogger(__name__)

RENEWALS_PER_LEASE = 4
PROGRESS_EVERY_S = 0.5


class Lease:
    """The hold of one attempt on its job, renewed until it is closed, lost or the worker stops."""

    def __init__(self, app: Flask, job_id: int, *, worker: str, lease_s: float, stopping: Callable[[], bool]) -> None:
        """Begin to renew."""
        self._app, self._job_id, self._worker, self._lease_s = app, job_id, worker, lease_s
        self._is_stopping = stopping
        self._closed = threading.Event()
        self.cancelled = False
        self.lost = False
        self._thread = threading.Thread(target=self._renew_until_closed, name=f"lease-{job_id}", daemon=True)
        self._thread.start()

    @property
    def stopping(self) -> bool:
        """True if the worker is told to stop."""
        return self._is_stopping()

    def close(self) -> None:
        """Renew no more."""
        self._closed.set()
        self._thread.join(timeout=self._lease_s)

    def _renew_until_closed(self) -> None:
        renewed = time.monotonic()
        while not self._closed.wait(self._lease_s / RENEWALS_PER_LEASE):
            try:
                self._renew()
                renewed = time.monotonic()
            except DBAPIError as error:
                logger.warning("the lease of job %d could not be renewed: %s", self._job_id, type(error).__name__)
                self.lost = self.lost or time.monotonic() - renewed > self._lease_s
            if self.lost:
                return

    def _renew(self) -> None:
        with self._app.app_context(), db.sessionmaker() as session, session.begin():
            answer = ledger.renew(session, self._job_id, worker=self._worker, lease_s=self._lease_s)
        self.lost = answer is None
        self.cancelled = self.cancelled or bool(answer)


class JobContext:
    """One attempt at a job, as its kind's function sees it."""

    def __init__(self, facts: ledger.JobFacts, worker: str, lease: Lease) -> None:
        """Tie the attempt to its lease."""
        self.facts = facts
        self.published = False
        self._worker = worker
        self._lease = lease
        self._reported_at = 0.0

    @property
    def cancelled(self) -> bool:
        """True once the officer has asked to cancel; a best result so far may still be published."""
        return self._lease.cancelled

    def should_stop(self) -> bool:
        """True if going on makes no sense: cancelled, lease lost, or the worker stops."""
        return self._lease.cancelled or self._lease.lost or self._lease.stopping

    def refuse_if_void(self) -> None:
        """Leave the attempt if its result could not be published or the worker stops."""
        if self._lease.lost:
            raise LeaseLostError
        if self._lease.stopping and not self._lease.cancelled:
            raise StoppingError

    def report(self, phase: str, **figures: Any) -> None:
        """Note how far the work is, at most twice a second; a phase of its kind and figures that fit into JSON."""
        moment = time.monotonic()
        if moment - self._reported_at < PROGRESS_EVERY_S:
            return
        self._reported_at = moment
        with db.sessionmaker() as session, session.begin():
            ledger.note_progress(session, self.facts.id, worker=self._worker, progress={"phase": phase, **figures})

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the database and takes no write lock."""
        with reading():
            yield db.session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Commit what the block does, if this attempt still holds the job."""
        db.session.rollback()
        try:
            if not ledger.hold(db.session, self.facts.id, worker=self._worker):
                raise LeaseLostError
            yield db.session
            db.session.commit()
        finally:
            db.session.rollback()

    @contextmanager
    def publish(self, result: Mapping[str, Any] | None = None, state: JobState = JobState.DONE) -> Iterator[Session]:
        """Store the result and end the job in one transaction, or do neither."""
        with self.writing() as session:
            yield session
            ledger.finish(session, self.facts.id, worker=self._worker, state=state, result=result)
        self.published = True
