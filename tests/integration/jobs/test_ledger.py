"""The ledger: who gets a job, who loses it, when it is tried again, failed or cancelled."""

import datetime as dt

import pytest

from staffing.core.database import utc_now
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs import ledger, operations
from staffing.jobs.models import JobState
from tests.factories.jobs import create_job

PAST = dt.timedelta(seconds=-60)


def claim(job, worker="one"):
    return ledger.claim(db.session, job.id, worker=worker, lease_s=20)


def expire(job):
    job.lease_until = utc_now() + PAST
    db.session.flush()


def test_claim_goes_to_one_worker_when_two_ask(county):
    job = create_job(county=county)
    assert claim(job, "one").attempt == 1
    assert claim(job, "two") is None
    db.session.refresh(job)
    assert (job.state, job.worker, job.attempts) == (JobState.RUNNING, "one", 1)


def test_write_backs_are_refused_when_the_lease_went_to_another_worker(county):
    job = create_job(county=county)
    claim(job, "one")
    expire(job)
    assert ledger.reap(db.session) == 1
    assert claim(job, "two").attempt == 2
    assert not ledger.note_progress(db.session, job.id, worker="one", progress={"phase": "late"})
    assert not ledger.finish(db.session, job.id, worker="one", state=JobState.DONE)
    assert not ledger.hand_back(db.session, job.id, worker="one")
    assert ledger.renew(db.session, job.id, worker="one", lease_s=20) is None
    db.session.refresh(job)
    assert (job.state, job.worker, job.progress) == (JobState.RUNNING, "two", {})


def test_reap_leaves_a_job_alone_when_its_lease_holds(county):
    job = create_job(county=county)
    claim(job)
    assert ledger.reap(db.session) == 0


def test_reap_fails_a_job_when_its_attempts_are_used_up(county):
    job = create_job(county=county, max_attempts=2)
    for _ in range(2):
        assert claim(job) is not None
        expire(job)
        ledger.reap(db.session)
        db.session.refresh(job)
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, ledger.LEASE_EXPIRED, 2)
    assert job.finished_at is not None


def test_reap_cancels_a_job_when_that_was_asked_before_its_worker_died(county):
    job = create_job(county=county)
    claim(job)
    assert ledger.ask_to_cancel(db.session, job.id) is JobState.RUNNING
    expire(job)
    ledger.reap(db.session)
    db.session.refresh(job)
    assert job.state is JobState.CANCELLED


def test_renew_tells_of_the_wish_to_cancel_when_there_is_one(county):
    job = create_job(county=county)
    claim(job)
    assert ledger.renew(db.session, job.id, worker="one", lease_s=20) is False
    ledger.ask_to_cancel(db.session, job.id)
    assert ledger.renew(db.session, job.id, worker="one", lease_s=20) is True


def test_hand_back_does_not_count_the_attempt_when_the_worker_stops(county):
    job = create_job(county=county, max_attempts=1)
    claim(job)
    assert ledger.hand_back(db.session, job.id, worker="one", counted=False)
    db.session.refresh(job)
    assert (job.state, job.attempts, job.sent_at) == (JobState.QUEUED, 0, None)


def test_take_unsent_returns_a_job_once_when_its_message_is_overdue(county):
    fresh = create_job(county=county, sent_at=utc_now())
    lost = create_job(county=county, sent_at=utc_now() + PAST)
    never = create_job(county=county)
    assert ledger.take_unsent(db.session, after_s=30) == [lost.id, never.id]
    assert ledger.take_unsent(db.session, after_s=30) == []
    assert fresh.state is JobState.QUEUED


def test_cancel_ends_a_waiting_job_at_once_when_nobody_has_it(county):
    job = create_job(county=county)
    assert operations.cancel_job(county.id, job.id) is JobState.CANCELLED
    assert claim(job) is None
    with pytest.raises(StaffingError):
        operations.cancel_job(county.id, job.id)


def test_enqueue_refuses_a_second_active_job_when_one_waits(county):
    first = operations.enqueue("test", "plan:1", county_id=county.id, created_by=None)
    with pytest.raises(StaffingError):
        operations.enqueue("test", "plan:1", county_id=county.id, created_by=None)
    operations.cancel_job(county.id, first.id)
    assert operations.enqueue("test", "plan:1", county_id=county.id, created_by=None).id != first.id


def test_the_database_refuses_a_second_active_job_when_two_officers_are_equally_fast(county):
    create_job(county=county, subject="plan:2")
    with pytest.raises(Exception, match=r"(?i)unique"):
        create_job(county=county, subject="plan:2")
    db.session.rollback()
