"""The stored audit line (操作日志), and the former states of records."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from staffing.core.database import Base, utc_now


class AuditEvent(Base):
    """One line of the audit log (操作日志).

    ``sequence`` is gapless per county; ``digest`` is an HMAC over the line and the digest before it, so a line that is
    changed, removed or put in breaks the chain from there on. The log is tamper-evident, not tamper-proof.
    """

    __tablename__ = "audit_event"
    __table_args__ = (
        UniqueConstraint("chain", "sequence"), Index("ix_audit_event_by_object", "chain", "object_type", "object_id"),
        Index("ix_audit_event_by_action", "chain", "action", "sequence"), Index("ix_audit_event_by_kind", "chain", "object_type", "sequence"),
        Index("ix_audit_event_by_actor", "chain", "actor_name", "sequence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(String(40))
    sequence: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"), index=True)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(80))
    actor_role: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(64), default="")
    action: Mapped[str] = mapped_column(String(60))
    object_type: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500), default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_digest: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class RecordVersion(Base):
    """A former state of a stored record (历史版本): what its row held until a moment, and who replaced or removed it.

    ``owner_kind`` and ``owner_id`` say whose record it is (a teacher, a school …). What is secret stays encrypted as it was.
    A row that was never changed has no version: the state on record is the only one there has been.
    """

    __tablename__ = "record_version"
    __table_args__ = (
        Index("ix_record_version_by_owner", "owner_kind", "owner_id"), Index("ix_record_version_by_row", "table_name", "row_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    owner_kind: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int]
    county_id: Mapped[int | None] = mapped_column(ForeignKey("county.id"), index=True)
    until: Mapped[dt.datetime]
    removed: Mapped[bool] = mapped_column(default=False)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(80))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
