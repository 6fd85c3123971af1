"""Stored plans: settings, runs of the solver with all that is needed to repeat them, and moves."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.plans.answers.questions import AnswerKind
from staffing.schools.models import Section
from staffing.teachers.models import Teacher


class PlanOrigin(LabelledEnum):
    """Where a plan's moves came from."""

    PROPOSED = "proposed", _l("Proposed by the solver")
    HAND_MADE = "hand_made", _l("List made by hand")


class PlanState(LabelledEnum):
    """Where a plan stands. Only a plan that the checker passed can be VALID."""

    DRAFT = "draft", _l("Draft, not solved yet")
    SOLVING = "solving", _l("Being solved")
    VALID = "valid", _l("Valid, passed by the checker")
    INVALID = "invalid", _l("Breaks rules")
    NO_PLAN = "no_plan", _l("Proven that there is no plan")
    UNFINISHED = "unfinished", _l("Stopped before a plan was found")


class Plan(Timestamps, Versioned, Base):
    """A rotation plan (轮岗方案) of one rotation year. ``settings`` holds what differs from the rule set for this plan."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("rotation_year_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    origin: Mapped[PlanOrigin] = mapped_column(enum_column(PlanOrigin, "origin"))
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState, "state"), default=PlanState.DRAFT)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    remark: Mapped[str] = mapped_column(String(300), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    runs: Mapped[list["SolveRun"]] = relationship(back_populates="plan", order_by="SolveRun.id", cascade="all, delete-orphan")
    marks: Mapped[list["PlanMark"]] = relationship(back_populates="plan", cascade="all, delete-orphan", order_by="PlanMark.id")


class SolveRun(Base):
    """One run of solver or checker: the instance as text, parameters, versions, result, verdict. Never changed once finished.

    A plan shows its last finished run (``finished_at`` set).
    """

    __tablename__ = "solve_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    finished_at: Mapped[dt.datetime | None]
    instance_text: Mapped[str] = mapped_column(Text)
    instance_sha256: Mapped[str] = mapped_column(String(64))
    solution_text: Mapped[str] = mapped_column(Text, default="")
    solution_sha256: Mapped[str] = mapped_column(String(64), default="")
    ruleset: Mapped[str] = mapped_column(String(40))
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    eligibility_list_id: Mapped[int | None] = mapped_column(ForeignKey("eligibility_list.id"))
    parameters: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    versions: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    status: Mapped[str] = mapped_column(String(20), default="")
    cost: Mapped[float | None]
    bound: Mapped[float | None]
    gap: Mapped[float | None]
    wall_s: Mapped[float | None]
    goals: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    statistics: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    explanation: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    plan: Mapped[Plan] = relationship(back_populates="runs")
    moves: Mapped[list["Move"]] = relationship(back_populates="run", cascade="all, delete-orphan", order_by="Move.id")


class Move(Base):
    """One assignment of a run (拟交流): who goes from which section to which, to teach what, from when to when."""

    __tablename__ = "move"
    __table_args__ = (UniqueConstraint("run_id", "teacher_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("solve_run.id", ondelete="CASCADE"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), index=True)
    from_section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    to_section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), index=True)
    subject: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    relation_moves: Mapped[bool] = mapped_column(default=False)
    distance_km: Mapped[float] = mapped_column(default=0)
    wish_place: Mapped[int | None]
    backbone: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    run: Mapped[SolveRun] = relationship(back_populates="moves")
    teacher: Mapped[Teacher] = relationship()
    from_section: Mapped[Section] = relationship(foreign_keys=[from_section_id])
    to_section: Mapped[Section] = relationship(foreign_keys=[to_section_id])


class MarkKind(LabelledEnum):
    """What an officer settles by hand before solving."""

    PIN = "pin", _l("Pinned to this section")
    FORBID = "forbid", _l("Not to this section")


class PlanMark(Timestamps, Base):
    """A pin or a forbid of one teacher and one section in a plan, with its reason."""

    __tablename__ = "plan_mark"
    __table_args__ = (UniqueConstraint("plan_id", "teacher_id", "section_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"))
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    kind: Mapped[MarkKind] = mapped_column(enum_column(MarkKind, "kind"))
    reason: Mapped[str] = mapped_column(String(200), default="")

    plan: Mapped[Plan] = relationship(back_populates="marks")
    teacher: Mapped[Teacher] = relationship()
    section: Mapped[Section] = relationship()


class PlanAnswer(Base):
    """What the solver answered to a question about a run (方案问答); asked again, the later answer takes its place.

    ``content`` is the answer as the solver's command line prints it: ids and pseudonyms, no name. ``key`` names the question
    (staffing.plans.answers.questions).
    """

    __tablename__ = "plan_answer"
    __table_args__ = (UniqueConstraint("run_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("solve_run.id", ondelete="CASCADE"))
    kind: Mapped[AnswerKind] = mapped_column(enum_column(AnswerKind, "kind"))
    key: Mapped[str] = mapped_column(String(60))
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    made_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    content: Mapped[Any] = mapped_column(JSON)
