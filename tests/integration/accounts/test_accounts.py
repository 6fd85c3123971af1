"""Accounts seen from outside: pauses after failures, sessions that end on the server, forgery, one-time passwords, no guessing."""

import datetime as dt
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from staffing.accounts import operations, sessions
from staffing.accounts.models import User, UserSession
from staffing.accounts.own_password import STILL_OPEN
from staffing.audit.models import AuditEvent
from staffing.core.access import Role
from staffing.core.database import utc_now
from staffing.extensions import db, limiter
from tests.factories.accounts import create_user
from tests.factories.schools import create_county, create_school
from tests.helpers.pages import sign_in_client

NEW = "an-unusual-sentence-42"


@pytest.fixture
def account(county):
    user, password = operations.open_account(county_id=county.id, login="zhang", name="张演示", role=Role.OFFICER)
    user.must_change_password = False
    db.session.flush()
    return user, password


def sign_in(client: FlaskClient, password: str, login: str = "zhang"):
    return client.post("/sign-in", data={"login": login, "password": password})


def stored(user: User) -> User:
    return db.session.get(User, user.id)


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_account_is_paused_after_failures_and_open_again_after_the_pause(app, account):
    user, password = account
    client = app.test_client()
    for _ in range(app.config["STAFFING"].login_attempts):
        assert sign_in(client, "wrong").status_code == 401
    assert stored(user).paused_until > utc_now()
    assert sign_in(client, password).status_code == 401
    db.session.execute(update(User).values(paused_until=utc_now() - dt.timedelta(seconds=1)))
    assert sign_in(client, password).status_code == 302
    assert (stored(user).failed_attempts, stored(user).paused_until) == (0, None)


def test_pause_is_not_prolonged_by_further_attempts(app, account):
    user, _ = account
    client = app.test_client()
    for _ in range(app.config["STAFFING"].login_attempts):
        sign_in(client, "wrong")
    until = stored(user).paused_until
    for _ in range(app.config["STAFFING"].login_attempts + 1):
        sign_in(client, "wrong")
    assert stored(user).paused_until == until


def test_success_forgets_earlier_failures(app, account):
    user, password = account
    client = app.test_client()
    for _ in range(app.config["STAFFING"].login_attempts - 1):
        sign_in(client, "wrong")
    sign_in(client, password)
    assert stored(user).failed_attempts == 0


def test_refusals_read_the_same_whether_the_account_exists_is_paused_or_closed(app, county, account):
    user, password = account
    closed = create_user(county=county, role=Role.OFFICER, login="closed", active=False)
    answers = [sign_in(app.test_client(), "wrong", login) for login in ("zhang", "nobody-at-all", closed.login)]
    user.paused_until = utc_now() + dt.timedelta(minutes=5)
    db.session.flush()
    answers.append(sign_in(app.test_client(), password))

    def told(answer) -> str:
        return re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))

    assert {answer.status_code for answer in answers} == {401}
    assert len({told(answer) for answer in answers}) == 1


def test_attempts_from_one_place_are_limited(app, account, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    codes = [sign_in(app.test_client(), "wrong", f"nobody{number}").status_code for number in range(25)]
    limiter.reset()
    assert codes == [401] * 20 + [429] * 5


def test_unknown_login_costs_a_hash_as_a_known_one_does(app, account, monkeypatch):
    hashed = []
    monkeypatch.setattr(operations, "hash_password", lambda password: hashed.append(password) or "x")
    sign_in(app.test_client(), "wrong", "nobody-at-all")
    assert hashed == ["wrong"]


def test_signing_in_is_logged_and_so_is_refusing(app, account):
    _, password = account
    sign_in(app.test_client(), "wrong")
    sign_in(app.test_client(), password)
    assert actions() == ["account_opened", "sign_in_refused", "signed_in"]


def test_session_cookie_is_hidden_from_scripts_and_new_at_each_sign_in(app, account):
    _, password = account
    client = app.test_client()
    cookies = [next(value for value in sign_in(client, password).headers.getlist("Set-Cookie") if sessions.COOKIE in value) for _ in range(2)]
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert cookies[0].split(";")[0] != cookies[1].split(";")[0]


def test_token_is_not_stored(app, account):
    _, password = account
    client = app.test_client()
    sign_in(client, password)
    token = client.get_cookie(sessions.COOKIE).value
    assert db.session.scalar(select(UserSession.token_hash)) == sessions.digest(token) != token


@pytest.mark.parametrize("changes", [
    {"ended": True}, {"ends_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, {"seen_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
])
def test_session_is_dead_when_ended_too_old_or_idle(officer, changes):
    assert officer.get("/").status_code == 200
    db.session.execute(update(UserSession).values(**changes))
    assert officer.get("/").status_code == 302


def test_sessions_end_at_once_when_the_account_is_closed(app, client_as, county):
    user = create_user(county=county, role=Role.OFFICER)
    client = sign_in_client(app, user)
    administrator = client_as(Role.ADMINISTRATOR)
    assert administrator.post(f"/accounts/{user.id}/active/0").status_code == 302
    assert client.get("/").status_code == 302
    assert administrator.post(f"/accounts/{user.id}/active/1").status_code == 302
    assert client.get("/").status_code == 302
    assert actions()[-2:] == ["account_closed", "account_reopened"]


def test_other_sessions_end_when_the_password_changes(app, account):
    _, password = account
    here, there = app.test_client(), app.test_client()
    sign_in(here, password)
    sign_in(there, password)
    assert here.post("/account/password", data={"current": password, "password": NEW, "repeated": NEW}).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert sign_in(app.test_client(), password).status_code == 401
    assert sign_in(app.test_client(), NEW).status_code == 302


@pytest.mark.parametrize(("sent", "fault"), [
    ({"current": "wrong"}, "current"), ({"repeated": "something-else-1"}, "repeated"), ({"password": "short", "repeated": "short"}, "password"),
    ({"password": "xx-zhang-xxxxxx", "repeated": "xx-zhang-xxxxxx"}, "password"), ({"password": "password-123456", "repeated": "password-123456"}, "password"),
    ({"password": "x" * 129, "repeated": "x" * 129}, "password"),
])
def test_new_password_is_refused_when_weak_mistyped_or_unproven(app, account, sent, fault):
    _, password = account
    client = app.test_client()
    sign_in(client, password)
    text = client.post("/account/password", data={"current": password, "password": NEW, "repeated": NEW, **sent}).get_data(as_text=True)
    assert f'href="#{fault}"' in text
    assert sign_in(app.test_client(), password).status_code == 302


def test_one_time_password_leads_every_page_to_its_change(app, county):
    user = create_user(county=county, role=Role.OFFICER, must_change_password=True)
    client = sign_in_client(app, user)
    for rule in app.url_map.iter_rules():
        if rule.endpoint in STILL_OPEN or rule.arguments or "GET" not in rule.methods:
            continue
        answer = client.get(rule.rule)
        assert (answer.status_code, answer.location) in ((303, "/account/password"), (403, None)), rule.rule
    assert client.post("/teachers/search", data={"search": "x"}).location == "/account/password"
    assert client.get("/account/password").status_code == 200
    assert client.post("/sign-out").status_code == 302


def test_work_begins_when_the_one_time_password_is_changed(app, county):
    user, password = operations.open_account(county_id=county.id, login="wang", name="王演示", role=Role.OFFICER)
    client = app.test_client()
    assert sign_in(client, password, "wang").location == "/account/password"
    assert client.get("/teachers/").location == "/account/password"
    client.post("/account/password", data={"current": password, "password": NEW, "repeated": NEW})
    assert client.get("/teachers/").status_code == 200
    assert not stored(user).must_change_password


def test_posting_without_token_is_refused(app, officer):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert officer.post("/sign-out").status_code == 400
        assert officer.post("/teachers/search", data={"search": "x"}).status_code == 400
        assert app.test_client().post("/sign-in", data={"login": "zhang", "password": "x"}).status_code == 400
        assert officer.get("/").status_code == 200
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "\\evil", "/\tevil"])
def test_sign_in_never_leads_away_from_this_host(app, account, target):
    _, password = account
    answer = app.test_client().post("/sign-in", query_string={"next": target}, data={"login": "zhang", "password": password})
    assert answer.location == "/"


@pytest.fixture
def administrator(client_as):
    return client_as(Role.ADMINISTRATOR)


def test_account_is_opened_and_its_password_shown_once(administrator, county, app):
    school = create_school(county=county, name="甲小学")
    answer = administrator.post("/accounts/new", data={"login": "clerk1", "name": "文员", "role": "clerk", "school_id": str(school.id)})
    password = re.search(r"<code>(\w+)</code>", answer.get_data(as_text=True))[1]
    listing = administrator.get("/accounts/").get_data(as_text=True)
    assert "甲小学" in listing
    assert password not in listing
    assert sign_in(app.test_client(), password, "clerk1").status_code == 302


@pytest.mark.parametrize(("sent", "fault"), [
    ({"role": "clerk"}, "school_id"), ({"role": "officer", "school_id": "own"}, "school_id"), ({"role": "officer", "login": "zhang"}, "login"),
    ({"role": "palace"}, "role"), ({"role": "clerk", "school_id": "foreign"}, "school_id"),
])
def test_account_is_refused_when_role_school_or_login_do_not_fit(administrator, county, account, sent, fault):
    schools = {"own": create_school(county=county).id, "foreign": create_school(county=create_county()).id}
    sent = {"login": "newone", "name": "某人", **sent, "school_id": str(schools.get(sent.get("school_id", ""), ""))}
    assert f'href="#{fault}"' in administrator.post("/accounts/new", data=sent).get_data(as_text=True)


def test_reset_gives_a_one_time_password_and_ends_sessions(app, administrator, account):
    user, password = account
    client = app.test_client()
    sign_in(client, password)
    answer = administrator.post(f"/accounts/{user.id}/password")
    fresh = re.search(r"<code>(\w+)</code>", answer.get_data(as_text=True))[1]
    assert client.get("/").status_code == 302
    assert sign_in(app.test_client(), password).status_code == 401
    assert sign_in(app.test_client(), fresh).location == "/account/password"


def test_administrator_cannot_close_the_own_account(app, county):
    user = create_user(county=county, role=Role.ADMINISTRATOR)
    sign_in_client(app, user).post(f"/accounts/{user.id}/active/0")
    assert stored(user).active


def test_accounts_of_another_county_are_missing(administrator):
    other = create_user(county=create_county(), role=Role.OFFICER, login="faraway")
    assert "faraway" not in administrator.get("/accounts/").get_data(as_text=True)
    assert administrator.post(f"/accounts/{other.id}/password").status_code == 404
    assert administrator.post(f"/accounts/{other.id}/active/0").status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_accounts_are_closed_to_everybody_else(client_as, role):
    client = client_as(role)
    for path in ("/accounts/", "/accounts/new"):
        assert client.get(path).status_code == 403
    assert client.post("/accounts/1/password").status_code == 403


def test_language_is_kept_with_the_account(app, county):
    user = create_user(county=county, role=Role.OFFICER)
    client = sign_in_client(app, user)
    assert client.post("/account/language/en").status_code == 302
    assert client.post("/account/language/xx").status_code == 302
    assert stored(user).locale == "en"
    assert '<html lang="en">' in client.get("/teachers/").get_data(as_text=True)
