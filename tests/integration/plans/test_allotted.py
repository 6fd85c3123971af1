"""A plan kept to the allotments: chosen in its settings, bound in its instance, proven, and what stands against it."""

import pytest
from sqlalchemy import select

from solvers.rotation.instance import SchoolLimits
from solvers.rotation.io import parse_instance
from staffing.allotments.models import AllotmentKind, SchoolAllotment
from staffing.extensions import db
from staffing.plans.bridge import build_instance
from staffing.plans.bridge.faults import InputFault
from staffing.plans.loading import load_inputs
from staffing.plans.models import PlanState, SolveRun
from staffing.plans.operations import plan_basis
from staffing.plans.queries import find_shown_run, list_moves
from staffing.plans.settings import Allotted
from tests.factories.plans import create_plan, propose

FREELY = {"school_outflow_share": "0.5", "cell_outflow_share": "0.5"}


def allot(tiny, **rows):
    """Store the numbers of kinds for the schools in their order."""
    for kind, numbers in rows.items():
        for school, places in zip(tiny.schools, numbers, strict=True):
            db.session.add(SchoolAllotment(rotation_year_id=tiny.year.id, kind=AllotmentKind(kind), school_id=school.id, computed=places, places=places))
    db.session.flush()


def limits_of(tiny, plan):
    """Return the limits in the instance of a plan."""
    basis = plan_basis(plan, time_limit_s=10)
    return build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings).school_limits


@pytest.mark.parametrize("how", [Allotted.MOST, Allotted.EXACT])
def test_instance_holds_the_numbers_as_bounds_when_the_plan_keeps_to_them(tiny, how):
    allot(tiny, send=(2, 0, 1), backbone=(3, 0, 0), receive=(0, 2, 1))
    ids = [str(school.id) for school in tiny.schools]
    found = {row.school: row for row in limits_of(tiny, create_plan(tiny, allotments=how.value))}
    if how is Allotted.MOST:
        assert found[ids[0]] == SchoolLimits(ids[0], max_sent=2, max_received=0)
    else:
        assert found[ids[0]] == SchoolLimits(ids[0], min_sent=2, max_sent=2, max_received=0, min_backbone_sent=2)
        assert found[ids[1]] == SchoolLimits(ids[1], min_sent=0, max_sent=0, max_received=2, min_backbone_sent=0)


def test_instance_holds_no_numbers_when_the_plan_does_not_keep_to_them(tiny):
    allot(tiny, send=(2, 0, 1))
    assert limits_of(tiny, create_plan(tiny)) == ()


def test_plan_that_keeps_to_numbers_nobody_computed_is_told(tiny):
    with pytest.raises(InputFault, match="no_allotments"):
        limits_of(tiny, create_plan(tiny, allotments="most"))


def test_solved_plan_sends_just_as_allotted(tiny, quick_solver):
    free = propose(tiny, create_plan(tiny, "不受名额限制", **FREELY))
    sent = [move.from_section.school_id for move in list_moves(find_shown_run(free.county_id, free.id))]
    numbers = tuple(1 if school is tiny.schools[0] else 0 for school in tiny.schools)
    assert [sent.count(school.id) for school in tiny.schools] != list(numbers)
    allot(tiny, send=numbers, backbone=(0, 0, 0), receive=(9, 9, 9))
    plan = propose(tiny, create_plan(tiny, "按名额", allotments="exact", quotas={"rotation_share": "0.01"}, **FREELY))
    run = find_shown_run(plan.county_id, plan.id)
    assert plan.state is PlanState.VALID
    assert [move.from_section.school_id for move in list_moves(run)] == [tiny.schools[0].id]
    assert len(parse_instance(run.instance_text).school_limits) == 3


def test_numbers_that_stand_against_the_quota_are_named(tiny, quick_solver):
    allot(tiny, send=(0, 0, 0))
    plan = propose(tiny, create_plan(tiny, allotments="most", **FREELY))
    assert plan.state is PlanState.NO_PLAN
    run = db.session.scalars(select(SolveRun).where(SolveRun.plan_id == plan.id)).one()
    assert "school_limits" in run.explanation["conflict"]


def test_settings_page_takes_and_shows_the_choice(officer, tiny):
    plan = create_plan(tiny)
    address = f"/plans/{plan.id}/settings"
    page = officer.get(address).get_data(as_text=True)
    assert "各校名额" in page
    assert officer.post(address, data={"name": plan.name, "version": plan.version, "allotments": "exact"}).status_code == 302
    assert plan.settings["allotments"] == "exact"
    assert officer.post(address, data={"name": plan.name, "version": plan.version, "allotments": ""}).status_code == 302
    assert "allotments" not in plan.settings
