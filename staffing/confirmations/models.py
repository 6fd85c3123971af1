"""Stored answers of teachers and schools to the facts used, with the bureau's decision on an objection."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Timestamps, Versioned, enum_column, utc_now
from staffing.core.enums import LabelledEnum
from staffing.eligibility.enums import EligibilityState
from staffing.teachers.models import Teacher


class Party(LabelledEnum):
    """Who answers (核对方)."""

    TEACHER = "teacher", _l("The teacher")
    SCHOOL = "school", _l("The school")


class Answer(LabelledEnum):
    """What is answered (核对结果)."""

    CONFIRMED = "confirmed", _l("The facts are right")
    OBJECTED = "objected", _l("Something is wrong")


class ObjectionDecision(LabelledEnum):
    """What the bureau decided on an objection (异议处理)."""

    CORRECTED = "corrected", _l("Granted: the record was corrected")
    OVERRIDDEN = "overridden", _l("Granted: decided by hand")
    REFUSED = "refused", _l("Not granted")


class FactConfirmation(Timestamps, Versioned, Base):
    """One party's answer about one teacher in a rotation year (资格核对).

    ``seen_digest`` is the fingerprint of the verdict that was seen: where the list was decided anew with other facts, the answer
    speaks of something else and is asked for again. The words are encrypted, because objections tell of illness and family.
    """

    __tablename__ = "fact_confirmation"
    __table_args__ = (
        UniqueConstraint("rotation_year_id", "teacher_id", "party"), Index("ix_fact_confirmation_school", "rotation_year_id", "school_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    rotation_year_id: Mapped[int] = mapped_column(ForeignKey("rotation_year.id", ondelete="CASCADE"))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("teacher.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("school.id"))
    party: Mapped[Party] = mapped_column(enum_column(Party, "party"))
    answer: Mapped[Answer] = mapped_column(enum_column(Answer, "answer"))
    content_cipher: Mapped[str | None] = mapped_column(String(4000))
    seen_digest: Mapped[str] = mapped_column(String(64))
    seen_state: Mapped[EligibilityState] = mapped_column(enum_column(EligibilityState, "seen_state"))
    given_at: Mapped[dt.datetime] = mapped_column(default=utc_now)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decision: Mapped[ObjectionDecision | None] = mapped_column(enum_column(ObjectionDecision, "decision"))
    decision_reason: Mapped[str] = mapped_column(String(300), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[dt.datetime | None]

    teacher: Mapped[Teacher] = relationship(lazy="joined")

    @property
    def is_open(self) -> bool:
        """True for an objection that nobody has decided yet."""
        return self.answer is Answer.OBJECTED and self.decision is None
