"""The tiny county with a decided plan, tokens of several scopes, and a neighbour county that must never show."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from staffing.accounts.models import User
from staffing.api.enums import OF_COUNTY, Resource
from staffing.api.operations import make_token
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.teachers.models import RotationRecord
from tests.factories.accounts import create_user
from tests.factories.decisions import create_decided_plan
from tests.factories.plans import TinyCounty, create_tiny_county


@dataclass
class Reading:
    """Who reads what."""

    app: Flask
    tiny: TinyCounty
    decided: object
    officer: User

    def key(self, *resources: Resource, school=None, personal=True, days=30, maker=None) -> str:
        """Return the key of a new token; without resources one for all that its scope may open."""
        wanted = resources or [one for one in Resource if school is None or one not in OF_COUNTY]
        _token, key = make_token(maker=maker or self.officer, name="演示系统", resources=wanted, school_id=school.id if school else None,
                                 personal=personal, expires_at=utc_now() + dt.timedelta(days=days))
        return key

    def get(self, path: str, key: str | None = None, **headers: str):
        """Ask the interface."""
        given = headers | ({"Authorization": f"Bearer {key}"} if key else {})
        return self.app.test_client().get(f"/api/v1{path}", headers=given)


@pytest.fixture
def reading(app) -> Reading:
    """Return a county with one of everything the interface gives."""
    tiny = create_tiny_county()
    decided = create_decided_plan(tiny)
    db.session.add(RotationRecord(teacher_id=tiny.teachers[0].id, kind="regular", from_school_id=tiny.schools[0].id, to_school_id=tiny.schools[1].id,
                                  starts_on=dt.date(2022, 9, 1), ends_on=dt.date(2023, 8, 31)))
    db.session.flush()
    return Reading(app, tiny, decided, create_user(county=tiny.county, role=Role.OFFICER, name="演示科员"))


@pytest.fixture
def other_county(app) -> Callable[[], TinyCounty]:
    """Return a maker of a county of its own."""
    return create_tiny_county
