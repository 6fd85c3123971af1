"""Stored eligibility lists: the verdict of each teacher with rule, version and inputs, and officers' overrides."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.eligibility.enums import EligibilityState
from staffing.teachers.models import Teacher


class EligibilityList(Timestamps, Versioned, Base):
    """The verdicts of one rotation year made at one moment (资格名单); frozen once fixed, superseded by a newer one."""

    __tablename__ = "eligibility_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    ruleset: Mapped[str] = mapped_column(String(40))
    ruleset_version: Mapped[str] = mapped_column(String(40))
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    decided_on: Mapped[dt.date]
    decided_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    fixed_at: Mapped[dt.datetime | None]
    summary: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    verdicts: Mapped[list["EligibilityVerdict"]] = relationship(back_populates="eligibility_list", cascade="all, delete-orphan")


class EligibilityVerdict(Base):
    """One teacher's verdict (判定): state, the reasons with rule code, clause and inputs, and the figures shown in lists."""

    __tablename__ = "eligibility_verdict"
    __table_args__ = (
        UniqueConstraint("list_id", "teacher_id"), Index("ix_eligibility_verdict_list_state", "list_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("eligibility_list.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"), index=True)
    state: Mapped[EligibilityState] = mapped_column(enum_column(EligibilityState, "state"))
    decided_state: Mapped[EligibilityState] = mapped_column(enum_column(EligibilityState, "decided_state"))
    in_denominator: Mapped[bool] = mapped_column(default=False)
    in_urban_or_strong: Mapped[bool] = mapped_column(default=False)
    backbone: Mapped[bool] = mapped_column(default=False)
    leader: Mapped[bool] = mapped_column(default=False)
    years_at_school: Mapped[int] = mapped_column(default=0)
    retirement_on: Mapped[dt.date | None]
    main_rule: Mapped[str] = mapped_column(String(60), default="", index=True)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    eligibility_list: Mapped[EligibilityList] = relationship(back_populates="verdicts")
    teacher: Mapped[Teacher] = relationship()


class EligibilityOverride(Timestamps, Versioned, Base):
    """An officer's decision against the computed verdict (人工裁定), with its reason; it outlives re-computing."""

    __tablename__ = "eligibility_override"
    __table_args__ = (UniqueConstraint("teacher_id", "rotation_year_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    state: Mapped[EligibilityState] = mapped_column(enum_column(EligibilityState, "state"))
    reason: Mapped[str] = mapped_column(String(300))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    withdrawn: Mapped[bool] = mapped_column(default=False)
