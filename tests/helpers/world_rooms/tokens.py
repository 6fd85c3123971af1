"""The data interface's part of the world: a token, and a decided plan whose moves it gives.

Named so that it stands behind the rooms that decide: a rotation year has one version in force, theirs if they made one.
"""

import datetime as dt

from sqlalchemy import select

from staffing.accounts.models import User
from staffing.api.models import ApiToken
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.decisions.queries import find_in_force
from staffing.extensions import db
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store the token; take the version in force, or make one."""
    maker = db.session.scalar(select(User).where(User.county_id == tiny.county.id)) or create_user(county=tiny.county, role=Role.OFFICER)
    token = ApiToken(county_id=tiny.county.id, name="演示系统", token_hash="0" * 64, tail="abcd", resources=["schools"], made_by=maker.id,
                     expires_at=utc_now() + dt.timedelta(days=30))
    db.session.add(token)
    db.session.flush()
    decided = find_in_force(tiny.year.id) or create_decided_plan(tiny, name="接口方案")
    return {"token_id": token.id}, {("api.give_decided_moves", "decision_id"): decided.id}
