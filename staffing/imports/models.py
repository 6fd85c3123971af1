"""Stored import batches: the file's digest, what was found in it, and the checked rows until they are confirmed."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
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
    MAPPING = "mapping", _l("Waiting for the meaning of its columns")


class ImportBatch(Timestamps, Versioned, Base):
    """One uploaded file (导入批次). ``content`` is encrypted and removed once stored, discarded or refused.

    ``original`` is the file as it came, encrypted, for the copy with marked faults; ``mapping`` what the columns of a foreign
    file mean (see staffing.imports.foreign.mapping).
    """

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
    original: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    mapping: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    stored_at: Mapped[dt.datetime | None]


class ColumnMapping(Timestamps, Versioned, Base):
    """A mapping of foreign columns kept by name (列对应方案): heading → target, word → our word, values for all rows."""

    __tablename__ = "column_mapping"
    __table_args__ = (UniqueConstraint("county_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    headings: Mapped[dict[str, str]] = mapped_column(JSON)
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    constants: Mapped[dict[str, str]] = mapped_column(JSON)


class ChangeKind(LabelledEnum):
    """What a file would change, in the order in which officers look at it."""

    NEW_PERSON = "new_person", _l("New persons")
    ABSENT = "absent", _l("In the records, not in the file")
    MOVED_SCHOOL = "moved_school", _l("Moved to another school")
    TITLE_RAISED = "title_raised", _l("Title raised")
    IDENTITY_CORRECTED = "identity_corrected", _l("Name or identity corrected")
    STATUS_CHANGED = "status_changed", _l("Employment or status changed")
    POST_CHANGED = "post_changed", _l("Stage, subject or share changed")
    DATES_CHANGED = "dates_changed", _l("Dates changed")
    FACT_ADDED = "fact_added", _l("Further facts of known persons")
    OTHER_CHANGED = "other_changed", _l("Other fields changed")
    SCHOOL_ADDED = "school_added", _l("New schools")
    SCHOOL_CHANGED = "school_changed", _l("Schools changed")


class LeavingKind(LabelledEnum):
    """How somebody who is no longer in the file has left."""

    RETIRED = "retired", _l("Retired")
    LEFT = "left", _l("Left (resigned, transferred out, deceased)")


class ImportChange(Base):
    """One change a file would make (导入变更), accepted or left out before the file is stored.

    ``owner`` is the staff number, or the school's code behind a colon; ``change_key`` finds the change again when the file
    is checked once more. For persons absent from the file ``leaving`` and ``leaves_on`` hold the officer's decision.
    """

    __tablename__ = "import_change"
    __table_args__ = (UniqueConstraint("batch_id", "change_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), index=True)
    change_key: Mapped[str] = mapped_column(String(32))
    kind: Mapped[ChangeKind] = mapped_column(enum_column(ChangeKind, "kind"))
    owner: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(160))
    sheet: Mapped[str] = mapped_column(String(80), default="")
    row: Mapped[int] = mapped_column(default=0)
    heading: Mapped[str] = mapped_column(String(120), default="")
    old: Mapped[str] = mapped_column(Text, default="")
    new: Mapped[str] = mapped_column(Text, default="")
    accepted: Mapped[bool] = mapped_column(default=True)
    leaving: Mapped[LeavingKind | None] = mapped_column(enum_column(LeavingKind, "leaving"))
    leaves_on: Mapped[dt.date | None]
