"""What is done with postings: write a move, reverse it, note arrival, end and take the end back, assess. Each with its audit line."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from staffing.audit.record import Actor, pending_changes, record, values_of
from staffing.core.database import utc_now
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.decisions.models import DecidedMove
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.postings import queries, titles as titles
from staffing.postings.models import AWAY, Arrival, Posting, PostingState, StintAssessment, StintEnd
from staffing.postings.records import write_extension, write_move, write_return, write_stay
from staffing.postings.steps import take_back
from staffing.teachers.enums import AppraisalGrade
from staffing.teachers.queries import get_whole_teacher

SHORTEST_REASON = 4
JOB_KIND = "postings"
tell_constraint("uq_posting_stands", _l("Somebody wrote this move into the records at the same moment."))
tell_constraint("uq_posting_rotation_year_id_teacher_id", _l("Somebody wrote this move into the records at the same moment."))
tell_constraint("uq_stint_assessment_posting_id_school_year", _l("This school year is assessed already; correct that entry."), field="school_year")


@dataclass(frozen=True, slots=True)
class End:
    """How a stint ends: what becomes of it, from which day (of an extension: the new last day), why; a stay with the relation moved or not."""

    outcome: StintEnd
    on: dt.date
    reason: str = ""
    relation_moves: bool = False


def subject_of(rotation_year_id: int) -> str:
    """Return what the job ledger calls the postings of a year."""
    return f"postings:{rotation_year_id}"


def post_move(move: DecidedMove, *, county_id: int, rotation_year_id: int, day: dt.date, actor: Actor | None = None) -> Posting | None:
    """Write a move into the records from a day on; None if it stands there already."""
    if queries.find_standing(rotation_year_id, move.teacher_id) is not None:
        return None
    teacher = get_whole_teacher(county_id, move.teacher_id, on=day)
    steps = write_move(teacher, move, day)
    made = Posting(county_id=county_id, rotation_year_id=rotation_year_id, decided_move_id=move.id, teacher_id=teacher.id, steps=steps, day=day,
                   from_school_id=move.from_section.school_id, to_school_id=move.to_section.school_id, ends_on=move.ends_on)
    db.session.add(made)
    flush(db.session)
    changes = {key: value for key, value in values_of(made).items() if key not in ("steps", "end_steps")}
    record("move_posted", made, county_id=county_id, changes=changes, actor=actor)
    return made


def reverse(posting: Posting, *, reason: str, version: int | None, actor: Actor | None = None) -> None:
    """Take a posting back: the records are as before, log and history keep both. Nothing is deleted here."""
    require_version(posting, version)
    if posting.state is PostingState.REVERSED:
        raise StaffingError(_l("This posting is reversed already."))
    if posting.outcome is not StintEnd.RUNNING:
        raise StaffingError(_l("Take the end of the stint back first."))
    _require_reason(reason)
    teacher = get_whole_teacher(posting.county_id, posting.teacher_id, on=posting.day)
    take_back(teacher, posting.steps, reason=reason.strip())
    posting.state, posting.reverse_reason, posting.reversed_at = PostingState.REVERSED, reason.strip(), utc_now()
    record("posting_reversed", posting, county_id=posting.county_id, reason=reason.strip(), actor=actor)
    flush(db.session)


def note_arrival(posting: Posting, *, arrival: Arrival, arrived_on: dt.date | None, note: str, version: int | None) -> None:
    """Note whether the person has reported at the receiving school."""
    require_version(posting, version)
    _require_standing(posting)
    if arrival is Arrival.ARRIVED and arrived_on is None:
        raise StaffingError(_l("Say on which day the person arrived."), field="arrived_on")
    posting.arrival, posting.arrived_on, posting.arrival_note = arrival, arrived_on if arrival is Arrival.ARRIVED else None, note.strip()
    if pending_changes(posting):
        record("arrival_noted", posting, county_id=posting.county_id)
        flush(db.session)


def end(posting: Posting, how: End, *, version: int | None) -> None:
    """Record how a stint goes on or ends, in the records too."""
    require_version(posting, version)
    _require_standing(posting)
    if posting.outcome not in AWAY:
        raise StaffingError(_l("This stint has ended; take its end back first."))
    if how.outcome is StintEnd.LEFT_EARLY:
        _require_reason(how.reason)
    before = {"outcome": posting.outcome.value, "outcome_on": _text(posting.outcome_on), "ends_on": _text(posting.ends_on)}
    teacher = get_whole_teacher(posting.county_id, posting.teacher_id, on=how.on)
    if how.outcome is StintEnd.EXTENDED:
        done = write_extension(teacher, started=posting.day, ends_on=how.on)
        posting.ends_on = how.on
    elif how.outcome is StintEnd.STAYED:
        done = write_stay(teacher, started=posting.day, on=how.on, relation_moves=how.relation_moves)
    elif how.outcome in (StintEnd.RETURNED, StintEnd.LEFT_EARLY):
        done = write_return(teacher, started=posting.day, back_on=how.on)
    else:
        raise StaffingError(_l("Choose what becomes of the stint."), field="outcome")
    posting.end_steps = [*posting.end_steps, {"act": "end", "before": before, "steps": done}]
    posting.outcome, posting.outcome_on, posting.outcome_reason = how.outcome, how.on, how.reason.strip()
    changes = {key: value for key, value in pending_changes(posting).items() if key != "end_steps"}
    flush(db.session)
    record("stint_ended", posting, county_id=posting.county_id, reason=how.reason.strip(), changes=changes)


def undo_end(posting: Posting, *, reason: str, version: int | None) -> None:
    """Take the newest end or extension back: records and stint are as before it."""
    require_version(posting, version)
    _require_standing(posting)
    _require_reason(reason)
    if not posting.end_steps:
        raise StaffingError(_l("This stint has no end to take back."))
    newest, teacher = posting.end_steps[-1], get_whole_teacher(posting.county_id, posting.teacher_id, on=posting.day)
    take_back(teacher, newest["steps"], reason=reason.strip())
    before = newest["before"]
    posting.end_steps = posting.end_steps[:-1]
    posting.outcome, posting.outcome_on = StintEnd(before["outcome"]), _day(before["outcome_on"])
    posting.outcome_reason, posting.ends_on = "", _day(before["ends_on"]) or posting.ends_on
    changes = {key: value for key, value in pending_changes(posting).items() if key != "end_steps"}
    flush(db.session)
    record("stint_end_undone", posting, county_id=posting.county_id, reason=reason.strip(), changes=changes)


def assess(posting: Posting, *, school_year: int, grade: AppraisalGrade, final: bool, note: str, assessed_by: int) -> StintAssessment:
    """Record how the receiving school assessed a school year of the stint; a second entry of the year corrects the first."""
    _require_standing(posting)
    found = next((one for one in posting.assessments if one.school_year == school_year), None)
    made = found or StintAssessment(posting_id=posting.id, school_year=school_year)
    made.grade, made.final, made.note, made.assessed_by = grade, final, note.strip(), assessed_by
    if found is None:
        db.session.add(made)
        flush(db.session)
        record("stint_assessed", made, county_id=posting.county_id, changes=values_of(made))
        db.session.expire(posting, ["assessments"])
    elif pending_changes(made):
        record("stint_assessed", made, county_id=posting.county_id)
        flush(db.session)
    return made


def _require_standing(posting: Posting) -> None:
    if posting.state is not PostingState.POSTED:
        raise StaffingError(_l("This posting is reversed already."))


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Give the reason."), field="reason")


def _text(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
