"""Answers about one person: page, job with a real child, stored answer, letter without other persons, faults, cancel, access."""

import pytest
from sqlalchemy import select

from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs import ledger
from staffing.jobs.models import Job, JobState
from staffing.plans import queries
from staffing.plans.answers import jobs as answer_jobs
from staffing.plans.answers.persons import wish_lines, word_told_reason
from staffing.plans.models import PlanAnswer
from staffing.plans.names import load_names
from staffing.plans.solving import ChildDiedError
from tests.factories.plans import create_plan, create_tiny_county, propose
from tests.factories.schools import create_county


@pytest.fixture
def run(proposed):
    """Return the run that the proposed plan shows."""
    return queries.find_shown_run(proposed.county_id, proposed.id)


@pytest.fixture
def move(run):
    """Return a move of the run."""
    return run.moves[0]


def address(plan, teacher_id: int, rest: str = "") -> str:
    """Return the address of the page about a person."""
    return f"/plans/{plan.id}/persons/{teacher_id}{rest}"


def stored(key: str) -> PlanAnswer | None:
    """Return a stored answer."""
    return db.session.scalar(select(PlanAnswer).where(PlanAnswer.key == key))


def test_page_is_reached_from_the_moves_and_from_the_record_and_tells_the_stored_reasons(proposed, officer, move):
    here = address(proposed, move.teacher_id)
    assert f'href="{here}"' in officer.get(f"/plans/{proposed.id}").text
    assert f'href="{here}"' in officer.get(f"/teachers/{move.teacher_id}").text
    page = officer.get(here).text
    assert move.teacher.name in page
    assert f"{here}/ask/person" in page
    assert f"{here}/ask/drop_out" in page


def test_reasons_chain_and_wishes_are_made_in_a_child_and_shown(proposed, officer, move, run, work):
    here = address(proposed, move.teacher_id)
    assert officer.post(f"{here}/ask/person").headers["Location"] == here
    waiting = officer.get(here).text
    assert "<progress" in waiting
    assert f"{here}/ask/person" not in waiting
    job = work()
    assert (job.state, job.error) == (JobState.DONE, "")
    answer = stored(f"person:{move.teacher_id}").content
    assert 1 <= len(answer["reasons"]["reasons"]) <= 3
    assert move.teacher.pseudonym in [one["teacher"] for one in answer["chain"]["moves"]]
    page = officer.get(here).text
    names = load_names(proposed.county_id)
    for reason in answer["reasons"]["reasons"]:
        told = word_told_reason(reason, names, {})
        assert reason["code"] not in told
        assert reason["code"] in ("rotation_share", "backbone_share") or told.split("“")[0][:12] in page
    assert not any(teacher.pseudonym in page for teacher in (one.teacher for one in run.moves))
    actions = list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.sequence)))
    assert actions.count("plan.ask") == actions.count("plan.answered") == 1


def test_letter_names_nobody_else(proposed, officer, move, quick_answers, work, tiny):
    for code in ("person", "drop_out"):
        officer.post(address(proposed, move.teacher_id, f"/ask/{code}"))
    work()
    letter = officer.get(address(proposed, move.teacher_id, "/letter")).text
    assert move.teacher.name in letter
    for teacher in tiny.teachers:
        assert teacher.id == move.teacher_id or (teacher.name not in letter and teacher.number not in letter)
        assert teacher.pseudonym not in letter


def test_drop_out_shows_a_checked_repair_with_the_fewest_changes(proposed, officer, move, quick_answers, work):
    here = address(proposed, move.teacher_id)
    officer.post(f"{here}/ask/drop_out")
    assert work().state is JobState.DONE
    content = stored(f"drop_out:{move.teacher_id}").content
    repair = content["repair"]
    assert repair["status"] == "optimal"
    page = officer.get(here).text
    assert repair["changes"] == repair["fewest"] == len(content["difference"]["displaced"])
    assert repair["findings"] == []
    assert "已证明：没有哪个符合全部规则的方案改动更少" in page


def test_why_not_names_the_rule_or_the_persons_who_would_end_elsewhere(proposed, officer, move, quick_answers, work, tiny):
    here = address(proposed, move.teacher_id)
    for section in tiny.sections:
        officer.post(f"{here}/ask/why_not", data={"section": section.id})
    work()
    page = officer.get(here).text
    verdicts = set()
    for section in tiny.sections:
        content = stored(f"why_not:{move.teacher_id}:{section.id}").content
        verdicts.add(content["verdict"])
        assert (content["verdict"] == "already") == (section.id == move.to_section_id)
        if content["verdict"] == "possible":
            displaced = [row["teacher"] for row in content["difference"]["displaced"]]
            assert move.teacher.pseudonym in displaced
            assert len(displaced) == content["nearest"]["changes"] == content["nearest"]["fewest"]
        if content["verdict"] == "no_candidate":
            assert all(row["codes"] for row in content["conditions"])
    assert "already" in verdicts
    assert "方案正是如此安排" in page


def test_wish_that_was_not_met_says_what_stops_it_and_names_nobody_to_the_person(proposed, tiny):
    names = load_names(proposed.county_id, {tiny.teachers[0].pseudonym})
    section = str(tiny.sections[0].id)
    base = {"place": 1, "section": section, "conditions": [], "broken": [], "goals": [], "cost": None}
    couple = {"code": "couples", "ids": [tiny.teachers[0].pseudonym, tiny.teachers[1].pseudonym], "text": "x",
              "numbers": {"apart_km": 30.0, "limit_km": 20.0}}
    full = {**base, "verdict": "full", "broken": [couple]}
    assert tiny.teachers[0].name in wish_lines([full], names, {}, own=False)[0].details[0]
    told = wish_lines([full], names, {}, own=True)[0]
    assert tiny.teachers[0].name not in "".join(told.details)
    worse = {**base, "verdict": "worse", "goals": [{"code": "burden", "before": 3.0, "after": 3.4, "cost": 0.4}]}
    assert "3.0 → 3.4" in wish_lines([worse], names, {}, own=True)[0].details[0]
    excluded = {**base, "verdict": "no_candidate", "conditions": [{"subject": "语文", "codes": ["distance"]}]}
    assert wish_lines([excluded], names, {}, own=True)[0].details[0].startswith("语文")
    for verdict in ("met", "decided", "open"):
        assert wish_lines([{**base, "verdict": verdict}], names, {}, own=True)[0].details == ()


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_readers_see_answers_but_cannot_ask(proposed, client_as, move, quick_answers, work, role):
    here = address(proposed, move.teacher_id)
    client_as(Role.OFFICER).post(f"{here}/ask/person")
    work()
    reader = client_as(role)
    assert "/ask/" not in reader.get(here).text
    assert reader.post(f"{here}/ask/person").status_code == 403
    assert reader.get(f"{here}/letter").status_code == 200


@pytest.mark.parametrize("role", [Role.CLERK, Role.PRINCIPAL, Role.ADMINISTRATOR, Role.AUDITOR])
def test_persons_of_a_plan_are_closed_to_others(proposed, client_as, move, role):
    client = client_as(role)
    for rest in ("", "/letter"):
        assert client.get(address(proposed, move.teacher_id, rest)).status_code == 403


def test_person_of_another_county_is_not_found(officer, proposed, quick_solver):
    other = create_tiny_county(county=create_county(ruleset="demo"))
    plan = propose(other, create_plan(other))
    assert officer.get(address(plan, other.teachers[0].id)).status_code == 404
    assert officer.get(address(proposed, other.teachers[0].id)).status_code == 404
    assert officer.post(address(proposed, other.teachers[0].id, "/ask/person")).status_code == 404


@pytest.mark.parametrize("rest", ["/ask/fairness", "/ask/nonsense", "/ask/why_not"])
def test_question_that_makes_no_sense_about_a_person_is_not_found(proposed, officer, move, rest):
    assert officer.post(address(proposed, move.teacher_id, rest)).status_code == 404
    assert db.session.scalar(select(Job).where(Job.kind == "answer_plan")) is None


@pytest.mark.parametrize(("error", "code", "attempts"), [
    (ChildDiedError("killed"), "child_died", 3), (ChildDiedError("out of memory"), "out_of_memory", 1), (None, "too_long", 1),
    (ChildDiedError("Traceback …\nsolvers.rotation.errors.InstanceError: teacher"), "not_listed", 1)])
def test_question_fails_in_words_when_the_child_leaves_nothing(proposed, officer, move, monkeypatch, work, error, code, attempts):
    here = address(proposed, move.teacher_id)
    officer.post(f"{here}/ask/person")

    def fail(*_args, **_kwargs):
        if error is not None:
            raise error

    monkeypatch.setattr(answer_jobs, "answer_text", fail)
    job = work()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, code, attempts)
    assert str(answer_jobs.ANSWER_FAULTS[code]) in officer.get(here).text


def test_nothing_is_stored_when_the_officer_cancels(proposed, officer, move, monkeypatch, work):
    here = address(proposed, move.teacher_id)
    officer.post(f"{here}/ask/drop_out")

    def stop(*_args, **_kwargs):
        with db.sessionmaker() as session, session.begin():
            ledger.ask_to_cancel(session, session.scalar(select(Job.id).order_by(Job.id.desc())))

    monkeypatch.setattr(answer_jobs, "answer_text", stop)
    monkeypatch.setattr("staffing.jobs.context.JobContext.cancelled", True)
    assert work().state is JobState.CANCELLED
    assert stored(f"drop_out:{move.teacher_id}") is None
    assert f"{here}/ask/drop_out" in officer.get(here).text
