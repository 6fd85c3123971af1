"""Stored templates, every version of them, and the documents that a worker made."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.releases.models import ExportRequest


class BatchState(LabelledEnum):
    """Where a batch of documents stands."""

    MAKING = "making", _l("Being made")
    READY = "ready", _l("Can be downloaded")
    FAILED = "failed", _l("Could not be made")


class DocumentTemplate(Timestamps, Versioned, Base):
    """One version of a county's own template of a kind of document (文书模板); none active: the shipped one is used."""

    __tablename__ = "document_template"
    __table_args__ = (UniqueConstraint("county_id", "kind", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(160))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=False)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    uploader: Mapped[User | None] = relationship()


class DocumentBatch(Timestamps, Versioned, Base):
    """Documents for several at once (批量文书), made by the worker. ``members`` are ids as the kind counts them, ``content`` is the
    encrypted zip, which goes when its time is over. So many that a second person must agree are kept by ``request`` instead."""

    __tablename__ = "document_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    suffix: Mapped[str] = mapped_column(String(8))
    state: Mapped[BatchState] = mapped_column(enum_column(BatchState, "state"), default=BatchState.MAKING)
    members: Mapped[list[int]] = mapped_column(JSON, default=list)
    made: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(400), default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    ends_at: Mapped[dt.datetime | None]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("export_request.id"))

    asker: Mapped[User] = relationship()
    request: Mapped[ExportRequest | None] = relationship()
