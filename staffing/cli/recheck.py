"""``staffing recheck``: check a stored plan again, solve it again from the stored records, and say what agrees."""

import argparse

from flask import Flask

from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.watching import run_and_watch
from staffing.cli.words import _
from staffing.core.transactions import commit
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.models import JobState
from staffing.plans.answers.operations import ask
from staffing.plans.answers.pseudonyms import pseudonyms_of
from staffing.plans.answers.queries import find_answer
from staffing.plans.answers.questions import AnswerKind, Question
from staffing.plans.answers.rechecking import view_recheck
from staffing.plans.models import Plan, SolveRun
from staffing.plans.names import load_names
from staffing.plans.queries import find_shown_run, list_plans


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("recheck", help=_("check and solve a stored plan again"), description=_(
        "Run checker and solver again over the stored records of a plan and compare fingerprint, verdict, cost and bound. "
        "Exit code 4 if the plan is not confirmed."))
    parser.add_argument("plan", nargs="?", help=_("name of the plan (default: the newest that has moves)"))
    parser.add_argument("--county", help=_("code of the county, where the database holds several"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Re-check and print."""
    with application() as app:
        county = the_county(options.county)
        plan, solved = the_plan(county.id, options.plan)
        return recheck_plan(app, plan, solved, form=options.format)


def the_plan(county_id: int, name: str | None) -> tuple[Plan, SolveRun]:
    """Return the plan of a name, else the newest that has moves, with the run it shows."""
    for plan in sorted(list_plans(county_id), key=lambda one: -one.id):
        solved = find_shown_run(county_id, plan.id)
        if solved is not None and solved.cost is not None and name in (None, plan.name):
            return plan, solved
    raise StaffingError(_("There is no such plan with moves."))


def recheck_plan(app: Flask, plan: Plan, solved: SolveRun, *, form: str) -> int:
    """Ask, answer here with progress, print what was compared; returns the exit code."""
    county_id, run_id = plan.county_id, solved.id
    tell(_("Plan %(name)s: %(state)s", name=plan.name, state=plan.state.label))
    job_id = ask(plan, solved, Question(AnswerKind.RECHECK), asked_by=None).id
    commit(db.session)
    view = run_and_watch(app, job_id, county_id=county_id)
    if view.job.state is JobState.FAILED:
        raise StaffingError(view.fault)
    answer = find_answer(run_id, Question(AnswerKind.RECHECK))
    if answer is None or view.job.state is not JobState.DONE:
        return ExitCode.INTERRUPTED
    outcome = view_recheck(answer.content, db.session.get_one(SolveRun, run_id), load_names(county_id, pseudonyms_of(answer.content)))
    columns = [Column("item", _("What was compared")), Column("stored", _("Stored")), Column("now", _("Now")),
               Column("agrees", _("agrees"))]
    print_rows(columns, ({"item": row.name, "stored": row.stored, "now": row.again, "agrees": row.agrees} for row in outcome.rows),
               form=form)
    for fault in outcome.faults:
        tell(fault)
    return ExitCode.DONE if outcome.is_confirmed else ExitCode.FINDINGS
