"""The queue that carries job ids to a worker: Huey on SQLite (embedded), PostgreSQL or Redis, by setting.

A message is the id of a job and nothing else, as JSON; a lost or doubled message does no harm, because the ledger is
the truth (staffing.jobs.ledger).
"""

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import psycopg
from flask import Flask, current_app
from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from staffing.config import Config

logger = logging.getLogger(__name__)

EXTENSION = "staffing_job_queue"
QUEUE_NAME = "staffing"
TASK_NAME = "staffing.jobs.delivery.job"
TO_SEND = "staffing_jobs_to_send"
# The queue's tables are Huey's own; in a schema of their own they never mix with the records and their migrations.
QUEUE_SCHEMA = "staffing_queue"


class IdSerializer(Serializer):
    """Writes a message as JSON that holds one job id; whoever can write into the queue can run no code with it."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps({"task": data.id, "job": data.args[0]}).encode()

    def _deserialize(self, data: bytes) -> Message:
        content = json.loads(bytes(data))
        return Message(id=str(content["task"]), name=TASK_NAME, args=(int(content["job"]),), kwargs={})


class Delivery:
    """The queue of one application. Sending needs no consumer; ``handle`` is set by the worker that consumes."""

    def __init__(self, config: Config) -> None:
        """Open the queue; the SQLite file and the tables are made when first used."""
        self.huey = open_queue(config)
        self.handle: Callable[[int], object] = self._nobody_consumes

        def consume(job_id: int) -> None:
            self.handle(job_id)

        self._task = self.huey.task(name="job")(consume)

    def send(self, job_id: int) -> bool:
        """Put a job's id into the queue; False if the queue cannot be reached, the ledger then sends it again later."""
        try:
            self._task(job_id)
        except Exception as error:  # any driver's error: the job is safe in the ledger
            logger.warning("job %d could not be sent yet: %s", job_id, type(error).__name__)
            return False
        return True

    def close(self) -> None:
        """Close this thread's connection to the queue."""
        self.huey.storage.close()

    @staticmethod
    def _nobody_consumes(job_id: int) -> None:
        raise RuntimeError(f"job {job_id} was taken from the queue by a process that is no worker")


def open_queue(config: Config) -> Huey:
    """Return the queue that the settings name."""
    common: dict[str, Any] = {"results": False, "serializer": IdSerializer()}
    kind = config.queue_kind
    if kind == "sqlite":
        config.instance_dir.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(QUEUE_NAME, filename=str(config.queue_path), **common)
    if kind == "postgres":
        url = make_url(config.queue_url or config.database_url).set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        # Opening makes schema and tables where they are missing; "if not exists" fails where two processes do so at once.
        with psycopg.connect(address, autocommit=True) as guard:
            guard.execute("SELECT pg_advisory_lock(hashtext(%s))", (QUEUE_SCHEMA,))
            return PostgresHuey(QUEUE_NAME, connection=partial(connect_to_queue, address), **common)
    if kind == "redis":
        return RedisHuey(QUEUE_NAME, url=config.queue_url, **common)
    return MemoryHuey(QUEUE_NAME, **common)


def connect_to_queue(address: str) -> psycopg.Connection:
    """Open a connection to the queue's own schema on PostgreSQL, which is made at the first use."""
    connection = psycopg.connect(address, autocommit=True)
    # Looked for first: a role that may not make schemas may well use one that an administrator made for it.
    if connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", (QUEUE_SCHEMA,)).fetchone() is None:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {QUEUE_SCHEMA}")
    connection.execute(f"SET search_path TO {QUEUE_SCHEMA}")
    return connection


def register_delivery(app: Flask) -> None:
    """Give the application its queue, opened when first needed, so that a missing broker stops no page."""
    app.extensions[EXTENSION] = None


def delivery(app: Flask | None = None) -> Delivery:
    """Return the application's queue."""
    owner = app or current_app._get_current_object()  # type: ignore[attr-defined]
    if owner.extensions[EXTENSION] is None:
        owner.extensions[EXTENSION] = Delivery(owner.config["STAFFING"])
    return cast(Delivery, owner.extensions[EXTENSION])


def send_after_commit(session: Session, job_id: int) -> None:
    """Send the job when the session's transaction commits, forget it when that rolls back."""
    session.info.setdefault(TO_SEND, []).append(job_id)


@event.listens_for(Session, "after_commit")
def _send(session: Session) -> None:
    for job_id in session.info.pop(TO_SEND, []):
        try:
            queue = delivery()
        except Exception as error:  # the broker is away: the reaper sends the job when it is back
            logger.warning("job %d could not be sent yet: %s", job_id, type(error).__name__)
        else:
            queue.send(job_id)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(TO_SEND, None)
