"""``staffing propose``: make a plan of the rotation year, solve it here with progress, and say what was found."""

import argparse

from flask import Flask

from staffing.cli.findings import tell_run
from staffing.cli.output import add_format, tell
from staffing.cli.propose_city import propose_city
from staffing.cli.running import ExitCode, application
from staffing.cli.watching import run_and_watch
from staffing.cli.words import _
from staffing.cli.years import add_county_and_year, the_year
from staffing.config import Config
from staffing.core.transactions import commit
from staffing.eligibility.operations import decide_list
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import JobState
from staffing.plans.models import Plan, PlanOrigin, PlanState
from staffing.plans.operations import change_plan, create_plan, propose
from staffing.plans.queries import find_eligibility_list, find_shown_run, list_plans
from staffing.plans.settings import PlanDifferences
from staffing.rotation_years.models import RotationYear

PLAN_NAME = "系统建议方案"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("propose", help=_("propose a rotation plan"), description=_(
        "Solve the plan of a rotation year in this process. Ctrl+C keeps the best plan found so far. "
        "Exit code 4 if there is no plan, or if the checker finds fault with it."))
    add_county_and_year(parser)
    parser.add_argument("--name", default=PLAN_NAME, help=_("name of the plan; one of that name is solved again"))
    parser.add_argument("--seconds", type=float, help=_("longest time for the search"))
    parser.add_argument("--city", help=_("name or code of a city: a plan in each of its counties, solved here and by running workers"))
    parser.add_argument("--workers", type=int, default=1, help=_("with --city: counties solved at a time in this process; 0 only watches"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Propose and print."""
    with application() as app:
        if options.city:
            return propose_city(app, options)
        _county, year = the_year(options)
        return propose_plan(app, year, name=options.name, seconds=options.seconds, form=options.format)


def propose_plan(app: Flask, year: RotationYear, *, name: str = PLAN_NAME, seconds: float | None = None, form: str = "table") -> int:
    """Decide who qualifies where nobody did, solve, and tell what was found; returns the exit code."""
    config: Config = app.config["STAFFING"]
    plan_id, job_id, county_id = ask(year, name, seconds, config.solver_time_limit_s)
    view = run_and_watch(app, job_id, county_id=county_id)
    if view.job.state is JobState.FAILED:
        raise StaffingError(view.fault)
    solved = find_shown_run(county_id, plan_id)
    plan = db.session.get_one(Plan, plan_id)
    tell(_("Plan %(name)s: %(state)s", name=plan.name, state=plan.state.label))
    if solved is None:
        return ExitCode.INTERRUPTED
    tell_run(solved, form=form)
    return ExitCode.DONE if plan.state is PlanState.VALID else ExitCode.FINDINGS


def ask(year: RotationYear, name: str, seconds: float | None, usual_seconds: float) -> tuple[int, int, int]:
    """Store plan and job; returns their ids and the county's."""
    if find_eligibility_list(year) is None:
        tell(_("Deciding who qualifies …"))
        decide_list(year)
    named = [plan for plan in list_plans(year.county_id) if plan.rotation_year_id == year.id and plan.name == name]
    plan = named[0] if named else create_plan(year, name=name, origin=PlanOrigin.PROPOSED, created_by=None)
    if seconds is not None:
        differences = PlanDifferences.read({**plan.settings, "time_limit_s": seconds})
        change_plan(plan, name=plan.name, differences=differences, remark=plan.remark)
    job = propose(plan, asked_by=None, time_limit_s=usual_seconds)
    ids = plan.id, job.id, year.county_id
    commit(db.session)
    return ids
