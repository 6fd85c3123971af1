"""What is done with a rotation year: open it, move it on, set deadlines, settle intents and wishes; each with its audit line."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from staffing.audit.record import record, values_of
from staffing.core.school_year import SchoolYear
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.policy.deciding import rules_for
from staffing.rotation_years.models import (
    RotationIntent,
    RotationWish,
    RotationYear,
    StepChange,
    StepDeadline,
    YearStep,
)
from staffing.rotation_years.queries import find_deadline
from staffing.rotation_years.steps import find_transition
from staffing.schools.models import County
from staffing.teachers.models import Teacher

MOST_WISHES = 5
tell_constraint("uq_rotation_year_county_id_school_year", _l("This rotation year exists already."), field="school_year")


def open_rotation_year(county: County, *, school_year: int) -> RotationYear:
    """Open the rotation year whose moves begin on 1 September of the school year, with the rule set then in force."""
    ruleset = rules_for(county.ruleset, school_year)
    year = RotationYear(county_id=county.id, school_year=school_year, ruleset=ruleset.code,
                        cut_off_on=ruleset.cut_off_for(SchoolYear(school_year)))
    db.session.add(year)
    flush(db.session)
    record("rotation_year_opened", year, county_id=county.id, changes=values_of(year))
    return year


def advance(year: RotationYear, *, step: YearStep, reason: str = "", changed_by: int | None = None, version: int | None = None) -> StepChange:
    """Move the rotation year to a step that may follow; one that leads back or leaves steps out needs a reason."""
    require_version(year, version)
    rules = rules_for(year.ruleset, year.school_year)
    transition = find_transition(year.step, step, rules.calendar.optional_steps.value)
    if transition is None:
        raise StaffingError(_l("“%(step)s” cannot follow “%(present)s”.", step=step.label, present=year.step.label))
    if transition.needs_reason and not reason.strip():
        raise StaffingError(_l("Give the reason for going back.") if transition.back else _l("Give the reason why steps are left out."),
                            field="reason")
    change = StepChange(rotation_year_id=year.id, from_step=year.step, to_step=step, reason=reason.strip(), changed_by=changed_by)
    year.step = step
    db.session.add(change)
    record("rotation_year_advanced", year, county_id=year.county_id)
    flush(db.session)
    return change


def set_deadline(year: RotationYear, step: YearStep, *, due_on: dt.date | None, reason: str) -> StepDeadline | None:
    """Set the deadline of a step for this year; without a day the rule set's holds again."""
    if not reason.strip():
        raise StaffingError(_l("Give the reason; schools will ask."), field="reason")
    own = find_deadline(year.id, step)
    if due_on is None:
        if own is None:
            raise StaffingError(_l("The rule set's day holds already; enter another one."), field="due_on")
        record("deadline_reset", own, county_id=year.county_id, changes={"due_on": [own.due_on.isoformat(), None], "reason": [own.reason, reason.strip()]})
        db.session.delete(own)
        flush(db.session)
        return None
    if own is None:
        own = StepDeadline(rotation_year_id=year.id, step=step, due_on=due_on, reason=reason.strip())
        db.session.add(own)
        flush(db.session)
        record("deadline_set", own, county_id=year.county_id, changes=values_of(own))
    else:
        own.due_on, own.reason = due_on, reason.strip()
        record("deadline_set", own, county_id=year.county_id)
        flush(db.session)
    return own


def settle_intent(year: RotationYear, teacher: Teacher, *, volunteer: bool, must_move: bool, must_stay: bool,
                  reason: str) -> RotationIntent:
    """Settle whether a teacher volunteers, must move or must stay; must-move and must-stay need a reason."""
    if must_move and must_stay:
        raise StaffingError(_l("A teacher cannot both have to move and have to stay."), field="must_stay")
    if (must_move or must_stay) and not reason.strip():
        raise StaffingError(_l("Give the reason why the teacher must move or must stay."), field="reason")
    intent = db.session.scalar(select(RotationIntent).where(
        RotationIntent.rotation_year_id == year.id, RotationIntent.teacher_id == teacher.id))
    if intent is None:
        intent = RotationIntent(rotation_year_id=year.id, teacher_id=teacher.id)
        db.session.add(intent)
    intent.volunteer, intent.must_move, intent.must_stay, intent.reason = volunteer, must_move, must_stay, reason.strip()
    flush(db.session)
    record("intent_settled", intent, county_id=year.county_id, changes=values_of(intent))
    return intent


def set_wishes(year: RotationYear, teacher: Teacher, *, section_ids: list[int]) -> None:
    """Replace a teacher's ranked wishes."""
    if len(section_ids) > MOST_WISHES:
        raise StaffingError(_l("At most %(most)s wishes can be given.", most=MOST_WISHES), field="wishes")
    if len(set(section_ids)) != len(section_ids):
        raise StaffingError(_l("The same school is wished for twice."), field="wishes")
    db.session.execute(delete(RotationWish).where(
        RotationWish.rotation_year_id == year.id, RotationWish.teacher_id == teacher.id))
    db.session.add_all(RotationWish(rotation_year_id=year.id, teacher_id=teacher.id, place=place, section_id=section_id)
                       for place, section_id in enumerate(section_ids, start=1))
    flush(db.session)
    record("wishes_set", teacher, county_id=year.county_id, changes={"wishes": [None, section_ids]})
