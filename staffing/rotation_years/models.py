"""Stored rotation year, intents and wishes."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.schools.models import School, Section
from staffing.teachers.models import Teacher


class YearStep(LabelledEnum):
    """Where the rotation year stands (轮岗年度环节), in order; which may follow which: staffing.rotation_years.steps."""

    SCHEME = "scheme", _l("Scheme and allotments")
    ELIGIBILITY = "eligibility", _l("Eligibility lists")
    CONFIRMATION = "confirmation", _l("Confirmation of eligibility")
    NEEDS = "needs", _l("Needs and posts")
    WISHES = "wishes", _l("Wishes")
    PLANNING = "planning", _l("Scenarios and planning")
    DECISION = "decision", _l("Decision on the plan")
    NOTICE = "notice", _l("Public notice")
    APPEALS = "appeals", _l("Objections and appeals")
    ORDERS = "orders", _l("Orders")
    ARRIVAL = "arrival", _l("Arrival")
    ASSESSMENT = "assessment", _l("Assessment of a stint")
    RETURN = "return", _l("Return")
    CLOSED = "closed", _l("Closed")


class WarningStage(LabelledEnum):
    """How near a deadline was when people were warned of it."""

    SOON = "soon", _l("due soon")
    LATE = "late", _l("overdue")


class RoundKind(LabelledEnum):
    """The rounds of 县管校聘: whoever is not placed in one goes into the next."""

    IN_SCHOOL = "in_school", _l("Competition within the school")
    CROSS_SCHOOL = "cross_school", _l("Competition across schools")
    ASSIGNMENT = "assignment", _l("Assignment by the bureau")


class RoundOutcome(LabelledEnum):
    """What a round ended with for one teacher."""

    PLACED = "placed", _l("placed")
    UNPLACED = "unplaced", _l("not placed")


class RotationYear(Timestamps, Versioned, Base):
    """The rotation year (轮岗年度) of a county: school year in which the moves begin, its rule set and cut-off day.

    The version of the rule set in force on 1 September decides (staffing.policy.deciding); years of service count up to
    ``cut_off_on`` (截止日期).
    """

    __tablename__ = "rotation_year"
    __table_args__ = (UniqueConstraint("county_id", "school_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int]
    ruleset: Mapped[str] = mapped_column(String(40))
    cut_off_on: Mapped[dt.date]
    step: Mapped[YearStep] = mapped_column(enum_column(YearStep, "step"), default=YearStep.SCHEME)


class RotationIntent(Timestamps, Versioned, Base):
    """What is settled about one teacher for one rotation year before planning: volunteer, must move, must stay."""

    __tablename__ = "rotation_intent"
    __table_args__ = (
        UniqueConstraint("teacher_id", "rotation_year_id"), CheckConstraint("NOT (must_move AND must_stay)", name="move_or_stay"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    volunteer: Mapped[bool] = mapped_column(default=False)
    must_move: Mapped[bool] = mapped_column(default=False)
    must_stay: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(200), default="")

    teacher: Mapped[Teacher] = relationship()


class RotationWish(Timestamps, Base):
    """A ranked wish (志愿): first, second … section a teacher asks for."""

    __tablename__ = "rotation_wish"
    __table_args__ = (
        UniqueConstraint("teacher_id", "rotation_year_id", "place"), UniqueConstraint("teacher_id", "rotation_year_id", "section_id"),
        CheckConstraint("place BETWEEN 1 AND 5", name="place_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    place: Mapped[int]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))

    section: Mapped[Section] = relationship()


class StepChange(Base):
    """One change of a rotation year's step (环节变更), with its reason where it leads back or leaves a step out. Never changed."""

    __tablename__ = "step_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    from_step: Mapped[YearStep] = mapped_column(enum_column(YearStep, "from_step"))
    to_step: Mapped[YearStep] = mapped_column(enum_column(YearStep, "to_step"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)


class StepDeadline(Timestamps, Versioned, Base):
    """A deadline that the bureau set for this year in place of the rule set's (调整后的完成期限), with its reason."""

    __tablename__ = "step_deadline"
    __table_args__ = (UniqueConstraint("rotation_year_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    step: Mapped[YearStep] = mapped_column(enum_column(YearStep, "step"))
    due_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(String(200), default="")


class DeadlineWarning(Base):
    """That people were warned of a deadline (到期提醒记录): once for each step, day and stage, however often the daily run comes by."""

    __tablename__ = "deadline_warning"
    __table_args__ = (UniqueConstraint("rotation_year_id", "step", "due_on", "stage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    step: Mapped[YearStep] = mapped_column(enum_column(YearStep, "step"))
    due_on: Mapped[dt.date]
    stage: Mapped[WarningStage] = mapped_column(enum_column(WarningStage, "stage"))
    persons: Mapped[int]
    warned_at: Mapped[dt.datetime] = mapped_column(default=utc_now)


class EngagementResult(Timestamps, Versioned, Base):
    """What one round of 县管校聘 ended with for one teacher (竞聘结果); ``school_id`` is the school that held the post before."""

    __tablename__ = "engagement_result"
    __table_args__ = (UniqueConstraint("rotation_year_id", "teacher_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    round: Mapped[RoundKind] = mapped_column(enum_column(RoundKind, "round"))
    outcome: Mapped[RoundOutcome] = mapped_column(enum_column(RoundOutcome, "outcome"))

    teacher: Mapped[Teacher] = relationship()
    school: Mapped[School] = relationship()
