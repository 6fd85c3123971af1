"""``staffing eligible``: who may be sent, who is deferred, who is out; with ``--decide`` the whole list is decided anew."""

import argparse
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application
from staffing.cli.words import _
from staffing.cli.years import add_county_and_year, the_year
from staffing.core.transactions import commit
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.models import EligibilityList, EligibilityVerdict
from staffing.eligibility.operations import decide_list
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("eligible", help=_("who qualifies for rotation"), description=_(
        "Print the eligibility list of a rotation year; it is decided first where there is none."))
    add_county_and_year(parser)
    parser.add_argument("--decide", action="store_true", help=_("decide every teacher anew and store the list"))
    parser.add_argument("--state", choices=[state.value for state in EligibilityState], help=_("only this state"))
    parser.add_argument("--summary", action="store_true", help=_("only the county's figures and quotas"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Decide where asked or needed, and print."""
    with application():
        _county, year = the_year(options)
        listed = None if options.decide else latest_list(year)
        if listed is None:
            listed = decide_list(year)
            commit(db.session)
        tell_summary(listed.summary)
        if options.summary:
            columns = [Column("name", _("Quota")), Column("share", _("Share")), Column("base", _("Base")), Column("needed", _("Needed")),
                       Column("clause", _("Clause"))]
            print_rows(columns, listed.summary.get("quotas", []), form=options.format)
        else:
            print_rows(list_columns(), list_rows(listed, options.state, table=options.format == "table"), form=options.format)
    return ExitCode.DONE


def latest_list(year: RotationYear) -> EligibilityList | None:
    """Return the latest list of a rotation year."""
    statement = select(EligibilityList).where(EligibilityList.rotation_year_id == year.id)
    return db.session.scalar(statement.order_by(EligibilityList.id.desc()).limit(1))


def tell_summary(summary: dict[str, Any]) -> None:
    """Say the county's figures in one line."""
    tell(_("Teachers %(total)s: may be sent %(eligible)s, deferred %(deferred)s, out %(out)s, leaders %(leaders)s; "
           "base of the quotas %(denominator)s", **summary))


def list_columns() -> list[Column]:
    """Return the columns of a teacher's row."""
    return [Column("number", _("Staff number")), Column("name", _("Name")), Column("school", _("School")), Column("state", _("State")),
            Column("rule", _("Deciding rule")), Column("years_at_school", _("Years at the school")), Column("backbone", _("Backbone"))]


def list_rows(listed: EligibilityList, state: str | None, *, table: bool) -> list[dict[str, Any]]:
    """Return a row for each teacher of the list, by school and staff number."""
    statement = select(EligibilityVerdict, School).outerjoin(School, School.id == EligibilityVerdict.school_id).where(
        EligibilityVerdict.list_id == listed.id).options(joinedload(EligibilityVerdict.teacher))
    if state is not None:
        statement = statement.where(EligibilityVerdict.state == EligibilityState(state))
    marks = {True: _("yes"), False: _("no")}
    rows = [{
        "number": verdict.teacher.number, "name": verdict.teacher.name, "school": school.name if school else None,
        "state": str(verdict.state.label) if table else verdict.state.value, "rule": verdict.main_rule,
        "years_at_school": verdict.years_at_school, "backbone": marks[verdict.backbone] if table else verdict.backbone,
        "order": school.code if school else "",
    } for verdict, school in db.session.execute(statement)]
    return sorted(rows, key=lambda row: (str(row["order"]), str(row["number"])))
