"""What rotation can close, for commands: study a valid plan here with progress, and say the totals."""

from flask import Flask

from staffing.cli.output import tell
from staffing.cli.watching import run_and_watch
from staffing.cli.words import _
from staffing.core.transactions import commit
from staffing.extensions import db
from staffing.jobs.models import JobState
from staffing.needs.decomposition import ShortageKind
from staffing.needs.models import GapStudy
from staffing.needs.queries import find_study
from staffing.needs.study import read_study
from staffing.plans.models import Plan, PlanState
from staffing.plans.operations import ask_gap_study
from staffing.plans.queries import find_shown_run, get_plan


def study_plan(app: Flask, county_id: int, plan_id: int) -> None:
    """Study the gaps of a valid plan unless its present run was studied already.

    A study that fails is told and leaves plan and lists as they are: they do not rest on it.
    """
    plan = get_plan(county_id, plan_id)
    if plan.state is not PlanState.VALID:
        return
    stored = current_study(plan)
    if stored is None:
        job_id = ask_gap_study(plan, asked_by=None).id
        commit(db.session)
        view = run_and_watch(app, job_id, county_id=county_id)
        if view.job.state is JobState.FAILED:
            tell(view.fault)
        stored = current_study(get_plan(county_id, plan_id))
    if stored is not None:
        tell_study(stored)


def current_study(plan: Plan) -> GapStudy | None:
    """Return the study of the run that the plan shows."""
    stored, run = find_study(plan.county_id, plan_id=plan.id), find_shown_run(plan.county_id, plan.id)
    return stored if stored is not None and run is not None and stored.run_id == run.id else None


def tell_study(stored: GapStudy) -> None:
    """Tell the totals of each kind of shortage."""
    study = read_study(stored.content)
    for kind in ShortageKind:
        parts = study.split(kind)
        tell(_("%(kind)s: short %(today)s, closed by the plan %(plan)s, by a further rotation %(further)s, only without limits %(free)s, "
               "by no rotation %(none)s", kind=kind.label, today=parts.total(lambda row: row.today),
               plan=parts.total(lambda row: row.closed_by_plan), further=parts.total(lambda row: row.closable_by_further),
               free=parts.total(lambda row: row.closable_without_limits), none=parts.total(lambda row: row.by_no_rotation)))
