"""Makers of decided versions without a solve: a stored run with the wanted moves, submitted and approved by invented persons."""

import datetime as dt
from collections.abc import Sequence

from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.decisions import operations
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.eligibility.models import EligibilityList
from staffing.extensions import db
from staffing.plans.models import Move, Plan, PlanState, SolveRun
from staffing.plans.operations import rules_of
from tests.factories.accounts import create_user
from tests.factories.plans import YEAR, TinyCounty, create_plan

Wanted = tuple[int, int, int]
# Two persons of the rich school go to the poor one: (teacher's school, place there, school where to).
TWO_MOVES: tuple[Wanted, ...] = ((0, 0, 1), (0, 2, 1))


def create_stored_run(tiny: TinyCounty, plan: Plan, moves: Sequence[Wanted] = TWO_MOVES, **fields: object) -> SolveRun:
    """Store a finished run with these moves as the one the plan shows, and let the plan be valid; no solver runs."""
    rules = rules_of(tiny.year)
    verdicts: EligibilityList = tiny.verdicts
    values = {"status": "feasible", "cost": 1.0, "bound": 1.0, "gap": 0.0, "instance_text": "{}", "instance_sha256": "0" * 64,
              "solution_sha256": "1" * 64, "parameters": {"settings": plan.settings, "marks": []}}
    run = SolveRun(plan_id=plan.id, ruleset=f"{rules.code} {rules.version}", ruleset_digest=rules.digest, eligibility_list_id=verdicts.id,
                   finished_at=utc_now(), **{**values, **fields})
    for school, place, target in moves:
        teacher = tiny.teacher(school, place)
        run.moves.append(Move(
            teacher_id=teacher.id, from_section_id=tiny.sections[school].id, to_section_id=tiny.sections[target].id, subject="语文",
            kind="regular", starts_on=dt.date(YEAR, 9, 1), ends_on=dt.date(YEAR + 3, 8, 31), backbone=place % 2 == 0, distance_km=5.5,
            reasons=[{"code": "volunteer"}]))
    db.session.add(run)
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
