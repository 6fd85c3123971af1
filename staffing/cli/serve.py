"""``staffing serve``: the web server."""

import argparse
import logging

import waitress

from staffing.cli.parent import stop_with_parent
from staffing.cli.running import ExitCode, NotReadyError, application
from staffing.cli.words import _
from staffing.config import Config
from staffing.core.collecting import set_program_aside

THREADS = 8


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = commands.add_parser("serve", help=_("serve the pages"), description=_(
        "Serve the pages until stopped. Long work needs the worker beside it: staffing work."))
    parser.add_argument("--host", help=_("address to listen on (default: STAFFING_HOST or 127.0.0.1)"))
    parser.add_argument("--port", type=int, help=_("port to listen on (default: STAFFING_PORT or 8000)"))
    parser.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Listen until a signal ends the process."""
    if options.with_parent:
        stop_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with application() as app:
        pass
    set_program_aside()
    config: Config = app.config["STAFFING"]
    host, port = options.host or config.host, options.port or config.port
    try:
        waitress.serve(app, host=host, port=port, threads=THREADS, ident=None,
                       max_request_body_size=(config.upload_limit_mb + 1) * 1024 * 1024)
    except OSError as error:
        raise NotReadyError(_("Port %(port)s cannot be used: %(reason)s", port=port, reason=error.strerror or error)) from None
    return ExitCode.DONE
