"""What every command runs in: the application, a database of the newest structure, one county, and an exit code."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum

from flask import Flask
from flask_babel import force_locale
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from staffing import create_app
from staffing.cli.output import tell
from staffing.cli.words import _, language
from staffing.config import Config
from staffing.core.migrating import newest_revision, stored_revision
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.schools.models import County


class ExitCode(IntEnum):
    """What a script can tell from a command's end."""

    DONE = 0
    REFUSED = 1        # the wish cannot be met as it stands; the message says how to put it right
    USAGE = 2          # the command line is wrong
    NOT_READY = 3      # settings or database: absent, unreachable, or not of the newest structure
    FINDINGS = 4       # the work was done and its answer is no: faults in a file, no plan, differences
    INTERRUPTED = 130


Command = Callable[[argparse.Namespace], int]


class NotReadyError(Exception):
    """The database or the settings must be put right first."""


def make_app() -> Flask:
    """Return the application from the environment's settings."""
    try:
        return create_app(Config())
    except ValidationError as error:
        words = "; ".join(str(one["msg"]) for one in error.errors(include_input=False, include_context=False))
        raise NotReadyError(_("The settings are wrong: %(words)s", words=words)) from None


@contextmanager
def application(*, ready: bool = True, read_only: bool = False) -> Iterator[Flask]:
    """Open the application in the terminal's language; with ``ready`` only on a database of the newest structure.

    A command that only reads says so: on SQLite it then leaves the write lock to others.
    """
    app = make_app()
    with app.app_context(), force_locale(language()):
        if ready:
            demand_newest_structure()
        if read_only:
            db.session.connection(execution_options={"read_only": True})
        try:
            yield app
        except StaffingError as error:
            # Its message finds the language only inside the application, so it is put into words before we leave it.
            raise StaffingError(str(error.message), field=error.field) from error


def demand_newest_structure() -> None:
    """Refuse a database that an older or newer version of the application made."""
    stored, newest = stored_revision(db.engine), newest_revision()
    if stored != newest:
        raise NotReadyError(_("The database has structure %(stored)s, this version needs %(newest)s. Make a backup, then run: "
                              "staffing db upgrade", stored=stored or "-", newest=newest))


def list_counties() -> list[County]:
    """Return all counties by code."""
    return list(db.session.scalars(select(County).order_by(County.code)))


def the_county(code: str | None = None) -> County:
    """Return the county with that code, or the only one."""
    counties = list_counties()
    if not counties:
        raise NotReadyError(_("The database holds no county yet. Run: staffing demo, or import the bureau's records."))
    chosen = counties if code is None else [county for county in counties if county.code == code]
    if len(chosen) != 1:
        known = ", ".join(f"{county.code} {county.name}" for county in counties)
        raise StaffingError(_("Name one county with --county. Known: %(known)s", known=known))
    return chosen[0]


def guarded(run: Command, options: argparse.Namespace) -> int:
    """Run a command and turn every foreseeable fault into words and an exit code."""
    try:
        return int(run(options))
    except StaffingError as error:
        tell(str(error.message))
        return ExitCode.REFUSED
    except NotReadyError as error:
        tell(str(error))
        return ExitCode.NOT_READY
    except OperationalError as error:
        tell(_("The database cannot be used: %(reason)s", reason=str(error.orig).strip()))
        return ExitCode.NOT_READY
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our rows went away (`staffing … | head`); a second complaint at interpreter end is avoided.
        sys.stderr.close()
        return ExitCode.DONE
