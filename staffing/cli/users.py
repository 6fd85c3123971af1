"""``staffing users``: accounts from the terminal. A one-time password is printed once and stored nowhere."""

import argparse
from typing import Any

from staffing.accounts import operations, queries
from staffing.accounts.models import User
from staffing.cli.city import the_city
from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, list_counties, the_county
from staffing.cli.words import _
from staffing.core.access import Role
from staffing.core.transactions import commit
from staffing.errors import StaffingError
from staffing.extensions import db

OFFICER_LOGIN = "officer"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command and its four acts."""
    parser = commands.add_parser("users", help=_("list and open accounts"), description=_("List, open and reset accounts."))
    acts = parser.add_subparsers(dest="act", required=True, metavar=_("act"))
    listing = acts.add_parser("list", help=_("list the county's accounts"))
    add_format(listing)
    listing.set_defaults(run=show)
    opening = acts.add_parser("open", help=_("open an account and print its one-time password"))
    opening.add_argument("login")
    opening.add_argument("--name", required=True, help=_("the person's name"))
    opening.add_argument("--role", required=True, choices=[role.value for role in Role])
    opening.add_argument("--school", type=int, help=_("id of the school, for school clerks and principals"))
    opening.add_argument("--city", help=_("city whose sums the account may see, for city readers and administrators"))
    opening.set_defaults(run=open_account)
    reset = acts.add_parser("reset", help=_("give an account a new one-time password and end its sessions"))
    reset.add_argument("login")
    reset.set_defaults(run=reset_password)
    first = acts.add_parser("first", help=_("open the first administrator, and an officer where the county is invented"))
    first.set_defaults(run=open_first)
    for act in (listing, opening, first):
        act.add_argument("--county", help=_("code of the county, where the database holds several"))


def show(options: argparse.Namespace) -> int:
    """Print the accounts."""
    columns = [Column("login", _("Login")), Column("name", _("Name")), Column("role", _("Role")),
               Column("active", _("Open")), Column("must_change_password", _("Password to be changed"))]
    with application(read_only=True):
        users = queries.list_users(the_county(options.county).id)
        print_rows(columns, [_as_row(user, options.format) for user in users], form=options.format)
    return ExitCode.DONE


def _as_row(user: User, form: str) -> dict[str, Any]:
    table = form == "table"
    marks = {True: _("yes"), False: _("no")}
    return {"login": user.login, "name": user.name, "role": str(user.role.label) if table else user.role.value,
            "active": marks[user.active] if table else user.active,
            "must_change_password": marks[user.must_change_password] if table else user.must_change_password}


def open_account(options: argparse.Namespace) -> int:
    """Open one account."""
    with application():
        _user, password = operations.open_account(
            county_id=the_county(options.county).id, login=options.login, name=options.name, role=Role(options.role),
            school_id=options.school, city_id=the_city(options.city).id if options.city else None)
        commit(db.session)
        _print_password(options.login, password)
    return ExitCode.DONE


def reset_password(options: argparse.Namespace) -> int:
    """Give one account a new password."""
    with application():
        user = queries.find_user(options.login)
        if user is None:
            raise StaffingError(_("There is no account %(login)s.", login=options.login))
        password = operations.reset_password(user)
        commit(db.session)
        _print_password(user.login, password)
    return ExitCode.DONE


def open_first(options: argparse.Namespace) -> int:
    """Open the administrator of a new installation; the demonstration county also gets an officer, who sees the records.

    Administration and records are separate duties, so the administrator's account alone would show nothing of the county.
    """
    with application():
        counties = list_counties()
        if not counties:
            tell(_("No county yet, so no account was opened."))
            return ExitCode.DONE
        county = the_county(options.county)
        opened = {"admin": operations.ensure_administrator(county_id=county.id)}
        if county.synthetic and queries.find_user(OFFICER_LOGIN) is None:
            _user, opened[OFFICER_LOGIN] = operations.open_account(
                county_id=county.id, login=OFFICER_LOGIN, name="演示人事干部", role=Role.OFFICER)
        commit(db.session)
        for login, password in opened.items():
            if password is not None:
                _print_password(login, password)
    return ExitCode.DONE


def _print_password(login: str, password: str) -> None:
    print(_("Login: %(login)s    one-time password (shown only now): %(password)s", login=login, password=password), flush=True)
