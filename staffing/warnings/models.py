"""Stored warnings, the lines of 整改台账 that they open, and the checks that found them."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.schools.enums import Stage
from staffing.schools.models import School, Section


class WarningKind(LabelledEnum):
    """What is warned of (预警类型)."""

    BELOW_FLOOR = "below_floor", _l("Below 85 % of the threshold")
    BELOW_THRESHOLD = "below_threshold", _l("Below the threshold")
    SLIPPED = "slipped", _l("Worse than last year")
    WILL_FALL = "will_fall", _l("Will fall below the threshold")
    BEHIND_TARGET = "behind_target", _l("Behind its target year")
    SPREAD_OVER = "spread_over", _l("Coefficient above its limit")


class WarningLevel(LabelledEnum):
    """How urgent a warning is (预警级别)."""

    RED = "red", _l("Red")
    YELLOW = "yellow", _l("Yellow")


class LineState(LabelledEnum):
    """Where a line of 整改台账 stands; only a check closes one."""

    OPEN = "open", _l("being put right")
    CLOSED = "closed", _l("reached, closed")


class WarningRun(Base):
    """One check of the county's indicators (预警检查). Never changed. ``compared_with`` is the school year of the snapshot behind 较上年."""

    __tablename__ = "warning_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int]
    compared_with: Mapped[int | None]
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    checked_on: Mapped[dt.date]
    checked_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class RectificationLine(Timestamps, Versioned, Base):
    """One line of 整改台账: a section, or a stage of the county, and an indicator. ``place`` is the section's id or the stage's code.

    ``missing`` counts persons, or the amount itself of hardware; measure, responsible and due day are the officer's.
    """

    __tablename__ = "rectification_line"
    __table_args__ = (
        Index("uq_rectification_line_open", "county_id", "place", "indicator", unique=True,
              sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    place: Mapped[str] = mapped_column(String(20))
    stage: Mapped[Stage] = mapped_column(enum_column(Stage, "stage"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), index=True)
    indicator: Mapped[str] = mapped_column(String(20))
    level: Mapped[WarningLevel] = mapped_column(enum_column(WarningLevel, "level"))
    state: Mapped[LineState] = mapped_column(enum_column(LineState, "state"), default=LineState.OPEN, index=True)
    value: Mapped[float | None]
    threshold: Mapped[float | None]
    missing: Mapped[float] = mapped_column(default=0)
    opened_on: Mapped[dt.date]
    closed_on: Mapped[dt.date | None]
    measure: Mapped[str] = mapped_column(String(300), default="")
    responsible: Mapped[str] = mapped_column(String(80), default="")
    due_on: Mapped[dt.date]

    section: Mapped[Section | None] = relationship()
    school: Mapped[School | None] = relationship()
    warnings: Mapped[list["IndicatorWarning"]] = relationship(back_populates="line", order_by="IndicatorWarning.id", cascade="all, delete-orphan")

    @property
    def running(self) -> list["IndicatorWarning"]:
        """Return the warnings that the last check still saw."""
        return [one for one in self.warnings if one.gone_on is None]


class IndicatorWarning(Timestamps, Base):
    """One warning of one kind on a line (预警): since when it is seen, and when it was no longer.

    ``year`` is the year in which the figure will fall below, or the target year that is over; ``before`` last year's figure.
    """

    __tablename__ = "indicator_warning"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("rectification_line.id", ondelete="CASCADE"), index=True)
    kind: Mapped[WarningKind] = mapped_column(enum_column(WarningKind, "kind"))
    level: Mapped[WarningLevel] = mapped_column(enum_column(WarningLevel, "level"))
    value: Mapped[float | None]
    before: Mapped[float | None]
    threshold: Mapped[float | None]
    missing: Mapped[float] = mapped_column(default=0)
    year: Mapped[int | None]
    since: Mapped[dt.date]
    gone_on: Mapped[dt.date | None]

    line: Mapped[RectificationLine] = relationship(back_populates="warnings")
