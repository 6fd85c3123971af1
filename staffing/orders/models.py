"""Stored orders: the series of their numbers, and the register (发文登记簿), which loses nothing and has no gaps."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.decisions.models import DecidedPlan
from staffing.schools.models import School
from staffing.teachers.models import Teacher


class OrderKind(LabelledEnum):
    """A kind of numbered paper; the code is that of its template."""

    NOTICE = "order_notice", _l("Notice of the rotation")
    TRANSFER = "order_transfer", _l("Transfer order")
    LETTER = "order_letter", _l("Letter of introduction")


class OrderState(LabelledEnum):
    """Whether a paper holds; a void one stays in the register with its number."""

    ISSUED = "issued", _l("Issued")
    VOID = "void", _l("Void")


class OrderSeries(Timestamps, Versioned, Base):
    """The numbers of one 发文代字 in one calendar year; ``last`` is the newest number given, none is ever given again."""

    __tablename__ = "order_series"
    __table_args__ = (UniqueConstraint("county_id", "prefix", "year"), CheckConstraint("last >= 0", name="last_not_negative"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    prefix: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


HOLDS = text("state = 'issued' AND teacher_id IS NOT NULL")


class IssuedOrder(Timestamps, Versioned, Base):
    """One paper in the register. ``facts`` are what it said when it was issued, so that a copy says the same years later;
    ``move_key`` tells which move it carries out: an order that no longer fits the decision in force is found by it."""

    __tablename__ = "issued_order"
    __table_args__ = (
        UniqueConstraint("county_id", "prefix", "year", "number"),
        Index("uq_issued_order_holds", "rotation_year_id", "kind", "teacher_id", unique=True, sqlite_where=HOLDS, postgresql_where=HOLDS),
        CheckConstraint("number > 0", name="number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id"), index=True)
    decided_plan_id: Mapped[int] = mapped_column(ForeignKey("decided_plan.id"), index=True)
    kind: Mapped[OrderKind] = mapped_column(enum_column(OrderKind, "kind"))
    prefix: Mapped[str] = mapped_column(String(20))
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id"), index=True)
    from_school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    to_school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    move_key: Mapped[str] = mapped_column(String(80), default="")
    issued_on: Mapped[dt.date]
    state: Mapped[OrderState] = mapped_column(enum_column(OrderState, "state"), default=OrderState.ISSUED)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    template_id: Mapped[int | None] = mapped_column(ForeignKey("document_template.id"))
    override_reason: Mapped[str] = mapped_column(String(300), default="")
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    voided_at: Mapped[dt.datetime | None]
    void_reason: Mapped[str] = mapped_column(String(300), default="")

    decided_plan: Mapped[DecidedPlan] = relationship()
    teacher: Mapped[Teacher | None] = relationship()
    from_school: Mapped[School | None] = relationship(foreign_keys=[from_school_id])
    to_school: Mapped[School | None] = relationship(foreign_keys=[to_school_id])
    issuer: Mapped[User | None] = relationship(foreign_keys=[issued_by])
    voider: Mapped[User | None] = relationship(foreign_keys=[voided_by])

    @property
    def full_number(self) -> str:
        """Return the number as papers write it: 演教发〔2026〕1号 (GB/T 9704-2012, 7.2.5: no 第, no leading zero)."""
        return number_text(self.prefix, self.year, self.number)


def number_text(prefix: str, year: int, number: int) -> str:
    """Return a number as papers write it."""
    return f"{prefix}〔{year}〕{number}号"
