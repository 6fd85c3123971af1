"""``staffing work``: the worker that runs long work from the ledger of jobs."""

import argparse
import logging

from staffing.cli.parent import stop_with_parent
from staffing.cli.running import ExitCode, application
from staffing.cli.words import _
from staffing.jobs.worker import work


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("work", help=_("run long work (solving, importing) until stopped"), description=_(
        "Run long work from the ledger of jobs until stopped. What is running when the worker stops is handed back and tried again."))
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work until a signal ends the process."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with application() as app:
        pass
    if options.with_parent:
        stop_with_parent()
    work(app)
    return ExitCode.DONE
