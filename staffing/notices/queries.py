"""Questions about notices: a page of one person's, and one of them."""

from sqlalchemy import func, select

from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.notices.models import Notice


def list_notices(user_id: int, asked: PageRequest, *, unread_only: bool) -> Page:
    """Return one page of a person's notices, the newest first (two statements)."""
    conditions = [Notice.user_id == user_id] + ([Notice.read_at.is_(None)] if unread_only else [])
    total = db.session.scalar(select(func.count(Notice.id)).where(*conditions)) or 0
    statement = select(Notice).where(*conditions).order_by(Notice.id.desc()).limit(asked.size).offset(asked.offset)
    return Page(list(db.session.scalars(statement)), total, asked)


def get_notice(user_id: int, notice_id: int) -> Notice:
    """Return one of the person's own notices; LookupError if there is none."""
    notice = db.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.user_id == user_id))
    if notice is None:
        raise LookupError("no such notice")
    return notice
