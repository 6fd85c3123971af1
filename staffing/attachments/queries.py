"""Questions about evidence: of one record, one file, what is due."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from staffing.accounts.models import User
from staffing.attachments.models import Attachment, AttachmentLink
from staffing.core.pages import Page, PageRequest
from staffing.extensions import db


def list_files(county_id: int, kind: str, subject_id: int) -> list[tuple[Attachment, str]]:
    """Return the files of a record that are still there, in the order they came, with the name of who added them."""
    statement = select(Attachment, User.name).join(AttachmentLink).outerjoin(User, Attachment.uploaded_by == User.id).where(
        Attachment.county_id == county_id, AttachmentLink.subject_kind == kind, AttachmentLink.subject_id == subject_id,
        Attachment.removed_at.is_(None))
    return [(file, name or "") for file, name in db.session.execute(statement.order_by(Attachment.id))]


def get_file(county_id: int, attachment_id: int) -> Attachment:
    """Return a file that is still there with what it belongs to; LookupError if there is none."""
    statement = select(Attachment).where(Attachment.id == attachment_id, Attachment.county_id == county_id, Attachment.removed_at.is_(None))
    file = db.session.scalar(statement.options(selectinload(Attachment.links)))
    if file is None:
        raise LookupError("no such file")
    return file


def list_due(county_id: int, asked: PageRequest, *, on: dt.date) -> Page:
    """Return one page of the files whose time is over, the longest first (three statements)."""
    conditions = _due(county_id, on)
    total = db.session.scalar(select(func.count(Attachment.id)).where(*conditions)) or 0
    statement: Any = select(Attachment).where(*conditions).options(selectinload(Attachment.links)).order_by(Attachment.keep_until, Attachment.id)
    return Page(list(db.session.scalars(statement.limit(asked.size).offset(asked.offset))), total, asked)


def count_due(county_id: int, *, on: dt.date) -> int:
    """Return how many files are due."""
    return db.session.scalar(select(func.count(Attachment.id)).where(*_due(county_id, on))) or 0


def list_due_among(county_id: int, ids: Collection[int], *, on: dt.date) -> list[Attachment]:
    """Return those of some files that are due."""
    return list(db.session.scalars(select(Attachment).where(*_due(county_id, on), Attachment.id.in_(ids)).order_by(Attachment.id)))


def list_removed_names(county_id: int, ids: Collection[int]) -> list[str]:
    """Return under which names the contents of those files lie that are marked as removed."""
    statement = select(Attachment.storage_name).where(
        Attachment.county_id == county_id, Attachment.id.in_(ids), Attachment.removed_at.is_not(None))
    return list(db.session.scalars(statement.order_by(Attachment.id)))


def list_stored() -> list[Attachment]:
    """Return the files of every county whose content should be there."""
    return list(db.session.scalars(select(Attachment).where(Attachment.removed_at.is_(None)).order_by(Attachment.id)))


def _due(county_id: int, on: dt.date) -> list[Any]:
    return [Attachment.county_id == county_id, Attachment.removed_at.is_(None), Attachment.keep_until < on]
