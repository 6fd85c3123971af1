"""``staffing quality``: what is wrong or doubtful in the records; with ``--check`` the whole county is checked first."""

import argparse
from typing import Any

from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.watching import run_and_watch
from staffing.cli.words import _
from staffing.core.school_year import today
from staffing.core.transactions import commit
from staffing.extensions import db
from staffing.jobs.models import JobState
from staffing.quality.catalogue import RULES
from staffing.quality.enums import FindingState, Severity
from staffing.quality.influence.gathering import gather_ground
from staffing.quality.influence.study import list_trials, study
from staffing.quality.influence.wording import describe_study
from staffing.quality.models import QualityFinding
from staffing.quality.operations import ask_check
from staffing.quality.queries import (
    FindingFilter,
    all_findings,
    find_latest_run,
    list_progress,
    persons_named,
)
from staffing.quality.wording import sentence_of, title_of
from staffing.rotation_years.queries import get_rotation_year
from staffing.schools.queries import section_names

ANY = "any"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("quality", help=_("faults and doubts in the records"), description=_(
        "Print the findings about the county's records; exit code 4 if an error is open."))
    parser.add_argument("--county", help=_("code of the county; needed only where there are several"))
    parser.add_argument("--check", action="store_true", help=_("check every record first and settle the findings"))
    parser.add_argument("--severity", choices=[one.value for one in Severity], help=_("only this severity"))
    parser.add_argument("--rule", choices=[rule.code for rule in RULES], metavar=_("code"), help=_("only this check"))
    parser.add_argument("--state", choices=[*(one.value for one in FindingState), ANY], default=FindingState.NEW.value,
                        help=_("only this state (default: open ones)"))
    parser.add_argument("--progress", action="store_true", help=_("how far each school is, instead of each finding"))
    parser.add_argument("--influence", action="store_true", help=_("study which doubtful records can change the plan, the most influential first"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check where asked, and print."""
    with application() as app:
        county_id = the_county(options.county).id
        if options.check:
            job_id = ask_check(county_id, asked_by=None).id
            commit(db.session)
            view = run_and_watch(app, job_id, county_id=county_id)
            if view.job.state is not JobState.DONE:
                tell(view.fault or str(view.job.state.label))
                return ExitCode.REFUSED
        if options.influence:
            print_influence(county_id, form=options.format)
            return ExitCode.DONE
        print_findings(county_id, options)
        errors = all_findings(county_id, FindingFilter(severity=Severity.ERROR))
    return ExitCode.FINDINGS if errors else ExitCode.DONE


def print_findings(county_id: int, options: argparse.Namespace) -> None:
    """Print what was asked for."""
    latest = find_latest_run(county_id)
    tell(_("Nothing has been checked yet; use --check.") if latest is None else
         _("Last check %(day)s: %(found)s found, %(new)s new, %(mended)s mended", day=latest.checked_on.isoformat(),
           **{name: latest.counts[name] for name in ("found", "new", "mended")}))
    if options.progress:
        print_rows(progress_columns(), [progress_row(row) for row in list_progress(county_id, on=today(), school_id=None)], form=options.format)
        return
    wanted = FindingFilter(state=None if options.state == ANY else FindingState(options.state), rule=options.rule or "",
                           severity=Severity(options.severity) if options.severity else None)
    table = options.format == "table"
    print_rows(finding_columns(), [finding_row(one, table=table) for one in all_findings(county_id, wanted)], form=options.format)


def finding_columns() -> list[Column]:
    """Return the columns of a finding's row."""
    return [Column("school", _("School")), Column("number", _("Staff number")), Column("severity", _("Severity")), Column("rule", _("Check")),
            Column("sentence", _("What was found")), Column("state", _("State")), Column("assignee", _("Assigned to")),
            Column("due_on", _("Due on"))]


def finding_row(one: QualityFinding, *, table: bool) -> dict[str, Any]:
    """Return a finding as a row; the name of a person is left to the pages, which know who reads."""
    return {
        "school": one.school.name if one.school else None, "number": one.teacher.number if one.teacher else None,
        "severity": str(one.severity.label) if table else one.severity.value, "rule": title_of(one.rule) if table else one.rule,
        "sentence": sentence_of(one.rule, one.details), "state": str(one.state.label) if table else one.state.value,
        "assignee": one.assignee.login if one.assignee else None, "due_on": one.due_on,
    }


def progress_columns() -> list[Column]:
    """Return the columns of a school's row."""
    return [Column("school", _("School")), Column("open", _("To be dealt with")), Column("errors", _("of them errors")),
            Column("overdue", _("beyond their day")), Column("ignored", _("Ignored")), Column("mended", _("Mended"))]


def progress_row(row: Any) -> dict[str, Any]:
    """Return a school's progress as a row."""
    return {"school": row.name, "open": row.open, "errors": row.errors, "overdue": row.overdue, "ignored": row.ignored, "mended": row.mended}


def print_influence(county_id: int, *, form: str) -> None:
    """Study here, without storing anything, and print the doubtful records that change results."""
    ground = gather_ground(get_rotation_year(county_id))
    result = study(ground, list_trials(ground))
    tell(_("Persons %(persons)s, in doubt %(doubtful)s, values tried %(tried)s, records that change something %(changing)s",
           **{name: getattr(result, name) for name in ("persons", "doubtful", "tried", "changing")}))
    views = describe_study(result, persons_named(county_id, [one.teacher_id for one in result.listed]), section_names(county_id))
    columns = [Column("number", _("Staff number")), Column("influence", _("Influence")), Column("doubt", _("Doubt")),
               Column("alternative", _("What else may be true")), Column("effects", _("What would change"))]
    print_rows(columns, [{"number": view.teacher.number if view.teacher else None, "influence": view.points, "doubt": view.doubt,
                          "alternative": view.alternative, "effects": "; ".join(view.effects)} for view in views], form=form)
