"""Questions about plans: one, a year's list, the run a page shows, its moves with names, filters and pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased, defer, joinedload

from staffing.core.pages import Page, PageRequest
from staffing.eligibility.models import EligibilityList
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.plans.models import Move, Plan, PlanMark, SolveRun
from staffing.plans.scenarios.models import Scenario
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School, Section
from staffing.teachers.models import Teacher

FromSection, ToSection = aliased(Section), aliased(Section)
FromSchool, ToSchool = aliased(School), aliased(School)
SORTABLE = {"name": Teacher.name_pinyin, "from": FromSchool.code, "to": ToSchool.code, "subject": Move.subject,
            "distance": Move.distance_km, "wish": Move.wish_place}
HEAVY = (SolveRun.instance_text, SolveRun.solution_text)


@dataclass(frozen=True, slots=True)
class MoveFilter:
    """Which moves of a run are asked for; None and "" ask for all. ``own_school_id`` bounds what the person may see."""

    school: int | None = None
    from_school: int | None = None
    to_school: int | None = None
    subject: str = ""
    backbone: bool | None = None
    wish: str = ""
    text: str = ""
    own_school_id: int | None = None


def get_plan(county_id: int, plan_id: int) -> Plan:
    """Return a plan of the county; LookupError if there is none."""
    plan = db.session.scalar(select(Plan).where(Plan.id == plan_id, Plan.county_id == county_id))
    if plan is None:
        raise LookupError
    return plan


def list_plans(county_id: int) -> list[Plan]:
    """Return the county's plans, newest rotation year first, then by number; scenarios only once they are chosen."""
    statement = select(Plan).join(RotationYear).where(Plan.county_id == county_id, is_listed())
    return list(db.session.scalars(statement.order_by(RotationYear.school_year.desc(), Plan.id)))


def is_listed() -> ColumnElement[bool]:
    """Return the condition under which lists show a plan: it is none of the scenarios that wait to be chosen."""
    return Plan.id.not_in(select(Scenario.plan_id).where(Scenario.chosen_at.is_(None)))


def find_waiting_scenario(plan_id: int) -> Scenario | None:
    """Return the scenario that a plan is while nobody has chosen it; None for a plan like any other."""
    statement = select(Scenario).where(Scenario.plan_id == plan_id, Scenario.chosen_at.is_(None))
    return db.session.scalar(statement.options(joinedload(Scenario.set)))


def shown_runs(plans: Sequence[Plan]) -> dict[int, SolveRun]:
    """Return the last finished run of each plan, without the stored texts."""
    latest = select(func.max(SolveRun.id)).where(
        SolveRun.plan_id.in_([plan.id for plan in plans]), SolveRun.finished_at.is_not(None)).group_by(SolveRun.plan_id)
    statement = select(SolveRun).where(SolveRun.id.in_(latest)).options(*(defer(column) for column in HEAVY))
    return {run.plan_id: run for run in db.session.scalars(statement.order_by(SolveRun.id))}


def find_shown_run(county_id: int, plan_id: int) -> SolveRun | None:
    """Return the run that a plan's page shows, the last that finished; None before any did."""
    statement = select(SolveRun).join(Plan).where(
        Plan.id == plan_id, Plan.county_id == county_id, SolveRun.finished_at.is_not(None))
    return db.session.scalar(statement.options(*(defer(column) for column in HEAVY)).order_by(SolveRun.id.desc()).limit(1))


def list_runs(plan_id: int) -> list[SolveRun]:
    """Return the finished runs of a plan, newest first, without the stored texts."""
    statement = select(SolveRun).where(SolveRun.plan_id == plan_id, SolveRun.finished_at.is_not(None))
    return list(db.session.scalars(statement.options(*(defer(column) for column in HEAVY)).order_by(SolveRun.id.desc())))


def find_run_of_job(job_id: int) -> SolveRun | None:
    """Return the run that an earlier attempt of a job has begun."""
    return db.session.scalar(select(SolveRun).where(SolveRun.job_id == job_id).order_by(SolveRun.id.desc()).limit(1))


def get_teacher(county_id: int, teacher_id: int) -> Teacher:
    """Return a teacher of the county; LookupError if there is none."""
    teacher = db.session.scalar(select(Teacher).where(Teacher.id == teacher_id, Teacher.county_id == county_id))
    if teacher is None:
        raise LookupError
    return teacher


def find_teacher(county_id: int, text: str) -> Teacher:
    """Return the teacher of a number or name; StaffingError if there is none, or several of that name."""
    wanted = text.strip()
    statement = select(Teacher).where(Teacher.county_id == county_id, (Teacher.number == wanted) | (Teacher.name == wanted))
    found = list(db.session.scalars(statement.order_by(Teacher.number, Teacher.id)))
    if not found:
        raise StaffingError(_l("There is nobody of this number or name."), field="person")
    if len(found) > 1:
        numbers = "、".join(teacher.number for teacher in found)
        raise StaffingError(_l("Several persons have this name; enter the number: %(numbers)s", numbers=numbers), field="person")
    return found[0]


def get_mark(plan: Plan, mark_id: int) -> PlanMark:
    """Return a pin or forbid of the plan; LookupError if it has no such mark."""
    mark = db.session.scalar(select(PlanMark).where(PlanMark.id == mark_id, PlanMark.plan_id == plan.id))
    if mark is None:
        raise LookupError
    return mark


def list_years(county_id: int) -> list[RotationYear]:
    """Return the county's rotation years, newest first."""
    statement = select(RotationYear).where(RotationYear.county_id == county_id)
    return list(db.session.scalars(statement.order_by(RotationYear.school_year.desc(), RotationYear.id)))


def get_year(county_id: int, year_id: int) -> RotationYear:
    """Return a rotation year of the county; LookupError if there is none."""
    year = db.session.scalar(select(RotationYear).where(RotationYear.id == year_id, RotationYear.county_id == county_id))
    if year is None:
        raise LookupError
    return year


def find_eligibility_list(year: RotationYear) -> EligibilityList | None:
    """Return the latest eligibility list (资格名单) of a rotation year."""
    statement = select(EligibilityList).where(EligibilityList.rotation_year_id == year.id)
    return db.session.scalar(statement.order_by(EligibilityList.id.desc()).limit(1))


def list_marks(plan_id: int) -> list[PlanMark]:
    """Return the pins and forbids of a plan with their persons and sections."""
    statement = select(PlanMark).where(PlanMark.plan_id == plan_id).options(
        joinedload(PlanMark.teacher), joinedload(PlanMark.section).joinedload(Section.school))
    return list(db.session.scalars(statement.order_by(PlanMark.kind, PlanMark.id)))


def page_of_moves(run: SolveRun, asked: PageRequest, wanted: MoveFilter) -> Page:
    """Return one page of a run's moves with persons and sections (two statements)."""
    conditions = _conditions(wanted)
    total = db.session.scalar(_joined(select(func.count(Move.id)), run).where(*conditions)) or 0
    order = SORTABLE.get(asked.sort, FromSchool.code)
    ordered = (order.desc() if asked.descending else order.asc()).nulls_last()
    statement = _rows(run).where(*conditions).order_by(ordered, FromSchool.code, Move.id).limit(asked.size).offset(asked.offset)
    return Page(list(db.session.scalars(statement)), total, asked)


def list_moves(run: SolveRun, wanted: MoveFilter = MoveFilter()) -> list[Move]:
    """Return all moves of a run that the filter lets through, by origin school and person."""
    statement = _rows(run).where(*_conditions(wanted)).order_by(FromSchool.code, FromSection.stage.desc(), Teacher.number, Move.id)
    return list(db.session.scalars(statement))


def subjects_of(run: SolveRun) -> list[str]:
    """Return the subjects that moves of the run are made for."""
    return list(db.session.scalars(select(Move.subject).where(Move.run_id == run.id).distinct().order_by(Move.subject)))


def _rows(run: SolveRun) -> Select[tuple[Move]]:
    return _joined(select(Move), run).options(
        joinedload(Move.teacher), joinedload(Move.from_section).joinedload(Section.school),
        joinedload(Move.to_section).joinedload(Section.school))


def _joined(statement: Select[Any], run: SolveRun) -> Select[Any]:
    return statement.select_from(Move).join(Teacher, Teacher.id == Move.teacher_id).join(
        FromSection, FromSection.id == Move.from_section_id).join(ToSection, ToSection.id == Move.to_section_id).join(
        FromSchool, FromSchool.id == FromSection.school_id).join(
        ToSchool, ToSchool.id == ToSection.school_id).where(Move.run_id == run.id)


def _conditions(wanted: MoveFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.own_school_id is not None:
        conditions.append((FromSchool.id == wanted.own_school_id) | (ToSchool.id == wanted.own_school_id))
    if wanted.school is not None:
        conditions.append((FromSchool.id == wanted.school) | (ToSchool.id == wanted.school))
    if wanted.from_school is not None:
        conditions.append(FromSchool.id == wanted.from_school)
    if wanted.to_school is not None:
        conditions.append(ToSchool.id == wanted.to_school)
    if wanted.subject:
        conditions.append(Move.subject == wanted.subject)
    if wanted.backbone is not None:
        conditions.append(Move.backbone.is_(wanted.backbone))
    if wanted.wish == "met":
        conditions.append(Move.wish_place.is_not(None))
    elif wanted.wish == "not_met":
        conditions.append(Move.wish_place.is_(None))
    if wanted.text:
        conditions.append(Teacher.name.contains(wanted.text, autoescape=True) | (Teacher.number == wanted.text))
    return conditions


def find_move(run: SolveRun, teacher_id: int) -> Move | None:
    """Return where a run sends a person, None if it leaves him or her."""
    return db.session.scalar(select(Move).where(Move.run_id == run.id, Move.teacher_id == teacher_id))


def find_plan_of_run(county_id: int, run_id: int | None) -> Plan | None:
    """Return the plan that a run belongs to; None if it was deleted, or without a run."""
    if run_id is None:
        return None
    return db.session.scalar(select(Plan).join(SolveRun, SolveRun.plan_id == Plan.id).where(
        SolveRun.id == run_id, Plan.county_id == county_id))
