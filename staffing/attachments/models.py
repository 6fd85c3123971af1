"""Stored evidence: the file's facts; its content lies encrypted outside of the database under a random name."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.attachments.enums import FileKind
from staffing.core.database import Base, Timestamps, Versioned, enum_column


class Attachment(Timestamps, Versioned, Base):
    """One file of evidence (附件). ``sha256`` is the digest of what is stored, before it is encrypted.

    ``removed_at`` marks a file whose content is gone; its facts and the log stay.
    """

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("storage_name"), Index("ix_attachment_due", "county_id", "keep_until"))

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    display_name: Mapped[str] = mapped_column(String(120))
    storage_name: Mapped[str] = mapped_column(String(40))
    file_kind: Mapped[FileKind] = mapped_column(enum_column(FileKind, "file_kind"))
    size: Mapped[int]
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    retention: Mapped[str] = mapped_column(String(30))
    keep_until: Mapped[dt.date]
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    removed_at: Mapped[dt.datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    links: Mapped[list["AttachmentLink"]] = relationship(back_populates="attachment", order_by="AttachmentLink.id", cascade="all, delete-orphan")


class AttachmentLink(Base):
    """What a file is evidence of (附件关联): a kind of record and its id. One file may prove several things."""

    __tablename__ = "attachment_link"
    __table_args__ = (UniqueConstraint("attachment_id", "subject_kind", "subject_id"), Index("ix_attachment_link_subject", "subject_kind", "subject_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]

    attachment: Mapped[Attachment] = relationship(back_populates="links")
