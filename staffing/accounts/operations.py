"""What is done with accounts: open, close, change password, sign in and out; each with its audit line."""

import datetime as dt

from flask import current_app
from flask_babel import lazy_gettext as _l

from staffing.accounts.models import User
from staffing.accounts.passwords import check_new_password, hash_password, one_time_password, password_fits
from staffing.accounts.queries import find_user
from staffing.accounts.sessions import end_session, end_sessions_of
from staffing.audit.record import SYSTEM, Actor, record
from staffing.core.access import CITY_ROLES, SCHOOL_ROLES, Role
from staffing.core.database import utc_now
from staffing.core.transactions import flush, tell_constraint
from staffing.errors import StaffingError
from staffing.extensions import db

WRONG = _l("The login or the password is wrong, or the account is paused for a while.")
tell_constraint("uq_user_account_login", _l("This login is taken; choose another."), field="login")


def open_account(
    *, county_id: int, login: str, name: str, role: Role, school_id: int | None = None, city_id: int | None = None,
    actor: Actor | None = None,
) -> tuple[User, str]:
    """Open an account and return it with its one-time password, which is shown once and never stored.

    ``city_id`` lets a city reader or an administrator see the sums of a city's counties; nobody else may have it.
    """
    if (role is Role.CITY_READER and city_id is None) or (city_id is not None and role not in CITY_ROLES):
        raise StaffingError(_l("A city reader needs a city; beside city readers only administrators may have one."), field="role")
    if (role in SCHOOL_ROLES) != (school_id is not None):
        raise StaffingError(_l("School clerks and principals need a school; others must not have one."), field="school_id")
    password = one_time_password()
    user = User(county_id=county_id, login=login.strip(), name=name.strip(), role=role, school_id=school_id, city_id=city_id,
                password_hash=hash_password(password))
    db.session.add(user)
    flush(db.session)
    record("account_opened", user, county_id=county_id, changes={"login": [None, user.login], "role": [None, role.value]}, actor=actor)
    return user, password


def reset_password(user: User, *, actor: Actor | None = None) -> str:
    """Give an account a new one-time password and end its sessions."""
    password = one_time_password()
    user.password_hash = hash_password(password)
    user.must_change_password = True
    user.failed_attempts, user.paused_until = 0, None
    record("password_reset", user, county_id=user.county_id, actor=actor)
    end_sessions_of(user.id)
    return password


def change_password(user: User, *, current: str, new: str, session_id: int | None) -> None:
    """Change one's own password; every other session of the account ends."""
    if not password_fits(user.password_hash, current):
        raise StaffingError(_l("The present password is wrong."), field="current")
    check_new_password(new, login=user.login)
    if current == new:
        raise StaffingError(_l("Choose a password that differs from the present one."), field="password")
    user.password_hash = hash_password(new)
    user.must_change_password = False
    record("password_changed", user, county_id=user.county_id)
    end_sessions_of(user.id, except_id=session_id)


def set_account_active(user: User, *, active: bool) -> None:
    """Close or re-open an account; closing ends its sessions at once."""
    user.active = active
    record("account_reopened" if active else "account_closed", user, county_id=user.county_id)
    if not active:
        end_sessions_of(user.id)


def sign_in(login: str, password: str, *, address: str) -> User | None:
    """Return the account if the password fits; a refused attempt is counted and logged, and answers in the same time.

    The caller commits in both cases: a failed attempt must be remembered.
    """
    user = find_user(login)
    if user is None:
        hash_password(password)  # same time as for an account that exists, so that logins cannot be guessed
        return None
    actor = Actor(id=user.id, name=user.name, role=str(user.role), address=address)
    paused = user.paused_until is not None and user.paused_until > utc_now()
    fits = password_fits(user.password_hash, password)
    if not fits or paused or not user.active:
        # Attempts during the pause are not counted: otherwise anybody could keep a person out for ever.
        if not paused:
            _count_failure(user)
        record("sign_in_refused", user, county_id=user.county_id, changes={}, actor=actor)
        return None
    user.failed_attempts, user.paused_until = 0, None
    record("signed_in", user, county_id=user.county_id, changes={}, actor=actor)
    return user


def sign_out(user: User, session_id: int) -> None:
    """End this session on the server."""
    end_session(session_id)
    record("signed_out", user, county_id=user.county_id, changes={})


def _count_failure(user: User) -> None:
    config = current_app.config["STAFFING"]
    user.failed_attempts += 1
    if user.failed_attempts >= config.login_attempts:
        user.paused_until = utc_now() + dt.timedelta(minutes=config.login_pause_minutes)
        user.failed_attempts = 0


def ensure_administrator(*, county_id: int) -> str | None:
    """Open the first administrator of an installation and return the one-time password; None if there is one."""
    if find_user("admin") is not None:
        return None
    _, password = open_account(county_id=county_id, login="admin", name="系统管理员", role=Role.ADMINISTRATOR, actor=SYSTEM)
    return password
