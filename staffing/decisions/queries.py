"""Questions about decisions: one version, those of a year, the one in force, its moves with names."""

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from staffing.decisions.models import DecidedMove, DecidedPlan
from staffing.decisions.states import IN_FORCE, WAITING
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School, Section
from staffing.teachers.models import Teacher

PEOPLE = (joinedload(DecidedPlan.submitter), joinedload(DecidedPlan.reviewer), joinedload(DecidedPlan.approver),
          joinedload(DecidedPlan.plan), joinedload(DecidedPlan.year))
FromSection, FromSchool = aliased(Section), aliased(School)


def get_decided_plan(county_id: int, decided_plan_id: int) -> DecidedPlan:
    """Return a version of the county; LookupError if there is none."""
    statement = select(DecidedPlan).where(DecidedPlan.id == decided_plan_id, DecidedPlan.county_id == county_id).options(*PEOPLE)
    found = db.session.scalar(statement)
    if found is None:
        raise LookupError
    return found


def list_versions(rotation_year_id: int) -> list[DecidedPlan]:
    """Return the versions of a rotation year, newest first, without their content."""
    statement = select(DecidedPlan).where(DecidedPlan.rotation_year_id == rotation_year_id).options(*PEOPLE)
    return list(db.session.scalars(statement.order_by(DecidedPlan.number.desc(), DecidedPlan.id)))


def list_versions_of_county(county_id: int) -> list[DecidedPlan]:
    """Return all versions of the county, newest rotation year and newest version first."""
    statement = select(DecidedPlan).join(RotationYear).where(DecidedPlan.county_id == county_id).options(*PEOPLE)
    return list(db.session.scalars(statement.order_by(RotationYear.school_year.desc(), DecidedPlan.number.desc(), DecidedPlan.id)))


def find_in_force(rotation_year_id: int) -> DecidedPlan | None:
    """Return the version of a rotation year that is in force (approved or made public); None before the first approval."""
    statement = select(DecidedPlan).where(DecidedPlan.rotation_year_id == rotation_year_id, DecidedPlan.state.in_(sorted(IN_FORCE)))
    return db.session.scalar(statement.options(*PEOPLE).order_by(DecidedPlan.number.desc()).limit(1))


def find_waiting(rotation_year_id: int) -> DecidedPlan | None:
    """Return the version of a rotation year that waits for review or approval."""
    statement = select(DecidedPlan).where(DecidedPlan.rotation_year_id == rotation_year_id, DecidedPlan.state.in_(sorted(WAITING)))
    return db.session.scalar(statement.options(*PEOPLE).order_by(DecidedPlan.number.desc()).limit(1))


def find_newest_in_force(county_id: int) -> DecidedPlan | None:
    """Return the version in force of the county's newest rotation year that has one."""
    statement = select(DecidedPlan).join(RotationYear).where(DecidedPlan.county_id == county_id, DecidedPlan.state.in_(sorted(IN_FORCE)))
    return db.session.scalar(statement.options(*PEOPLE).order_by(RotationYear.school_year.desc(), DecidedPlan.number.desc()).limit(1))


def list_decided_moves(decided_plan_id: int, *, school_id: int | None = None) -> list[DecidedMove]:
    """Return the moves of a version with persons, sections and schools, by origin school and person.

    ``school_id`` bounds them to the moves out of and into one school.
    """
    statement = select(DecidedMove).join(FromSection, FromSection.id == DecidedMove.from_section_id).join(
        FromSchool, FromSchool.id == FromSection.school_id).join(Teacher, Teacher.id == DecidedMove.teacher_id).options(
        joinedload(DecidedMove.teacher), joinedload(DecidedMove.from_section).joinedload(Section.school),
        joinedload(DecidedMove.to_section).joinedload(Section.school)).where(DecidedMove.decided_plan_id == decided_plan_id)
    if school_id is not None:
        target = aliased(Section)
        statement = statement.join(target, target.id == DecidedMove.to_section_id).where(
            (FromSection.school_id == school_id) | (target.school_id == school_id))
    return list(db.session.scalars(statement.order_by(FromSchool.code, FromSection.stage.desc(), Teacher.number, DecidedMove.id)))


def has_decisions(plan_id: int) -> bool:
    """True once any run of a plan was submitted for a decision, whatever became of it."""
    return db.session.scalar(select(DecidedPlan.id).where(DecidedPlan.plan_id == plan_id).limit(1)) is not None
