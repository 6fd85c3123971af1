"""The fragment by which a page follows a job; features whose readers may not see other tasks answer it at an address of their own."""

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from staffing.jobs.models import Job
from staffing.jobs.wording import describe_job


def progress_of(job: Job | None) -> Response:
    """Return the fragment, asked for again at this request's address; when the job has ended the page loads anew.

    LookupError without a job.
    """
    if job is None:
        raise LookupError
    view = describe_job(job)
    response = make_response(render_template("jobs/_progress.html", view=view, watched_at=request.path))
    if not view.active:
        response.headers["HX-Refresh"] = "true"
    return response
