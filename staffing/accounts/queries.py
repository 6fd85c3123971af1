"""Questions about accounts."""

from sqlalchemy import select

from staffing.accounts.models import User
from staffing.extensions import db


def find_user(login: str) -> User | None:
    """Return the account with that login."""
    return db.session.scalar(select(User).where(User.login == login))


def get_user(county_id: int, user_id: int) -> User:
    """Return an account of the county; LookupError if there is none."""
    user: User | None = db.session.scalar(select(User).where(User.id == user_id, User.county_id == county_id))
    if user is None:
        raise LookupError("no such account")
    return user


def list_users(county_id: int) -> list[User]:
    """Return the county's accounts by login."""
    return list(db.session.scalars(select(User).where(User.county_id == county_id).order_by(User.login, User.id)))


