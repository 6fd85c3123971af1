"""Accounts and server-side sessions."""

import datetime as dt

from flask_login import UserMixin
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.access import Role
from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now


class User(UserMixin, Timestamps, Versioned, Base):
    """A person who signs in (账号). The login is never an identity number.

    ``city_id`` opens the sums of that city's counties to the roles of a city; the county's pages never set it.
    """

    __tablename__ = "user_account"
    __table_args__ = (UniqueConstraint("login"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    city_id: Mapped[int | None] = mapped_column(ForeignKey("city.id"))
    login: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    failed_attempts: Mapped[int] = mapped_column(default=0)
    paused_until: Mapped[dt.datetime | None]
    locale: Mapped[str] = mapped_column(String(5), default="zh")

    @property
    def is_active(self) -> bool:
        """True if the account may be used; Flask-Login asks."""
        return self.active


class UserSession(Base):
    """One sign-in (会话). The cookie holds a random token; only its digest is stored, and ending it here ends it everywhere."""

    __tablename__ = "user_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    ends_at: Mapped[dt.datetime]
    ended: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(String(64), default="")

    user: Mapped[User] = relationship(lazy="joined")
