"""Stored statistics: tables of an officer's own choice, kept by name."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from staffing.core.database import Base, Timestamps, Versioned


class SavedTable(Timestamps, Versioned, Base):
    """A table of own choice kept by name (已存统计表): ``query`` is what stands in its address. Everybody in the county may open it."""

    __tablename__ = "saved_table"
    __table_args__ = (UniqueConstraint("county_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
