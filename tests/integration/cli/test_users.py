"""``staffing users``: accounts from the terminal."""

import re

import pytest

from staffing import create_app
from staffing.accounts.models import User
from staffing.accounts.passwords import password_fits
from staffing.accounts.queries import find_user
from staffing.config import Config
from staffing.core.access import Role
from staffing.extensions import db
from tests.factories.schools import create_county

PASSWORD = re.compile(r"([A-Za-z0-9]{14})$")


@pytest.fixture
def county_code(staffing) -> str:
    """Store an invented county and return its code."""
    assert staffing("db", "upgrade").code == 0
    app = create_app(Config())
    with app.app_context():
        code = create_county().code
        db.session.commit()
        db.engine.dispose()
    return code


def stored(login: str) -> User:
    """Return an account as it is stored."""
    app = create_app(Config())
    with app.app_context():
        user = find_user(login)
        db.session.expunge_all()
        db.engine.dispose()
        return user


def fits(login: str, password: str) -> bool:
    """True if the password opens the account."""
    user = stored(login)
    with create_app(Config()).app_context():
        return password_fits(user.password_hash, password)


def test_first_accounts_are_opened_once_and_their_passwords_fit(staffing, county_code):
    answer = staffing("users", "first")
    assert answer.code == 0
    passwords = [PASSWORD.search(line).group(1) for line in answer.out.splitlines()]
    assert fits("admin", passwords[0])
    assert fits("officer", passwords[1])
    assert stored("admin").role is Role.ADMINISTRATOR
    again = staffing("users", "first")
    assert (again.code, again.out) == (0, "")


def test_nothing_is_opened_when_there_is_no_county(staffing):
    staffing("db", "upgrade")
    assert staffing("users", "first").out == ""


def test_account_is_opened_listed_and_reset(staffing, county_code):
    opened = staffing("users", "open", "li", "--name", "李演示", "--role", "leader")
    assert opened.code == 0
    assert staffing("users", "list", "--format", "json").rows == [
        {"login": "li", "name": "李演示", "role": "leader", "active": True, "must_change_password": True}]
    first = PASSWORD.search(opened.out.strip()).group(1)
    assert fits("li", first)
    second = PASSWORD.search(staffing("users", "reset", "li").out.strip()).group(1)
    assert not fits("li", first)
    assert fits("li", second)


def test_taken_login_is_refused_in_words(staffing, county_code):
    staffing("users", "open", "li", "--name", "李演示", "--role", "leader")
    answer = staffing("users", "open", "li", "--name", "另一人", "--role", "leader")
    assert answer.code == 1
    assert "登录名已被使用" in answer.err
    assert answer.out == ""


def test_clerk_without_school_is_refused(staffing, county_code):
    assert staffing("users", "open", "wang", "--name", "王演示", "--role", "clerk").code == 1


def test_unknown_account_is_refused(staffing, county_code):
    assert staffing("users", "reset", "nobody").code == 1


def test_county_must_be_named_when_there_are_several(staffing, county_code):
    app = create_app(Config())
    with app.app_context():
        create_county()
        db.session.commit()
        db.engine.dispose()
    answer = staffing("users", "list")
    assert answer.code == 1
    assert county_code in answer.err
    assert staffing("users", "list", "--county", county_code).code == 0


def test_list_speaks_to_people_when_it_is_a_table(staffing, county_code):
    staffing("users", "open", "li", "--name", "李演示", "--role", "leader")
    answer = staffing("users", "list")
    assert "局领导" in answer.out
    assert "登录名" in answer.out
