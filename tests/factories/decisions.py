"""Makers of decided versions without a solve: a stored run with the wanted moves, submitted and approved by invented persons."""

from collections.abc import Sequence

from solvers.rotation.io import format_instance, instance_sha256
from staffing.core.access import Role
from staffing.decisions import operations
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.extensions import db
from staffing.plans.bridge import build_instance
from staffing.plans.loading import load_inputs
from staffing.plans.models import Plan, PlanState, SolveRun
from staffing.plans.operations import marks_digest, plan_basis
from staffing.plans.runs import hand_solution, list_moves_of_payload, store_result
from tests.factories.accounts import create_user
from tests.factories.plans import TinyCounty, create_plan

Wanted = tuple[int, int, int]
# Two persons of the rich school go to the poor one: (teacher's school, place there, school where to).
TWO_MOVES: tuple[Wanted, ...] = ((0, 0, 1), (0, 2, 1))


def create_stored_run(tiny: TinyCounty, plan: Plan, moves: Sequence[Wanted] = TWO_MOVES) -> SolveRun:
    """Store a finished run with these moves as the one the plan shows, and let the plan be valid; no solver runs.

    Instance, solution and figures are those of the records; what the checker would find about such moves is left out.
    """
    basis = plan_basis(plan, time_limit_s=10)
    instance = build_instance(load_inputs(plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings)
    wanted = [[tiny.teacher(school, place).id, tiny.sections[target].id, tiny.teacher(school, place).appointments[0].subject]
              for school, place, target in moves]
    solution = hand_solution(instance, list_moves_of_payload(tiny.county.id, wanted, instance))
    run = SolveRun(
        plan_id=plan.id, ruleset=f"{basis.rules.code} {basis.rules.version}", ruleset_digest=basis.rules.digest,
        eligibility_list_id=basis.verdicts.id, instance_text=format_instance(instance), instance_sha256=instance_sha256(instance),
        parameters={"settings": plan.settings, "marks": marks_digest(plan)})
    db.session.add(run)
    db.session.flush()
    store_result(run, plan, instance, solution, [], basis.settings)
    plan.state = PlanState.VALID
    db.session.flush()
    return run


def create_submitted(tiny: TinyCounty, moves: Sequence[Wanted] = TWO_MOVES, name: str = "演示方案", submitter=None) -> DecidedPlan:
    """Store a plan with these moves and submit it."""
    plan = create_plan(tiny, name)
    create_stored_run(tiny, plan, moves)
    who = submitter or create_user(county=tiny.county, role=Role.OFFICER)
    return operations.submit(plan, who=who)


def create_decided_plan(tiny: TinyCounty, moves: Sequence[Wanted] = TWO_MOVES, name: str = "演示方案",
                        state: DecisionState = DecisionState.APPROVED) -> DecidedPlan:
    """Store a version with these moves, ``(school, place there, target school)``, and bring it by its steps to a state in force."""
    one = create_submitted(tiny, moves, name)
    reviewer = create_user(county=tiny.county, role=Role.OFFICER)
    leader = create_user(county=tiny.county, role=Role.LEADER)
    operations.review(one, who=reviewer, version=None, seen=one.content_sha256)
    operations.approve(one, who=leader, version=None, seen=one.content_sha256)
    if state is DecisionState.PUBLISHED:
        operations.publish(one)
    return one
