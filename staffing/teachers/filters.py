"""Conditions that several questions about teachers share: who belongs to a school, who has left the service."""

import datetime as dt
from typing import Final

from sqlalchemy import ColumnElement, select, union

from staffing.core.dated import in_force
from staffing.schools.models import Section
from staffing.teachers.enums import PostStatus
from staffing.teachers.models import Appointment, Teacher

GONE: Final = (PostStatus.RETIRED, PostStatus.LEFT)
Condition = ColumnElement[bool]


def of_school(school_id: int, on: dt.date) -> Condition:
    """Return the condition that a school holds the personnel relation or the teacher teaches there on the day."""
    personnel = select(Appointment.teacher_id).where(Appointment.personnel_school_id == school_id, in_force(Appointment, on))
    teaching = select(Appointment.teacher_id).join(Section).where(Section.school_id == school_id, in_force(Appointment, on))
    return Teacher.id.in_(union(personnel, teaching))
