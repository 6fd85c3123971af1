"""The staff of one school on a day: who holds a post there, who teaches there, since one need not be the other."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, or_, select, union

from staffing.core.dated import in_force
from staffing.extensions import db
from staffing.schools.enums import Stage
from staffing.schools.models import Section
from staffing.teachers.enums import PostTrack, Sex, TitleLevel
from staffing.teachers.filters import GONE
from staffing.teachers.models import Appointment, BackboneHonour, Employment, Teacher, TitleGrant


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One appointment of a person at a school: ``holds_post`` by personnel relation, ``teaches`` in one of its sections."""

    teacher_id: int
    sex: Sex
    birth_date: dt.date
    track: PostTrack
    title: TitleLevel
    backbone: bool
    stage: Stage
    subject: str
    share: Decimal
    holds_post: bool
    teaches: bool


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """Who teaches a subject at a school: persons, full posts, backbone teachers, of them lent to or from elsewhere."""

    stage: Stage
    subject: str
    persons: int
    posts: Decimal
    backbone: int
    from_elsewhere: int


def staff_of(county_id: int, school_id: int, on: dt.date) -> list[StaffMember]:
    """Return the school's staff on the day, one entry per appointment (three statements)."""
    # Whoever ever had to do with the school is found by indexes; the condition on two tables below would read everybody.
    there = union(select(Appointment.teacher_id).where(Appointment.personnel_school_id == school_id),
                  select(Appointment.teacher_id).join(Section, Section.id == Appointment.section_id).where(Section.school_id == school_id))
    statement = (
        select(Teacher.id, Teacher.sex, Teacher.birth_date, Employment.track, Section.stage, Appointment.personnel_stage,
               Appointment.subject, Appointment.share, Appointment.personnel_school_id, Section.school_id)
        .join(Appointment, and_(Appointment.teacher_id == Teacher.id, in_force(Appointment, on)))
        .join(Employment, and_(Employment.teacher_id == Teacher.id, in_force(Employment, on), Employment.status.not_in(GONE)))
        .outerjoin(Section, Section.id == Appointment.section_id)
        .where(Teacher.county_id == county_id, Teacher.id.in_(there), or_(Appointment.personnel_school_id == school_id, Section.school_id == school_id))
        .order_by(Teacher.id, Appointment.id)
    )
    rows = db.session.execute(statement).all()
    ids = sorted({row[0] for row in rows})
    titles, backbone = _titles(ids, on), _backbone(ids, on)
    return [
        StaffMember(
            teacher_id=teacher_id, sex=sex, birth_date=born, track=track, title=titles.get(teacher_id, TitleLevel.NONE),
            backbone=teacher_id in backbone, stage=taught or personnel_stage, subject=subject, share=share,
            holds_post=personnel_id == school_id, teaches=taught_id == school_id)
        for teacher_id, sex, born, track, taught, personnel_stage, subject, share, personnel_id, taught_id in rows
    ]


def by_subject(staff: Iterable[StaffMember]) -> list[SubjectLine]:
    """Return who teaches what at the school, by stage and then by number."""
    cells: defaultdict[tuple[Stage, str], list[StaffMember]] = defaultdict(list)
    for member in staff:
        if member.teaches:
            cells[member.stage, member.subject].append(member)
    order = list(Stage)
    lines = [
        SubjectLine(stage, subject, len({item.teacher_id for item in members}), sum((item.share for item in members), Decimal(0)),
                    len({item.teacher_id for item in members if item.backbone}),
                    len({item.teacher_id for item in members if not item.holds_post}))
        for (stage, subject), members in cells.items()
    ]
    return sorted(lines, key=lambda line: (order.index(line.stage), -line.persons, line.subject))


def _titles(ids: Sequence[int], on: dt.date) -> dict[int, TitleLevel]:
    statement = select(TitleGrant.teacher_id, TitleGrant.level).where(
        TitleGrant.teacher_id.in_(ids), or_(TitleGrant.granted_on.is_(None), TitleGrant.granted_on <= on))
    found: dict[int, TitleLevel] = {}
    for teacher_id, level in db.session.execute(statement):
        found[teacher_id] = max(found.get(teacher_id, level), level, key=lambda item: item.rank)
    return found


def _backbone(ids: Sequence[int], on: dt.date) -> set[int]:
    valid = or_(BackboneHonour.expires_on.is_(None), BackboneHonour.expires_on >= on)
    statement = select(BackboneHonour.teacher_id).where(BackboneHonour.teacher_id.in_(ids), BackboneHonour.granted_on <= on, valid)
    return set(db.session.scalars(statement))
