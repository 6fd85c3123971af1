"""What the worker does for a large list: make it, write it, keep it for the person who asked."""

from dataclasses import replace

from flask import url_for
from flask_babel import force_locale, lazy_gettext as _l

from staffing.accounts.models import User
from staffing.audit.record import Actor
from staffing.core.downloads import list_bytes
from staffing.core.exports import get_export, mark_text
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.releases import operations
from staffing.releases.models import ExportRequest
from staffing.releases.operations import JOB_KIND, subject_of

PHASES = {"read": _l("Reading the records"), "write": _l("Writing the list")}
# Reading the rows takes about as long as writing them.
STEPS = 3


def run_export(context: JobContext) -> None:
    """Make the list of a request; marked with the name of the person who asked."""
    request_id = int(context.facts.subject.removeprefix(subject_of(0)[:-1]))
    context.report("read", done=1, total=STEPS)
    # Titles and headings of lists are Chinese; the sentences of a refusal shall be it too.
    with context.reading(), force_locale("zh"):
        one = db.session.get_one(ExportRequest, request_id)
        user = db.session.get_one(User, one.asked_by)
        kind = get_export(one.code, user.role)
        try:
            exported = kind.made(one.county_id, one.as_of).settled()
        except StaffingError as error:
            exported, refusal = None, str(error.message)
        if exported is not None:
            context.report("write", done=2, total=STEPS)
            content, suffix = list_bytes(exported.sheets, meta=replace(exported.meta, mark=mark_text(user.name)), kind=one.wanted)
    context.refuse_if_void()
    if context.cancelled:
        exported, refusal = None, ""
    with context.publish():
        one = db.session.get_one(ExportRequest, request_id)
        if exported is None:
            operations.fail(one, refusal)
        else:
            operations.keep(one, content, suffix, rows=exported.rows, alone=not (kind.personal and operations.too_many(exported.rows)),
                            actor=Actor(one.asked_by, "worker", "system"))


def _address(_job: Job) -> str:
    return url_for("statistics.list_requests")


MAKE_EXPORT = JobKind(JOB_KIND, _l("Making a large list"), run_export, PHASES, {}, _address)
