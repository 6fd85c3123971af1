"""Scenarios and sweeps: copies under other settings, solved together, compared, chosen; one setting over its range."""

from decimal import Decimal

import pytest
from flask import current_app
from sqlalchemy import select

from solvers.linear import QuietControl
from solvers.rotation import child
from solvers.rotation.io import parse_solution
from staffing.core.access import Role
from staffing.dashboard.queries import find_newest_valid_plan
from staffing.decisions.operations import submittable_run
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.jobs.worker import run_waiting_jobs
from staffing.plans import queries
from staffing.plans.models import MarkKind, Plan, PlanState
from staffing.plans.scenarios import sweep_jobs
from staffing.plans.scenarios.curves import draw_curve
from staffing.plans.scenarios.models import Scenario, ScenarioSet, Sweep
from staffing.plans.scenarios.operations import MOST_SCENARIOS, add_scenario, create_set
from staffing.plans.scenarios.sweeping import points_between
from staffing.plans.settings import PlanDifferences


@pytest.fixture
def quick_sweep(monkeypatch) -> None:
    """Let sweeps solve in this process: a child takes seconds to start."""
    monkeypatch.setattr(sweep_jobs, "solve_text", lambda text, search, **_listeners: child.solve_text(text, search.params, QuietControl()))


@pytest.fixture
def found(proposed) -> ScenarioSet:
    """Return a set that starts from the proposed plan."""
    return create_set(proposed, name="比选", asked_by=None)


def add(found, name, **differences):
    """Add a scenario with the base plan's settings and some others."""
    chosen = PlanDifferences.read({**found.base.settings, **differences})
    return add_scenario(found, name=name, differences=chosen, staying=[], reason="", asked_by=None)


def form_of(proposed, **more):
    """Return the fields that the page of a new scenario sends."""
    return {"name": "少远距离", "school_outflow_share": "50", "cell_outflow_share": "50", "time_limit_s": "20", "seed": "1", **more}


def test_scenario_is_added_in_words_and_hidden_from_plans(officer, proposed, tiny):
    officer.post("/scenarios/new", data={"name": "比选", "base": proposed.id})
    found = db.session.scalar(select(ScenarioSet))
    page = officer.get(f"/scenarios/{found.id}/add").text
    assert 'value="50"' in page, "the fields show the starting plan's settings"
    stayer = tiny.teachers[0]
    officer.post(f"/scenarios/{found.id}/add", data=form_of(proposed, max_distance_km="6", staying=stayer.number))
    scenario = db.session.scalar(select(Scenario))
    page = officer.get(f"/scenarios/{found.id}").text
    assert "少远距离" in page
    assert "<strong>6</strong>" in page
    assert "1 人不参与交流" in page
    assert [(mark.teacher_id, mark.section_id, mark.kind) for mark in scenario.plan.marks] == [(stayer.id, tiny.sections[0].id, MarkKind.PIN)]
    assert scenario.plan_id not in [plan.id for plan in queries.list_plans(proposed.county_id)]
    assert "少远距离" not in officer.get("/plans/").text


def test_unknown_person_is_told_beside_the_field(officer, found, proposed):
    page = officer.post(f"/scenarios/{found.id}/add", data=form_of(proposed, staying="没有此人")).text
    assert "没有此人" in page
    assert db.session.scalar(select(Scenario)) is None


def test_five_scenarios_are_solved_together_with_progress_and_compared(officer, found, quick_solver, tiny):
    for number, km in enumerate((5, 8, 12, 20, 40)):
        add(found, f"情景{number}", max_distance_km=km)
    page = officer.post(f"/scenarios/{found.id}/solve", follow_redirects=True).text
    assert "已开始求解 5 个情景" in page
    assert "<progress" in page
    assert "6 个中已完成 1 个" in officer.get(f"/scenarios/{found.id}/progress").text
    run_waiting_jobs(current_app._get_current_object())
    db.session.expire_all()
    plans = [one.plan for one in db.session.scalar(select(ScenarioSet)).scenarios]
    assert all(plan.state in (PlanState.VALID, PlanState.NO_PLAN) for plan in plans)
    assert officer.get(f"/scenarios/{found.id}/progress").headers["HX-Refresh"] == "true"
    ready = [plan.id for plan in plans if plan.state is PlanState.VALID][:3]
    address = "/plans/compare?" + "&".join(f"plan={one}" for one in (found.base_plan_id, *ready))
    page = officer.get(address).text
    assert "最大距离" in page
    assert "<svg" in page
    assert "只列出有差别的项目" in page
    assert len(officer.get(f"{address}&all=1").text) > len(page)
    assert "各情景均已有结果" in officer.post(f"/scenarios/{found.id}/solve", follow_redirects=True).text


def test_waiting_scenarios_are_cancelled_together(officer, found):
    add(found, "甲", max_distance_km=9)
    add(found, "乙", max_distance_km=10)
    officer.post(f"/scenarios/{found.id}/solve")
    assert "已要求停止 2 个情景" in officer.post(f"/scenarios/{found.id}/cancel", follow_redirects=True).text
    assert {job.state for job in db.session.scalars(select(Job).where(Job.subject.in_(
        [f"plan:{one.plan_id}" for one in found.scenarios])))} == {JobState.CANCELLED}


def test_chosen_scenario_is_a_plan_and_survives_its_set(officer, found, quick_solver):
    kept, dropped = add(found, "选用的", max_distance_km=30), add(found, "不用的", max_distance_km=31)
    kept_plan, dropped_plan = kept.plan_id, dropped.plan_id
    officer.post(f"/scenarios/one/{kept.id}/choose")
    assert kept_plan in [plan.id for plan in queries.list_plans(found.county_id)]
    set_id = found.id
    officer.post(f"/scenarios/{set_id}/delete")
    db.session.expire_all()
    assert db.session.get(Plan, kept_plan) is not None
    assert db.session.get(Plan, dropped_plan) is None
    assert db.session.get(ScenarioSet, set_id) is None


def test_scenario_is_neither_submitted_nor_counted_until_it_is_chosen(officer, found, quick_solver):
    scenario = add(found, "未选用的", max_distance_km=30)
    officer.post(f"/scenarios/{found.id}/solve")
    run_waiting_jobs(current_app._get_current_object())
    db.session.expire_all()
    assert scenario.plan.state is PlanState.VALID
    assert find_newest_valid_plan(found.rotation_year_id).id == found.base_plan_id
    page = officer.get(f"/plans/{scenario.plan_id}").text
    assert "尚不是方案" in page
    assert "送审" not in page
    with pytest.raises(StaffingError):
        submittable_run(scenario.plan)
    officer.post(f"/scenarios/one/{scenario.id}/choose")
    db.session.expire_all()
    assert submittable_run(scenario.plan) is not None
    assert find_newest_valid_plan(found.rotation_year_id).id == scenario.plan_id


def test_one_scenario_is_removed_with_its_plan(officer, found):
    scenario = add(found, "移除的", max_distance_km=30)
    plan_id = scenario.plan_id
    officer.post(f"/scenarios/one/{scenario.id}/delete")
    assert db.session.get(Plan, plan_id) is None


def test_too_many_scenarios_are_refused(found):
    for number in range(MOST_SCENARIOS):
        add(found, f"情景{number}")
    with pytest.raises(StaffingError):
        add(found, "多余的")


def test_readers_look_and_strangers_do_not(client_as, found, proposed):
    leader, clerk = client_as(Role.LEADER), client_as(Role.CLERK)
    assert leader.get(f"/scenarios/{found.id}").status_code == 200
    assert leader.get("/scenarios/").status_code == 200
    assert leader.get(f"/scenarios/{found.id}/add").status_code == 403
    assert leader.post(f"/scenarios/{found.id}/solve").status_code == 403
    assert clerk.get(f"/scenarios/{found.id}").status_code == 403


def test_sweep_solves_each_value_and_draws_its_curves(officer, proposed, quick_sweep, work):
    answer = officer.post("/scenarios/sweeps/new", data={"plan": proposed.id, "setting": "max_distance_km", "first": "1", "last": "25", "number": "4"})
    sweep = db.session.scalar(select(Sweep))
    assert answer.headers["Location"].endswith(f"/scenarios/sweeps/{sweep.id}")
    assert "<progress" in officer.get(f"/scenarios/sweeps/{sweep.id}").text
    assert work().state is JobState.DONE
    db.session.refresh(sweep)
    assert [row["value"] for row in sweep.results] == sweep.points == [1, 9, 17, 25]
    solved = [row for row in sweep.results if row["status"] == "optimal"]
    assert solved
    assert all(row["findings"] == 0 and row["moved"] > 0 for row in solved)
    costs = [row["missing"] for row in solved]
    assert costs == sorted(costs, reverse=True), "more room never leaves more persons missing here"
    page = officer.get(f"/scenarios/sweeps/{sweep.id}").text
    assert page.count("<svg") >= 4
    assert "平均距离" in page
    officer.post(f"/scenarios/sweeps/{sweep.id}/delete")
    assert db.session.scalar(select(Sweep)) is None


def test_sweep_over_a_quota_goes_on_where_it_was_cancelled(officer, proposed, quick_sweep, work):
    officer.post("/scenarios/sweeps/new", data={"plan": proposed.id, "setting": "quotas.rotation_share", "first": "5", "last": "25", "number": "3"})
    sweep = db.session.scalar(select(Sweep))
    assert sweep.points == [0.05, 0.15, 0.25]
    job = db.session.scalar(select(Job).order_by(Job.id.desc()).limit(1))
    officer.post(f"/jobs/{job.id}/cancel")
    sweep.results = [{"value": 0.05, "status": "infeasible"}]
    db.session.flush()
    assert "继续求解" in officer.get(f"/scenarios/sweeps/{sweep.id}").text
    officer.post(f"/scenarios/sweeps/{sweep.id}/go-on")
    assert work().state is JobState.DONE
    db.session.refresh(sweep)
    assert sweep.results[0]["status"] == "infeasible", "what was solved is not solved again"
    assert len(sweep.results) == 3


def test_known_plan_stands_in_where_the_search_came_to_nothing(proposed):
    run = queries.find_shown_run(proposed.county_id, proposed.id)
    moves = parse_solution(run.solution_text).moves
    point = sweep_jobs.Point(20.0, run.instance_text, None)
    found, kept = sweep_jobs.point_figures(point, None, [moves])
    assert (found["status"], found["findings"], found["moved"]) == ("feasible", 0, len(moves))
    assert kept == moves
    assert sweep_jobs.point_figures(point, None, [moves[:-1]]) == ({"value": 20.0, "status": "unknown"}, ()), "a plan that breaks a rule does not"


@pytest.mark.parametrize(("first", "last", "fault"), [("40", "10", "由小到大"), ("10", "10.01", "相距太近"), ("x", "3", "数字")])
def test_range_that_is_none_is_told(officer, proposed, first, last, fault):
    page = officer.post("/scenarios/sweeps/new", data={"plan": proposed.id, "setting": "max_distance_km", "first": first, "last": last, "number": "5"}).text
    assert fault in page


def test_points_are_even_and_percentages_are_stored_as_fractions():
    assert points_between("max_distance_km", Decimal(10), Decimal(40), 7) == [10, 15, 20, 25, 30, 35, 40]
    assert points_between("quotas.backbone_share", Decimal(10), Decimal(30), 3) == [Decimal("0.1"), Decimal("0.2"), Decimal("0.3")]


def test_curve_leaves_out_values_without_a_plan_and_encloses_the_rest():
    curve = draw_curve("", [10, 20, 30], [None, 7.0, 3.0], own=20)
    assert [dot.y is None for dot in curve.dots] == [True, False, False]
    assert len(curve.paths) == 1
    assert min(tick.at for tick in curve.ticks) <= curve.dots[1].y <= curve.dots[2].y <= max(tick.at for tick in curve.ticks)
    assert curve.own == curve.dots[1].x
    assert draw_curve("", [1, 2, 3], [None, None, None]).paths == ()
