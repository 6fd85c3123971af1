"""``staffing decisions recheck``: check decided versions again: digest, moves, stored records, the independent checker."""

import argparse

from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.words import _
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import list_versions_of_county
from staffing.decisions.rechecking import recheck
from staffing.errors import StaffingError


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("decisions", help=_("check decided versions of the rotation plan again"), description=_(
        "Derive the digest of every decided version anew from its stored content, compare its moves with the stored run, and run the "
        "independent checker over the stored records. Exit code 4 if a version is not confirmed."))
    parser.add_argument("act", choices=["recheck"], help=_("what to do"))
    parser.add_argument("--county", help=_("code of the county; needed only where there are several"))
    parser.add_argument("--year", type=int, help=_("only this school year"))
    parser.add_argument("--number", type=int, help=_("only the version with this number"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check and print."""
    with application():
        versions = [one for one in list_versions_of_county(the_county(options.county).id) if is_wanted(one, options)]
        if not versions:
            raise StaffingError(_("There is no such version."))
        rows, confirmed = [], True
        for one in versions:
            outcome = recheck(one)
            confirmed &= outcome.is_confirmed
            rows += [{"year": one.year.school_year, "number": one.number, "item": item.name, "stored": item.stored, "now": item.now,
                      "agrees": item.agrees} for item in outcome.items]
        columns = [Column("year", _("School year")), Column("number", _("Version")), Column("item", _("What was compared")),
                   Column("stored", _("Stored")), Column("now", _("Now")), Column("agrees", _("agrees"))]
        print_rows(columns, rows, form=options.format)
        tell(_("All versions are confirmed.") if confirmed else _("Not every version is confirmed."))
    return ExitCode.DONE if confirmed else ExitCode.FINDINGS


def is_wanted(one: DecidedPlan, options: argparse.Namespace) -> bool:
    """True if a version is asked for."""
    return options.year in (None, one.year.school_year) and options.number in (None, one.number)
