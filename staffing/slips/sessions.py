"""Sessions by slip: short, on the server, in a cookie of their own that the officers' pages never read."""

import datetime as dt
import hashlib
import secrets
from typing import Final

from flask import current_app, g, request
from sqlalchemy import select, update
from werkzeug.wrappers import Response

from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.slips.models import PersonalSlip, SlipSession

COOKIE: Final = "staffing_slip"
PATH: Final = "/my"
TOUCH_SECONDS: Final = 60


def start_session(slip: PersonalSlip) -> str:
    """Store a session of a slip and return the token for the cookie."""
    token = secrets.token_urlsafe(32)
    minutes: int = current_app.config["STAFFING"].slip_minutes
    db.session.add(SlipSession(slip_id=slip.id, token_hash=digest(token), ends_at=utc_now() + dt.timedelta(minutes=minutes)))
    return token


def find_session() -> SlipSession | None:
    """Return the live session that the request's cookie names."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    session = db.session.scalar(select(SlipSession).where(SlipSession.token_hash == digest(token)))
    if session is None or not is_live(session):
        return None
    if (utc_now() - session.seen_at).total_seconds() > TOUCH_SECONDS:
        g.slip_session_to_touch = session.id
    return session


def is_live(session: SlipSession) -> bool:
    """True if the session is neither ended nor past a limit, and its slip still holds."""
    now, idle = utc_now(), dt.timedelta(minutes=current_app.config["STAFFING"].slip_idle_minutes)
    return not session.ended and now < session.ends_at and now - session.seen_at < idle and session.slip.withdrawn_at is None


def touch_session(response: Response) -> Response:
    """Remember that the person was here, in a transaction of its own after the request's."""
    session_id = g.pop("slip_session_to_touch", None)
    if session_id is not None:
        with db.engine.begin() as connection:
            connection.execute(update(SlipSession).where(SlipSession.id == session_id).values(seen_at=utc_now()))
    return response


def end_session(session: SlipSession) -> None:
    """End one session."""
    session.ended = True


def end_sessions_of(slip_id: int) -> None:
    """End every session that a slip opened."""
    db.session.execute(update(SlipSession).where(SlipSession.slip_id == slip_id).values(ended=True))


def set_cookie(response: Response, token: str) -> None:
    """Hand the token to the browser; other hosts' links never carry it."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", secure=current_app.config["STAFFING"].https, path=PATH)


def digest(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
