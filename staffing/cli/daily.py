"""``staffing daily``: what is to be done once a day, by a timer of the server; run twice it does nothing twice."""

import argparse

from staffing.cli.output import Column, add_format, print_rows
from staffing.cli.running import ExitCode, application, list_counties, the_county
from staffing.cli.words import _
from staffing.core.school_year import today
from staffing.core.transactions import commit
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.rotation_years.queries import find_current_year
from staffing.rotation_years.warning import warn_of_deadlines
from staffing.schools.models import County
from staffing.warnings.gathering import check_county
from staffing.warnings.operations import store_check


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("daily", help=_("the daily run: deadlines, warnings of indicators"), description=_(
        "Send the warnings of deadlines that are due today and check the indicators, in every county or in one. Run twice it does nothing twice."))
    parser.add_argument("--county", help=_("code of the county; every county without it"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Go through the counties and print what was done in each."""
    with application():
        counties = [the_county(options.county)] if options.county else list_counties()
        rows = [{"county": county.name, "notices": warn(county), **check(county)} for county in counties]
        print_rows([Column("county", _("County")), Column("notices", _("Notices of deadlines")), Column("warnings", _("Warnings of indicators")),
                    Column("opened", _("Lines opened")), Column("closed", _("Lines closed"))], rows, form=options.format)
    return ExitCode.DONE


def check(county: County) -> dict[str, int | None]:
    """Check the county's indicators, in a transaction of its own; nothing is told where no figures were reported yet."""
    try:
        counts = store_check(county.id, check_county(county), on=today()).counts
    except StaffingError:
        return {"warnings": None, "opened": None, "closed": None}
    commit(db.session)
    return {name: counts[name] for name in ("warnings", "opened", "closed")}


def warn(county: County) -> int:
    """Send the county's warnings of deadlines, each county in a transaction of its own."""
    year = find_current_year(county.id)
    sent = 0 if year is None else warn_of_deadlines(year, on=today())
    commit(db.session)
    return sent
