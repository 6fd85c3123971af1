"""The list of teachers: one page in the wished order, with what each row shows, in a fixed number of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from staffing.core.dated import begun, in_force
from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.schools.models import School, Section
from staffing.schools.naming import section_name
from staffing.teachers.enums import (
    BackboneLevel,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    Sex,
    TitleLevel,
)
from staffing.teachers.filters import TeacherFilter, conditions
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Degree,
    Employment,
    Leadership,
    Teacher,
    TitleGrant,
)

SORTABLE = ("name", "number", "birth_date", "school", "subject")
DEFAULT_SORT = "name"
INDEXED = ("name", "number", "birth_date")  # an index gives these orders, so that the first page is found without sorting


@dataclass(frozen=True, slots=True)
class Post:
    """Where a person serves on the day: personnel school (人事校), section taught at by its shown name, subject, share."""

    personnel_school: str
    section: str | None
    subject: str
    away: bool


@dataclass(slots=True)
class TeacherRow:
    """One line of the list; no personal number and no reason of deferral stands in it."""

    id: int
    number: str
    name: str
    sex: Sex
    birth_date: dt.date
    posts: list[Post]
    employment: EmploymentKind | None = None
    status: PostStatus | None = None
    title: TitleLevel | None = None
    degree: DegreeLevel | None = None
    backbone: BackboneLevel | None = None
    leader: LeaderRole | None = None


def list_teachers(
    county_id: int, asked: PageRequest, wanted: TeacherFilter, *, on: dt.date, own_school_id: int | None = None,
) -> Page:
    """Return one page of the county's teachers as they were on the day (nine statements)."""
    where = conditions(county_id, wanted, on=on, own_school_id=own_school_id)
    total = db.session.scalar(select(func.count(Teacher.id)).where(*where)) or 0
    if asked.sort in INDEXED:
        where = conditions(county_id, wanted, on=on, own_school_id=own_school_id, row_by_row=True)
    ids = list(db.session.scalars(_ordered(asked, on).where(*where).limit(asked.size).offset(asked.offset)))
    return Page(rows_of(ids, on), total, asked)


def rows_of(ids: Sequence[int], on: dt.date) -> list[TeacherRow]:
    """Return the rows of the teachers in the order of the ids (seven statements)."""
    columns = (Teacher.id, Teacher.number, Teacher.name, Teacher.sex, Teacher.birth_date)
    posts = _posts_of(ids, on)
    rows = {row.id: TeacherRow(**row._mapping, posts=posts[row.id]) for row in db.session.execute(select(*columns).where(Teacher.id.in_(ids)))}
    for teacher_id, kind, status in _facts(ids, Employment, Employment.kind, Employment.status, on=on):
        rows[teacher_id].employment, rows[teacher_id].status = kind, status
    for teacher_id, level in _facts(ids, TitleGrant, TitleGrant.level, since=TitleGrant.granted_on, on=on):
        rows[teacher_id].title = _higher(rows[teacher_id].title, level)
    for teacher_id, level in _facts(ids, Degree, Degree.level, since=Degree.graduated_on, on=on):
        rows[teacher_id].degree = _higher(rows[teacher_id].degree, level)
    for teacher_id, level, granted, expires in _facts(ids, BackboneHonour, BackboneHonour.level, BackboneHonour.granted_on,
                                                      BackboneHonour.expires_on):
        if granted <= on and (expires is None or on <= expires):
            rows[teacher_id].backbone = _higher(rows[teacher_id].backbone, level)
    order = list(LeaderRole)
    for teacher_id, role in _facts(ids, Leadership, Leadership.role, on=on):
        rows[teacher_id].leader = max((rows[teacher_id].leader or role, role), key=order.index)
    return [rows[teacher_id] for teacher_id in ids]


def _ordered(asked: PageRequest, on: dt.date) -> Select[Any]:
    if asked.sort in INDEXED:
        key: Any = {"name": Teacher.name_pinyin, "number": Teacher.number, "birth_date": Teacher.birth_date}[asked.sort]
        return select(Teacher.id).order_by(_directed(key, asked), _directed(Teacher.id, asked))
    return _by_post(asked, on)


def _by_post(asked: PageRequest, on: dt.date) -> Select[Any]:
    """Order by the first school or subject of the running appointments; nearly everybody has one."""
    statement = select(Teacher.id).outerjoin(Appointment, and_(Appointment.teacher_id == Teacher.id, in_force(Appointment, on)))
    key: Any = func.min(Appointment.subject)
    if asked.sort == "school":
        statement = statement.outerjoin(Section, Section.id == Appointment.section_id).outerjoin(
            School, School.id == func.coalesce(Section.school_id, Appointment.personnel_school_id))
        key = func.min(School.code)
    return statement.group_by(Teacher.id).order_by(_directed(func.coalesce(key, ""), asked), Teacher.name_pinyin, Teacher.id)


def _directed(key: Any, asked: PageRequest) -> Any:
    return key.desc() if asked.descending else key.asc()


def _posts_of(ids: Sequence[int], on: dt.date) -> defaultdict[int, list[Post]]:
    personnel, teaching = aliased(School), aliased(School)
    several = select(func.count(Section.id)).where(Section.school_id == teaching.id).correlate(teaching).scalar_subquery()
    statement = (
        select(Appointment.teacher_id, personnel.name, personnel.id, teaching.name, teaching.id, Section.stage, several, Appointment.subject)
        .join(personnel, personnel.id == Appointment.personnel_school_id)
        .outerjoin(Section, Section.id == Appointment.section_id).outerjoin(teaching, teaching.id == Section.school_id)
        .where(and_(Appointment.teacher_id.in_(ids), in_force(Appointment, on)))
        .order_by(Appointment.teacher_id, Appointment.share.desc(), Appointment.id)
    )
    posts: defaultdict[int, list[Post]] = defaultdict(list)
    for teacher_id, home, home_id, host, host_id, stage, sections, subject in db.session.execute(statement):
        name = section_name(host, Stage(stage), several=sections > 1) if host else None
        posts[teacher_id].append(Post(home, name, subject, away=host_id != home_id))
    return posts


def _facts(ids: Sequence[int], model: Any, *columns: Any, since: Any = None, on: dt.date | None = None) -> Iterable[Any]:
    statement = select(model.teacher_id, *columns).where(model.teacher_id.in_(ids))
    if since is not None and on is not None:
        statement = statement.where(begun(since, on))
    elif on is not None:
        statement = statement.where(or_(model.valid_to.is_(None), model.valid_to > on), model.valid_from <= on)
    return db.session.execute(statement.order_by(model.teacher_id, model.id))


def _higher(one: Any, other: Any) -> Any:
    return other if one is None or other.rank > one.rank else one
