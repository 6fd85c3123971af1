"""Stored slips and the short sessions that they open."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, utc_now
from staffing.rotation_years.models import RotationYear
from staffing.teachers.models import Teacher


class PersonalSlip(Timestamps, Versioned, Base):
    """One teacher's slip (个人凭条) of a rotation year. ``handle`` finds it, ``token_hash`` is the keyed digest of the code.

    Printed again it gets a new code in the same row, counted by ``issue``: the old one then opens nothing.
    """

    __tablename__ = "personal_slip"
    __table_args__ = (UniqueConstraint("rotation_year_id", "teacher_id"), UniqueConstraint("handle"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    handle: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[str] = mapped_column(String(64))
    issue: Mapped[int] = mapped_column(default=1)
    printed_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    printed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    used_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    failed_attempts: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[dt.datetime | None]

    teacher: Mapped[Teacher] = relationship(lazy="joined")
    rotation_year: Mapped[RotationYear] = relationship(lazy="joined")


class SlipSession(Base):
    """A short session by slip: the cookie holds a random token, only its digest is stored; apart from those of accounts."""

    __tablename__ = "slip_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    slip_id: Mapped[int] = mapped_column(ForeignKey("personal_slip.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    ends_at: Mapped[dt.datetime]
    ended: Mapped[bool] = mapped_column(default=False)

    slip: Mapped[PersonalSlip] = relationship(lazy="joined")
