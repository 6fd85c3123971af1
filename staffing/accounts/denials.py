"""Attempts that were turned away (403) enter the log: who, from where, which page; no flood, however often somebody tries."""

import datetime as dt
import logging
from typing import Final

from flask import request
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from staffing.accounts.models import User
from staffing.audit.models import AuditEvent
from staffing.audit.record import record
from staffing.core.database import utc_now
from staffing.extensions import db

logger = logging.getLogger(__name__)

DENIED: Final = "access_denied"
# One line for each page and person in this time, and no more than so many lines for all pages together.
QUIET: Final = dt.timedelta(minutes=1)
MOST_LINES: Final = 20


def log_denial(response: Response) -> Response:
    """Note a refused attempt in a transaction of its own, after the request's; the refusal stands even if that fails."""
    if response.status_code == 403 and current_user.is_authenticated:
        try:
            db.session.rollback()
            _note(current_user._get_current_object(), request.method, asked_page())
            db.session.commit()
        except DBAPIError as error:
            db.session.rollback()
            logger.error("a refused attempt could not be logged: %s", type(error).__name__)
    return response


def asked_page() -> str:
    """Return the page asked for: with numbers of records, without free text and without what stands behind the ``?``."""
    numbers_only = all(isinstance(value, int) for value in (request.view_args or {}).values())
    return request.path if numbers_only else str(request.url_rule)


def _note(user: User, method: str, page: str) -> None:
    lately = db.session.scalars(select(AuditEvent.changes).where(
        AuditEvent.chain == str(user.county_id), AuditEvent.action == DENIED, AuditEvent.actor_id == user.id,
        AuditEvent.at > utc_now() - QUIET).limit(MOST_LINES)).all()
    told = {"method": [None, method], "page": [None, page]}
    if len(lately) < MOST_LINES and told not in lately:
        record(DENIED, user, county_id=user.county_id, changes=told)
