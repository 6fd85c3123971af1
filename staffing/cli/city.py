"""``staffing city``: which counties belong to a city. Only who runs the server groups them, so no county opens another's sums."""

import argparse

from staffing.cities import queries
from staffing.cities.operations import join_city, make_city
from staffing.cli.output import Column, add_format, print_rows
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.words import _
from staffing.core.transactions import commit
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.schools.models import City


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command and its two acts."""
    parser = commands.add_parser("city", help=_("group counties into a city"), description=_(
        "Group counties into a city. Accounts of the city see sums of its counties: staffing users open --city"))
    acts = parser.add_subparsers(dest="act", required=True, metavar=_("act"))
    listing = acts.add_parser("list", help=_("list cities and their counties"))
    add_format(listing)
    listing.set_defaults(run=show)
    joining = acts.add_parser("set", help=_("record a city and put counties into it"))
    joining.add_argument("name")
    joining.add_argument("--code", help=_("code of the city, for one that is not recorded yet"))
    joining.add_argument("--county", action="append", default=[], help=_("code of a county; may stand several times"))
    joining.set_defaults(run=join)


def the_city(name: str) -> City:
    """Return the city of a name or code."""
    city = queries.find_city(name)
    if city is None:
        known = ", ".join(f"{one.code} {one.name}" for one in queries.list_cities()) or "—"
        raise StaffingError(_("There is no city %(name)s. Known: %(known)s", name=name, known=known))
    return city


def show(options: argparse.Namespace) -> int:
    """Print the counties of each city."""
    columns = [Column("city_code", _("City code")), Column("city", _("City")), Column("county_code", _("County code")), Column("county", _("County"))]
    with application(read_only=True):
        rows = [{"city_code": city.code, "city": city.name, "county_code": county.code, "county": county.name}
                for city in queries.list_cities() for county in queries.list_counties(city.id)]
        print_rows(columns, rows, form=options.format)
    return ExitCode.DONE


def join(options: argparse.Namespace) -> int:
    """Record the city if need be, and put the counties into it."""
    with application():
        city = queries.find_city(options.name)
        if city is None:
            if not options.code:
                raise StaffingError(_("Give a new city its code with --code."))
            city = make_city(code=options.code, name=options.name)
        for code in options.county:
            join_city(the_county(code), city)
        commit(db.session)
    return ExitCode.DONE
