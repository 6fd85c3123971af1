"""``staffing export``: the lists of the page of all exports, written as files."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from staffing.audit.record import record
from staffing.cli.output import Column, add_format, print_rows, tell
from staffing.cli.running import ExitCode, application, the_county
from staffing.cli.words import _
from staffing.config import Config
from staffing.core.access import Role
from staffing.core.atomic_files import write_atomically
from staffing.core.downloads import list_bytes
from staffing.core.exports import ExportedList, ExportKind, get_export, list_exports
from staffing.core.transactions import commit, reading
from staffing.errors import StaffingError
from staffing.extensions import db

FILE_FORMATS = ("xlsx", "csv")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("export", help=_("write lists and tables as files"), description=_(
        "Write lists of the county as files and print where they are. Without names every list that can be made; "
        "--list shows the names."))
    parser.add_argument("codes", nargs="*", metavar=_("name"), help=_("lists to write"))
    parser.add_argument("--list", action="store_true", help=_("show the names of all lists and write nothing"))
    parser.add_argument("--as", dest="kinds", action="append", choices=FILE_FORMATS, help=_("kind of file; may be given twice (default: xlsx); csv of several sheets is a zip"))
    parser.add_argument("--out", type=Path, help=_("folder to write into (default: STAFFING_OUTPUT_DIR or out/)"))
    parser.add_argument("--on", type=dt.date.fromisoformat, metavar=_("day"), help=_("as of this day (2024-09-01), for the lists that know days; the others are left out"))
    parser.add_argument("--county", help=_("code of the county, where the database holds several"))
    add_format(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the lists, with an audit line for each."""
    with application() as app:
        config: Config = app.config["STAFFING"]
        county = the_county(options.county)
        if options.list:
            columns = [Column("code", _("Name")), Column("title", _("Title")), Column("note", _("Remark"))]
            print_rows(columns, [{"code": kind.code, "title": kind.title, "note": str(kind.note)} for kind in known_lists()], form=options.format)
            return ExitCode.DONE
        rows = write_lists(county.id, options.codes, folder=options.out or config.output_dir, formats=options.kinds or ["xlsx"], on=options.on)
    columns = [Column("code", _("Name")), Column("title", _("Title")), Column("rows", _("Number of rows")), Column("file", _("File"))]
    print_rows(columns, rows, form=options.format)
    return ExitCode.DONE


def known_lists() -> list[ExportKind]:
    """Return the lists that an officer may export."""
    return list_exports(Role.OFFICER)


def write_lists(county_id: int, codes: list[str], *, folder: Path, formats: list[str], on: dt.date | None = None) -> list[dict[str, Any]]:
    """Write the named lists, or all that can be made; returns what was written where.

    The audit line of a list is committed before its files appear, so no list leaves unseen whenever the process dies;
    nothing is locked while a list is made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[dict[str, Any]] = []
    for kind in [find_list(code) for code in codes] or known_lists():
        try:
            with reading():
                exported = kind.made(county_id, on).settled()
                bodies = [list_bytes(exported.sheets, meta=exported.meta, kind=form) for form in formats]
        except StaffingError as error:
            if codes:
                raise
            tell(_("%(title)s was left out: %(reason)s", title=kind.title, reason=error.message))
            continue
        record("list_exported", ExportedList(kind.code), county_id=county_id,
               changes={"format": [None, formats], "rows": [None, exported.rows], "personal": [None, kind.personal],
                        **({"as_of": [None, on]} if on else {})})
        commit(db.session)
        files = [write_file(folder / f"{exported.meta.title if on else kind.title}.{suffix}", body) for body, suffix in bodies]
        written += [{"code": kind.code, "title": kind.title, "rows": exported.rows, "file": str(file)} for file in files]
    return written


def find_list(code: str) -> ExportKind:
    """Return a list by its name."""
    try:
        return get_export(code, Role.OFFICER)
    except LookupError:
        known = ", ".join(kind.code for kind in known_lists())
        raise StaffingError(_("There is no list %(code)s. Known: %(known)s", code=code, known=known)) from None


def write_file(path: Path, body: bytes) -> Path:
    """Write one file, whole or not at all."""
    with write_atomically(path) as file:
        file.write(body)
    return path
