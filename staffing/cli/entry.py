"""The table of contents of the command line, and its entry point."""

import argparse
import sys
from collections.abc import Sequence

from staffing.cli import (
    attachments,
    backup,
    city,
    daily,
    database,
    decisions,
    demo,
    eligible,
    export,
    importing,
    indicators,
    propose,
    quality,
    recheck,
    serve,
    users,
    work,
)
from staffing.cli.running import guarded
from staffing.cli.words import _

# Each module offers add_parser(commands), which sets the function to run.
COMMANDS = (demo, serve, work, importing, quality, indicators, eligible, propose, recheck, decisions, export, city, users, daily, database, backup, attachments)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="staffing", formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("Plan the yearly teacher rotation of a county and keep its schools evenly staffed."),
        epilog=_("Exit codes: 0 done; 1 refused, the message says why; 2 wrong command line; 3 database or settings not ready; "
                 "4 done, and the answer is no (faults in a file, no plan, differences); 130 interrupted."),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar=_("command"))
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = build_parser().parse_args(arguments)
    return guarded(options.run, options)
