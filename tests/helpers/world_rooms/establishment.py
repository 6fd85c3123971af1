"""The establishment's part of the world: a loan of the pool and a proposal."""

import datetime as dt

from staffing.establishment.models import PoolLoan, PostProposal, PostProposalRow
from staffing.extensions import db
from tests.factories.plans import TinyCounty

SINCE = dt.date(2020, 9, 1)


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store them; only the export names its listing."""
    school = tiny.schools[0]
    loan = PoolLoan(county_id=tiny.county.id, school_id=school.id, posts=1, lent_on=SINCE, due_on=dt.date(2030, 8, 31))
    proposal = PostProposal(county_id=tiny.county.id, name="演示方案", school_year=2026, ruleset_digest="0" * 64, total=9)
    proposal.rows = [PostProposalRow(school_id=school.id, before=9, by_ratio=9, staff=6, computed=9, posts=9, grounds="ratio")]
    db.session.add_all([loan, proposal])
    db.session.flush()
    return {"loan_id": loan.id, "proposal_id": proposal.id}, {("establishment.export_list", "listing"): "ledger"}
