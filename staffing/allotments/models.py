"""Stored allotments: one number for each school and kind, as computed and as settled, and the totals that are shared out."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.schools.models import School


class AllotmentKind(LabelledEnum):
    """What is allotted (名额类别)."""

    SEND = "send", _l("Teachers to send")
    BACKBONE = "backbone", _l("of them backbone teachers")
    RECEIVE = "receive", _l("Teachers to receive")
    TITLE = "title", _l("Applications for titles")
    HONOUR = "honour", _l("Selection of backbone teachers")
    MERIT = "merit", _l("Merit awards")


ROTATION_KINDS = (AllotmentKind.SEND, AllotmentKind.BACKBONE, AllotmentKind.RECEIVE)
PLACE_KINDS = (AllotmentKind.TITLE, AllotmentKind.HONOUR, AllotmentKind.MERIT)


class SchoolAllotment(Timestamps, Versioned, Base):
    """One school's number of one kind (名额): ``computed`` by the rules, ``places`` as settled; a reason stands where they were set by hand."""

    __tablename__ = "school_allotment"
    __table_args__ = (
        UniqueConstraint("rotation_year_id", "kind", "school_id"), CheckConstraint("places >= 0 AND computed >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    kind: Mapped[AllotmentKind] = mapped_column(enum_column(AllotmentKind, "kind"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), index=True)
    computed: Mapped[int]
    places: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200), default="")

    school: Mapped[School] = relationship()


class AllotmentTotal(Timestamps, Versioned, Base):
    """How many places of one kind the county has to share out in a year (全县名额)."""

    __tablename__ = "allotment_total"
    __table_args__ = (UniqueConstraint("rotation_year_id", "kind"), CheckConstraint("total >= 0", name="not_negative"))

    id: Mapped[int] = mapped_column(primary_key=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    kind: Mapped[AllotmentKind] = mapped_column(enum_column(AllotmentKind, "kind"))
    total: Mapped[int]
