"""Lists that officers keep by name: the filters, columns and order of a list as its address says them."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned

LONGEST_NAME = 40
LONGEST_QUERY = 2_000


class SavedList(Timestamps, Versioned, Base):
    """A list kept by name (常用列表). ``query`` is the part of the address after the question mark; a shared one is seen by the county."""

    __tablename__ = "saved_list"
    __table_args__ = (UniqueConstraint("owner_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    query: Mapped[str] = mapped_column(String(LONGEST_QUERY))
    shared: Mapped[bool] = mapped_column(default=False)


class FirstList(Base):
    """The kept list that a person sees on opening the teachers (默认列表)."""

    __tablename__ = "first_list"
    __table_args__ = (UniqueConstraint("user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    saved_list_id: Mapped[int] = mapped_column(ForeignKey("saved_list.id", ondelete="CASCADE"), index=True)

    saved_list: Mapped[SavedList] = relationship()
