"""Stored rotation year, intents and wishes."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.schools.models import Section
from staffing.teachers.models import Teacher


class YearStep(LabelledEnum):
    """Where the rotation year stands."""

    PREPARATION = "preparation", _l("Records and indicators")
    ELIGIBILITY = "eligibility", _l("Eligibility lists")
    NEEDS = "needs", _l("Needs and posts")
    PLANNING = "planning", _l("Planning")
    DECIDED = "decided", _l("Decided")


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
    step: Mapped[YearStep] = mapped_column(enum_column(YearStep, "step"), default=YearStep.PREPARATION)


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
