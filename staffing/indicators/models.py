"""Stored targets, frozen yearly snapshots and the checklist of staff supervision."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum


class IndicatorTarget(Timestamps, Versioned, Base):
    """The school year by which an indicator is promised (目标年): for the county, or for one school."""

    __tablename__ = "indicator_target"
    __table_args__ = (UniqueConstraint("county_id", "school_id", "indicator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    indicator: Mapped[str] = mapped_column(String(20))
    target_year: Mapped[int]
    source: Mapped[str] = mapped_column(String(160), default="")


class IndicatorSnapshot(Base):
    """A frozen assessment of one school year (指标快照) with formula version, rule set and a digest of its inputs."""

    __tablename__ = "indicator_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int]
    taken_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    counts_at: Mapped[str] = mapped_column(String(10))
    ruleset: Mapped[str] = mapped_column(String(40))
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    formula_version: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class SupervisionState(LabelledEnum):
    """State of one item of the checklist."""

    MET = "met", _l("met")
    NOT_MET = "not_met", _l("not met")
    UNKNOWN = "unknown", _l("not yet reported")


class SupervisionItem(Timestamps, Versioned, Base):
    """One item of 师资督导清单 in one school year whose value cannot be computed from records: value, evidence, state."""

    __tablename__ = "supervision_item"
    __table_args__ = (UniqueConstraint("county_id", "school_year", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(60), default="")
    evidence: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[SupervisionState] = mapped_column(enum_column(SupervisionState, "state"), default=SupervisionState.UNKNOWN)
