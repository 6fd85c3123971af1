"""What is done with posts: file the total, lend from the pool, return, propose, adjust, adopt. Each with its audit line."""

import datetime as dt
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from staffing.audit.record import pending_changes, record, values_of
from staffing.core.database import utc_now
from staffing.core.dated import make_room, row_on
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.establishment import titles  # noqa: F401 (tells the log how things are called)
from staffing.establishment.distribution import Claim, distribute
from staffing.establishment.ledger import Ledger
from staffing.establishment.models import (
    CountyPosts,
    PoolLoan,
    PostProposal,
    PostProposalRow,
    ProposalState,
)
from staffing.establishment.queries import list_county_posts
from staffing.extensions import db
from staffing.schools.models import School
from staffing.schools.operations import correct_dated, set_posts

tell_constraint("uq_county_posts_county_id_valid_from", _l("A record already begins on this day; correct that one."), field="valid_from")
tell_constraint("uq_post_proposal_county_id_name", _l("There is already a proposal of this name."), field="name")


def file_total(*, county_id: int, valid_from: dt.date, posts: int, source: str) -> CountyPosts:
    """File the county's total of posts from a day on; the one before ends there."""
    row = CountyPosts(county_id=county_id, valid_from=valid_from, valid_to=None, posts=posts, source=source.strip())
    closed = make_room(list_county_posts(county_id), row)
    if closed is not None:
        record("county_posts_filed", closed, county_id=county_id)
        flush(db.session)
    db.session.add(row)
    flush(db.session)
    record("county_posts_filed", row, county_id=county_id, changes=values_of(row))
    return row


def lend(ledger: Ledger, *, county_id: int, school: School, posts: int, lent_on: dt.date, due_on: dt.date, reason: str, source: str) -> PoolLoan:
    """Lend posts of the pool to a school until a day; refused beyond what is free in the pool."""
    if due_on <= lent_on:
        raise StaffingError(_l("The posts must fall due after they are lent."), field="due_on")
    if ledger.free_in_pool is None:
        raise StaffingError(_l("File the county's total first: the pool is what of it is with no school."), field="posts")
    if posts > ledger.free_in_pool:
        raise StaffingError(_l("Only %(free)s posts are free in the pool.", free=max(0, ledger.free_in_pool)), field="posts")
    loan = PoolLoan(county_id=county_id, school_id=school.id, posts=posts, lent_on=lent_on, due_on=due_on, returned_on=None,
                    reason=reason.strip(), source=source.strip())
    db.session.add(loan)
    flush(db.session)
    record("posts_lent", loan, county_id=county_id, changes=values_of(loan))
    return loan


def change_loan(loan: PoolLoan, *, version: int | None, due_on: dt.date, returned_on: dt.date | None, reason: str) -> None:
    """Prolong a loan, or record its return."""
    require_version(loan, version)
    if due_on <= loan.lent_on:
        raise StaffingError(_l("The posts must fall due after they are lent."), field="due_on")
    if returned_on is not None and returned_on < loan.lent_on:
        raise StaffingError(_l("The posts cannot come back before they were lent."), field="returned_on")
    loan.due_on, loan.returned_on, loan.reason = due_on, returned_on, reason.strip()
    if pending_changes(loan):
        record("loan_changed", loan, county_id=loan.county_id)
        flush(db.session)


def propose(ledger: Ledger, *, county_id: int, name: str, school_year: int, reserve: int, created_by: int) -> PostProposal:
    """Share the county's posts out anew inside the total, ``reserve`` of them kept for the pool."""
    if ledger.total is None:
        raise StaffingError(_l("File the county's total first: posts are shared out inside it."), field="name")
    if reserve > ledger.total.posts:
        raise StaffingError(_l("The pool cannot be larger than the total."), field="reserve")
    total = ledger.total.posts - reserve
    claims = [Claim(row.school.id, row.ratio, min(row.established, row.posts or 0)) for row in ledger.rows]
    found = {one.school: one for one in distribute(total, claims)}
    proposal = PostProposal(county_id=county_id, name=name.strip(), school_year=school_year, ruleset_digest=ledger.rules.digest, total=total,
                            state=ProposalState.DRAFT, source="", created_by=created_by)
    proposal.rows = [PostProposalRow(school_id=row.school.id, before=row.posts or 0, by_ratio=row.ratio, staff=row.established,
                                     computed=found[row.school.id].posts, posts=found[row.school.id].posts, grounds=found[row.school.id].grounds.value)
                     for row in ledger.rows]
    db.session.add(proposal)
    flush(db.session)
    record("posts_proposed", proposal, county_id=county_id, changes=values_of(proposal))
    return proposal


def adjust(proposal: PostProposal, *, version: int | None, posts: Mapping[int, int]) -> None:
    """Settle the posts of some schools by hand (by row id); the sum must stay inside the total."""
    require_version(proposal, version)
    _require_draft(proposal)
    wanted = {row.id: posts.get(row.id, row.posts) for row in proposal.rows}
    over = sum(wanted.values()) - proposal.total
    if over > 0:
        raise StaffingError(_l("The schools would get %(over)s posts more than the total; nothing was changed.", over=over))
    changed = [row for row in proposal.rows if wanted[row.id] != row.posts]
    for row in changed:
        record("proposal_adjusted", row, county_id=proposal.county_id, changes={"school_id": [None, row.school_id], "posts": [row.posts, wanted[row.id]]})
        row.posts = wanted[row.id]
    if changed:
        # The rows belong to the proposal: its version counts their changes, so that two officers meet the conflict.
        proposal.updated_at = utc_now()
        flush(db.session)


def adopt(proposal: PostProposal, *, version: int | None, effective_on: dt.date, source: str, adopted_by: int) -> int:
    """Make the proposal the schools' authorised posts from a day on; return how many schools changed."""
    require_version(proposal, version)
    _require_draft(proposal)
    schools = {school.id: school for school in db.session.scalars(
        select(School).where(School.id.in_([row.school_id for row in proposal.rows])).options(selectinload(School.posts)))}
    changed = 0
    for row in proposal.rows:
        school = schools[row.school_id]
        now = row_on(school.posts, effective_on)
        if now is not None and now.posts == row.posts:
            continue
        changed += 1
        if now is not None and now.valid_from == effective_on:
            correct_dated(now, county_id=proposal.county_id, version=None, changes={"posts": row.posts, "source": source.strip()})
        else:
            set_posts(school, valid_from=effective_on, posts=row.posts, source=source)
    proposal.state, proposal.effective_on, proposal.source, proposal.adopted_by = ProposalState.ADOPTED, effective_on, source.strip(), adopted_by
    record("proposal_adopted", proposal, county_id=proposal.county_id)
    flush(db.session)
    return changed


def discard(proposal: PostProposal, *, version: int | None) -> None:
    """Put a draft aside; it stays readable."""
    require_version(proposal, version)
    _require_draft(proposal)
    proposal.state = ProposalState.DISCARDED
    record("proposal_discarded", proposal, county_id=proposal.county_id)
    flush(db.session)


def _require_draft(proposal: PostProposal) -> None:
    if proposal.state is not ProposalState.DRAFT:
        raise StaffingError(_l("Only a draft can be changed."))
