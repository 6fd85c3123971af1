"""A run over a city: a plan and a job per county, states and totals, cancel of the whole, restart of what did not end well."""

import pytest
from sqlalchemy import func, select

from staffing.audit.models import AuditEvent
from staffing.cities import operations, queries
from staffing.cities.gathering import lines_of
from staffing.cities.models import Refusal
from staffing.cities.progress import EntryState, total_of
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.models import Job, JobState
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans.models import Plan
from staffing.plans.operations import delete_plan
from tests.factories.plans import YEAR, create_plan
from tests.factories.schools import create_county
from tests.integration.cities.conftest import NAME


def states(run) -> list[EntryState]:
    return [line.state for line in lines_of(run)]


def job_in(tiny, run) -> Job:
    return next(entry.job for entry in queries.list_entries(run.id) if entry.county_id == tiny.county.id)


def test_each_county_gets_its_own_plan_and_job_and_no_other_county_does(world, started):
    plans = db.session.scalars(select(Plan).order_by(Plan.id)).all()
    assert [(plan.county_id, plan.name) for plan in plans] == [(world.first.county.id, NAME), (world.second.county.id, NAME)]
    assert [job.subject for job in db.session.scalars(select(Job).order_by(Job.id))] == [f"plan:{plan.id}" for plan in plans]
    total = total_of(lines_of(started))
    assert (total.counties, total.ended, total.active, total.gap) == (2, 0, True, None)


def test_progress_shows_running_figures_and_their_sums_when_workers_report(world, started):
    for tiny, value, bound in ((world.first, 200.0, 190.0), (world.second, 100.0, 100.0)):
        job = job_in(tiny, started)
        ledger.claim(db.session, job.id, worker="w", lease_s=60)
        ledger.note_progress(db.session, job.id, worker="w", progress={"phase": "search", "value": value, "bound": bound,
                                                                       "gap": (value - bound) / value, "elapsed_s": 3})
    lines = lines_of(started)
    assert [(line.state, line.value, line.bound, line.seconds) for line in lines] == [
        (EntryState.RUNNING, 200, 190, 3), (EntryState.RUNNING, 100, 100, 3)]
    total = total_of(lines)
    assert (total.value, total.bound, total.compared, total.worst_gap) == (300, 290, 2, 0.05)
    assert total.gap == pytest.approx(10 / 300)


def test_every_county_is_done_with_a_proven_plan_when_the_jobs_have_run(solved):
    lines = lines_of(solved)
    assert [line.state for line in lines] == [EntryState.DONE, EntryState.DONE]
    assert all(line.value is not None and line.gap is not None and line.gap <= 1e-5 and line.look == "good" for line in lines)
    total = total_of(lines)
    assert (total.active, total.unfinished, total.ended) == (False, 0, 2)
    with pytest.raises(StaffingError):
        operations.cancel(solved)
    with pytest.raises(StaffingError):
        operations.restart(solved, asked_by=None, usual_s=20)


def test_county_that_is_not_ready_is_named_with_the_reason_and_the_others_go_on(world):
    unready = create_county(ruleset="demo", school_year=YEAR)
    operations.join_city(unready, world.city)
    create_plan(world.second, name=NAME)
    run = operations.start_run(world.city, school_year=YEAR, name=NAME, asked_by=None, usual_s=20)
    found = {entry.county_id: entry.refusal for entry in queries.list_entries(run.id)}
    assert found == {world.first.county.id: None, world.second.county.id: Refusal.NAME_TAKEN, unready.id: Refusal.NO_YEAR}
    assert total_of(lines_of(run)).states == {EntryState.WAITING: 1, EntryState.REFUSED: 2}


def test_reasons_tell_missing_lists_and_open_rules_when_a_county_has_not_decided(world):
    db.session.delete(world.first.verdicts)
    world.second.year.ruleset = "national"
    db.session.flush()
    run = operations.start_run(world.city, school_year=YEAR, name=NAME, asked_by=None, usual_s=20)
    assert [entry.refusal for entry in queries.list_entries(run.id)] == [Refusal.NO_LIST, Refusal.COUNTS_OPEN]


def test_whole_run_is_cancelled_with_a_line_in_the_log_of_each_county(world, started):
    ledger.claim(db.session, job_in(world.second, started).id, worker="w", lease_s=60)
    assert operations.cancel(started) == 2
    assert states(started) == [EntryState.CANCELLED, EntryState.RUNNING]
    assert job_in(world.second, started).cancel_requested
    statement = select(AuditEvent.county_id).where(AuditEvent.action == "job.cancel").order_by(AuditEvent.county_id)
    assert list(db.session.scalars(statement)) == [world.first.county.id, world.second.county.id]


def test_only_failed_counties_are_started_again(app, world, started, quick_solver):
    failing = job_in(world.first, started)
    ledger.claim(db.session, failing.id, worker="w", lease_s=60)
    ledger.finish(db.session, failing.id, worker="w", state=JobState.FAILED, error="out_of_memory")
    run_waiting_jobs(app)
    assert states(started) == [EntryState.FAILED, EntryState.DONE]
    kept = job_in(world.second, started).id
    assert operations.restart(started, asked_by=None, usual_s=20) == 1
    assert states(started) == [EntryState.WAITING, EntryState.DONE]
    run_waiting_jobs(app)
    assert states(started) == [EntryState.DONE, EntryState.DONE]
    assert job_in(world.second, started).id == kept
    assert db.session.scalar(select(func.count(Plan.id))) == 2


def test_plan_that_its_county_deleted_is_made_anew_when_started_again(app, world, solved):
    delete_plan(db.session.scalars(select(Plan).where(Plan.county_id == world.first.county.id)).one())
    db.session.expire_all()
    assert states(solved) == [EntryState.DELETED, EntryState.DONE]
    assert lines_of(solved)[0].value is None
    assert operations.restart(solved, asked_by=None, usual_s=20) == 1
    run_waiting_jobs(app)
    assert states(solved) == [EntryState.DONE, EntryState.DONE]


def test_county_whose_plan_is_solved_already_is_busy_and_not_solved_twice(world, started):
    failing = job_in(world.first, started)
    ledger.ask_to_cancel(db.session, failing.id)
    db.session.expire_all()
    plan = db.session.scalars(select(Plan).where(Plan.county_id == world.first.county.id)).one()
    db.session.add(Job(county_id=plan.county_id, kind="solve_plan", subject=f"plan:{plan.id}"))
    db.session.flush()
    assert operations.restart(started, asked_by=None, usual_s=20) == 0
    assert lines_of(started)[0].entry.refusal is Refusal.BUSY


def test_second_run_of_a_name_is_refused(world, started):
    with pytest.raises(StaffingError):
        operations.start_run(world.city, school_year=YEAR, name=NAME, asked_by=None, usual_s=20)


def test_search_time_of_the_run_stands_in_each_plan(world):
    operations.start_run(world.city, school_year=YEAR, name=NAME, asked_by=None, usual_s=20, time_limit_s=7.5)
    assert [plan.settings for plan in db.session.scalars(select(Plan))] == [{"time_limit_s": "7.5"}] * 2
