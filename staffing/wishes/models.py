"""Stored around the wishes: what was handed in with its receipt, hardship statements, cut-offs of a decided year.

The wishes themselves stay in ``rotation_years``; its operations are the only ones that write them.
"""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import Section
from staffing.teachers.models import Teacher


class WishWay(LabelledEnum):
    """By whose hand wishes were entered (填报方式)."""

    SLIP = "slip", _l("by the teacher, with a slip")
    SCHOOL = "school", _l("by the school, from paper")
    BUREAU = "bureau", _l("by the bureau")


class WishReceipt(Base):
    """What was stored when wishes were handed in (志愿回执). Never changed; the newest of a teacher is the one that holds.

    ``wishes`` keeps place, section and its name as they were shown.
    """

    __tablename__ = "wish_receipt"
    __table_args__ = (UniqueConstraint("rotation_year_id", "number"), Index("ix_wish_receipt_teacher", "rotation_year_id", "teacher_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    given_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    way: Mapped[WishWay] = mapped_column(enum_column(WishWay, "way"))
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    volunteer: Mapped[bool] = mapped_column(default=False)
    with_statement: Mapped[bool] = mapped_column(default=False)
    wishes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    teacher: Mapped[Teacher] = relationship(lazy="joined")
    rotation_year: Mapped[RotationYear] = relationship(lazy="joined")

    @property
    def shown_number(self) -> str:
        """Return the number as it is printed."""
        return f"{self.rotation_year.school_year}-{self.number:05d}"


class HardshipStatement(Timestamps, Versioned, Base):
    """What a teacher wants the bureau to know about hardship (困难说明); encrypted, read like the content of deferrals."""

    __tablename__ = "hardship_statement"
    __table_args__ = (UniqueConstraint("rotation_year_id", "teacher_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    content_cipher: Mapped[str | None] = mapped_column(String(4000))


class CutOff(Base):
    """What wishing for a section led to in a decided year, by subject (录取线): derived from the decided moves, never typed.

    ``wished`` persons of the subject named the section, ``admitted`` of them were sent there, ``arrived`` in all. ``last_place`` is
    the highest place of a wish that was met, ``least_years`` the fewest years at the present school among those admitted; both
    None where nobody was, and ``least_years`` also where so few were that it would tell of one person.
    """

    __tablename__ = "cut_off"
    __table_args__ = (
        UniqueConstraint("rotation_year_id", "section_id", "subject"),
        CheckConstraint("admitted <= wished AND admitted <= arrived", name="admitted_among_both"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(20))
    wished: Mapped[int]
    admitted: Mapped[int]
    arrived: Mapped[int]
    last_place: Mapped[int | None]
    least_years: Mapped[int | None]

    section: Mapped[Section] = relationship(lazy="joined")
    rotation_year: Mapped[RotationYear] = relationship(lazy="joined")
