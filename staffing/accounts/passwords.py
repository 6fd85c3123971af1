"""Hashing (argon2id) and rules of passwords. Length first; the list of common ones is refused."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import current_app
from flask_babel import lazy_gettext as _l

from staffing.errors import StaffingError

ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
ONE_TIME_LENGTH = 14
LONGEST = 128
COMMON_PARTS = ("password", "123456", "qwerty", "admin", "abc123", "111111", "iloveyou", "jiaoyu", "teacher")


def hash_password(password: str) -> str:
    """Return the argon2id hash."""
    return _hasher().hash(password)


def password_fits(stored: str, password: str) -> bool:
    """True if the password belongs to the stored hash."""
    try:
        return _hasher().verify(stored, password)
    except (Argon2Error, InvalidHashError):
        return False


def check_new_password(password: str, *, login: str) -> None:
    """Refuse a password that is too short, too common or contains the login name."""
    minimum: int = current_app.config["STAFFING"].password_minimum
    if len(password) < minimum:
        raise StaffingError(_l("Choose at least %(minimum)s characters.", minimum=minimum), field="password")
    if len(password) > LONGEST:
        raise StaffingError(_l("Choose at most %(longest)s characters.", longest=LONGEST), field="password")
    lowered = password.lower()
    if login.lower() in lowered or any(part in lowered for part in COMMON_PARTS):
        raise StaffingError(_l("This password is easily guessed; choose another."), field="password")


def one_time_password() -> str:
    """Return a random first password without characters that are read wrongly."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ONE_TIME_LENGTH))


def _hasher() -> PasswordHasher:
    config = current_app.config["STAFFING"]
    return PasswordHasher(time_cost=config.argon2_time_cost, memory_cost=config.argon2_memory_kib)
