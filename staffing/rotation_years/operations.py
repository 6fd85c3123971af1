"""What is done with a rotation year: open it, correct it, move it on, settle intents and wishes; each with its audit line."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from staffing.audit.record import record, values_of
from staffing.core.school_year import SchoolYear
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.policy.deciding import rules_for
from staffing.rotation_years.models import RotationIntent, RotationWish, RotationYear, YearStep
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


def advance(year: RotationYear, *, step: YearStep) -> None:
    """Move the rotation year to a step."""
    year.step = step
    record("rotation_year_advanced", year, county_id=year.county_id)
    flush(db.session)


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
