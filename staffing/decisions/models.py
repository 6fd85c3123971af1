"""Stored decisions: versions of what was decided about a rotation year, frozen with their moves."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.plans.models import Plan, SolveRun
from staffing.rotation_years.models import RotationYear
from staffing.schools.models import School, Section
from staffing.teachers.enums import LeaderRole
from staffing.teachers.models import Teacher


class DecisionState(LabelledEnum):
    """Where a version stands. APPROVED and PUBLISHED are in force."""

    SUBMITTED = "submitted", _l("Submitted")
    RETURNED = "returned", _l("Returned with remarks")
    REVIEWED = "reviewed", _l("Reviewed")
    APPROVED = "approved", _l("Approved")
    PUBLISHED = "published", _l("Made public")
    SUPERSEDED = "superseded", _l("Replaced by a later version")
    WITHDRAWN = "withdrawn", _l("Withdrawn")


OPEN = text("state IN ('submitted', 'reviewed')")
IN_FORCE = text("state IN ('approved', 'published')")


class DecidedPlan(Timestamps, Versioned, Base):
    """One version of a rotation year's decision (方案版本). ``content`` is canonical JSON of all that was submitted and never changes;
    ``content_sha256`` is its digest, which whoever reviews and approves sends back with the decision.

    At most one version of a year waits for a decision and at most one is in force; a version that amends another names it in
    ``supersedes_id``. The database refuses an approval by the person who submitted.
    """

    __tablename__ = "decided_plan"
    __table_args__ = (
        UniqueConstraint("rotation_year_id", "number"),
        Index("uq_decided_plan_open", "rotation_year_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("uq_decided_plan_in_force", "rotation_year_id", unique=True, sqlite_where=IN_FORCE, postgresql_where=IN_FORCE),
        CheckConstraint("approved_by IS NULL OR approved_by <> submitted_by", name="approved_by_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("solve_run.id"))
    number: Mapped[int]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("decided_plan.id"))
    state: Mapped[DecisionState] = mapped_column(enum_column(DecisionState, "state"), default=DecisionState.SUBMITTED)
    content: Mapped[str] = mapped_column(Text, deferred=True)
    content_sha256: Mapped[str] = mapped_column(String(64))
    ruleset: Mapped[str] = mapped_column(String(40))
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    submitted_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    submitted_at: Mapped[dt.datetime]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[dt.datetime | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[dt.datetime | None]
    published_at: Mapped[dt.datetime | None]
    remark: Mapped[str] = mapped_column(String(500), default="")

    year: Mapped[RotationYear] = relationship()
    plan: Mapped[Plan] = relationship()
    run: Mapped[SolveRun] = relationship()
    supersedes: Mapped["DecidedPlan | None"] = relationship(remote_side=[id])
    submitter: Mapped[User] = relationship(foreign_keys=[submitted_by])
    reviewer: Mapped[User | None] = relationship(foreign_keys=[reviewed_by])
    approver: Mapped[User | None] = relationship(foreign_keys=[approved_by])
    moves: Mapped[list["DecidedMove"]] = relationship(back_populates="decided_plan", order_by="DecidedMove.id", cascade="all, delete-orphan")


class DecidedMove(Base):
    """One move (交流人员) of a decided version, as it was submitted; never changed.

    ``kind`` is a code of the rule set's kinds of exchange; ``distance_km`` in kilometres; ``ends_on`` is the last day.
    """

    __tablename__ = "decided_move"
    __table_args__ = (UniqueConstraint("decided_plan_id", "teacher_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decided_plan_id: Mapped[int] = mapped_column(ForeignKey("decided_plan.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), index=True)
    from_section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    to_section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    subject: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    relation_moves: Mapped[bool] = mapped_column(default=False)
    backbone: Mapped[bool] = mapped_column(default=False)
    distance_km: Mapped[float] = mapped_column(default=0)
    wish_place: Mapped[int | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    decided_plan: Mapped[DecidedPlan] = relationship(back_populates="moves")
    teacher: Mapped[Teacher] = relationship()
    from_section: Mapped[Section] = relationship(foreign_keys=[from_section_id])
    to_section: Mapped[Section] = relationship(foreign_keys=[to_section_id])


class OpinionSide(LabelledEnum):
    """Which school of a move is asked."""

    SENDING = "sending", _l("Sending school")
    RECEIVING = "receiving", _l("Receiving school")


class OpinionAnswer(LabelledEnum):
    """What a principal says about one move. Silence is no answer: it counts as agreeing once the days are over."""

    AGREE = "agree", _l("Agrees")
    DISAGREE = "disagree", _l("Does not agree")
    PROTECT = "protect", _l("Asks to keep the person")


class OpinionRound(Timestamps, Versioned, Base):
    """The schools of a proposal are asked (征求意见), each about the moves out of and into it; ``due_on`` is the last day to answer."""

    __tablename__ = "opinion_round"
    __table_args__ = (UniqueConstraint("run_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("solve_run.id", ondelete="CASCADE"))
    asked_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    plan: Mapped[Plan] = relationship()
    opinions: Mapped[list["MoveOpinion"]] = relationship(back_populates="round", order_by="MoveOpinion.id", cascade="all, delete-orphan")


class MoveOpinion(Timestamps, Versioned, Base):
    """The opinion (派出校、接收校意见) of one school about one move, and what the bureau decided about it."""

    __tablename__ = "move_opinion"
    __table_args__ = (UniqueConstraint("round_id", "teacher_id", "side"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("opinion_round.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    from_section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    to_section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    subject: Mapped[str] = mapped_column(String(20))
    side: Mapped[OpinionSide] = mapped_column(enum_column(OpinionSide, "side"))
    answer: Mapped[OpinionAnswer | None] = mapped_column(enum_column(OpinionAnswer, "answer"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_on: Mapped[dt.date | None]
    upheld: Mapped[bool | None]
    decision_reason: Mapped[str] = mapped_column(String(300), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    round: Mapped[OpinionRound] = relationship(back_populates="opinions")
    teacher: Mapped[Teacher] = relationship()
    school: Mapped[School] = relationship()


class ElsewhereMove(Timestamps, Versioned, Base):
    """A move decided by another procedure (校长交流、跨校竞聘、集团委派、支教) that every plan of the year takes as given.

    ``record_id`` is the record of the rotation that hands it to the solver; ``role`` is the post taken up at the new school, of
    leaders only; ``basis`` names the document.
    """

    __tablename__ = "elsewhere_move"
    __table_args__ = (UniqueConstraint("rotation_year_id", "teacher_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    record_id: Mapped[int | None] = mapped_column(ForeignKey("rotation_record.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(40))
    from_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    to_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    role: Mapped[LeaderRole | None] = mapped_column(enum_column(LeaderRole, "role"))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    basis: Mapped[str] = mapped_column(String(120), default="")

    teacher: Mapped[Teacher] = relationship()
    from_school: Mapped[School] = relationship(foreign_keys=[from_school_id])
    to_school: Mapped[School] = relationship(foreign_keys=[to_school_id])
