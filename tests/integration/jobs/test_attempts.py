"""One attempt: publishes once, fails with words, is put back, or finds that its lease is lost."""

import threading

import pytest
from sqlalchemy.exc import OperationalError

from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.attempts import UNEXPECTED, UNKNOWN_KIND, run_job
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault, PassingFault
from staffing.jobs.models import Job, JobState
from staffing.jobs.worker import run_waiting_jobs
from tests.factories.jobs import create_job, kind_of_job


def run(app, county, function, **fields) -> Job:
    job = create_job(county=county, **fields)
    with kind_of_job(app, function):
        assert run_job(app, job.id)
    db.session.refresh(job)
    return job


def test_attempt_stores_result_and_state_when_the_work_publishes(app, county):
    def work(context: JobContext) -> None:
        context.report("half", elapsed_s=1)
        with context.publish({"rows": 3}) as session:
            session.get_one(Job, context.facts.id).payload = {"seen": True}

    job = run(app, county, work)
    assert (job.state, job.result, job.payload) == (JobState.DONE, {"rows": 3}, {"seen": True})
    assert job.progress["phase"] == "half"
    assert job.worker is None


def test_attempt_changes_nothing_when_the_lease_was_lost_before_publishing(app, county):
    def work(context: JobContext) -> None:
        with db.sessionmaker() as session, session.begin():
            ledger.hand_back(session, context.facts.id, worker=session.get_one(Job, context.facts.id).worker)
        with context.publish({"rows": 3}) as session:
            session.get_one(Job, context.facts.id).payload = {"seen": True}

    job = run(app, county, work)
    assert (job.state, job.result, job.payload) == (JobState.QUEUED, {}, {})


def test_attempt_fails_with_its_code_when_the_work_says_so(app, county):
    def work(context: JobContext) -> None:
        raise JobFault("no_luck", {"number": 7})

    job = run(app, county, work)
    assert (job.state, job.error, job.result) == (JobState.FAILED, "no_luck", {"numbers": {"number": 7}})


@pytest.mark.parametrize("fault", [PassingFault("no_luck"), OperationalError("select", {}, Exception("away"))])
def test_attempt_is_put_back_and_fails_at_last_when_the_fault_may_pass(app, county, fault):
    def work(context: JobContext) -> None:
        raise fault

    job = run(app, county, work, max_attempts=2)
    assert job.state is JobState.QUEUED
    with kind_of_job(app, work):
        run_job(app, job.id)
    db.session.refresh(job)
    assert job.state is JobState.FAILED


def test_attempt_keeps_the_text_of_an_error_out_of_the_log_when_the_program_is_at_fault(app, county, caplog):
    person = " ".join(("张" + "三", "4200001990" + "01011234"))

    def work(context: JobContext) -> None:
        raise ValueError(person)

    job = run(app, county, work)
    assert (job.state, job.error) == (JobState.FAILED, UNEXPECTED)
    assert "ValueError" in caplog.text
    assert "张三" not in caplog.text
    assert "张三" not in str(job.result)


def test_attempt_fails_when_this_version_does_not_know_the_kind(app, county):
    job = create_job(county=county, kind="of_the_future")
    run_job(app, job.id)
    db.session.refresh(job)
    assert (job.state, job.error) == (JobState.FAILED, UNKNOWN_KIND)


def test_attempt_does_not_count_when_the_worker_stops(app, county):
    stopping = threading.Event()

    def work(context: JobContext) -> None:
        stopping.set()
        assert context.should_stop()
        context.refuse_if_void()

    job = create_job(county=county)
    with kind_of_job(app, work):
        run_job(app, job.id, stopping=stopping.is_set)
    db.session.refresh(job)
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)


def test_attempt_is_not_made_when_the_job_is_not_queued(app, county):
    job = create_job(county=county, state=JobState.DONE)
    assert not run_job(app, job.id)


def test_waiting_jobs_run_in_order_when_asked_for_in_process(app, county):
    seen = []
    jobs = [create_job(county=county) for _ in range(3)]
    with kind_of_job(app, lambda context: seen.append(context.facts.id)):
        assert run_waiting_jobs(app) == 3
    assert seen == [job.id for job in jobs]
