"""Stored scenarios and sweeps of a plan."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned

if TYPE_CHECKING:
    from staffing.plans.models import Plan


class ScenarioSet(Timestamps, Versioned, Base):
    """Scenarios that are solved and compared together (情景组), all beginning with the settings of one plan."""

    __tablename__ = "scenario_set"
    __table_args__ = (UniqueConstraint("rotation_year_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"), index=True)
    base_plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    base: Mapped["Plan | None"] = relationship("Plan")
    scenarios: Mapped[list["Scenario"]] = relationship(back_populates="set", order_by="Scenario.id", cascade="all, delete-orphan")


class Scenario(Timestamps, Base):
    """One scenario (情景) and the plan that holds its settings and results; ``chosen_at`` set once it is a plan like any other."""

    __tablename__ = "scenario"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("scenario_set.id", ondelete="CASCADE"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(36))
    chosen_at: Mapped[dt.datetime | None]

    set: Mapped[ScenarioSet] = relationship(back_populates="scenarios")
    plan: Mapped["Plan"] = relationship("Plan")


class Sweep(Timestamps, Versioned, Base):
    """One setting of a plan solved at several values (敏感性分析).

    ``setting`` is a code of staffing.plans.scenarios.sweeping; ``points`` are the values to solve, in the setting's own unit
    (kilometres or a fraction), ``results`` what was found for those that are solved, one each.
    """

    __tablename__ = "plan_sweep"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    setting: Mapped[str] = mapped_column(String(60))
    points: Mapped[list[float]] = mapped_column(JSON, default=list)
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    finished_at: Mapped[dt.datetime | None]

    plan: Mapped["Plan"] = relationship("Plan")
