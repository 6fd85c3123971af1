"""The list of schools: filters, order, one page, with standing, posts, groups and this year's pupils.

The number of statements is the same for ten schools and for a thousand.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, exists, func, or_, select

from staffing.core.dated import in_force
from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.schools.enums import Location, Ownership, SchoolKind, Stage
from staffing.schools.models import (
    AuthorisedPosts,
    County,
    GradeYear,
    GroupMembership,
    School,
    SchoolAlias,
    SchoolGroup,
    SchoolStanding,
    Section,
    SectionYear,
)

SORTABLE = ("code", "name", "township", "location", "pupils", "classes", "posts", "target_year")
DEFAULT_SORT = "code"


@dataclass(frozen=True, slots=True)
class SchoolFilter:
    """What the list of schools is narrowed to; None and empty text narrow nothing. Closed schools only if asked for."""

    search: str = ""
    kind: SchoolKind | None = None
    township: str = ""
    location: Location | None = None
    ownership: Ownership | None = None
    group_id: int | None = None
    stage: Stage | None = None
    target_year: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One line of the list of schools."""

    id: int
    code: str
    name: str
    kind: SchoolKind
    township: str
    target_year: int | None
    ownership: Ownership | None
    location: Location | None
    posts: int | None
    pupils: int | None
    classes: int | None
    closed_on: dt.date | None
    stages: tuple[Stage, ...]
    groups: tuple[str, ...]


def list_schools(
    county_id: int, asked: PageRequest, wanted: SchoolFilter, *, on: dt.date, own_school_id: int | None = None,
) -> Page:
    """Return one page of the county's schools as they were on the day (five statements)."""
    school_year: int = db.session.scalars(select(County.school_year).where(County.id == county_id)).one()
    figures = _figures(county_id, school_year)
    statement = _statement(figures, on).where(*_conditions(county_id, wanted, on))
    if own_school_id is not None:
        statement = statement.where(School.id == own_school_id)
    total = db.session.scalar(select(func.count()).select_from(statement.with_only_columns(School.id).subquery())) or 0
    rows = db.session.execute(statement.order_by(*_order(asked, figures)).limit(asked.size).offset(asked.offset)).all()
    ids = [row.id for row in rows]
    stages, groups = _stages_of(ids), _groups_of(ids, on)
    return Page([SchoolRow(**row._mapping, stages=tuple(stages[row.id]), groups=tuple(groups[row.id])) for row in rows], total, asked)


def _figures(county_id: int, school_year: int) -> Subquery:
    return (
        select(Section.school_id, func.sum(GradeYear.pupils).label("pupils"), func.sum(GradeYear.classes).label("classes"))
        .join(SectionYear, SectionYear.section_id == Section.id).join(GradeYear, GradeYear.section_year_id == SectionYear.id)
        .where(Section.county_id == county_id, SectionYear.school_year == school_year, SectionYear.forecast.is_(False))
        .group_by(Section.school_id).subquery()
    )


def _statement(figures: Subquery, on: dt.date) -> Select[Any]:
    return (
        select(School.id, School.code, School.name, School.kind, School.township, School.target_year, SchoolStanding.ownership,
               SchoolStanding.location, AuthorisedPosts.posts, figures.c.pupils, figures.c.classes, School.closed_on)
        .outerjoin(SchoolStanding, (SchoolStanding.school_id == School.id) & in_force(SchoolStanding, on))
        .outerjoin(AuthorisedPosts, (AuthorisedPosts.school_id == School.id) & in_force(AuthorisedPosts, on))
        .outerjoin(figures, figures.c.school_id == School.id)
    )


def _conditions(county_id: int, wanted: SchoolFilter, on: dt.date) -> list[ColumnElement[bool]]:
    equal = {School.kind: wanted.kind, School.township: wanted.township or None, School.target_year: wanted.target_year,
             SchoolStanding.location: wanted.location, SchoolStanding.ownership: wanted.ownership}
    conditions: list[ColumnElement[bool]] = [School.county_id == county_id]
    conditions += [column == value for column, value in equal.items() if value is not None]
    if not wanted.closed:
        conditions.append(or_(School.closed_on.is_(None), School.closed_on > on))
    if wanted.search:
        conditions.append(_matches(wanted.search))
    if wanted.stage is not None:
        conditions.append(exists().where(Section.school_id == School.id, Section.stage == wanted.stage))
    if wanted.group_id is not None:
        conditions.append(exists().where(GroupMembership.school_id == School.id, GroupMembership.group_id == wanted.group_id,
                                         in_force(GroupMembership, on)))
    return conditions


def _matches(search: str) -> ColumnElement[bool]:
    alias = exists().where(SchoolAlias.school_id == School.id, SchoolAlias.name.icontains(search, autoescape=True))
    return or_(School.name.icontains(search, autoescape=True), School.short_name.icontains(search, autoescape=True),
               School.code.istartswith(search, autoescape=True), alias)


def _order(asked: PageRequest, figures: Subquery) -> list[Any]:
    columns: dict[str, Any] = {
        "code": School.code, "name": School.name, "township": School.township, "location": SchoolStanding.location,
        "pupils": figures.c.pupils, "classes": figures.c.classes, "posts": AuthorisedPosts.posts, "target_year": School.target_year,
    }
    column = columns[asked.sort]
    return [(column.desc() if asked.descending else column.asc()).nulls_last(), School.code, School.id]


def _stages_of(ids: Sequence[int]) -> defaultdict[int, list[Stage]]:
    found: defaultdict[int, list[Stage]] = defaultdict(list)
    order = list(Stage)
    rows = db.session.execute(select(Section.school_id, Section.stage).where(Section.school_id.in_(ids)))
    for school_id, stage in sorted(rows, key=lambda row: (row[0], order.index(row[1]))):
        found[school_id].append(stage)
    return found


def _groups_of(ids: Sequence[int], on: dt.date) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    statement = select(GroupMembership.school_id, SchoolGroup.name).join(SchoolGroup).where(
        GroupMembership.school_id.in_(ids), in_force(GroupMembership, on))
    for school_id, name in db.session.execute(statement.order_by(SchoolGroup.name, GroupMembership.id)):
        found[school_id].append(name)
    return found
