"""What is done with notices: send one, mark them read. They accompany acts that are logged and are no records themselves."""

from typing import Any

from sqlalchemy import update

from staffing.core.database import utc_now
from staffing.extensions import db
from staffing.notices.models import Notice
from staffing.notices.wording import NOTICES


def notify(user_id: int, code: str, *, county_id: int, address: str, **params: Any) -> Notice:
    """Send a person a notice; ``params`` fill the placeholders of its sentence."""
    if code not in NOTICES:
        raise ValueError(f"no words for the notice {code}")
    notice = Notice(county_id=county_id, user_id=user_id, code=code, params=params, address=address)
    db.session.add(notice)
    db.session.flush()
    return notice


def mark_read(notice: Notice) -> None:
    """Note that a notice was opened; the first time counts."""
    if notice.read_at is None:
        notice.read_at = utc_now()
        db.session.flush()


def mark_all_read(user_id: int) -> int:
    """Mark every notice of a person read and return how many were not."""
    statement = update(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None)).values(read_at=utc_now())
    return int(db.session.connection().execute(statement).rowcount)
