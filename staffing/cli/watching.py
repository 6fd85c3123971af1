"""Run one job of the ledger here and show how far it is; whoever else takes it first is watched instead.

Ctrl+C asks to cancel and waits for the end, so that a best plan so far is kept; a second one leaves at once.
"""

import threading
import time

from flask import Flask

from staffing.cli.output import Progress
from staffing.cli.words import _
from staffing.extensions import db
from staffing.jobs.attempts import run_job
from staffing.jobs.models import Job
from staffing.jobs.operations import cancel_job
from staffing.jobs.wording import JobView, describe_job

LOOK_EVERY_S = 0.5


def run_and_watch(app: Flask, job_id: int, *, county_id: int) -> JobView:
    """Return the job as it ended."""
    progress = Progress()
    thread = threading.Thread(target=run_job, args=(app, job_id), daemon=True)
    thread.start()
    asked_to_cancel = False
    while True:
        try:
            view = look(job_id)
            if not view.active and not thread.is_alive():
                progress.end()
                return view
            progress.show(line_of(view))
            time.sleep(LOOK_EVERY_S)
        except KeyboardInterrupt:
            if asked_to_cancel:
                raise
            asked_to_cancel = True
            cancel_job(county_id, job_id)
            db.session.commit()


def look(job_id: int) -> JobView:
    """Return the job as it stands, in a transaction that ends at once."""
    db.session.rollback()
    db.session.connection(execution_options={"read_only": True})
    view = describe_job(db.session.get_one(Job, job_id))
    db.session.expunge_all()
    db.session.rollback()
    return view


def line_of(view: JobView) -> str:
    """Return one line about a running job: phase, time, best value, bound and gap as far as they are known."""
    figures = view.job.progress
    parts = [str(view.phase) or str(view.job.state.label)]
    if figures.get("elapsed_s") is not None:
        parts.append(_("%(seconds)s s", seconds=f"{float(figures['elapsed_s']):.0f}"))
    if figures.get("value") is not None:
        parts.append(_("best %(value)s", value=f"{float(figures['value']):,.1f}"))
    if figures.get("bound") is not None:
        parts.append(_("bound %(bound)s", bound=f"{float(figures['bound']):,.1f}"))
    if figures.get("gap") is not None:
        parts.append(_("gap %(gap)s %%", gap=f"{float(figures['gap']) * 100:.3f}"))
    return " · ".join(parts)
