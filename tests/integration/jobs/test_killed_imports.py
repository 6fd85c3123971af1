"""Worker, web and reading child killed with signal 9 during an import: all records or none, and the import goes on."""

import datetime as dt
import os
import signal

import pytest
from sqlalchemy import func, select, update

from staffing.accounts.models import User
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.imports import batches, operations
from staffing.imports.models import BatchState, ImportBatch
from staffing.jobs.ledger import LEASE_EXPIRED
from staffing.jobs.models import Job, JobState
from staffing.teachers.models import Teacher, TrainingRecord
from tests.factories.accounts import create_user
from tests.factories.schools import create_county
from tests.helpers import killed, sheets
from tests.helpers.killing import Installation

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]
TEACHERS = 40
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@pytest.fixture
def batch_id(installation: Installation) -> int:
    """Return a committed batch that waits for its confirmation."""
    county = create_county()
    create_user(county=county, role=Role.OFFICER)
    content = sheets.workbook(sheets.invented(TEACHERS))
    batch = ImportBatch(county_id=county.id, file_name="x.xlsx", file_sha256=batches.digest_of_file(content), state=BatchState.READING)
    db.session.add(batch)
    db.session.flush()
    batches.note_outcome(batch, batches.check_file(batches.Upload(batch.id, sheets.Scope(county.id), "x.xlsx", content)))
    db.session.commit()
    return batch.id


def seen(question):
    """Ask the database without keeping a transaction open, which on SQLite would lock the other processes out."""
    db.session.rollback()
    db.session.connection(execution_options={"read_only": True})
    try:
        return question()
    finally:
        db.session.rollback()


def latest_job() -> Job:
    def ask() -> Job:
        job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
        db.session.expunge(job)
        return job

    return seen(ask)


def kill_worker_at(installation: Installation, moment: int | str) -> None:
    """Kill a worker at a moment of its storing, and let its lease run out: how long that takes is no matter here."""
    installation.kill_when_held(installation.start(killed.run_worker, hold=moment))
    with db.sessionmaker() as session, session.begin():
        session.execute(update(Job).where(Job.state == JobState.RUNNING).values(lease_until=utc_now() - dt.timedelta(minutes=1)))


def state_of(batch_id: int) -> BatchState:
    return seen(lambda: db.session.get_one(ImportBatch, batch_id).state)


def confirm(batch_id: int) -> None:
    """Confirm as the officer does, for the worker to store."""
    batch = db.session.get_one(ImportBatch, batch_id)
    assert operations.confirm(batch, who=db.session.scalars(select(User)).one())
    db.session.commit()


def assert_stored_once(batch_id: int) -> None:
    assert state_of(batch_id) is BatchState.STORED
    assert seen(lambda: db.session.scalar(select(func.count()).select_from(Teacher))) == TEACHERS
    assert seen(lambda: db.session.scalar(select(func.count()).select_from(TrainingRecord))) == TEACHERS * 3


def test_nothing_is_half_stored_when_the_worker_is_killed(installation, batch_id, monkeypatch):
    monkeypatch.setattr(operations, "DIRECT_RECORDS", 0)
    before = seen(sheets.records_digest)
    confirm(batch_id)
    # At the first table, among teachers, in the middle of facts: after three attempts the job is given up in words.
    for piece in (1, 8, 16):
        kill_worker_at(installation, piece)
        assert seen(sheets.records_digest) == before
    worker = installation.start(killed.run_worker)
    installation.wait(lambda: latest_job().state in ENDED, "the job did not end")
    assert (latest_job().state, latest_job().error) == (JobState.FAILED, LEASE_EXPIRED)
    assert seen(sheets.records_digest) == before
    worker.kill()
    # Confirmed anew: near the end, and after everything is written but before the commit.
    confirm(batch_id)
    for moment in (24, "stored"):
        kill_worker_at(installation, moment)
        assert seen(sheets.records_digest) == before
        assert state_of(batch_id) is BatchState.STORING
    installation.start(killed.run_worker)
    installation.wait(lambda: latest_job().state in ENDED, "the job did not end")
    assert (latest_job().state, latest_job().attempts) == (JobState.DONE, 3)
    assert_stored_once(batch_id)


def test_nothing_is_half_stored_when_the_web_is_killed_and_what_it_acknowledged_stays(installation, batch_id):
    user_id, digest = seen(lambda: (db.session.scalars(select(User.id)).one(), db.session.get_one(ImportBatch, batch_id).records_digest))
    before = seen(sheets.records_digest)
    for moment in (1, 8, 24, "stored"):
        installation.kill_when_held(installation.start(killed.confirm_in_web, user_id, batch_id, digest, hold=moment))
        assert seen(sheets.records_digest) == before
        assert state_of(batch_id) is BatchState.READY
    installation.kill_when_held(installation.start(killed.confirm_in_web, user_id, batch_id, digest, hold="answered"))
    assert_stored_once(batch_id)


def test_a_file_is_refused_in_words_when_the_child_that_reads_it_is_killed(installation, batch_id, monkeypatch):
    monkeypatch.setattr(operations, "DIRECT_BYTES", 0)
    before = seen(sheets.records_digest)
    installation.start(killed.run_worker_reading)
    said = installation.mark("child")
    for _ in range(5):
        said.unlink(missing_ok=True)
        who = db.session.scalars(select(User)).one()
        one = operations.hand_in(sheets.workbook(sheets.invented(1)), file_name="y.xlsx", who=who, school_id=None).id
        db.session.commit()
        installation.wait(lambda: said.exists() and said.read_text() != "", "no child reads")
        os.kill(int(said.read_text()), signal.SIGKILL)
        installation.wait(lambda: latest_job().state in ENDED, "the job did not end")
        assert latest_job().state is JobState.DONE
        assert (state_of(one), seen(lambda one=one: db.session.get_one(ImportBatch, one).message)) == (BatchState.REFUSED, "too_demanding")
        assert seen(sheets.records_digest) == before
