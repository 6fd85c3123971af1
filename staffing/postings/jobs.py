"""What the worker does for the moves of a decision: write all into the records, or take all back. Each person is a transaction of its own,
so that a new attempt goes on where the last one ended; who could not be written is told by name on the page."""

import datetime as dt

from flask import url_for
from flask_babel import force_locale, lazy_gettext as _l

from staffing.audit.record import Actor
from staffing.decisions.models import DecidedMove, DecidedPlan
from staffing.decisions.queries import list_decided_moves
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.jobs.context import JobContext
from staffing.jobs.models import Job
from staffing.jobs.registry import JobKind
from staffing.postings import operations
from staffing.postings.models import Posting
from staffing.postings.operations import JOB_KIND
from staffing.postings.queries import list_postings

PHASES = {"post": _l("Writing the moves into the records"), "reverse": _l("Taking the moves back")}
POST, REVERSE = "post", "reverse"


def run_postings(context: JobContext) -> None:
    """Do what was asked, person by person."""
    payload = context.facts.payload
    act = str(payload["act"])
    with context.reading():
        decided = db.session.get_one(DecidedPlan, int(payload["decided_plan_id"]))
        year_id, county_id = decided.rotation_year_id, decided.county_id
        ids = [one.id for one in (list_decided_moves(decided.id) if act == POST else list_postings(year_id))]
    done, refused = 0, {}
    for number, one_id in enumerate(ids):
        if context.should_stop():
            context.refuse_if_void()
            break
        context.report(act, done=number, total=len(ids))
        try:
            with context.writing(), force_locale("zh"):
                done += _post(one_id, county_id, year_id, context) if act == POST else _reverse(one_id, context)
        except StaffingError as error:
            with force_locale("zh"):
                refused[str(one_id)] = str(error.message)
    with context.publish({"done": done, "refused": list(refused.values()), "act": act}):
        pass


def _post(move_id: int, county_id: int, year_id: int, context: JobContext) -> bool:
    move = db.session.get_one(DecidedMove, move_id)
    day = dt.date.fromisoformat(str(context.facts.payload["day"]))
    return operations.post_move(move, county_id=county_id, rotation_year_id=year_id, day=day, actor=_actor(context)) is not None


def _reverse(posting_id: int, context: JobContext) -> bool:
    operations.reverse(db.session.get_one(Posting, posting_id), reason=str(context.facts.payload["reason"]), version=None, actor=_actor(context))
    return True


def _actor(context: JobContext) -> Actor:
    return Actor(context.facts.created_by, "worker", "system")


def _address(_job: Job) -> str:
    return url_for("postings.show_postings")


POST_MOVES = JobKind(JOB_KIND, _l("Posting of moves"), run_postings, PHASES, {}, _address)
