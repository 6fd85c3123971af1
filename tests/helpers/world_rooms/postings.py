"""The postings' part of the world: a move in the records of a person who comes to the first school."""

import datetime as dt

from staffing.decisions.models import DecidedMove
from staffing.extensions import db
from staffing.jobs.models import Job, JobState
from staffing.postings.models import Posting
from staffing.postings.operations import JOB_KIND, subject_of
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store it beside the order's move; the rooms before this one have decided."""
    move = db.session.get_one(DecidedMove, ids["decided_move_id"])
    posting = Posting(county_id=tiny.county.id, rotation_year_id=move.decided_plan.rotation_year_id, decided_move_id=move.id, teacher_id=move.teacher_id,
                      from_school_id=tiny.schools[1].id, to_school_id=tiny.schools[0].id, day=dt.date(2026, 9, 1), ends_on=move.ends_on)
    job = Job(county_id=tiny.county.id, kind=JOB_KIND, subject=subject_of(move.decided_plan.rotation_year_id), state=JobState.DONE)
    db.session.add_all([posting, job])
    db.session.flush()
    return {"posting_id": posting.id}, {}
