"""Stored import batches: the file's digest, what was found in it, and the checked rows until they are confirmed."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum


class BatchState(LabelledEnum):
    """Where an import stands."""

    READING = "reading", _l("Being read")
    FAULTY = "faulty", _l("Has faults; nothing was stored")
    READY = "ready", _l("Checked; waiting for your confirmation")
    STORING = "storing", _l("Being stored")
    STORED = "stored", _l("Stored")
    DISCARDED = "discarded", _l("Discarded")
    REFUSED = "refused", _l("File refused")


class ImportBatch(Timestamps, Versioned, Base):
    """One uploaded file (导入批次). ``content`` is encrypted and removed once stored, discarded or refused."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    file_name: Mapped[str] = mapped_column(String(160))
    file_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[BatchState] = mapped_column(enum_column(BatchState, "state"), default=BatchState.READING)
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    fault_count: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(500), default="")
    records_digest: Mapped[str] = mapped_column(String(64), default="")
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    stored_at: Mapped[dt.datetime | None]
