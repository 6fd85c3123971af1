"""The plan again with few changes: form, job with a real child, the new plan with its proof, budget, refusals."""

import pytest
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation.check import check
from solvers.rotation.explanations import entry
from solvers.rotation.io import parse_instance, parse_solution
from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.plans import operations, queries
from staffing.plans.answers import repair_jobs
from staffing.plans.models import MarkKind, Plan, PlanState
from tests.factories.plans import create_plan

FEWEST = {"name": "补救方案", "mode": "fewest"}


@pytest.fixture
def quick_repair(monkeypatch) -> None:
    """Let repairs be found in this process: a child takes seconds to start."""

    def resolve_text(texts, amendments, budget, search, **_listeners):
        return entry.resolve_text(*texts, amendments, budget, search.params, QuietControl())

    monkeypatch.setattr(repair_jobs, "resolve_text", resolve_text)


@pytest.fixture
def run(proposed):
    """Return the run that the proposed plan shows."""
    return queries.find_shown_run(proposed.county_id, proposed.id)


def ends_of(run) -> dict[int, int]:
    """Return {teacher: section} of a run's moves."""
    return {move.teacher_id: move.to_section_id for move in run.moves}


def changed_between(one, other) -> set[int]:
    """Return who ends elsewhere."""
    before, after = ends_of(one), ends_of(other)
    return {key for key in before | after if before.get(key) != after.get(key)}


def made_plan(name: str = "补救方案") -> Plan | None:
    """Return the new plan."""
    return db.session.scalar(select(Plan).where(Plan.name == name))


def test_repair_without_a_person_is_made_in_a_child_and_proven(proposed, officer, run, work):
    gone = run.moves[0].teacher
    form = officer.get(f"/plans/{proposed.id}/repair?person={gone.number}").text
    assert gone.number in form
    answer = officer.post(f"/plans/{proposed.id}/repair", data={**FEWEST, "dropped": f" {gone.number} \n\n{gone.name}"})
    plan = made_plan()
    assert answer.headers["Location"] == f"/plans/{plan.id}"
    assert "<progress" in officer.get(f"/plans/{plan.id}").text
    job = work()
    assert (job.state, job.error) == (JobState.DONE, "")
    db.session.refresh(plan)
    assert plan.state is PlanState.VALID
    made = queries.find_shown_run(plan.county_id, plan.id)
    assert check(parse_instance(made.instance_text), parse_solution(made.solution_text)) == []
    assert gone.id not in ends_of(made)
    nearest = made.explanation["nearest"]
    changed = changed_between(run, made)
    assert gone.id in changed
    assert len(changed) == nearest["changes"] == nearest["fewest"]
    assert [(mark.teacher_id, mark.section_id, mark.kind) for mark in plan.marks] == [
        (gone.id, run.moves[0].from_section_id, MarkKind.PIN)]
    assert not operations.is_outdated(plan, made)
    page = officer.get(f"/plans/{plan.id}").text
    assert "已证明：没有哪个符合全部规则的方案改动更少" in page
    assert f"plan={proposed.id}&amp;plan={plan.id}" in page
    assert officer.get(f"/plans/compare?plan={proposed.id}&plan={plan.id}").status_code == 200
    assert queries.find_shown_run(proposed.county_id, proposed.id).id == run.id


def test_marks_set_since_hold_and_nothing_else_changes_where_none_is_needed(proposed, officer, run, quick_repair, work):
    officer.post(f"/plans/{proposed.id}/repair", data={**FEWEST, "name": "同一方案"})
    assert work().state is JobState.DONE
    same = made_plan("同一方案")
    assert changed_between(run, queries.find_shown_run(same.county_id, same.id)) == set()
    move = run.moves[0]
    operations.mark_teacher(proposed, teacher_id=move.teacher_id, section_id=move.to_section_id, kind=MarkKind.FORBID, reason="")
    db.session.commit()
    officer.post(f"/plans/{proposed.id}/repair", data=FEWEST)
    assert work().state is JobState.DONE
    plan = made_plan()
    made = queries.find_shown_run(plan.county_id, plan.id)
    assert plan.state is PlanState.VALID
    assert ends_of(made).get(move.teacher_id) != move.to_section_id
    assert move.teacher_id in changed_between(run, made)
    assert [mark.kind for mark in plan.marks] == [MarkKind.FORBID]


def test_budget_is_kept_or_told_to_be_too_small(proposed, officer, run, quick_repair, work):
    gone = run.moves[0].teacher
    data = {"name": "预算方案", "mode": "budget", "dropped": gone.number}
    assert "field-wrong" in officer.post(f"/plans/{proposed.id}/repair", data=data).text
    officer.post(f"/plans/{proposed.id}/repair", data={**data, "budget": "0"})
    job = work()
    assert (job.state, job.error) == (JobState.FAILED, "budget_too_small")
    fewest = job.result["numbers"]["fewest"]
    plan = made_plan("预算方案")
    assert plan.state is PlanState.DRAFT
    assert f"至少要改动 {fewest} 人" in officer.get(f"/plans/{plan.id}").text
    officer.post(f"/plans/{proposed.id}/repair", data={**data, "name": "预算方案二", "budget": str(fewest + 2)})
    assert work().state is JobState.DONE
    enough = made_plan("预算方案二")
    assert len(changed_between(run, queries.find_shown_run(enough.county_id, enough.id))) <= fewest + 2


def test_repair_that_is_impossible_says_why(proposed, officer, run, quick_repair, quick_solver, work, tiny):
    everybody = "\n".join(teacher.number for teacher in tiny.teachers)
    officer.post(f"/plans/{proposed.id}/repair", data={**FEWEST, "dropped": everybody})
    job = work()
    plan = made_plan()
    assert (job.state, plan.state) == (JobState.DONE, PlanState.NO_PLAN)
    assert "放宽哪一条才有方案" in officer.get(f"/plans/{plan.id}").text


@pytest.mark.parametrize("dropped", ["没有此人", "99999"])
def test_person_that_nobody_is_is_told_beside_the_field(proposed, officer, dropped):
    text = officer.post(f"/plans/{proposed.id}/repair", data={**FEWEST, "dropped": dropped}).text
    assert "field-wrong" in text
    assert dropped in text
    assert made_plan() is None


def test_plan_without_moves_cannot_be_repaired(tiny, officer):
    plan = create_plan(tiny)
    assert officer.get(f"/plans/{plan.id}/repair").status_code == 404
    assert officer.post(f"/plans/{plan.id}/repair", data=FEWEST).status_code == 404
    assert db.session.scalar(select(Job)) is None


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_readers_see_the_proof_but_cannot_ask_for_a_repair(proposed, client_as, role):
    reader = client_as(role)
    assert "/repair" not in reader.get(f"/plans/{proposed.id}").text
    assert reader.post(f"/plans/{proposed.id}/repair", data=FEWEST).status_code == 403
