"""From a valid plan to the study of what rotation can close: button, job with a real child, page, 补充需求表, cancel, faults."""

import io

import openpyxl
import pytest
from flask import current_app
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation.gaps import entry
from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.models import Job, JobState
from staffing.jobs.worker import run_waiting_jobs
from staffing.needs.decomposition import ShortageKey, ShortageKind
from staffing.needs.gathering import gather_needs
from staffing.needs.models import GapStudy
from staffing.needs.queries import need_year
from staffing.needs.study import FurtherState, read_study
from staffing.plans import gap_jobs, operations, queries
from staffing.plans.models import PlanState
from staffing.plans.solving import ChildDiedError
from tests.factories.plans import create_plan


@pytest.fixture
def quick_study(monkeypatch) -> None:
    """Let studies solve in this process: a child takes seconds to start."""

    def study_texts(instance_text, solution_text, search, **_listeners):
        return entry.study_text(instance_text, solution_text, search.params, QuietControl())

    monkeypatch.setattr(gap_jobs, "study_texts", study_texts)


def ask(client, plan):
    """Press the button; the answer is the page of need of this plan."""
    answer = client.post(f"/plans/{plan.id}/gap-study")
    assert answer.headers["Location"] == f"/needs/gaps?plan={plan.id}"
    return client.get(answer.headers["Location"]).get_data(as_text=True)


def study_and_job(plan) -> tuple[GapStudy | None, Job]:
    """Let the waiting job run; return what it stored and the job."""
    run_waiting_jobs(current_app._get_current_object())
    db.session.expire_all()
    study = db.session.scalar(select(GapStudy).where(GapStudy.plan_id == plan.id).order_by(GapStudy.id.desc()))
    return study, db.session.scalar(select(Job).where(Job.subject == f"gaps:{plan.id}").order_by(Job.id.desc()))


def test_study_is_asked_for_made_in_a_child_and_shown(proposed, officer, tiny):
    assert f"/needs/gaps?plan={proposed.id}" in officer.get(f"/plans/{proposed.id}").get_data(as_text=True)
    before = officer.get(f"/needs/gaps?plan={proposed.id}").get_data(as_text=True)
    assert f"/plans/{proposed.id}/gap-study" in before
    waiting = ask(officer, proposed)
    assert "<progress" in waiting
    assert f"/plans/{proposed.id}/gap-study" not in waiting
    stored, job = study_and_job(proposed)
    assert (job.state, job.error) == (JobState.DONE, "")
    assert (stored.plan_name, stored.school_year, stored.run_id) == (
        proposed.name, 2026, queries.find_shown_run(tiny.county.id, proposed.id).id)
    study = read_study(stored.content)
    year = need_year(tiny.county)
    short = {ShortageKey(row.section, ShortageKind.SUBJECT, row.subject): row.shortage
             for row in gather_needs(tiny.county.id, year.school_year, year.rules).balances if row.shortage}
    assert {key: left for key, left in study.today.items() if key.kind is ShortageKind.SUBJECT} == short
    assert study.further_state in (FurtherState.PROVEN, FurtherState.IMPOSSIBLE)
    for kind in ShortageKind:
        parts = study.split(kind)
        assert parts.is_proven_together
        assert sum(row.closed_by_plan + row.closable_by_further + row.closable_without_limits + row.by_no_rotation
                   for row in parts.rows) == sum(row.today for row in parts.rows) > 0
    page = officer.get(f"/needs/gaps?plan={proposed.id}").get_data(as_text=True)
    assert str(study.further_state.label) in page
    rows = study.supplements(("体育", "音乐", "美术"), recruits_are_above_degree=True)
    assert rows
    book = openpyxl.load_workbook(io.BytesIO(officer.post("/needs/export/supplement.xlsx").data))
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert sum(number for row in cells for number in row if isinstance(number, int)) == sum(row.persons for row in rows)
    assert "补充需求表" in officer.get("/exports/").get_data(as_text=True)
    actions = list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.sequence)))
    assert actions.count("gap_study_asked") == actions.count("gap_study_made") == 1


def test_readers_see_the_study_but_cannot_ask_for_one(proposed, client_as, quick_study):
    officer, leader = client_as(Role.OFFICER), client_as(Role.LEADER)
    ask(officer, proposed)
    study_and_job(proposed)
    page = leader.get(f"/needs/gaps?plan={proposed.id}").get_data(as_text=True)
    assert proposed.name in page
    assert "gap-study" not in page
    assert leader.post(f"/plans/{proposed.id}/gap-study").status_code == 403


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.INVALID, PlanState.NO_PLAN, PlanState.UNFINISHED])
def test_only_a_valid_plan_is_studied(tiny, officer, state):
    plan = create_plan(tiny)
    plan.state = state
    with pytest.raises(StaffingError):
        operations.ask_gap_study(plan, asked_by=None)
    ask(officer, plan)
    assert db.session.scalar(select(Job).where(Job.subject == f"gaps:{plan.id}")) is None


def test_second_study_is_refused_while_the_first_runs(proposed, officer):
    ask(officer, proposed)
    ask(officer, proposed)
    assert len(db.session.scalars(select(Job).where(Job.subject == f"gaps:{proposed.id}")).all()) == 1


def test_nothing_is_stored_when_the_officer_cancels(proposed, officer, monkeypatch):
    ask(officer, proposed)

    def stop(_instance, _solution, _search, *, on_progress, should_stop):
        with db.sessionmaker() as session, session.begin():
            ledger.ask_to_cancel(session, session.scalar(select(Job.id).order_by(Job.id.desc())))

    monkeypatch.setattr(gap_jobs, "study_texts", stop)
    monkeypatch.setattr("staffing.jobs.context.JobContext.cancelled", True)
    stored, job = study_and_job(proposed)
    assert (stored, job.state) == (None, JobState.CANCELLED)
    assert f"/plans/{proposed.id}/gap-study" in officer.get(f"/needs/gaps?plan={proposed.id}").get_data(as_text=True)


@pytest.mark.parametrize(("error", "code", "attempts"), [
    (ChildDiedError("killed"), "child_died", 3), (ChildDiedError("out of memory"), "out_of_memory", 1), (None, "too_long", 1)])
def test_study_fails_in_words_when_the_child_leaves_nothing(proposed, officer, monkeypatch, error, code, attempts):
    ask(officer, proposed)

    def fail(*_args, **_kwargs):
        if error is not None:
            raise error

    monkeypatch.setattr(gap_jobs, "study_texts", fail)
    stored, job = study_and_job(proposed)
    assert (stored, job.state, job.error, job.attempts) == (None, JobState.FAILED, code, attempts)
    assert str(gap_jobs.GAP_FAULTS[code]) in officer.get(f"/needs/gaps?plan={proposed.id}").get_data(as_text=True)


def test_study_fails_in_words_when_the_plan_was_deleted_meanwhile(proposed, officer, quick_study):
    ask(officer, proposed)
    number = proposed.id
    operations.delete_plan(proposed)
    db.session.flush()
    run_waiting_jobs(current_app._get_current_object())
    job = db.session.scalar(select(Job).where(Job.subject == f"gaps:{number}"))
    assert (job.state, job.error) == (JobState.FAILED, "plan_gone")


def test_job_of_another_county_is_not_shown(proposed, officer):
    db.session.add(Job(kind="study_gaps", subject="gaps:987654", county_id=None, created_by=None, payload={}, max_attempts=3))
    db.session.flush()
    assert "<progress" not in officer.get("/needs/gaps?plan=987654").get_data(as_text=True)
