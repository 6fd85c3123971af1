"""Stored postings: which move was written into the records, what exactly was done, and what became of the stint."""

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.accounts.models import User
from staffing.core.database import Base, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.decisions.models import DecidedMove
from staffing.schools.models import School
from staffing.teachers.enums import AppraisalGrade
from staffing.teachers.models import Teacher


class PostingState(LabelledEnum):
    """Whether a move stands in the records; a reversed posting stays here, the records are as before."""

    POSTED = "posted", _l("In the records")
    REVERSED = "reversed", _l("Reversed")


class Arrival(LabelledEnum):
    """Whether the person reported at the receiving school (到岗)."""

    EXPECTED = "expected", _l("Expected")
    ARRIVED = "arrived", _l("Arrived")
    ABSENT = "absent", _l("Did not come")


class StintEnd(LabelledEnum):
    """What became of a stint (交流期满去向)."""

    RUNNING = "running", _l("Runs")
    EXTENDED = "extended", _l("Extended")
    RETURNED = "returned", _l("Returned")
    STAYED = "stayed", _l("Stays at the receiving school")
    LEFT_EARLY = "left_early", _l("Came back early")


STANDS = text("state = 'posted'")
# While a stint is one of these, the person is still away.
AWAY = (StintEnd.RUNNING, StintEnd.EXTENDED)


class Posting(Timestamps, Versioned, Base):
    """One move in the records (入档). ``day`` is the first day at the receiving school, ``ends_on`` the last one planned;
    ``steps`` and ``end_steps`` are what was done to the records, so that it can be taken back row by row."""

    __tablename__ = "posting"
    __table_args__ = (Index("uq_posting_stands", "rotation_year_id", "teacher_id", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id"), index=True)
    decided_move_id: Mapped[int] = mapped_column(ForeignKey("decided_move.id"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id"), index=True)
    from_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    to_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    state: Mapped[PostingState] = mapped_column(enum_column(PostingState, "state"), default=PostingState.POSTED)
    day: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    reverse_reason: Mapped[str] = mapped_column(String(300), default="")
    reversed_at: Mapped[dt.datetime | None]
    arrival: Mapped[Arrival] = mapped_column(enum_column(Arrival, "arrival"), default=Arrival.EXPECTED)
    arrived_on: Mapped[dt.date | None]
    arrival_note: Mapped[str] = mapped_column(String(200), default="")
    outcome: Mapped[StintEnd] = mapped_column(enum_column(StintEnd, "outcome"), default=StintEnd.RUNNING)
    outcome_on: Mapped[dt.date | None]
    outcome_reason: Mapped[str] = mapped_column(String(300), default="")
    end_steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)

    move: Mapped[DecidedMove] = relationship()
    teacher: Mapped[Teacher] = relationship()
    from_school: Mapped[School] = relationship(foreign_keys=[from_school_id])
    to_school: Mapped[School] = relationship(foreign_keys=[to_school_id])
    assessments: Mapped[list["StintAssessment"]] = relationship(back_populates="posting", order_by="StintAssessment.school_year", cascade="all, delete-orphan")

    def is_late(self, today: dt.date) -> bool:
        """True if the day to report is over and nobody has confirmed that the person came."""
        return self.state is PostingState.POSTED and self.arrival is not Arrival.ARRIVED and self.day < today


class StintAssessment(Timestamps, Versioned, Base):
    """How the receiving school assessed one school year of a stint (学年考核), the last of them the final one (期满考核)."""

    __tablename__ = "stint_assessment"
    __table_args__ = (UniqueConstraint("posting_id", "school_year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(ForeignKey("posting.id", ondelete="CASCADE"), index=True)
    school_year: Mapped[int]
    final: Mapped[bool] = mapped_column(default=False)
    grade: Mapped[AppraisalGrade] = mapped_column(enum_column(AppraisalGrade, "grade"))
    note: Mapped[str] = mapped_column(String(300), default="")
    assessed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    posting: Mapped[Posting] = relationship(back_populates="assessments")
    assessor: Mapped[User | None] = relationship()
