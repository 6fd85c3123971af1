"""The data interface's part of the world: a token, and names of what its addresses ask for."""

import datetime as dt

from sqlalchemy import select

from staffing.accounts.models import User
from staffing.api.models import ApiToken
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.extensions import db
from tests.factories.accounts import create_user
from tests.factories.plans import TinyCounty


def build(tiny: TinyCounty, _ids: dict[str, object]) -> tuple[dict[str, object], dict[tuple[str, str], object]]:
    """Store the token; the decided plan is the one that the world has already, if any."""
    maker = db.session.scalar(select(User).where(User.county_id == tiny.county.id)) or create_user(county=tiny.county, role=Role.OFFICER)
    token = ApiToken(county_id=tiny.county.id, name="演示系统", token_hash="0" * 64, tail="abcd", resources=["schools"], made_by=maker.id,
                     expires_at=utc_now() + dt.timedelta(days=30))
    db.session.add(token)
    db.session.flush()
    return {"token_id": token.id, "decision_id": 0}, {}
