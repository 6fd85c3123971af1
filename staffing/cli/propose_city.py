"""``staffing propose --city``: a plan in every county of a city; solved here, and by every worker that is running anywhere.

Each county is one job of the ledger. Whoever claims it first solves it; the lease of a worker that died runs out and the
county is solved again. Ctrl+C asks all to stop and waits, so that best plans so far are kept; a second one leaves at once.
"""

import argparse
import threading
import time
from collections.abc import Sequence
from typing import Any

from flask import Flask

from staffing.cities import operations, queries
from staffing.cities.gathering import lines_of
from staffing.cities.models import CityRun
from staffing.cities.progress import CountyLine, EntryState, total_of
from staffing.cli.city import the_city
from staffing.cli.output import Column, Progress, print_rows, tell
from staffing.cli.running import ExitCode
from staffing.cli.words import _
from staffing.config import Config
from staffing.core.transactions import commit
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.attempts import run_job
from staffing.jobs.worker import look_after
from staffing.schools.models import City

LOOK_EVERY_S = 0.5


def propose_city(app: Flask, options: argparse.Namespace) -> int:
    """Ask in every county, work on what waits, show progress; returns the exit code."""
    city = the_city(options.city)
    run = the_run(city, options, usual_s=app.config["STAFFING"].solver_time_limit_s)
    commit(db.session)
    lines = work_and_watch(app, run.id, city_id=city.id, workers=options.workers)
    tell(total_line(lines))
    print_rows(columns(), [row_of(line, plain=options.format != "table") for line in lines], form=options.format)
    done = all(line.state is EntryState.DONE and line.value is not None for line in lines)
    return ExitCode.DONE if done else ExitCode.FINDINGS


def the_run(city: City, options: argparse.Namespace, *, usual_s: float) -> CityRun:
    """Return the run of that name: a new one, or the old one with its unfinished counties started again."""
    year = options.year or queries.latest_year(city.id)
    if year is None:
        raise StaffingError(_("No county of this city has opened a rotation year yet."))
    run = queries.find_run(city.id, year, options.name)
    if run is None:
        return operations.start_run(city, school_year=year, name=options.name, asked_by=None, usual_s=usual_s, time_limit_s=options.seconds)
    if total_of(lines_of(run)).unfinished:
        operations.restart(run, asked_by=None, usual_s=usual_s)
    return run


def work_and_watch(app: Flask, run_id: int, *, city_id: int, workers: int) -> list[CountyLine]:
    """Solve waiting counties here, ``workers`` at a time, until none waits or runs anywhere; returns them as they ended."""
    progress, stopping, asked_to_cancel = Progress(), threading.Event(), False
    helpers = [threading.Thread(target=_help, args=(app, run_id, stopping), daemon=True) for _number in range(workers)]
    for helper in [*helpers, threading.Thread(target=_look_after, args=(app, stopping), daemon=True)]:
        helper.start()
    try:
        while True:
            try:
                lines = look(city_id, run_id)
                progress.show(total_line(lines))
                if not total_of(lines).active:
                    progress.end()
                    return lines
                time.sleep(LOOK_EVERY_S)
            except KeyboardInterrupt:
                if asked_to_cancel:
                    raise
                asked_to_cancel = True
                cancel(city_id, run_id)
    finally:
        stopping.set()


def cancel(city_id: int, run_id: int) -> None:
    """Ask all counties to stop; one that has ended in this moment is as good as stopped."""
    db.session.rollback()
    try:
        operations.cancel(queries.get_run(city_id, run_id))
    except StaffingError:
        db.session.rollback()
    commit(db.session)


def look(city_id: int, run_id: int) -> list[CountyLine]:
    """Return the counties as they stand, in a transaction that ends at once."""
    db.session.rollback()
    db.session.connection(execution_options={"read_only": True})
    lines = lines_of(queries.get_run(city_id, run_id))
    db.session.expunge_all()
    db.session.rollback()
    return lines


def _help(app: Flask, run_id: int, stopping: threading.Event) -> None:
    """Claim the waiting jobs of the run one after the other; another worker's claim makes ours return at once."""
    while not stopping.is_set():
        with app.app_context():
            db.session.connection(execution_options={"read_only": True})
            waiting = [entry.job.id for entry in queries.list_entries(run_id) if entry.job is not None and entry.job.state == "queued"]
        if not any(run_job(app, job_id) for job_id in waiting if not stopping.is_set()):
            stopping.wait(LOOK_EVERY_S)


def _look_after(app: Flask, stopping: threading.Event) -> None:
    """Put jobs of dead workers back, as a worker process does; there may be none beside us."""
    config: Config = app.config["STAFFING"]
    while not stopping.wait(config.job_lease_s / 4):
        look_after(app, config)


def total_line(lines: Sequence[CountyLine]) -> str:
    """Return one line about the whole: counties by state, sums of best values and bounds, gap."""
    total = total_of(lines)
    parts = [_("%(ended)s of %(counties)s counties have ended", ended=total.ended, counties=total.counties)]
    parts += [f"{state.label} {number}" for state in EntryState if (number := total.states.get(state, 0))]
    if total.gap is not None:
        parts += [_("best %(value)s", value=f"{total.value:,.1f}"), _("bound %(bound)s", bound=f"{total.bound:,.1f}"),
                  _("gap %(gap)s %%", gap=f"{total.gap * 100:.3f}")]
    return " · ".join(parts)


def columns() -> list[Column]:
    """Return the columns of the answer."""
    return [Column("county_code", _("County code")), Column("county", _("County")), Column("state", _("State")), Column("value", _("Best value")),
            Column("bound", _("Bound")), Column("gap", _("Gap")), Column("seconds", _("Seconds")), Column("attempts", _("Attempts")),
            Column("reason", _("Note"))]


def row_of(line: CountyLine, *, plain: bool) -> dict[str, Any]:
    """Return a county's row, with codes and unrounded numbers where ``plain``."""
    job = line.view.job if line.view is not None else None
    row = {"county_code": line.entry.county.code, "county": line.entry.county.name, "attempts": job.attempts if job is not None else 0}
    if plain:
        return {**row, "state": line.state.value, "value": line.value, "bound": line.bound, "gap": line.gap, "seconds": line.seconds,
                "reason": (line.entry.refusal or (job.error if job is not None else "")) or ""}
    return {**row, "state": str(line.state.label), "value": shown(line.value, 1), "bound": shown(line.bound, 1),
            "gap": "—" if line.gap is None else f"{line.gap * 100:.3f} %", "seconds": shown(line.seconds, 1), "reason": line.reason}


def shown(number: float | None, digits: int) -> str:
    """Return a number for a table."""
    return "—" if number is None else f"{number:,.{digits}f}"
