"""Questions about decisions: one version, those of a year, the one in force, its moves with names."""

from collections.abc import Sequence, Set
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from staffing.core.pages import Page, PageRequest
from staffing.decisions.models import DecidedMove, DecidedPlan, MoveOpinion, OpinionAnswer, OpinionRound
from staffing.decisions.states import IN_FORCE, WAITING
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.models import Plan
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


def get_newest_in_force(county_id: int) -> DecidedPlan:
    """Return the version in force of the county's newest rotation year that has one; StaffingError before there is one."""
    found = find_newest_in_force(county_id)
    if found is None:
        raise StaffingError(_l("No decision is in force yet. A plan has to be approved first."))
    return found


def list_decided_moves(decided_plan_id: int, *, school_id: int | None = None) -> list[DecidedMove]:
    """Return the moves of a version with persons, sections and schools, by origin school and person.

    ``school_id`` bounds them to the moves out of and into one school.
    """
    statement = _moves(decided_plan_id)
    if school_id is not None:
        target = aliased(Section)
        statement = statement.join(target, target.id == DecidedMove.to_section_id).where(
            (FromSection.school_id == school_id) | (target.school_id == school_id))
    return list(db.session.scalars(statement))


def has_decisions(plan_id: int) -> bool:
    """True once any run of a plan was submitted for a decision, whatever became of it."""
    return db.session.scalar(select(DecidedPlan.id).where(DecidedPlan.plan_id == plan_id).limit(1)) is not None


def find_round_of_run(run_id: int) -> OpinionRound | None:
    """Return the round in which schools were asked about a run."""
    return db.session.scalar(select(OpinionRound).where(OpinionRound.run_id == run_id))


def list_rounds_of_plan(plan_id: int) -> list[OpinionRound]:
    """Return the rounds of a plan with their opinions, newest first."""
    statement = select(OpinionRound).where(OpinionRound.plan_id == plan_id).options(selectinload(OpinionRound.opinions))
    return list(db.session.scalars(statement.order_by(OpinionRound.id.desc())))


def list_rounds(county_id: int) -> list[OpinionRound]:
    """Return the rounds of the county with their plans, newest first."""
    statement = select(OpinionRound).where(OpinionRound.county_id == county_id).options(joinedload(OpinionRound.plan))
    return list(db.session.scalars(statement.order_by(OpinionRound.id.desc())))


def find_newest_round(rotation_year_id: int) -> OpinionRound | None:
    """Return the round in which the schools were asked last in a rotation year."""
    statement = select(OpinionRound).join(Plan, Plan.id == OpinionRound.plan_id).where(Plan.rotation_year_id == rotation_year_id)
    return db.session.scalar(statement.order_by(OpinionRound.id.desc()).limit(1))


def count_unanswered(round_id: int, *, school_id: int) -> int:
    """Return about how many moves a school has not spoken yet."""
    statement = select(func.count(MoveOpinion.id)).where(
        MoveOpinion.round_id == round_id, MoveOpinion.school_id == school_id, MoveOpinion.answer.is_(None))
    return db.session.scalar(statement) or 0


def count_undecided(round_id: int) -> int:
    """Return about how many opinions that do not agree the bureau has not decided yet."""
    statement = select(func.count(MoveOpinion.id)).where(
        MoveOpinion.round_id == round_id, MoveOpinion.answer != OpinionAnswer.AGREE, MoveOpinion.upheld.is_(None))
    return db.session.scalar(statement) or 0


def get_round(county_id: int, round_id: int) -> OpinionRound:
    """Return a round of the county; LookupError if there is none."""
    found = db.session.scalar(select(OpinionRound).where(OpinionRound.id == round_id, OpinionRound.county_id == county_id).options(
        joinedload(OpinionRound.plan)))
    if found is None:
        raise LookupError
    return found


def list_opinions(round_id: int, *, school_id: int | None = None) -> list[MoveOpinion]:
    """Return the opinions of a round with persons and schools, by school; ``school_id`` bounds them to one school's own."""
    statement = select(MoveOpinion).join(School, School.id == MoveOpinion.school_id).where(MoveOpinion.round_id == round_id).options(
        joinedload(MoveOpinion.teacher), joinedload(MoveOpinion.school), joinedload(MoveOpinion.round))
    if school_id is not None:
        statement = statement.where(MoveOpinion.school_id == school_id)
    return list(db.session.scalars(statement.order_by(School.code, MoveOpinion.side.desc(), MoveOpinion.id)))


def get_opinion(county_id: int, opinion_id: int, *, school_id: int | None = None) -> MoveOpinion:
    """Return one opinion of the county, to a school its own only; LookupError if there is none."""
    statement = select(MoveOpinion).join(OpinionRound).where(MoveOpinion.id == opinion_id, OpinionRound.county_id == county_id)
    if school_id is not None:
        statement = statement.where(MoveOpinion.school_id == school_id)
    found = db.session.scalar(statement.options(joinedload(MoveOpinion.teacher), joinedload(MoveOpinion.school)))
    if found is None:
        raise LookupError
    return found


def opinions_of(decided_plan_id: int) -> list[MoveOpinion]:
    """Return what the schools said of the moves of a version, by person and side; for the words see ``opinion_words.official_words``."""
    one = db.session.get_one(DecidedPlan, decided_plan_id)
    return last_opinions([(one.plan_id, one.run_id), *proposals_before(one.supersedes)], {(move.teacher_id, move.to_section_id) for move in one.moves})


def last_opinions(proposals: Sequence[tuple[int, int]], wanted: Set[tuple[int, int]]) -> list[MoveOpinion]:
    """Return the last word of the schools about each wanted move (person, place), by person and side.

    ``proposals`` are plans with the run that was decided, the newest first: whoever amends a list asks again about nothing that he
    leaves as it was, so what was said of the very same move holds on. Silence does not take back what was said before.
    """
    last: dict[tuple[int, str], MoveOpinion] = {}
    for plan_id, run_id in reversed(proposals):
        for asked in reversed(list_rounds_of_plan(plan_id)):
            for opinion in asked.opinions if asked.run_id <= run_id else ():
                key = (opinion.teacher_id, opinion.side.value)
                if (opinion.teacher_id, opinion.to_section_id) in wanted and (opinion.answer is not None or key not in last):
                    last[key] = opinion
    return [last[key] for key in sorted(last)]


def proposals_before(former: DecidedPlan | None) -> list[tuple[int, int]]:
    """Return plan and run of a version and of those it amends, the newest first."""
    found = []
    while former is not None:
        found.append((former.plan_id, former.run_id))
        former = former.supersedes
    return found


def page_of_decided_moves(decided_plan_id: int, asked: PageRequest) -> Page:
    """Return one page of a version's moves in their order (two statements)."""
    total = db.session.scalar(select(func.count(DecidedMove.id)).where(DecidedMove.decided_plan_id == decided_plan_id)) or 0
    return Page(list(db.session.scalars(_moves(decided_plan_id).limit(asked.size).offset(asked.offset))), total, asked)


def _moves(decided_plan_id: int) -> Select[Any]:
    return select(DecidedMove).join(FromSection, FromSection.id == DecidedMove.from_section_id).join(
        FromSchool, FromSchool.id == FromSection.school_id).join(Teacher, Teacher.id == DecidedMove.teacher_id).options(
        joinedload(DecidedMove.teacher), joinedload(DecidedMove.from_section).joinedload(Section.school),
        joinedload(DecidedMove.to_section).joinedload(Section.school)).where(DecidedMove.decided_plan_id == decided_plan_id).order_by(
        FromSchool.code, FromSection.stage.desc(), Teacher.number, DecidedMove.id)
