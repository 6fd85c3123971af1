"""Stored notices, and how many a signed-in person has not read."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from staffing.accounts.models import UserSession
from staffing.core.database import Base, utc_now


class Notice(Base):
    """A message to one person (通知): a code with its numbers and names, so that each reader sees it in his or her language.

    ``address`` is the page inside the application that it speaks of.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_user_id_read_at", "user_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    address: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    read_at: Mapped[dt.datetime | None]


# Counted with the session, which every request loads anyway: the number in the header costs no statement of its own.
UserSession.unread_notices = column_property(
    select(func.count(Notice.id)).where(Notice.user_id == UserSession.user_id, Notice.read_at.is_(None))
    .correlate(UserSession.__table__).scalar_subquery())
