"""Stored notices with their objections (公示异议), and formal appeals (申诉) with terms of their own."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.decisions.models import DecidedPlan
from staffing.plans.models import Plan
from staffing.teachers.models import Teacher


class CaseState(LabelledEnum):
    """Where an objection or appeal stands."""

    OPEN = "open", _l("Waits for an answer")
    UPHELD = "upheld", _l("Upheld")
    REJECTED = "rejected", _l("Not upheld")


class Remedy(LabelledEnum):
    """What the list has to become after a case that is upheld."""

    NONE = "none", _l("The list stays as it is")
    STAYS = "stays", _l("The person does not move")
    OTHER_PLACE = "other_place", _l("The person does not go to this school")


class AppealChannel(LabelledEnum):
    """By which law an appeal is made; each has its own term."""

    TEACHER = "teacher", _l("Teacher's appeal (Teachers Law, article 39)")
    REVIEW = "review", _l("Review (personnel of public institutions)")
    PERSONNEL = "personnel", _l("Appeal after a review (personnel of public institutions)")


class PublicNotice(Timestamps, Versioned, Base):
    """The public notice (公示) of one version: its address, which nobody can guess, and its first and last day.

    ``calendar_known`` is False if the holidays of a year were not announced when the last day was counted; ``closed_on`` is set
    if it ended early.
    """

    __tablename__ = "public_notice"
    __table_args__ = (UniqueConstraint("decided_plan_id"), UniqueConstraint("token"), CheckConstraint("ends_on >= starts_on", name="period"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    decided_plan_id: Mapped[int] = mapped_column(ForeignKey("decided_plan.id"))
    token: Mapped[str] = mapped_column(String(43))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    working_days: Mapped[int]
    calendar_known: Mapped[bool] = mapped_column(default=True)
    closed_on: Mapped[dt.date | None]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    decided_plan: Mapped[DecidedPlan] = relationship()
    objections: Mapped[list["NoticeObjection"]] = relationship(back_populates="notice", order_by="NoticeObjection.id")


class NoticeObjection(Timestamps, Versioned, Base):
    """An objection (公示异议) made during a notice: who, about whom, why, on which day, and its answer."""

    __tablename__ = "notice_objection"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"), index=True)
    objector: Mapped[str] = mapped_column(String(60))
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"))
    ground: Mapped[str] = mapped_column(String(500))
    received_on: Mapped[dt.date]
    state: Mapped[CaseState] = mapped_column(enum_column(CaseState, "state"), default=CaseState.OPEN)
    remedy: Mapped[Remedy] = mapped_column(enum_column(Remedy, "remedy"), default=Remedy.NONE)
    answer: Mapped[str] = mapped_column(String(500), default="")
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    repair_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))

    notice: Mapped[PublicNotice] = relationship(back_populates="objections")
    teacher: Mapped[Teacher | None] = relationship()
    repair_plan: Mapped[Plan | None] = relationship()


class Appeal(Timestamps, Versioned, Base):
    """A formal appeal (申诉、复核) of a person against a version; ``due_on`` is the last day of the legal term for its decision.

    ``late`` is True if it came after the days in which it may be lodged.
    """

    __tablename__ = "appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    decided_plan_id: Mapped[int] = mapped_column(ForeignKey("decided_plan.id"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), index=True)
    channel: Mapped[AppealChannel] = mapped_column(enum_column(AppealChannel, "channel"))
    ground: Mapped[str] = mapped_column(String(500))
    received_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    late: Mapped[bool] = mapped_column(default=False)
    state: Mapped[CaseState] = mapped_column(enum_column(CaseState, "state"), default=CaseState.OPEN)
    remedy: Mapped[Remedy] = mapped_column(enum_column(Remedy, "remedy"), default=Remedy.NONE)
    answer: Mapped[str] = mapped_column(String(500), default="")
    answered_on: Mapped[dt.date | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    repair_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"))

    decided_plan: Mapped[DecidedPlan] = relationship()
    teacher: Mapped[Teacher] = relationship()
    repair_plan: Mapped[Plan | None] = relationship()
