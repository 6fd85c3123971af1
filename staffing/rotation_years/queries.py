"""Questions about rotation years, intents and wishes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from staffing.accounts.models import User
from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.rotation_years.models import (
    EngagementResult,
    RotationIntent,
    RotationWish,
    RotationYear,
    RoundKind,
    StepChange,
    StepDeadline,
    YearStep,
)
from staffing.schools.models import Section
from staffing.teachers.models import Teacher

INTENT_KINDS: Final[dict[str, InstrumentedAttribute[bool]]] = {
    "volunteer": RotationIntent.volunteer, "must_move": RotationIntent.must_move, "must_stay": RotationIntent.must_stay,
}


def find_current_year(county_id: int) -> RotationYear | None:
    """Return the latest rotation year of the county."""
    return db.session.scalar(
        select(RotationYear).where(RotationYear.county_id == county_id).order_by(RotationYear.school_year.desc()).limit(1))


def get_rotation_year(county_id: int, school_year: int | None = None) -> RotationYear:
    """Return the rotation year of a school year, the latest without one; LookupError if there is none."""
    if school_year is None:
        found = find_current_year(county_id)
    else:
        found = db.session.scalar(select(RotationYear).where(
            RotationYear.county_id == county_id, RotationYear.school_year == school_year))
    if found is None:
        raise LookupError("no such rotation year")
    return found


def list_rotation_years(county_id: int) -> list[RotationYear]:
    """Return all rotation years of the county, the latest first."""
    return list(db.session.scalars(
        select(RotationYear).where(RotationYear.county_id == county_id).order_by(RotationYear.school_year.desc())))


def intents_by_teacher(rotation_year_id: int) -> dict[int, RotationIntent]:
    """Return what is settled about teachers for the year, by teacher id."""
    found = db.session.scalars(
        select(RotationIntent).where(RotationIntent.rotation_year_id == rotation_year_id).order_by(RotationIntent.teacher_id))
    return {intent.teacher_id: intent for intent in found}


def wishes_by_teacher(rotation_year_id: int) -> dict[int, list[int]]:
    """Return the wished section ids in order of preference, by teacher id."""
    rows = db.session.execute(
        select(RotationWish.teacher_id, RotationWish.section_id).where(RotationWish.rotation_year_id == rotation_year_id)
        .order_by(RotationWish.teacher_id, RotationWish.place))
    wishes: defaultdict[int, list[int]] = defaultdict(list)
    for teacher_id, section_id in rows:
        wishes[teacher_id].append(section_id)
    return dict(wishes)


def find_intent(rotation_year_id: int, teacher_id: int) -> RotationIntent | None:
    """Return what is settled about one teacher for the year."""
    return db.session.scalar(select(RotationIntent).where(
        RotationIntent.rotation_year_id == rotation_year_id, RotationIntent.teacher_id == teacher_id))


def list_wishes(rotation_year_id: int, teacher_id: int) -> list[RotationWish]:
    """Return a teacher's wishes in order, each with its section and school."""
    statement = select(RotationWish).where(RotationWish.rotation_year_id == rotation_year_id, RotationWish.teacher_id == teacher_id)
    return list(db.session.scalars(statement.options(joinedload(RotationWish.section).joinedload(Section.school)).order_by(RotationWish.place)))


def list_settled(rotation_year_id: int, asked: PageRequest, *, kind: str = "", school_id: int | None = None) -> Page:
    """Return one page of the persons about whom something is settled; ``kind`` narrows to one of INTENT_KINDS."""
    statement = select(RotationIntent).join(Teacher).where(RotationIntent.rotation_year_id == rotation_year_id)
    if kind in INTENT_KINDS:
        statement = statement.where(INTENT_KINDS[kind].is_(True))
    if school_id is not None:
        statement = statement.where(Teacher.appointments.any(personnel_school_id=school_id, valid_to=None))
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    column = {"name": Teacher.name_pinyin, "number": Teacher.number}[asked.sort]
    ordered = statement.options(joinedload(RotationIntent.teacher)).order_by(column.desc() if asked.descending else column, Teacher.number)
    return Page(list(db.session.scalars(ordered.offset(asked.offset).limit(asked.size))), total, asked)


@dataclass(frozen=True, slots=True)
class IntentCounts:
    """How many persons volunteer, must move, must stay, and how many gave wishes."""

    volunteer: int
    must_move: int
    must_stay: int
    with_wishes: int


def count_intents(rotation_year_id: int) -> IntentCounts:
    """Return the counts of a rotation year."""
    numbers = [func.count().filter(column.is_(True)) for column in INTENT_KINDS.values()]
    row = db.session.execute(select(*numbers).where(RotationIntent.rotation_year_id == rotation_year_id)).one()
    wishing = select(func.count(RotationWish.teacher_id.distinct())).where(RotationWish.rotation_year_id == rotation_year_id)
    return IntentCounts(int(row[0]), int(row[1]), int(row[2]), db.session.scalar(wishing) or 0)


def list_step_changes(rotation_year_id: int) -> list[StepChange]:
    """Return every change of step of a year in the order they were made."""
    return list(db.session.scalars(select(StepChange).where(StepChange.rotation_year_id == rotation_year_id).order_by(StepChange.id)))


def deadlines_by_step(rotation_year_id: int) -> dict[YearStep, StepDeadline]:
    """Return the deadlines that the bureau set for a year."""
    found = db.session.scalars(select(StepDeadline).where(StepDeadline.rotation_year_id == rotation_year_id).order_by(StepDeadline.id))
    return {row.step: row for row in found}


def find_deadline(rotation_year_id: int, step: YearStep) -> StepDeadline | None:
    """Return the deadline that the bureau set for a step."""
    return db.session.scalar(select(StepDeadline).where(StepDeadline.rotation_year_id == rotation_year_id, StepDeadline.step == step))


def results_of_round(rotation_year_id: int, kind: RoundKind, *, school_id: int | None = None) -> dict[int, EngagementResult]:
    """Return the results of a round by teacher id, of one school where it is named."""
    statement = select(EngagementResult).where(EngagementResult.rotation_year_id == rotation_year_id, EngagementResult.round == kind)
    if school_id is not None:
        statement = statement.where(EngagementResult.school_id == school_id)
    statement = statement.options(joinedload(EngagementResult.teacher), joinedload(EngagementResult.school))
    return {row.teacher_id: row for row in db.session.scalars(statement.order_by(EngagementResult.id))}


def names_of_users(ids: Iterable[int | None]) -> dict[int, str]:
    """Return the names behind account ids."""
    wanted = {one for one in ids if one is not None}
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(wanted)).order_by(User.id)) if wanted else ()
    return {row[0]: row[1] for row in rows}
