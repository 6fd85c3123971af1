"""Questions about establishment: the county's total on a day, loans, proposals."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from staffing.core.dated import in_force
from staffing.establishment.models import CountyPosts, PoolLoan, PostProposal, PostProposalRow
from staffing.extensions import db


def county_posts_on(county_id: int, day: dt.date) -> CountyPosts | None:
    """Return the county's total of posts on the day."""
    return db.session.scalar(select(CountyPosts).where(CountyPosts.county_id == county_id, in_force(CountyPosts, day)))


def list_county_posts(county_id: int) -> list[CountyPosts]:
    """Return every total on record, the earliest first."""
    return list(db.session.scalars(select(CountyPosts).where(CountyPosts.county_id == county_id).order_by(CountyPosts.valid_from)))


def list_loans(county_id: int) -> list[PoolLoan]:
    """Return every loan of the pool, the latest first."""
    statement = select(PoolLoan).where(PoolLoan.county_id == county_id).options(joinedload(PoolLoan.school))
    return list(db.session.scalars(statement.order_by(PoolLoan.lent_on.desc(), PoolLoan.id.desc())))


def get_loan(county_id: int, loan_id: int) -> PoolLoan:
    """Return a loan of the county; LookupError if there is none."""
    found = db.session.scalar(select(PoolLoan).where(PoolLoan.county_id == county_id, PoolLoan.id == loan_id).options(joinedload(PoolLoan.school)))
    if found is None:
        raise LookupError("no such loan")
    return found


def list_proposals(county_id: int) -> list[PostProposal]:
    """Return the proposals of the county, the latest first."""
    statement = select(PostProposal).where(PostProposal.county_id == county_id).options(selectinload(PostProposal.rows))
    return list(db.session.scalars(statement.order_by(PostProposal.id.desc())))


def get_proposal(county_id: int, proposal_id: int) -> PostProposal:
    """Return a proposal with its rows and schools; LookupError if there is none in the county."""
    found = db.session.scalar(
        select(PostProposal).where(PostProposal.county_id == county_id, PostProposal.id == proposal_id)
        .options(selectinload(PostProposal.rows).joinedload(PostProposalRow.school)).execution_options(populate_existing=True))
    if found is None:
        raise LookupError("no such proposal")
    return found
