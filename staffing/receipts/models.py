"""Stored receipts: whom a decided version concerns, how, and the reasons told."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.decisions.models import DecidedMove, DecidedPlan
from staffing.teachers.models import Teacher


class ReceiptKind(LabelledEnum):
    """How a decision concerns a teacher (说明类别)."""

    MOVED = "moved", _l("Is sent to another school")
    MUST_STAYED = "must_stayed", _l("Had to move, but stays")
    WISH_REFUSED = "wish_refused", _l("Wished to move, stays")
    DEFERRED = "deferred", _l("Deferred this year")


class TeacherReceipt(Base):
    """What one teacher is told about a decided version (一人一说明). ``reasons`` are codes with numbers, at most three.

    They are read off the instance that the plan was solved from, so that anybody can derive them again; made anew with the version.
    """

    __tablename__ = "teacher_receipt"
    __table_args__ = (UniqueConstraint("decided_plan_id", "teacher_id"), Index("ix_teacher_receipt_school", "decided_plan_id", "school_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    decided_plan_id: Mapped[int] = mapped_column(ForeignKey("decided_plan.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    move_id: Mapped[int | None] = mapped_column(ForeignKey("decided_move.id", ondelete="CASCADE"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    kind: Mapped[ReceiptKind] = mapped_column(enum_column(ReceiptKind, "kind"))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)

    decided_plan: Mapped[DecidedPlan] = relationship()
    teacher: Mapped[Teacher] = relationship()
    move: Mapped[DecidedMove | None] = relationship()
