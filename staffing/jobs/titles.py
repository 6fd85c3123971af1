"""How the log calls long work in the background; loaded with the operations."""

from typing import Final

from flask_babel import lazy_gettext as _l

from staffing.audit.titles import tell_actions, tell_record
from staffing.jobs.models import Job

JOB: Final = {
    "id": _l("Record number"), "county_id": _l("County"), "kind": _l("Kind of task"), "subject": _l("What it works on"),
    "payload": _l("Order"), "state": _l("State"), "attempts": _l("Attempts"), "max_attempts": _l("Attempts at most"),
    "worker": _l("Worker"), "lease_until": _l("Held until"), "sent_at": _l("Sent at"), "started_at": _l("Begun at"),
    "finished_at": _l("Ended at"), "cancel_requested": _l("Asked to stop"), "progress": _l("Progress"), "result": _l("Result"),
    "error": _l("Fault"), "created_by": _l("Asked for by"),
}

tell_record(Job, _l("Task in the background"), JOB)
tell_actions({"job.cancel": _l("Task cancelled")})
