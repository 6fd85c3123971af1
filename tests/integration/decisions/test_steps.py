"""Steps of a decision: who may do what when, what an approval binds, what a later version does to the one before."""

import contextlib
import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from staffing.audit.models import AuditEvent
from staffing.core.access import DECIDERS, OFFICERS, Role
from staffing.decisions import operations, queries
from staffing.decisions.content import canonical, digest
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.decisions.states import TRANSITIONS, WAITING, Step, is_possible
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.plans import operations as plan_operations
from staffing.plans.models import PlanState
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan, create_stored_run, create_submitted
from tests.factories.plans import create_plan


def reviewed(tiny, reviewer, **fields) -> DecidedPlan:
    """Return a version that waits for approval."""
    one = create_submitted(tiny, **fields)
    operations.review(one, who=reviewer, version=None, seen=one.content_sha256)
    return one


def test_submitted_version_freezes_content_and_moves(tiny):
    one = create_submitted(tiny)
    content = json.loads(one.content)
    assert one.state is DecisionState.SUBMITTED
    assert one.number == 1
    assert digest(one.content) == one.content_sha256 == digest(canonical(content))
    assert [row["teacher_id"] for row in content["moves"]] == sorted(move.teacher_id for move in queries.list_decided_moves(one.id))
    assert content["ruleset_digest"] == one.ruleset_digest
    assert content["eligibility_list_id"] == tiny.verdicts.id


def test_submitting_needs_a_valid_plan_that_shows_its_settings(tiny):
    who = create_user(county=tiny.county, role=Role.OFFICER)
    plan = create_plan(tiny)
    with pytest.raises(StaffingError):
        operations.submit(plan, who=who)
    run = create_stored_run(tiny, plan)
    plan.state = PlanState.INVALID
    with pytest.raises(StaffingError):
        operations.submit(plan, who=who)
    plan.state, run.findings = PlanState.VALID, [{"code": "pins", "ids": [], "text": "", "numbers": {}}]
    with pytest.raises(StaffingError):
        operations.submit(plan, who=who)
    run.findings, plan.settings = [], {**plan.settings, "max_distance_km": "3"}
    with pytest.raises(StaffingError):
        operations.submit(plan, who=who)


def test_only_one_version_waits(tiny):
    create_submitted(tiny)
    with pytest.raises(StaffingError):
        create_submitted(tiny, name="方案二")


def test_submitted_plan_cannot_be_deleted_any_more(tiny, reviewer):
    one = create_submitted(tiny)
    operations.withdraw(one, who=reviewer, version=None)
    with pytest.raises(StaffingError):
        plan_operations.delete_plan(one.plan)
    other = create_plan(tiny, "方案二")
    plan_operations.delete_plan(other)


def test_whole_road_leaves_a_line_for_each_step(tiny):
    one = create_decided_plan(tiny, state=DecisionState.PUBLISHED)
    actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.object_type == "DecidedPlan").order_by(AuditEvent.id)).all()
    assert actions == ["decision.submit", "decision.review", "decision.approve", "decision.publish"]
    assert queries.find_in_force(tiny.year.id) is one
    assert one.approved_by not in (None, one.submitted_by)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEADER])
def test_nobody_but_a_leader_approves(tiny, reviewer, role):
    one = reviewed(tiny, reviewer)
    with pytest.raises(StaffingError):
        operations.approve(one, who=create_user(county=tiny.county, role=role, school=tiny.schools[0]), version=None, seen=one.content_sha256)


def test_submitter_never_approves_even_as_leader_and_past_the_application(tiny, reviewer):
    one = reviewed(tiny, reviewer, submitter=(risen := create_user(county=tiny.county, role=Role.OFFICER)))
    risen.role = Role.LEADER
    with pytest.raises(StaffingError):
        operations.approve(one, who=risen, version=None, seen=one.content_sha256)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text("UPDATE decided_plan SET approved_by = submitted_by WHERE id = :id"), {"id": one.id})


def test_submitter_does_not_review(tiny):
    who = create_user(county=tiny.county, role=Role.OFFICER)
    one = create_submitted(tiny, submitter=who)
    with pytest.raises(StaffingError):
        operations.review(one, who=who, version=None, seen=one.content_sha256)


def test_submitter_withdraws_and_does_not_return(tiny):
    who = create_user(county=tiny.county, role=Role.OFFICER)
    one = create_submitted(tiny, submitter=who)
    with pytest.raises(StaffingError):
        operations.give_back(one, who=who, version=None, remark="演示")
    operations.withdraw(one, who=who, version=None)
    assert one.state is DecisionState.WITHDRAWN


STEPS_OF_ROLES = {
    Step.REVIEW: (DECIDERS, lambda one, who: operations.review(one, who=who, version=None, seen=one.content_sha256)),
    Step.RETURN: (DECIDERS, lambda one, who: operations.give_back(one, who=who, version=None, remark="演示")),
    Step.WITHDRAW: (OFFICERS, lambda one, who: operations.withdraw(one, who=who, version=None)),
}


@pytest.mark.parametrize("role", list(Role))
def test_each_step_demands_its_role_whoever_calls(tiny, reviewer, role):
    somebody = create_user(county=tiny.county, role=role, school=tiny.schools[0])
    for step, (allowed, act) in STEPS_OF_ROLES.items():
        one = create_submitted(tiny, name=f"方案{step}", submitter=create_user(county=tiny.county, role=Role.OFFICER))
        with contextlib.nullcontext() if role in allowed else pytest.raises(StaffingError):
            act(one, somebody)
        assert (one.state is DecisionState.SUBMITTED) == (role not in allowed)
        if one.state in WAITING:
            operations.withdraw(one, who=reviewer, version=None)
    with contextlib.nullcontext() if role in OFFICERS else pytest.raises(StaffingError):
        create_submitted(tiny, name="方案", submitter=somebody)


def test_unseen_content_is_never_approved(tiny, reviewer, leader):
    one = reviewed(tiny, reviewer)
    with pytest.raises(StaleVersionError):
        operations.approve(one, who=leader, version=None, seen="f" * 64)
    with pytest.raises(StaleVersionError):
        operations.approve(one, who=leader, version=one.version - 1, seen=one.content_sha256)
    one.content = one.content.replace('"语文"', '"数学"')
    with pytest.raises(StaffingError):
        operations.approve(one, who=leader, version=None, seen=one.content_sha256)
    assert one.state is DecisionState.REVIEWED


def test_returning_needs_a_remark(tiny, reviewer):
    one = create_submitted(tiny)
    with pytest.raises(StaffingError):
        operations.give_back(one, who=reviewer, version=None, remark="  ")
    operations.give_back(one, who=reviewer, version=None, remark="演示小学派出太多")
    assert (one.state, one.remark) == (DecisionState.RETURNED, "演示小学派出太多")


def test_later_version_replaces_the_one_in_force_only_when_approved(tiny, reviewer, leader):
    first = create_decided_plan(tiny)
    second = create_submitted(tiny, moves=((0, 0, 2),), name="方案二")
    assert (second.number, second.supersedes_id) == (2, first.id)
    assert queries.find_in_force(tiny.year.id) is first
    operations.review(second, who=reviewer, version=None, seen=second.content_sha256)
    operations.approve(second, who=leader, version=None, seen=second.content_sha256)
    assert first.state is DecisionState.SUPERSEDED
    assert queries.find_in_force(tiny.year.id) is second
    assert [one.number for one in queries.list_versions(tiny.year.id)] == [2, 1]


def test_steps_that_the_state_does_not_allow_are_refused(tiny, reviewer, leader):
    acts = {
        Step.REVIEW: lambda one: operations.review(one, who=reviewer, version=None, seen=one.content_sha256),
        Step.RETURN: lambda one: operations.give_back(one, who=reviewer, version=None, remark="演示"),
        Step.APPROVE: lambda one: operations.approve(one, who=leader, version=None, seen=one.content_sha256),
        Step.PUBLISH: operations.publish, Step.WITHDRAW: lambda one: operations.withdraw(one, who=reviewer, version=None),
    }
    one = create_submitted(tiny)
    for state in DecisionState:
        for step, act in acts.items():
            if not is_possible(state, step):
                one.state = state
                db.session.flush()
                with pytest.raises(StaffingError):
                    act(one)
                assert one.state is state
    assert set(TRANSITIONS) == set(Step)


def test_moves_of_one_school_only(tiny):
    one = create_decided_plan(tiny, moves=((0, 0, 1), (1, 0, 2)))
    assert len(queries.list_decided_moves(one.id, school_id=tiny.schools[0].id)) == 1
    assert len(queries.list_decided_moves(one.id, school_id=tiny.schools[1].id)) == 2
    with pytest.raises(LookupError):
        queries.get_decided_plan(tiny.county.id + 1, one.id)
