"""Pages: the county's running and recent jobs, the fragment that watches one, cancelling."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from staffing.core.access import COUNTY_READERS, OFFICERS, person, requires_role
from staffing.core.addresses import safe_next
from staffing.core.transactions import writes
from staffing.jobs import operations, queries
from staffing.jobs.models import JobState
from staffing.jobs.watching import progress_of
from staffing.jobs.wording import describe_job

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.get("/")
@requires_role(COUNTY_READERS)
def list_jobs() -> str:
    """Show what is running and what ended lately."""
    return render_template("jobs/list.html", jobs=[describe_job(job) for job in queries.list_jobs(person().county_id)])


@blueprint.get("/<int:job_id>/progress")
@requires_role(COUNTY_READERS)
def watch_job(job_id: int) -> Response:
    """Answer the fragment that a page asks for every second or two; when the job has ended the page loads anew."""
    return progress_of(queries.get_job(person().county_id, job_id))


@blueprint.post("/<int:job_id>/cancel")
@requires_role(OFFICERS)
@writes
def cancel_job(job_id: int) -> Response:
    """Cancel a job."""
    state = operations.cancel_job(person().county_id, job_id)
    if state is JobState.CANCELLED:
        flash(_("The task has been cancelled."), "success")
    else:
        flash(_("The task is asked to stop; what it has found so far is kept where that is possible."), "success")
    return redirect(safe_next(request.args.get("next") or url_for("jobs.list_jobs")))
