"""Stored requests for lists that do not leave at once: made by the worker, or waiting for a second person's word."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum


class RequestState(LabelledEnum):
    """Where a request stands."""

    MAKING = "making", _l("Being made")
    WAITING = "waiting", _l("Waits for a second person")
    READY = "ready", _l("Can be downloaded")
    REFUSED = "refused", _l("Refused")
    FAILED = "failed", _l("Could not be made")


class ExportRequest(Timestamps, Versioned, Base):
    """One request for a list with personal data (导出申请). ``title`` and ``told`` say in words which list, narrowed to what; ``content``
    is encrypted and goes when it is refused or its time is over."""

    __tablename__ = "export_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200), default="")
    told: Mapped[str] = mapped_column(String(600), default="")
    wanted: Mapped[str] = mapped_column(String(8))
    state: Mapped[RequestState] = mapped_column(enum_column(RequestState, "state"), default=RequestState.MAKING)
    as_of: Mapped[dt.date | None]
    rows: Mapped[int] = mapped_column(default=0)
    suffix: Mapped[str] = mapped_column(String(8), default="")
    message: Mapped[str] = mapped_column(String(400), default="")
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    asked_by: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    taken: Mapped[int] = mapped_column(default=0)

    asker: Mapped[User] = relationship(foreign_keys=[asked_by])
    decider: Mapped[User | None] = relationship(foreign_keys=[decided_by])
