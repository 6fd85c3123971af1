"""Records as the interface gives them: the same questions as the pages ask, bounded by county and school, in the order of ids."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

from staffing.api import schemas
from staffing.api.queries import list_rotation_records
from staffing.core.school_year import today
from staffing.decisions import queries as decision_queries
from staffing.decisions.models import DecidedPlan
from staffing.decisions.states import IN_FORCE
from staffing.finding.listing import PRESENT
from staffing.finding.persons import Person
from staffing.finding.remembering import PICTURES
from staffing.indicators.gathering import assess_county
from staffing.indicators.matrix import assessment_on, chosen_basis
from staffing.indicators.queries import rules_of
from staffing.indicators.results import SectionAssessment
from staffing.plans import queries as plan_queries
from staffing.schools.models import School, SchoolStanding
from staffing.schools.queries import (
    get_county,
    list_schools_of_county,
    list_sections,
    posts_by_school_on,
    standings_on,
)
from staffing.teachers.models import Teacher
from staffing.teachers.queries import county_rules

T = TypeVar("T")


class Numbered(Protocol):
    """A row with the id that orders it."""

    id: int


class Scope(Protocol):
    """Whose records, and whether persons are named."""

    county_id: int
    own_school_id: int | None
    persons: bool


def cut(rows: Iterable[Any], asked: schemas.PageAsked) -> tuple[list[Any], int | None, int]:
    """Return one part of rows that have ids, the id to go on after, and how many rows there are."""
    ordered = sorted(rows, key=lambda row: row.id)
    later = [row for row in ordered if row.id > asked.after]
    return (*with_next(later[:asked.limit + 1], asked), len(ordered))


def with_next(rows: Sequence[Any], asked: schemas.PageAsked) -> tuple[list[Any], int | None]:
    """Return the rows of a part and the id to go on after; one row more than asked tells that there is a next part."""
    shown = list(rows[:asked.limit])
    return shown, shown[-1].id if len(rows) > asked.limit else None


def schools(scope: Scope, asked: schemas.PageAsked) -> schemas.SchoolPage:
    """Return schools with what holds today (four statements)."""
    known = [school for school in list_schools_of_county(scope.county_id) if scope.own_school_id in (None, school.id)]
    standings, posts = standings_on(scope.county_id, today()), posts_by_school_on(scope.county_id, today())
    sections: defaultdict[int, list[schemas.SectionShape]] = defaultdict(list)
    for section in list_sections(scope.county_id):
        sections[section.school_id].append(schemas.SectionShape(id=section.id, stage=section.stage.value))
    shown, after, total = cut(known, asked)
    return schemas.SchoolPage(total=total, next_after=after, items=[_school(one, standings.get(one.id), posts.get(one.id), sections[one.id]) for one in shown])


def teachers(scope: Scope, asked: schemas.TeachersAsked) -> schemas.TeacherPage:
    """Return teachers as of today, from the picture that the list of teachers is made of."""
    picture = PICTURES.find(scope.county_id, today())
    own = None if scope.own_school_id is None else set(picture.ids_of_school(scope.own_school_id))
    known = [person for person in picture.persons
             if (own is None or person.id in own) and (asked.left or (person.status and person.status.value in PRESENT))]
    shown, after, total = cut(known, asked)
    return schemas.TeacherPage(total=total, next_after=after, items=[_teacher(person, scope) for person in shown])


def rotations(scope: Scope, asked: schemas.RotationsAsked) -> schemas.RotationPage:
    """Return rotations on record in the national layout."""
    rows, total = list_rotation_records(scope.county_id, own_school_id=scope.own_school_id, since=asked.since, after=asked.after, limit=asked.limit + 1)
    shown, after = with_next(rows, asked)
    kinds = county_rules(scope.county_id, today()).exchange_kinds
    return schemas.RotationPage(total=total, next_after=after, items=[schemas.RotationShape(
        id=row.id, teacher_id=row.teacher_id, person=named(row.teacher, scope), kind=kinds[row.kind].value.name if row.kind in kinds else row.kind,
        relation_moved="是" if row.relation_moved else "否", starts_in=month(row.starts_on), ends_in=month(row.ends_on),
        from_school=row.from_school.name if row.from_school else row.from_school_name,
        to_school=row.to_school.name if row.to_school else row.to_school_name) for row in shown])


def plans(scope: Scope, asked: schemas.PageAsked) -> schemas.PlanPage:
    """Return plans, each with its last finished run."""
    years = {year.id: year.school_year for year in plan_queries.list_years(scope.county_id)}
    shown, after, total = cut(plan_queries.list_plans(scope.county_id), asked)
    runs = plan_queries.shown_runs(shown)
    return schemas.PlanPage(total=total, next_after=after, items=[schemas.PlanShape(
        id=plan.id, school_year=years[plan.rotation_year_id], name=plan.name, origin=plan.origin.value, state=plan.state.value,
        run_id=runs[plan.id].id if plan.id in runs else None, finished_at=runs[plan.id].finished_at if plan.id in runs else None,
        gap=runs[plan.id].gap if plan.id in runs else None) for plan in shown])


def plan_moves(scope: Scope, asked: schemas.PageAsked, plan_id: int) -> schemas.MovePage:
    """Return the moves of a plan's last finished run."""
    plan_queries.get_plan(scope.county_id, plan_id)
    run = plan_queries.find_shown_run(scope.county_id, plan_id)
    return _moves(plan_queries.list_moves(run) if run is not None else [], scope, asked)


def decisions(scope: Scope, asked: schemas.PageAsked) -> schemas.DecisionPage:
    """Return versions of what was decided; a school sees those in force."""
    known = [one for one in decision_queries.list_versions_of_county(scope.county_id) if _may_see(one, scope)]
    shown, after, total = cut(known, asked)
    return schemas.DecisionPage(total=total, next_after=after, items=[schemas.DecisionShape(
        id=one.id, school_year=one.year.school_year, number=one.number, plan_id=one.plan_id, state=one.state.value,
        content_sha256=one.content_sha256, submitted_at=one.submitted_at, approved_at=one.approved_at, published_at=one.published_at)
        for one in shown])


def decided_moves(scope: Scope, asked: schemas.PageAsked, decision_id: int) -> schemas.MovePage:
    """Return the moves of a version; a school sees those out of it and into it."""
    decided = decision_queries.get_decided_plan(scope.county_id, decision_id)
    if not _may_see(decided, scope):
        raise LookupError("not in force yet")
    return _moves(decision_queries.list_decided_moves(decided.id, school_id=scope.own_school_id), scope, asked)


def indicators(scope: Scope, asked: schemas.IndicatorsAsked) -> schemas.FiguresPage:
    """Return the indicators of every section in a school year."""
    county = get_county(scope.county_id)
    year = asked.year or county.school_year
    figures = assess_county(county.id, year, rules_of(county, year))
    basis = chosen_basis(figures, asked.basis or "")
    schools_of = {record.key: record for record in figures.sections}
    rows = [schemas.FiguresShape(
        section_id=schools_of[one.key].section.id, school_id=schools_of[one.key].school.id, stage=str(one.stage), pupils=one.pupils,
        verdict=str(one.verdict), cells=_cells(one)) for one in assessment_on(figures, basis).sections
        if scope.own_school_id in (None, schools_of[one.key].school.id)]
    ordered = sorted(rows, key=lambda row: row.section_id)
    later = [row for row in ordered if row.section_id > asked.after]
    return schemas.FiguresPage(
        school_year=year, basis=basis.value, total=len(rows), next_after=later[asked.limit - 1].section_id if len(later) > asked.limit else None,
        items=later[:asked.limit])


def named(person: Person | Teacher, scope: Scope) -> schemas.PersonShape | None:
    """Return who a person is, None where the token may not know."""
    if not scope.persons:
        return None
    return schemas.PersonShape(number=person.number, name=person.name, sex=person.sex.value, birth_date=person.birth_date)


def code(member: Any) -> str | None:
    """Return the code of a member of a closed list."""
    return member.value if member else None


def month(day: dt.date | None) -> str:
    """Return a day's month as the national layout writes it."""
    return f"{day:%Y-%m}" if day else ""


def _school(school: School, standing: SchoolStanding | None, posts: int | None, sections: list[schemas.SectionShape]) -> schemas.SchoolShape:
    return schemas.SchoolShape(
        id=school.id, code=school.code, name=school.name, kind=school.kind.value, township=school.township,
        location=code(standing and standing.location), ownership=code(standing and standing.ownership), strength=code(standing and standing.strength),
        longitude=school.longitude, latitude=school.latitude, authorised_posts=posts, closed_on=school.closed_on, sections=sections)


def _teacher(person: Person, scope: Scope) -> schemas.TeacherShape:
    return schemas.TeacherShape(
        id=person.id, person=named(person, scope), school_since=person.school_since, employment=code(person.employment),
        category=code(person.category), status=code(person.status), title=person.title.value, degree=code(person.degree),
        backbone=code(person.backbone), leader=code(person.leader), eligibility=person.eligibility,
        certificates=list(dict.fromkeys(kind.value for kind, _subject in person.certificates)),
        posts=[schemas.PostShape(personnel_school_id=post.personnel.id, school_id=post.school.id, stage=post.stage.value, subject=post.subject)
               for post in person.posts])


def _moves(known: Sequence[Any], scope: Scope, asked: schemas.PageAsked) -> schemas.MovePage:
    shown, after, total = cut(known, asked)
    return schemas.MovePage(total=total, next_after=after, items=[schemas.MoveShape(
        id=move.id, teacher_id=move.teacher_id, person=named(move.teacher, scope),
        from_school_id=move.from_section.school_id, from_section_id=move.from_section_id, to_school_id=move.to_section.school_id,
        to_section_id=move.to_section_id, subject=move.subject, kind=move.kind, starts_on=move.starts_on, ends_on=move.ends_on,
        relation_moves=move.relation_moves, backbone=move.backbone, distance_km=move.distance_km, wish_place=move.wish_place) for move in shown])


def _may_see(decided: DecidedPlan, scope: Scope) -> bool:
    return scope.own_school_id is None or decided.state in IN_FORCE


def _cells(section: SectionAssessment) -> list[schemas.CellShape]:
    return [schemas.CellShape(code=cell.code, value=number(cell.value), threshold=number(cell.threshold), state=str(cell.state),
                              missing=number(cell.missing)) for cell in section.cells]


def number(value: Any) -> float | None:
    """Return an exact figure as JSON can hold it."""
    return None if value is None else float(value)
