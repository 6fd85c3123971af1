"""Stored tokens of the interface."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, utc_now
from staffing.core.school_year import COUNTY_TIME
from staffing.schools.models import School


class ApiToken(Timestamps, Versioned, Base):
    """A key for another system (接口令牌). Only its digest is stored; ``tail`` are its last four signs, by which people know it.

    ``resources`` are codes of Resource. ``school_id`` bounds it to one school. ``personal`` lets names and birth dates out.
    It opens what the pages of ``maker`` open and no longer than he or she is an officer of the county.
    """

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    tail: Mapped[str] = mapped_column(String(4))
    resources: Mapped[list[Any]] = mapped_column(JSON, default=list)
    personal: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[dt.datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    revoked_at: Mapped[dt.datetime | None]
    last_used_at: Mapped[dt.datetime | None]
    last_address: Mapped[str] = mapped_column(String(64), default="")

    maker: Mapped[User] = relationship()
    school: Mapped[School | None] = relationship()

    @property
    def last_day(self) -> dt.date:
        """Return the last day on which it opens anything."""
        return (self.expires_at.astimezone(COUNTY_TIME) - dt.timedelta(seconds=1)).date()

    def is_live(self) -> bool:
        """True if it is neither revoked nor expired, and whoever made it could still read the same."""
        return self.revoked_at is None and utc_now() < self.expires_at and self.maker.active and self.maker.county_id == self.county_id
