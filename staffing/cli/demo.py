"""``staffing demo``: the invented county, from records to exported lists; started again it does only what is lacking."""

import argparse
from pathlib import Path

from flask import Flask

from staffing.cli.export import FILE_FORMATS, write_lists
from staffing.cli.findings import tell_run
from staffing.cli.gaps import study_plan
from staffing.cli.output import Column, Progress, add_format, print_rows, tell
from staffing.cli.propose import propose_plan
from staffing.cli.running import ExitCode, application, list_counties
from staffing.cli.words import _
from staffing.cli.written import note_written, written_lists
from staffing.config import Config
from staffing.core.transactions import commit
from staffing.demo.county import DEFAULT_SEED
from staffing.demo.operations import PLAN_NAME, DemoReport, DemoStep, load_demo
from staffing.extensions import db
from staffing.plans.models import Plan, PlanState
from staffing.plans.queries import find_shown_run, list_plans
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.queries import find_current_year
from staffing.schools.models import County


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("demo", help=_("load the demonstration county"), description=_(
        "Load the invented county, and with --propose solve its plan and write its lists. Started again it does only what is lacking; "
        "a database with a bureau's records is never touched."))
    parser.add_argument("--if-empty", action="store_true", help=_("say nothing of it if the database holds a bureau's records"))
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help=_("another seed invents another county"))
    parser.add_argument("--schools", type=int, help=_("only so many schools, for a try"))
    parser.add_argument("--propose", action="store_true", help=_("solve the plan and write the lists"))
    parser.add_argument("--out", type=Path, help=_("folder to write into (default: STAFFING_OUTPUT_DIR or out/)"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Load what is lacking, then propose and export where asked."""
    with application() as app:
        config: Config = app.config["STAFFING"]
        folder = options.out or config.output_dir
        counties = list_counties()
        if options.if_empty and any(not county.synthetic for county in counties):
            tell(_("The database holds a bureau's records; the demonstration county is left out."))
            return ExitCode.DONE
        passwords: dict[str, str] = {}
        try:
            if not is_loaded(counties):
                passwords = load(options, folder)
            return propose_and_export(app, folder, form=options.format) if options.propose else ExitCode.DONE
        finally:
            tell_passwords(passwords)


def is_loaded(counties: list[County]) -> bool:
    """True if the demonstration county is there as a whole; a load that was cut off is taken up again."""
    year = find_current_year(counties[0].id) if len(counties) == 1 and counties[0].synthetic else None
    return year is not None and list(YearStep).index(year.step) >= list(YearStep).index(YearStep.PLANNING)


def load(options: argparse.Namespace, folder: Path) -> dict[str, str]:
    """Load the county with a word for each step; returns the one-time passwords of its accounts."""
    words = {DemoStep.INVENT: _("Inventing the county"), DemoStep.WRITE: _("Writing its workbooks"), DemoStep.CHECK: _("Checking the rows"),
             DemoStep.STORE: _("Storing the records"), DemoStep.SETTLE: _("Settling targets and expected changes"),
             DemoStep.ACCOUNTS: _("Opening accounts"), DemoStep.ELIGIBILITY: _("Deciding who qualifies …"), DemoStep.PLAN: _("Asking for a plan")}
    progress = Progress()

    def show(step: DemoStep, done: int, total: int) -> None:
        progress.show(f"{words[step]} {done}/{total}" if total > 1 else words[step])

    report: DemoReport = load_demo(seed=options.seed, on_progress=show, out=folder, schools=options.schools, ask_for_plan=False)
    progress.end()
    tell(_("Loaded: %(schools)s schools, %(teachers)s teachers. Invented persons; only school names and target years are real.",
           schools=report.schools, teachers=report.teachers))
    for path in report.files:
        tell(_("Workbook to try the import with: %(path)s", path=path))
    return report.passwords


def propose_and_export(app: Flask, folder: Path, *, form: str) -> int:
    """Solve the plan and study its gaps where that was not done, tell what was found, write the lists."""
    county_id = list_counties()[0].id
    year = find_current_year(county_id)
    if year is None:
        return ExitCode.NOT_READY
    plan = solved_plan(year)
    code = tell_solved(plan, form=form) if plan is not None else propose_plan(app, year, name=PLAN_NAME, form=form)
    commit(db.session)
    year = find_current_year(county_id)
    plan = solved_plan(year) if year is not None else None
    if year is not None and plan is not None:
        study_plan(app, county_id, plan.id)
        commit(db.session)
    rows = written_lists(folder, county_id)
    if rows is None:
        rows = write_lists(county_id, [], folder=folder, formats=list(FILE_FORMATS))
        note_written(folder, county_id, rows)
    else:
        tell(_("Nothing has changed since the lists were written; they stay as they are."))
    columns = [Column("title", _("Title")), Column("rows", _("Number of rows")), Column("file", _("File"))]
    print_rows(columns, rows, form=form)
    return code


def solved_plan(year: RotationYear) -> Plan | None:
    """Return the demonstration plan if it has been solved."""
    plans = [plan for plan in list_plans(year.county_id) if plan.rotation_year_id == year.id and plan.name == PLAN_NAME]
    return next((plan for plan in plans if find_shown_run(plan.county_id, plan.id) is not None), None)


def tell_solved(plan: Plan, *, form: str) -> int:
    """Tell what the stored run found."""
    solved = find_shown_run(plan.county_id, plan.id)
    assert solved is not None
    tell(_("Plan %(name)s: %(state)s", name=plan.name, state=plan.state.label))
    tell_run(solved, form=form)
    return ExitCode.DONE if plan.state is PlanState.VALID else ExitCode.FINDINGS


def tell_passwords(passwords: dict[str, str]) -> None:
    """Print the one-time passwords last, where they are seen; they are stored nowhere."""
    for login, password in passwords.items():
        print(_("Login: %(login)s    one-time password (shown only now): %(password)s", login=login, password=password), flush=True)
