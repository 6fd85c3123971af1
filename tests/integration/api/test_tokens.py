"""Pages of the tokens: the key is shown once, stored as a digest, revoked at once; officers make them, the administrator closes them."""

import datetime as dt

import pytest
from sqlalchemy import select

from staffing.api.models import ApiToken
from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.school_year import today
from staffing.extensions import db
from tests.factories.schools import create_school

FORM = {"name": "市平台", "resources": ["schools", "teachers"], "school_id": "", "expires_on": (today() + dt.timedelta(days=30)).isoformat()}


@pytest.fixture
def made(officer) -> tuple[ApiToken, str]:
    """Return a token made on the page, and its key."""
    page = officer.post("/api/tokens/new", data=FORM).text
    key = page.split('<code class="one-time">')[1].split("</code>")[0]
    return db.session.scalar(select(ApiToken)), key


def test_the_key_is_shown_once_and_only_its_digest_is_stored(made, officer):
    token, key = made
    columns = {column.name: str(getattr(token, column.name)) for column in ApiToken.__table__.columns}
    assert all(key not in value for value in columns.values())
    assert key not in officer.get("/api/tokens").text
    line = db.session.scalar(select(AuditEvent).where(AuditEvent.action == "api_token_made"))
    assert key not in str(line.changes)
    assert token.token_hash not in str(line.changes)


def test_the_key_opens_until_it_is_revoked(made, app, client_as):
    token, key = made
    headers = {"Authorization": f"Bearer {key}"}
    assert app.test_client().get("/api/v1/schools", headers=headers).status_code == 200
    client_as(Role.ADMINISTRATOR).post(f"/api/tokens/{token.id}/revoke", data={"version": token.version})
    assert app.test_client().get("/api/v1/schools", headers=headers).status_code == 401


def test_the_administrator_makes_none(client_as):
    assert client_as(Role.ADMINISTRATOR).get("/api/tokens/new").status_code == 403


@pytest.mark.parametrize(("changed", "fault"), [
    ({"resources": []}, "至少"), ({"expires_on": "2020-01-01"}, "已过"), ({"resources": ["plans"], "school_id": "own"}, "方案"),
])
def test_a_token_that_makes_no_sense_is_refused(officer, county, changed, fault):
    school = create_school(county=county)
    data = FORM | changed
    data["school_id"] = school.id if data["school_id"] == "own" else ""
    assert fault in officer.post("/api/tokens/new", data=data).text
    assert db.session.scalar(select(ApiToken)) is None


def test_the_description_tells_every_address(officer):
    page = officer.get("/api/about").text
    for path in ("/schools", "/teachers", "/rotation-records", "/plans/{plan_id}/moves"):
        assert f"GET /api/v1{path}" in page
