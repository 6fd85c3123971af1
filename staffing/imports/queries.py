"""Reads: batches of a county, or of one school for its clerk."""

from sqlalchemy import func, select

from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.imports.models import ImportBatch

SORTABLE = ("created_at", "file_name", "state")


def list_batches(county_id: int, *, school_id: int | None, asked: PageRequest) -> Page:
    """Return one page of the batches, newest first unless asked otherwise; ``school_id`` bounds a clerk to the own school's."""
    conditions = [ImportBatch.county_id == county_id]
    if school_id is not None:
        conditions.append(ImportBatch.school_id == school_id)
    total = db.session.scalar(select(func.count()).select_from(ImportBatch).where(*conditions)) or 0
    column = getattr(ImportBatch, asked.sort)
    newest_first = asked.sort == "created_at" and not asked.descending
    order = (column.desc(), ImportBatch.id.desc()) if asked.descending or newest_first else (column, ImportBatch.id)
    statement = select(ImportBatch).where(*conditions).order_by(*order).limit(asked.size).offset(asked.offset)
    return Page(list(db.session.scalars(statement)), total, asked)


def get_batch(county_id: int, batch_id: int, *, school_id: int | None) -> ImportBatch:
    """Return a batch in the person's scope; LookupError otherwise."""
    statement = select(ImportBatch).where(ImportBatch.id == batch_id, ImportBatch.county_id == county_id)
    if school_id is not None:
        statement = statement.where(ImportBatch.school_id == school_id)
    batch = db.session.scalar(statement)
    if batch is None:
        raise LookupError
    return batch


def find_stored_twin(batch: ImportBatch) -> ImportBatch | None:
    """Return an earlier batch of the very same file that was stored, None if there is none."""
    statement = select(ImportBatch).where(
        ImportBatch.county_id == batch.county_id, ImportBatch.file_sha256 == batch.file_sha256, ImportBatch.id < batch.id,
        ImportBatch.stored_at.is_not(None))
    return db.session.scalar(statement.order_by(ImportBatch.id.desc()).limit(1))
