"""From records to a stored, checked plan: the job that proposes one, run in this process with a real child."""

import datetime as dt

import pytest
from sqlalchemy import select

from solvers.rotation.check import check
from solvers.rotation.io import instance_sha256, parse_instance, parse_solution
from staffing.audit.models import AuditEvent
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.models import Job, JobState
from staffing.plans import jobs, operations, queries
from staffing.plans.bridge.results import text_sha256
from staffing.plans.models import MarkKind, Move, Plan, PlanState, SolveRun
from staffing.plans.solving import ChildDiedError
from staffing.schools.enums import PostLevel
from staffing.schools.operations import set_title_posts
from staffing.teachers.enums import TitleLevel
from staffing.teachers.models import TitleGrant
from tests.factories.plans import create_plan, create_tiny_county, propose

SINCE = dt.date(2020, 9, 1)


def test_proposal_is_stored_with_everything_needed_to_repeat_it_when_a_plan_was_found(tiny):
    plan = propose(tiny, create_plan(tiny))
    assert plan.state is PlanState.VALID
    run = queries.find_shown_run(tiny.county.id, plan.id)
    instance, solution = parse_instance(run.instance_text), parse_solution(run.solution_text)
    assert instance_sha256(instance) == run.instance_sha256 == solution.instance_sha256
    assert text_sha256(run.solution_text) == run.solution_sha256
    assert check(instance, solution) == []
    assert run.status == "optimal"
    assert (run.ruleset, run.eligibility_list_id) == ("demo 1.0", tiny.verdicts.id)
    assert run.parameters["seed"] == 1
    assert {"ortools", "engine"} <= run.versions.keys()
    assert len(run.moves) == len(solution.moves) == run.statistics["moved"] >= 2


def test_stored_moves_carry_dates_distance_and_true_reasons_when_the_plan_is_valid(tiny, quick_solver):
    run = queries.find_shown_run(tiny.county.id, propose(tiny, create_plan(tiny)).id)
    for move in run.moves:
        assert (move.starts_on.isoformat(), move.ends_on.isoformat()) == ("2026-09-01", "2027-08-31")
        assert 0 < move.distance_km < 20
        assert 1 <= len(move.reasons) <= 3
        for reason in move.reasons:
            if reason["code"] == "indicator":
                assert reason["before"] < reason["need"]
                assert reason["before"] < reason["after"]


def test_stored_instance_names_nobody_when_it_is_read(tiny, quick_solver):
    run = queries.find_shown_run(tiny.county.id, propose(tiny, create_plan(tiny)).id)
    for teacher in tiny.teachers:
        assert teacher.name not in run.instance_text
        assert teacher.number not in run.instance_text
        assert teacher.pseudonym in run.instance_text


def test_second_proposal_is_refused_when_one_is_under_way(tiny):
    plan = create_plan(tiny)
    operations.propose(plan, asked_by=None, time_limit_s=20)
    with pytest.raises(StaffingError):
        operations.propose(plan, asked_by=None, time_limit_s=20)
    with pytest.raises(StaffingError):
        operations.delete_plan(plan)


def test_plan_says_proven_impossible_and_why_when_rules_contradict(tiny, quick_solver):
    plan = create_plan(tiny, quotas={"rotation_share": 1})
    propose(tiny, plan)
    assert plan.state is PlanState.NO_PLAN
    run = queries.find_shown_run(tiny.county.id, plan.id)
    assert run.moves == []
    assert run.explanation["repair"] or run.explanation["conflict"]


def test_pin_without_candidate_is_told_by_its_code_when_the_plan_is_impossible(tiny, quick_solver):
    plan = create_plan(tiny, max_distance_km=0)
    operations.mark_teacher(plan, teacher_id=tiny.teacher(0, 0).id, section_id=tiny.sections[1].id, kind=MarkKind.PIN, reason="")
    propose(tiny, plan)
    run = queries.find_shown_run(tiny.county.id, plan.id)
    assert plan.state is PlanState.NO_PLAN
    assert run.explanation["obstacles"][0]["code"] == "pins"
    assert run.explanation["obstacles"][0]["ids"][0] == tiny.teacher(0, 0).pseudonym


def test_pins_and_forbids_hold_when_a_plan_is_proposed(tiny, quick_solver):
    plan = create_plan(tiny)
    operations.mark_teacher(plan, teacher_id=tiny.teacher(0, 2).id, section_id=tiny.sections[1].id, kind=MarkKind.PIN, reason="")
    operations.mark_teacher(plan, teacher_id=tiny.teacher(0, 3).id, section_id=tiny.sections[1].id, kind=MarkKind.FORBID, reason="")
    propose(tiny, plan)
    ends = {move.teacher_id: move.to_section_id for move in queries.find_shown_run(tiny.county.id, plan.id).moves}
    assert ends[tiny.teacher(0, 2).id] == tiny.sections[1].id
    assert ends.get(tiny.teacher(0, 3).id) != tiny.sections[1].id


def test_job_fails_with_the_schools_when_coordinates_are_missing(tiny):
    tiny.schools[1].longitude = None
    plan = propose(tiny, create_plan(tiny))
    job = db.session.scalar(select(Job))
    assert (job.state, job.error) == (JobState.FAILED, "no_coordinates")
    assert job.result["numbers"]["schools"] == str(tiny.schools[1].id)
    assert plan.state is PlanState.DRAFT


def test_proposal_is_refused_at_once_when_the_county_has_not_chosen_where_moves_count(app):
    tiny = create_tiny_county(ruleset="national")
    with pytest.raises(StaffingError):
        operations.propose(create_plan(tiny), asked_by=None, time_limit_s=20)


def test_job_is_tried_again_on_the_same_instance_when_the_child_died(tiny, quick_solver, monkeypatch):
    real, calls = jobs.solve_text, []

    def die_once(text, *args, **kwargs):
        calls.append(text)
        if len(calls) == 1:
            raise ChildDiedError("the child process died")
        return real(text, *args, **kwargs)

    monkeypatch.setattr(jobs, "solve_text", die_once)
    plan = propose(tiny, create_plan(tiny))
    assert plan.state is PlanState.VALID
    assert calls[0] == calls[1]
    assert db.session.scalar(select(Job)).attempts == 2
    assert len(db.session.scalars(select(SolveRun)).all()) == 1


def test_job_fails_in_words_when_the_child_dies_every_time(tiny, monkeypatch):
    def die(*_args, **_kwargs):
        raise ChildDiedError("the child process died")

    monkeypatch.setattr(jobs, "solve_text", die)
    plan = propose(tiny, create_plan(tiny))
    job = db.session.scalar(select(Job))
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, jobs.CHILD_DIED, 3)
    assert plan.state is PlanState.DRAFT


def test_nothing_is_stored_when_the_lease_was_lost_during_the_solve(tiny, quick_solver, monkeypatch):
    real = jobs.solve_text

    def lose(text, *args, **kwargs):
        with db.sessionmaker() as session, session.begin():
            job = session.scalar(select(Job))
            ledger.finish(session, job.id, worker=job.worker, state=JobState.FAILED, error="lease_expired")
        return real(text, *args, **kwargs)

    monkeypatch.setattr(jobs, "solve_text", lose)
    plan = propose(tiny, create_plan(tiny))
    assert plan.state is PlanState.DRAFT
    assert db.session.scalars(select(Move)).all() == []
    assert queries.find_shown_run(tiny.county.id, plan.id) is None


def test_no_transaction_is_open_when_the_solver_works(tiny, quick_solver, monkeypatch):
    real, seen = jobs.solve_text, []

    def watch(text, *args, **kwargs):
        seen.append(db.session.in_transaction())
        return real(text, *args, **kwargs)

    monkeypatch.setattr(jobs, "solve_text", watch)
    propose(tiny, create_plan(tiny))
    assert seen == [False]


def test_plan_keeps_what_it_showed_when_a_new_proposal_is_cancelled_before_it_has_a_plan(tiny, quick_solver, monkeypatch):
    plan = propose(tiny, create_plan(tiny))
    shown = queries.find_shown_run(tiny.county.id, plan.id).id

    def stop(_text, _search, *, on_progress, should_stop):
        with db.sessionmaker() as session, session.begin():
            ledger.ask_to_cancel(session, session.scalar(select(Job.id).order_by(Job.id.desc())))

    monkeypatch.setattr(jobs, "solve_text", stop)
    monkeypatch.setattr("staffing.jobs.context.Lease.cancelled", True, raising=False)
    monkeypatch.setattr("staffing.jobs.context.JobContext.cancelled", True)
    propose(tiny, plan)
    assert plan.state is PlanState.VALID
    assert queries.find_shown_run(tiny.county.id, plan.id).id == shown
    assert db.session.scalar(select(Job).order_by(Job.id.desc())).state is JobState.CANCELLED


def test_every_proposal_leaves_an_audit_line_with_fingerprints_when_it_is_stored(tiny, quick_solver):
    plan = propose(tiny, create_plan(tiny))
    event = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "plan.solved"))
    run = queries.find_shown_run(tiny.county.id, plan.id)
    assert event.changes["solution"] == [None, run.solution_sha256]
    assert event.object_id == str(plan.id)


def test_deleting_a_plan_takes_its_runs_and_moves_along_when_it_is_not_being_solved(tiny, quick_solver):
    plan = propose(tiny, create_plan(tiny))
    operations.delete_plan(plan)
    db.session.expire_all()
    assert db.session.scalars(select(Plan)).all() == []
    assert db.session.scalars(select(Move)).all() == []


def test_nobody_with_a_senior_title_is_sent_where_no_senior_post_is_free(tiny, quick_solver):
    for teacher in tiny.teachers[:6]:
        teacher.titles.append(TitleGrant(level=TitleLevel.SENIOR, granted_on=SINCE, engaged_on=SINCE))
    set_title_posts(tiny.schools[1], valid_from=SINCE, posts={PostLevel.SENIOR: 0})
    set_title_posts(tiny.schools[2], valid_from=SINCE, posts={PostLevel.SENIOR: 9})
    plan = propose(tiny, create_plan(tiny, relation_moves="always"))
    run = queries.find_shown_run(tiny.county.id, plan.id)
    instance = parse_instance(run.instance_text)
    assert sorted((row.school, row.level.value, row.posts) for row in instance.title_posts) == [
        (str(tiny.schools[1].id), "senior", 0), (str(tiny.schools[2].id), "senior", 9)]
    assert check(instance, parse_solution(run.solution_text)) == []
    seniors = {teacher.id for teacher in tiny.teachers[:6]}
    assert not [move for move in run.moves if move.teacher_id in seniors and move.to_section_id == tiny.sections[1].id]
    assert run.moves
