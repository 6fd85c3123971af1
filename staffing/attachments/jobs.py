"""What the worker does after somebody removed a file or confirmed the due ones: mark the rows, then delete the contents."""

from typing import Final

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.attachments.operations import delete_contents, remove_file
from staffing.attachments.queries import list_due_among, list_removed_names
from staffing.core.school_year import today
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind

JOB_KIND: Final = "delete_attachments"
OVER: Final = _l("The time for which it is kept is over.")


def run_deletion(context: JobContext) -> None:
    """Delete the confirmed files that are due; what is no longer due stays."""
    county_id = int(context.facts.payload["county_id"])
    ids = [int(one) for one in context.facts.payload["ids"]]
    context.report("delete")
    with context.publish():
        for file in list_due_among(county_id, ids, on=today()):
            remove_file(file, removed_by=context.facts.created_by, reason=str(OVER))
        names = list_removed_names(county_id, ids)
    delete_contents(names)


def _address(_job: Job) -> str:
    return url_for("attachments.list_due")


DELETE_ATTACHMENTS = JobKind(JOB_KIND, _l("Deleting attachments whose time is over"), run_deletion, {"delete": _l("Deleting")}, {}, _address)
