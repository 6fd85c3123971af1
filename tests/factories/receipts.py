"""Makers of decided versions whose run holds the instance that the county's records really give, so that reasons can be derived."""

from solvers.rotation.io import format_instance
from staffing.decisions.models import DecidedPlan, DecisionState
from staffing.extensions import db
from staffing.plans.bridge import build_instance
from staffing.plans.loading import load_inputs
from staffing.plans.operations import plan_basis
from tests.factories.decisions import TWO_MOVES, create_decided_plan
from tests.factories.plans import TinyCounty


def give_instance(one: DecidedPlan) -> DecidedPlan:
    """Let a version's run hold the instance of the records as they are."""
    basis = plan_basis(one.plan, time_limit_s=10)
    one.run.instance_text = format_instance(build_instance(load_inputs(one.plan, basis.year, basis.verdicts, basis.rules, basis.settings), basis.settings))
    db.session.flush()
    return one


def create_decision_on_records(tiny: TinyCounty, moves=TWO_MOVES, state: DecisionState = DecisionState.PUBLISHED) -> DecidedPlan:
    """Store a decided version of these moves on the county's records."""
    return give_instance(create_decided_plan(tiny, moves, state=state))
