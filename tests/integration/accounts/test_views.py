"""Signing in and out, seen from outside."""

from staffing.accounts.operations import open_account
from staffing.core.access import Role
from staffing.extensions import db


def test_sign_in_leads_to_own_password_when_it_is_one_time(app, county):
    _, password = open_account(county_id=county.id, login="zhang", name="张演示", role=Role.OFFICER)
    db.session.flush()
    answer = app.test_client().post("/sign-in", data={"login": "zhang", "password": password})
    assert answer.status_code == 302
    assert answer.location == "/account/password"


def test_sign_in_is_refused_when_password_is_wrong(app, county):
    open_account(county_id=county.id, login="zhang", name="张演示", role=Role.OFFICER)
    answer = app.test_client().post("/sign-in", data={"login": "zhang", "password": "wrong"})
    assert answer.status_code == 401


def test_page_leads_to_sign_in_when_nobody_is_signed_in(app):
    answer = app.test_client().get("/")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_workbench_opens_when_signed_in(officer):
    assert officer.get("/").status_code == 200


def test_session_is_dead_when_signed_out(officer):
    assert officer.post("/sign-out").status_code == 302
    assert officer.get("/").status_code == 302


def test_accounts_are_closed_to_officers(officer):
    assert officer.get("/accounts/").status_code == 403
