"""Attempts that are turned away and sign-outs stand in the log: who and from where, never a flood, never free text."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from staffing.accounts import denials
from staffing.audit.models import AuditEvent
from staffing.audit.record import verify_chain
from staffing.core.access import Role
from staffing.extensions import db


def lines(action: str) -> list[AuditEvent]:
    return list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action).order_by(AuditEvent.sequence)))


@pytest.fixture
def clerk(client_as):
    return client_as(Role.CLERK)


def test_a_refused_attempt_is_logged_with_person_address_and_page(clerk, county):
    assert clerk.get("/audit/?actor=%E5%BC%A0%E4%B8%89", environ_base={"REMOTE_ADDR": "10.1.2.3"}).status_code == 403
    line, = lines("access_denied")
    assert (line.actor_role, line.address, line.object_type, line.changes) == (
        "clerk", "10.1.2.3", "User", {"method": [None, "GET"], "page": [None, "/audit/"]})
    assert verify_chain(str(county.id)).first_wrong is None


def test_the_same_attempt_is_logged_once_in_a_minute_and_again_after_it(clerk, monkeypatch):
    for _ in range(3):
        assert clerk.get("/audit/").status_code == 403
    clerk.get("/jobs/")
    clerk.post("/plans/1/delete")
    assert [line.changes["page"][1] for line in lines("access_denied")] == ["/audit/", "/jobs/", "/plans/1/delete"]
    earlier = {line.id: line.at - dt.timedelta(minutes=2) for line in lines("access_denied")}
    for id, at in earlier.items():
        db.session.execute(update(AuditEvent).where(AuditEvent.id == id).values(at=at))
    clerk.get("/audit/")
    assert len(lines("access_denied")) == 4


def test_no_flood_of_different_pages_fills_the_log(clerk, monkeypatch):
    monkeypatch.setattr(denials, "MOST_LINES", 3)
    for number in range(6):
        assert clerk.post(f"/plans/{number}/delete").status_code == 403
    assert len(lines("access_denied")) == 3


def test_free_text_in_an_address_stays_out_of_the_log(app):
    with app.test_request_context("/jobs/7/progress"):
        assert denials.asked_page() == "/jobs/7/progress"
    with app.test_request_context("/exports/张三.csv", method="POST"):
        assert denials.asked_page() == "/exports/<code>.<wanted>"


def test_what_is_allowed_or_not_there_is_no_refused_attempt(clerk):
    assert clerk.get("/").status_code == 200
    assert clerk.get("/teachers/0").status_code == 404
    assert lines("access_denied") == []


def test_a_person_who_is_not_signed_in_is_asked_to_and_not_logged(app):
    assert app.test_client().get("/audit/").status_code == 302
    assert lines("access_denied") == []


def test_signing_out_is_logged(clerk):
    assert clerk.post("/sign-out").status_code == 302
    line, = lines("signed_out")
    assert (line.actor_role, line.object_type, line.changes) == ("clerk", "User", {})
    assert clerk.get("/").status_code == 302
