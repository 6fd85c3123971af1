"""Stored changes expected until 1 September, needs an officer set by hand, and studies of what rotation can close."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.schools.models import Section
from staffing.teachers.models import Teacher


class ChangeKind(LabelledEnum):
    """Why the staff of 1 September differs from today's."""

    RETIREMENT = "retirement", _l("Retirement")
    LEAVER = "leaver", _l("Leaves the service")
    SELECTED_AWAY = "selected_away", _l("Selected into town or elsewhere")
    RECRUIT = "recruit", _l("Recruit")
    RETURNER = "returner", _l("Returns from exchange or leave")


class ExpectedChange(Timestamps, Versioned, Base):
    """One expected change of staff (预计增减). A recruit without a person yet has subject and number instead of a teacher."""

    __tablename__ = "expected_change"
    __table_args__ = (CheckConstraint("persons >= 1", name="persons_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[ChangeKind] = mapped_column(enum_column(ChangeKind, "kind"))
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(20), default="")
    persons: Mapped[int] = mapped_column(default=1)
    above_degree: Mapped[bool] = mapped_column(default=True)
    remark: Mapped[str] = mapped_column(String(200), default="")

    teacher: Mapped[Teacher | None] = relationship()
    section: Mapped[Section] = relationship()


class NeedOverride(Timestamps, Versioned, Base):
    """The least and most of a subject that a section needs, set by hand against the computed figure, with its reason."""

    __tablename__ = "need_override"
    __table_args__ = (
        UniqueConstraint("section_id", "school_year", "subject"),
        CheckConstraint("least >= 0 AND most >= least", name="least_to_most"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    school_year: Mapped[int]
    subject: Mapped[str] = mapped_column(String(20))
    least: Mapped[int]
    most: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))


class GapStudy(Base):
    """What stays short today and after three runs (缺口分解结果): a plan, a further rotation, one without limits. Never changed.

    ``plan_id`` names the plan that was studied, ``run_id`` its run; the study stays when they are deleted. ``content`` is
    read and written by staffing.needs.study.
    """

    __tablename__ = "gap_study"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int]
    plan_id: Mapped[int]
    run_id: Mapped[int]
    plan_name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
