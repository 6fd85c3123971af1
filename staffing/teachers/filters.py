"""What the list of teachers can be narrowed to, and each wish as a condition on the teacher table.

Conditions are set memberships (teacher in …) on small tables of facts, so that any combination stays fast at 50 000.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select, union

from staffing.core.dated import begun, in_force
from staffing.core.fields import half_width
from staffing.core.school_year import today
from staffing.schools.enums import Stage
from staffing.schools.models import Section
from staffing.teachers.enums import (
    BackboneLevel,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    RankedEnum,
    Sex,
    TitleLevel,
)
from staffing.teachers.models import (
    Appointment,
    BackboneHonour,
    Degree,
    Employment,
    Leadership,
    Teacher,
    TitleGrant,
)
from staffing.teachers.personal import TAIL, id_number_index, looks_like_id_number, tail_index, tidy_id_number
from staffing.teachers.pinyin import SEPARATOR, typed_pinyin

GONE: Final = (PostStatus.RETIRED, PostStatus.LEFT)
ANY_STATUS: Final = "any"
SENIOR_LEADERS: Final = (LeaderRole.PRINCIPAL, LeaderRole.VICE_PRINCIPAL, LeaderRole.PARTY_SECRETARY)
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class TeacherFilter:
    """What the list is narrowed to. Without a status: who is in the service; ``everyone`` also shows who left.

    ``backbone`` is the least level of a valid honour, ``title`` and ``degree`` the highest one a person holds.
    """

    search: str = ""
    school_id: int | None = None
    stage: Stage | None = None
    subject: str = ""
    sex: Sex | None = None
    backbone: BackboneLevel | None = None
    title: TitleLevel | None = None
    degree: DegreeLevel | None = None
    employment: EmploymentKind | None = None
    status: PostStatus | None = None
    everyone: bool = False
    leader: LeaderRole | None = None


def conditions(
    county_id: int, wanted: TeacherFilter, *, on: dt.date, own_school_id: int | None, row_by_row: bool = False,
) -> list[Condition]:
    """Return all conditions of a wish, the limits of the asking person among them.

    ``row_by_row`` asks for the employment of each teacher in turn, which is fast where an index gives the order and the
    first page ends the search; otherwise the set of employed persons is made once.
    """
    found: list[Condition] = [Teacher.county_id == county_id]
    if own_school_id is not None:
        # Who may be seen goes by today, whatever day is asked about: a past day opens no record of those who have left.
        found.append(of_school(own_school_id, today()))
    if wanted.school_id is not None:
        found.append(of_school(wanted.school_id, on))
    if wanted.sex is not None:
        found.append(Teacher.sex == wanted.sex)
    found += [*_teaching(wanted, on), *_employed(wanted, on, row_by_row), *_qualified(wanted, on)]
    if wanted.search:
        found.append(matches(wanted.search))
    return found


def of_school(school_id: int, on: dt.date) -> Condition:
    """Return the condition that a school holds the personnel relation or the teacher teaches there on the day."""
    personnel = select(Appointment.teacher_id).where(Appointment.personnel_school_id == school_id, in_force(Appointment, on))
    teaching = select(Appointment.teacher_id).join(Section).where(Section.school_id == school_id, in_force(Appointment, on))
    return Teacher.id.in_(union(personnel, teaching))


def matches(search: str) -> Condition:
    """Return the condition of a typed search: identity number whole or its tail, pinyin, number or part of a name."""
    text = half_width(search)
    identity = tidy_id_number(text)
    if looks_like_id_number(identity):
        return Teacher.id_number_index == id_number_index(identity)
    if TAIL.fullmatch(identity):
        return or_(Teacher.id_number_tail_index == tail_index(identity), Teacher.number.icontains(identity, autoescape=True))
    spelled = typed_pinyin(text)
    number = Teacher.number.istartswith(text, autoescape=True)
    if spelled:
        return or_(Teacher.name_pinyin.contains(SEPARATOR + spelled, autoescape=True), number)
    return or_(Teacher.name.icontains(text, autoescape=True), number)


def _teaching(wanted: TeacherFilter, on: dt.date) -> Iterable[Condition]:
    if wanted.stage is None and not wanted.subject:
        return
    statement = select(Appointment.teacher_id).outerjoin(Section).where(in_force(Appointment, on))
    if wanted.stage is not None:
        taught = or_(Section.stage == wanted.stage, and_(Appointment.section_id.is_(None), Appointment.personnel_stage == wanted.stage))
        statement = statement.where(taught)
    if wanted.subject:
        statement = statement.where(Appointment.subject == wanted.subject)
    yield Teacher.id.in_(statement)


def _employed(wanted: TeacherFilter, on: dt.date, row_by_row: bool) -> Iterable[Condition]:
    statement: Select[Any] = select(Employment.teacher_id).where(in_force(Employment, on))
    if wanted.employment is not None:
        statement = statement.where(Employment.kind == wanted.employment)
    if wanted.status is not None:
        statement = statement.where(Employment.status == wanted.status)
    elif not wanted.everyone:
        statement = statement.where(Employment.status.not_in(GONE))
    elif wanted.employment is None:
        return
    yield statement.where(Employment.teacher_id == Teacher.id).exists() if row_by_row else Teacher.id.in_(statement)


def _qualified(wanted: TeacherFilter, on: dt.date) -> Iterable[Condition]:
    if wanted.backbone is not None:
        valid = (BackboneHonour.granted_on <= on) & or_(BackboneHonour.expires_on.is_(None), BackboneHonour.expires_on >= on)
        reaching = [level for level in BackboneLevel if level.reaches(wanted.backbone)]
        yield Teacher.id.in_(select(BackboneHonour.teacher_id).where(BackboneHonour.level.in_(reaching), valid))
    if wanted.title is not None:
        yield from _highest(TitleGrant.teacher_id, TitleGrant.level, TitleGrant.granted_on, wanted.title, on)
    if wanted.degree is not None:
        yield from _highest(Degree.teacher_id, Degree.level, Degree.graduated_on, wanted.degree, on)
    if wanted.leader is not None:
        yield Teacher.id.in_(select(Leadership.teacher_id).where(Leadership.role == wanted.leader, in_force(Leadership, on)))


def _highest(teacher_id: Any, level: Any, begins: Any, wanted: RankedEnum, on: dt.date) -> Iterable[Condition]:
    """Yield that the level is held on the day and no higher one; for the lowest level holding nothing counts as holding it."""
    higher = [other for other in type(wanted) if other.rank > wanted.rank]
    if not (isinstance(wanted, TitleLevel) and wanted is TitleLevel.NONE):
        yield Teacher.id.in_(select(teacher_id).where(level == wanted, begun(begins, on)))
    if higher:
        yield Teacher.id.not_in(select(teacher_id).where(level.in_(higher), begun(begins, on)))
