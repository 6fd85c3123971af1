"""Stored inspection: what schools reported to the education statistics, and evidence packages with their manifests."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.inspection.codes import PackageState
from staffing.schools.models import School


class ReportedFigures(Timestamps, Versioned, Base):
    """What a school reported to the education statistics (教育事业统计) of one school year; None: not reported."""

    __tablename__ = "reported_figures"
    history_owner = ("school", "school_id")
    __table_args__ = (UniqueConstraint("school_id", "school_year"), CheckConstraint(
        "teachers >= 0 AND pupils >= 0 AND above_degree >= 0 AND backbone >= 0 AND pe_arts >= 0", name="figures_not_negative"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), index=True)
    school_year: Mapped[int]
    teachers: Mapped[int | None]
    pupils: Mapped[int | None]
    above_degree: Mapped[int | None]
    backbone: Mapped[int | None]
    pe_arts: Mapped[int | None]
    explanation: Mapped[str] = mapped_column(String(300), default="")

    school: Mapped[School] = relationship()


class EvidencePackage(Timestamps, Versioned, Base):
    """An evidence package (佐证材料包) of a school year: one zip, encrypted, with the manifest of what it holds.

    ``sha256`` is the digest of the zip; ``manifest`` lists each file with digest, rows and source, and what could not be made.
    """

    __tablename__ = "evidence_package"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_year: Mapped[int]
    state: Mapped[PackageState] = mapped_column(enum_column(PackageState, "state"), default=PackageState.MAKING)
    ruleset: Mapped[str] = mapped_column(String(60), default="")
    rows: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    message: Mapped[str] = mapped_column(String(400), default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[dt.datetime | None]

    asker: Mapped[User] = relationship(foreign_keys=[asked_by])
    agreer: Mapped[User | None] = relationship(foreign_keys=[agreed_by])
