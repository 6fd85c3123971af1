"""Stored requests for change with their fields, and the county's own decisions on what schools may change."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.changes.enums import ChangeAct, FieldMode, ItemState, RequestState
from staffing.core.access import Role
from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now


class FieldPolicy(Base):
    """What one role may do with one field from a moment on (字段权限). Rows are never changed: the newest one holds."""

    __tablename__ = "field_policy"
    __table_args__ = (Index("ix_field_policy_by_field", "county_id", "record", "field", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    record: Mapped[str] = mapped_column(String(30))
    field: Mapped[str] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(enum_column(Role, "role"))
    mode: Mapped[FieldMode] = mapped_column(enum_column(FieldMode, "mode"))
    note: Mapped[str] = mapped_column(String(200), default="")
    set_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utc_now)


class ChangeRequest(Timestamps, Versioned, Base):
    """A change that a school asks for (变更申请).

    ``record`` names the kind of record, ``owner_id`` the teacher or school, ``row_id`` the row (none for an addition),
    ``period`` the school year of figures. ``base_version`` is the row's version when the request was made.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="another_decides"),
        Index("ix_change_request_by_state", "county_id", "state", "created_at"),
        Index("ix_change_request_by_owner", "record", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    teacher_id: Mapped[int | None] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    record: Mapped[str] = mapped_column(String(30))
    act: Mapped[ChangeAct] = mapped_column(enum_column(ChangeAct, "act"))
    owner_id: Mapped[int]
    row_id: Mapped[int | None]
    period: Mapped[int | None]
    base_version: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(300))
    state: Mapped[RequestState] = mapped_column(enum_column(RequestState, "state"), default=RequestState.WAITING)
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    asked_role: Mapped[Role] = mapped_column(enum_column(Role, "asked_role"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[dt.datetime | None]
    decision: Mapped[str] = mapped_column(String(300), default="")

    items: Mapped[list["ChangeItem"]] = relationship(back_populates="request", order_by="ChangeItem.id", cascade="all, delete-orphan")


class ChangeItem(Base):
    """One field of a request (变更字段): what the form held, and what it shall hold, as a browser would send both.

    Hidden fields (identity number, phone, restricted text) keep the new value encrypted, and of the old one only a mark by
    which a later change is noticed.
    """

    __tablename__ = "change_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("change_request.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(60))
    old_text: Mapped[str] = mapped_column(Text, default="")
    new_text: Mapped[str] = mapped_column(Text, default="")
    new_cipher: Mapped[str | None] = mapped_column(Text)
    state: Mapped[ItemState] = mapped_column(enum_column(ItemState, "state"), default=ItemState.WAITING)
    refusal: Mapped[str] = mapped_column(String(300), default="")

    request: Mapped[ChangeRequest] = relationship(back_populates="items")
