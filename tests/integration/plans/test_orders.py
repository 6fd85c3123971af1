"""Goals weighed or one after the other: setting with its tolerance, the other order as a new plan, what the choice costs."""

import pytest
from sqlalchemy import select

from staffing.core.access import Role
from staffing.extensions import db
from staffing.jobs.models import JobState
from staffing.plans import operations, queries
from staffing.plans.answers.orders import compare_orders
from staffing.plans.models import MarkKind, Plan, PlanState


@pytest.fixture
def both(proposed, officer, work):
    """Return the weighed plan and the plan with levels."""
    officer.post(f"/plans/{proposed.id}/other-order")
    assert work().state is JobState.DONE
    return proposed, db.session.scalar(select(Plan).order_by(Plan.id.desc()).limit(1))


def run_of(plan):
    """Return the run that a plan shows."""
    return queries.find_shown_run(plan.county_id, plan.id)


def test_both_orders_stand_side_by_side_with_the_cost_of_the_choice(both, officer):
    weighted, levels = both
    assert (levels.state, levels.settings["goal_order"]) == (PlanState.VALID, "lexicographic")
    assert {**levels.settings, "goal_order": None} == {**weighted.settings, "goal_order": None}
    view = compare_orders(weighted, run_of(weighted))
    assert (view.weighted.id, view.levels.id) == (run_of(weighted).id, run_of(levels).id)
    assert [row.name for row in view.rows]
    assert view.levels.cost >= view.weighted.cost - 1e-6
    again = compare_orders(levels, run_of(levels))
    assert (again.weighted.id, again.levels.id, again.rows) == (view.weighted.id, view.levels.id, view.rows)
    for plan in both:
        page = officer.get(f"/plans/{plan.id}").text
        assert "各目标加权之和" in page
        assert f"/plans/{plan.id}/other-order" not in page
        assert weighted.name in page
        assert levels.name in page


def test_runs_of_different_questions_are_not_compared(both, officer, work):
    _, levels = both
    mark = {"section_id": run_of(levels).moves[0].to_section_id, "teacher_id": run_of(levels).moves[0].teacher_id}
    operations.mark_teacher(levels, **mark, kind=MarkKind.FORBID, reason="")
    db.session.commit()
    officer.post(f"/plans/{levels.id}/propose")
    assert work().state is JobState.DONE
    assert compare_orders(levels, run_of(levels)) is None
    assert f"/plans/{levels.id}/other-order" in officer.get(f"/plans/{levels.id}").text


def test_tolerance_of_the_levels_is_a_setting(proposed, officer):
    address = f"/plans/{proposed.id}/settings"
    officer.post(address, data={"name": proposed.name, "goal_order": "lexicographic", "level_tolerance": "2.5%"})
    db.session.expire_all()
    assert proposed.settings == {"goal_order": "lexicographic", "level_tolerance": "0.025"}
    assert 'value="2.5"' in officer.get(address).text
    assert "field-wrong" in officer.post(address, data={"name": proposed.name, "level_tolerance": "200"}).text


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_readers_do_not_ask_for_the_other_order(proposed, client_as, role):
    reader = client_as(role)
    assert "/other-order" not in reader.get(f"/plans/{proposed.id}").text
    assert reader.post(f"/plans/{proposed.id}/other-order").status_code == 403
