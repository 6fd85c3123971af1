"""Sessions that end on the server: a random token in the cookie, its digest in the database.

Idle and absolute limits are checked on every request; requests that only watch progress do not prolong a session.
"""

import datetime as dt
import hashlib
import secrets

from flask import Request, current_app, g
from sqlalchemy import select, update
from werkzeug.wrappers import Response

from staffing.accounts.models import User, UserSession
from staffing.core.database import utc_now
from staffing.extensions import db

COOKIE = "staffing_session"
TOUCH_SECONDS = 60
WATCHING_HEADER = "X-Staffing-Watching"


def start_session(user: User, *, address: str) -> str:
    """Store a new session and return the token for the cookie."""
    token = secrets.token_urlsafe(32)
    hours: int = current_app.config["STAFFING"].session_hours
    db.session.add(UserSession(
        user=user, token_hash=digest(token), ends_at=utc_now() + dt.timedelta(hours=hours), address=address,
    ))
    return token


def load_user_from_request(request: Request) -> User | None:
    """Return the person whose live session the cookie names; Flask-Login calls this for each request."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    session = db.session.scalar(select(UserSession).where(UserSession.token_hash == digest(token)))
    if session is None or not is_live(session):
        return None
    if WATCHING_HEADER not in request.headers and (utc_now() - session.seen_at).total_seconds() > TOUCH_SECONDS:
        g.session_to_touch = session.id
    g.session_id = session.id
    # What the features above count together with the session, for the header.
    g.unread_notices = getattr(session, "unread_notices", 0)
    return session.user


def is_live(session: UserSession) -> bool:
    """True if the session is neither ended nor past a limit and its account may be used."""
    now = utc_now()
    idle = dt.timedelta(minutes=current_app.config["STAFFING"].session_idle_minutes)
    return not session.ended and now < session.ends_at and now - session.seen_at < idle and session.user.active


def touch_session(response: Response) -> Response:
    """Remember that the person was here, in a transaction of its own after the request's."""
    session_id = g.pop("session_to_touch", None)
    if session_id is not None:
        with db.engine.begin() as connection:
            connection.execute(update(UserSession).where(UserSession.id == session_id).values(seen_at=utc_now()))
    return response


def end_session(session_id: int) -> None:
    """End one session."""
    db.session.execute(update(UserSession).where(UserSession.id == session_id).values(ended=True))


def end_sessions_of(user_id: int, *, except_id: int | None = None) -> None:
    """End every session of an account (password changed, account closed)."""
    statement = update(UserSession).where(UserSession.user_id == user_id)
    if except_id is not None:
        statement = statement.where(UserSession.id != except_id)
    db.session.execute(statement.values(ended=True))


def set_cookie(response: Response, token: str) -> None:
    """Hand the token to the browser."""
    config = current_app.config["STAFFING"]
    response.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=config.https, path="/")


def digest(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
