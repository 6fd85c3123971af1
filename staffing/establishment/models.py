"""Stored establishment: the county's total, loans from the pool, proposals with a row for each school."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from staffing.core.database import Base, Dated, Timestamps, Versioned, enum_column
from staffing.core.enums import LabelledEnum
from staffing.schools.models import PERIOD_RULE, School


class ProposalState(LabelledEnum):
    """How far a proposal is (编制调整方案状态)."""

    DRAFT = "draft", _l("Draft")
    ADOPTED = "adopted", _l("Adopted")
    DISCARDED = "discarded", _l("Discarded")


class CountyPosts(Dated, Timestamps, Versioned, Base):
    """The county's total of posts as filed with the office of establishment (县域编制总量) in a span of time."""

    __tablename__ = "county_posts"
    history_owner = ("county", "county_id")
    __table_args__ = (
        UniqueConstraint("county_id", "valid_from"), CheckConstraint(PERIOD_RULE, name="period"), CheckConstraint("posts >= 0", name="posts_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"))
    posts: Mapped[int]
    source: Mapped[str] = mapped_column(String(120), default="")


class PoolLoan(Timestamps, Versioned, Base):
    """Posts of the pool (周转池) lent to a school until a day; ``returned_on`` None while they are there."""

    __tablename__ = "pool_loan"
    __table_args__ = (
        CheckConstraint("posts > 0", name="posts_positive"), CheckConstraint("due_on > lent_on", name="due_after_lent"),
        CheckConstraint("returned_on IS NULL OR returned_on >= lent_on", name="returned_after_lent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"), index=True)
    posts: Mapped[int]
    lent_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    returned_on: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(120), default="")

    school: Mapped[School] = relationship()

    def runs_on(self, day: dt.date) -> bool:
        """True if the posts are at the school on the day."""
        return self.lent_on <= day and (self.returned_on is None or day < self.returned_on)


class PostProposal(Timestamps, Versioned, Base):
    """A proposal to share the county's posts out anew (编制调整方案) inside a fixed ``total``."""

    __tablename__ = "post_proposal"
    __table_args__ = (UniqueConstraint("county_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    county_id: Mapped[int] = mapped_column(ForeignKey("county.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    school_year: Mapped[int]
    ruleset_digest: Mapped[str] = mapped_column(String(64))
    total: Mapped[int]
    state: Mapped[ProposalState] = mapped_column(enum_column(ProposalState, "state"), default=ProposalState.DRAFT)
    effective_on: Mapped[dt.date | None]
    source: Mapped[str] = mapped_column(String(120), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    adopted_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    rows: Mapped[list["PostProposalRow"]] = relationship(back_populates="proposal", order_by="PostProposalRow.id", cascade="all, delete-orphan")

    @property
    def posts(self) -> int:
        """Return the posts that the rows give away."""
        return sum(row.posts for row in self.rows)


class PostProposalRow(Base):
    """One school in a proposal: posts before, by ratio, as computed, and as the officer settled them."""

    __tablename__ = "post_proposal_row"
    __table_args__ = (UniqueConstraint("proposal_id", "school_id"), CheckConstraint("posts >= 0", name="posts_not_negative"))

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("post_proposal.id", ondelete="CASCADE"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id", ondelete="CASCADE"))
    before: Mapped[int]
    by_ratio: Mapped[int]
    staff: Mapped[int]
    computed: Mapped[int]
    posts: Mapped[int]
    grounds: Mapped[str] = mapped_column(String(20))

    proposal: Mapped[PostProposal] = relationship(back_populates="rows")
    school: Mapped[School] = relationship()
