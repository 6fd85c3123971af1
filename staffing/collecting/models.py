"""Stored collection rounds: what is asked of which school until when, each school's book and file, and every file that came."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.imports.models import ImportBatch
from staffing.schools.models import School


class RoundState(LabelledEnum):
    """Whether schools may still hand in."""

    OPEN = "open", _l("Taking files")
    CLOSED = "closed", _l("Closed")


class ReturnState(LabelledEnum):
    """How far one school is."""

    WAITING = "waiting", _l("Not handed in")
    FAULTY = "faulty", _l("Has faults, to be mended")
    CHECKED = "checked", _l("Without faults, not handed in yet")
    READY = "ready", _l("Handed in, to be merged")
    MERGED = "merged", _l("Merged")


class DeliveryState(LabelledEnum):
    """What became of one file that came."""

    RECEIVED = "received", _l("Being checked")
    CLEAN = "clean", _l("Without faults")
    FAULTY = "faulty", _l("Has faults")
    SAME = "same", _l("Same file as before")
    REFUSED = "refused", _l("Not taken")


class DeliveryWay(LabelledEnum):
    """How a file came."""

    SINGLE = "single", _l("One file")
    ARCHIVE = "archive", _l("From a zip")
    BROWSER = "browser", _l("Filled in in the browser")


class CollectionRound(Timestamps, Versioned, Base):
    """One collection of data (采集批次). ``sheets`` holds the chosen columns by sheet code, in the order of the book."""

    __tablename__ = "collection_round"
    __table_args__ = (UniqueConstraint("county_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    school_year: Mapped[int]
    due_on: Mapped[dt.date]
    note: Mapped[str] = mapped_column(String(400), default="")
    sheets: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    state: Mapped[RoundState] = mapped_column(enum_column(RoundState, "state"), default=RoundState.OPEN)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    returns: Mapped[list["SchoolReturn"]] = relationship(back_populates="round", order_by="SchoolReturn.id", cascade="all, delete-orphan")


class SchoolReturn(Timestamps, Versioned, Base):
    """One school in a round (学校填报). ``token`` stands in the school's book; ``book`` is the book handed out, ``content``
    the file that counts now, both encrypted; ``known_rows`` tells how many rows of each sheet were known; ``batch`` is what the import made of that file."""

    __tablename__ = "school_return"
    __table_args__ = (UniqueConstraint("round_id", "school_id"), UniqueConstraint("token"))

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("collection_round.id", ondelete="CASCADE"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    token: Mapped[str] = mapped_column(String(20))
    state: Mapped[ReturnState] = mapped_column(enum_column(ReturnState, "state"), default=ReturnState.WAITING)
    book: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    made_at: Mapped[dt.datetime | None]
    known_rows: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    file_name: Mapped[str] = mapped_column(String(160), default="")
    file_sha256: Mapped[str] = mapped_column(String(64), default="")
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"), index=True)
    fault_count: Mapped[int] = mapped_column(default=0)
    record_count: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[dt.datetime | None]
    handed_in_at: Mapped[dt.datetime | None]
    merged_at: Mapped[dt.datetime | None]

    round: Mapped[CollectionRound] = relationship(back_populates="returns")
    school: Mapped[School] = relationship()
    batch: Mapped[ImportBatch | None] = relationship()


class Delivery(Timestamps, Base):
    """One file that came (交表记录), taken or not. ``content`` is encrypted and stays only until the file has been checked."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_round_state", "round_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("collection_round.id", ondelete="CASCADE"))
    return_id: Mapped[int | None] = mapped_column(ForeignKey("school_return.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(160))
    file_sha256: Mapped[str] = mapped_column(String(64))
    way: Mapped[DeliveryWay] = mapped_column(enum_column(DeliveryWay, "way"))
    state: Mapped[DeliveryState] = mapped_column(enum_column(DeliveryState, "state"), default=DeliveryState.RECEIVED)
    reason: Mapped[str] = mapped_column(String(40), default="")
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    fault_count: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    received_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    school_return: Mapped[SchoolReturn | None] = relationship()
