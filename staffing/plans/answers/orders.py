"""Weighed goals or one after the other (目标次序): the run of the other order, what the choice costs, and asking for the other one.

Two runs are compared only if they solved the same question but for the order: ``question_sha256`` of their parameters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from solvers.rotation.instance import Instance
from solvers.rotation.io import instance_sha256
from solvers.rotation.vocabulary import GoalOrder
from staffing.core.transactions import flush
from staffing.extensions import db
from staffing.plans.models import Plan, PlanMark, PlanOrigin, SolveRun
from staffing.plans.operations import create_plan, propose
from staffing.plans.presenting import goal_rows
from staffing.plans.queries import HEAVY
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear

LEXICOGRAPHIC = GoalOrder.LEXICOGRAPHIC.value
QUESTION = "question_sha256"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One goal under both orders; ``difference`` is what the goals one after the other have more of it (less if negative)."""

    name: str
    weighted: float
    levels: float
    digits: int

    @property
    def difference(self) -> float:
        """Return by how much the amount differs."""
        return self.levels - self.weighted


@dataclass(frozen=True, slots=True)
class OrderView:
    """Both runs side by side; ``costs`` are those of the weighed sum, by which the weighted run can only be better."""

    weighted: SolveRun
    levels: SolveRun
    rows: tuple[OrderRow, ...]


def question_sha256(instance: Instance) -> str:
    """Return the fingerprint of the problem without its name and the order of its goals."""
    settings = replace(instance.settings, goal_order=GoalOrder.WEIGHTED, level_tolerance=0)
    return instance_sha256(instance.replace(name="-", settings=settings))


def order_of(settings: Mapping[str, Any]) -> str:
    """Return the order of goals that stored settings of a plan ask for."""
    return str(settings.get("goal_order") or GoalOrder.WEIGHTED.value)


def compare_orders(plan: Plan, run: SolveRun) -> OrderView | None:
    """Return both orders side by side if the other one was solved, too; None otherwise."""
    own = order_of(run.parameters.get("settings", {}))
    other = next((one for one in _same_question(plan, run) if order_of(one.parameters.get("settings", {})) != own), None)
    if other is None:
        return None
    weighted, levels = (other, run) if own == LEXICOGRAPHIC else (run, other)
    before, after = ({row.code: row for row in goal_rows(one)} for one in (weighted, levels))
    rows = []
    for code in dict.fromkeys((*before, *after)):
        known = before.get(code) or after[code]
        one, other_one = (table[code].after if code in table else 0.0 for table in (before, after))
        rows.append(OrderRow(known.name, one, other_one, known.digits))
    return OrderView(weighted, levels, tuple(rows))


def _same_question(plan: Plan, run: SolveRun) -> list[SolveRun]:
    """Return the finished runs of the rotation year that solved the same question, newest first."""
    question = run.parameters.get(QUESTION)
    if question is None:
        return []
    statement = select(SolveRun).join(Plan, Plan.id == SolveRun.plan_id).where(
        Plan.rotation_year_id == plan.rotation_year_id, SolveRun.finished_at.is_not(None), SolveRun.cost.is_not(None))
    statement = statement.options(joinedload(SolveRun.plan), *(defer(column) for column in (*HEAVY, SolveRun.statistics)))
    runs = db.session.scalars(statement.order_by(SolveRun.id.desc()))
    return [one for one in runs if one.parameters.get(QUESTION) == question]


def propose_other_order(plan: Plan, *, name: str, asked_by: int | None, time_limit_s: float) -> Plan:
    """Make a plan that differs in nothing but the order of goals, and ask for its proposal."""
    year = db.session.get_one(RotationYear, plan.rotation_year_id)
    stored = {**plan.settings, "goal_order": None if order_of(plan.settings) == LEXICOGRAPHIC else LEXICOGRAPHIC}
    made = create_plan(year, name=name, origin=PlanOrigin.PROPOSED, created_by=asked_by, differences=PlanDifferences.read(stored))
    db.session.add_all(PlanMark(plan_id=made.id, teacher_id=mark.teacher_id, section_id=mark.section_id, kind=mark.kind,
                                reason=mark.reason) for mark in plan.marks)
    flush(db.session)
    propose(made, asked_by=asked_by, time_limit_s=time_limit_s)
    return made
