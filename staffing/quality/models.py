"""Stored runs, findings, comments, the totals that schools report themselves, and studies of influence."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.quality.enums import FindingState, LooksAt, RunScope, Severity
from staffing.schools.models import School, Section
from staffing.teachers.models import Teacher


class QualityRun(Base):
    """One check of records (核查) by one version of the rules: how much was looked at, and what changed. Never changed."""

    __tablename__ = "quality_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    scope: Mapped[RunScope] = mapped_column(enum_column(RunScope, "run_scope"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    checked_on: Mapped[dt.date]
    finished_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    ruleset: Mapped[str] = mapped_column(String(40))
    ruleset_version: Mapped[str] = mapped_column(String(40))
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    persons: Mapped[int]
    schools: Mapped[int]
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class QualityFinding(Timestamps, Versioned, Base):
    """One fault or doubt about one record (数据问题); it keeps its fingerprint, and so its state, over all runs.

    ``school_id`` is the school that answers for it. An ignored finding stays so while what was seen stays the same:
    ``ignored_details`` keeps it.
    """

    __tablename__ = "quality_finding"
    __table_args__ = (
        UniqueConstraint("county_id", "fingerprint"),
        CheckConstraint("state <> 'ignored' OR ignored_reason <> ''", name="ignored_needs_reason"),
        CheckConstraint("(state = 'mended') = (mended_at IS NOT NULL)", name="mended_has_its_moment"),
        Index("ix_quality_finding_state", "county_id", "state", "severity"),
        Index("ix_quality_finding_school_state", "school_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(40), index=True)
    severity: Mapped[Severity] = mapped_column(enum_column(Severity, "severity"))
    looks_at: Mapped[LooksAt] = mapped_column(enum_column(LooksAt, "looks_at"))
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[FindingState] = mapped_column(enum_column(FindingState, "finding_state"), default=FindingState.NEW)
    first_seen_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    last_seen_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    mended_at: Mapped[dt.datetime | None]
    returned: Mapped[int] = mapped_column(default=0)
    ignored_reason: Mapped[str] = mapped_column(String(300), default="")
    ignored_details: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    ignored_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    due_on: Mapped[dt.date | None]

    teacher: Mapped[Teacher | None] = relationship()
    school: Mapped[School | None] = relationship()
    section: Mapped[Section | None] = relationship()
    assignee: Mapped[User | None] = relationship(foreign_keys=[assignee_id])
    comments: Mapped[list["FindingComment"]] = relationship(
        back_populates="finding", order_by="FindingComment.id", cascade="all, delete-orphan")


class FindingComment(Base):
    """What somebody wrote about a finding (备注); written once, never changed."""

    __tablename__ = "finding_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("quality_finding.id", ondelete="CASCADE"), index=True)
    written_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    written_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    text: Mapped[str] = mapped_column(String(500))

    finding: Mapped[QualityFinding] = relationship(back_populates="comments")
    writer: Mapped[User | None] = relationship()


class ReportedStaff(Timestamps, Versioned, Base):
    """How many persons a school itself says it has in a school year (学校上报人数), against which its list is held."""

    __tablename__ = "reported_staff"
    __table_args__ = (
        UniqueConstraint("school_id", "school_year"),
        CheckConstraint("staff >= 0 AND established >= 0 AND teachers >= 0", name="counts_not_negative"),
        CheckConstraint("established <= staff AND teachers <= staff", name="parts_within_staff"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    school_year: Mapped[int]
    staff: Mapped[int]
    established: Mapped[int]
    teachers: Mapped[int]


class InfluenceStudy(Base):
    """Which records can change the plan (影响测算): doubtful records decided again with each plausible value. Never changed.

    ``content`` is read and written by staffing.quality.influence.study.
    """

    __tablename__ = "influence_study"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
