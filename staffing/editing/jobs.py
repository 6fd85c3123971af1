"""What the worker does of a bulk edit: the same steps as within a request, part by part."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import url_for
from flask_babel import lazy_gettext as _l

from staffing.accounts.models import User
from staffing.audit.record import Actor, acting_as
from staffing.editing.models import BulkEdit
from staffing.editing.operations import JOB_KIND, STEPS, subject_of
from staffing.extensions import db
from staffing.jobs.context import JobContext
from staffing.jobs.faults import JobFault
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind

GONE = "gone"
PHASES = {"work": _l("Working through the persons")}
FAULTS = {GONE: _l("The edit was discarded meanwhile.")}


class CancelledError(Exception):
    """Ends the work between two parts; the edit's page offers to go on or to undo."""


def run_step(context: JobContext) -> None:
    """Do one step of an edit for whoever asked; what a former attempt finished is not done again."""
    with context.reading():
        edit, user = db.session.get(BulkEdit, edit_of(context.facts.subject)), db.session.get(User, context.facts.created_by)
        if edit is None or user is None:
            raise JobFault(GONE)
        step, total, actor = STEPS[context.facts.payload["step"]], edit.persons, Actor(user.id, user.name, str(user.role))

    @contextmanager
    def part(done: int | None) -> Iterator[None]:
        context.refuse_if_void()
        if context.cancelled:
            raise CancelledError
        if done is None:
            with context.publish():
                yield
        else:
            context.report("work", done=done, total=total)
            with context.writing():
                yield

    with acting_as(actor), suppress(CancelledError):
        step(edit, part)


def edit_of(subject: str) -> int:
    """Return the edit a job speaks of."""
    return int(subject.removeprefix(subject_of(0)[:-1]))


def _address(job: Job) -> str:
    return url_for("editing.show_edit", edit_id=edit_of(job.subject))


BULK_EDIT = JobKind(JOB_KIND, _l("Bulk edit"), run_step, PHASES, FAULTS, _address)
