"""Stored bulk edits: what is set, for whom, what stood there before."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.changes.enums import ChangeAct
from staffing.core.access import Role
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.editing.enums import EditState, ItemState
from staffing.teachers.models import Teacher


class BulkEdit(Timestamps, Versioned, Base):
    """One change for many persons (批量修改).

    ``record``, ``act`` and ``field`` say what is done, ``answers`` with what value, as a browser would send it; a restricted
    text is kept in ``secret_cipher`` alone. ``digest`` is the mark of everything the preview showed: nothing else is confirmed.
    ``school_id`` bounds what a school's own people may reach.
    """

    __tablename__ = "bulk_edit"
    __table_args__ = (Index("ix_bulk_edit_by_county", "county_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    made_role: Mapped[Role] = mapped_column(enum_column(Role, "made_role"))
    chosen_by: Mapped[str] = mapped_column(String(500), default="")
    persons: Mapped[int]
    state: Mapped[EditState] = mapped_column(enum_column(EditState, "edit_state"), default=EditState.CHOSEN)
    record: Mapped[str] = mapped_column(String(30), default="")
    act: Mapped[ChangeAct | None] = mapped_column(enum_column(ChangeAct, "edit_act"))
    field: Mapped[str] = mapped_column(String(40), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    secret_cipher: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64), default="")
    done_at: Mapped[dt.datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[dt.datetime | None]


class BulkEditItem(Base):
    """One person of a bulk edit, with what is needed to do the change as it was shown and to take it back.

    ``row_id`` and ``version`` name the row as it was shown, once done as it was left. ``before`` holds the values that the
    change replaced, ``closed`` the entries that ended because a new one began: (row, its version since, its end before).
    ``base`` marks the entries among which a new one was to be placed. ``old_cipher`` is a hidden value, encrypted anew.
    """

    __tablename__ = "bulk_edit_item"
    __table_args__ = (UniqueConstraint("edit_id", "teacher_id"), Index("ix_bulk_edit_item_by_state", "edit_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edit_id: Mapped[int] = mapped_column(ForeignKey("bulk_edit.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    state: Mapped[ItemState] = mapped_column(enum_column(ItemState, "item_state"), default=ItemState.PLANNED)
    row_id: Mapped[int | None]
    version: Mapped[int | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    closed: Mapped[list[Any]] = mapped_column(JSON, default=list)
    base: Mapped[str] = mapped_column(String(64), default="")
    old_cipher: Mapped[str | None] = mapped_column(Text)
    refusal: Mapped[list[Any]] = mapped_column(JSON, default=list)

    teacher: Mapped[Teacher] = relationship()
