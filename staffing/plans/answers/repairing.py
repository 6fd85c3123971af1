"""The officer asks for the plan again, close to one that is known: a new plan, its marks, a job.

The new plan carries the old one's settings and pins and forbids; whoever drops out is pinned to the own section when the job ends
(staffing.plans.answers.repair_jobs), so that a later proposal keeps that, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import record
from staffing.core.transactions import flush
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.operations import enqueue
from staffing.plans.models import MarkKind, Plan, PlanMark, PlanOrigin, SolveRun
from staffing.plans.operations import create_plan, subject_of
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear
from staffing.teachers.models import Teacher

REPAIR_KIND: Final = "repair_plan"


@dataclass(frozen=True, slots=True)
class Repair:
    """What is wanted: the new plan's name, who drops out, and how many changes at most (None: as few as possible).

    ``reason`` stands beside the pins of those who drop out.
    """

    name: str
    dropped: Sequence[Teacher] = ()
    budget: int | None = None
    reason: str = ""


def ask_repair(plan: Plan, run: SolveRun, wanted: Repair, *, asked_by: int | None) -> Plan:
    """Make a plan that stays close to the run's moves, and ask the worker for it; StaffingError says why it cannot be."""
    if run.cost is None:
        raise StaffingError(_l("There are no moves yet that a new plan could stay close to."))
    year = db.session.get_one(RotationYear, plan.rotation_year_id)
    made = create_plan(year, name=wanted.name, origin=PlanOrigin.PROPOSED, created_by=asked_by,
                       differences=PlanDifferences.read(plan.settings))
    _copy_marks(plan, made, {teacher.id for teacher in wanted.dropped})
    job = enqueue(REPAIR_KIND, subject_of(made), county_id=plan.county_id, created_by=asked_by, payload={
        "run_id": run.id, "budget": wanted.budget, "dropped": [teacher.pseudonym for teacher in wanted.dropped],
        "reason": wanted.reason})
    record("plan.repair", made, county_id=plan.county_id, changes={
        "against": [None, plan.id], "run": [None, run.id], "job": [None, job.id], "budget": [None, wanted.budget],
        "dropped": [None, [teacher.id for teacher in wanted.dropped]]})
    return made


def _copy_marks(plan: Plan, made: Plan, dropped: set[int]) -> None:
    """Keep what is settled; a pin of whoever drops out no longer holds."""
    db.session.add_all(
        PlanMark(plan_id=made.id, teacher_id=mark.teacher_id, section_id=mark.section_id, kind=mark.kind, reason=mark.reason)
        for mark in plan.marks if not (mark.kind is MarkKind.PIN and mark.teacher_id in dropped))
    flush(db.session)
