"""Reads: batches of a county, or of one school for its clerk; the changes a batch would make."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import case, func, select

from staffing.core.pages import Page, PageRequest
from staffing.extensions import db
from staffing.imports.models import ChangeKind, ImportBatch, ImportChange

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


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """How many changes of a kind a file would make, and how many of them are accepted."""

    kind: ChangeKind
    count: int
    accepted: int


def list_change_groups(*batch_ids: int) -> list[ChangeGroup]:
    """Return the kinds of change of a file, or of several together, in their order, with their counts; of absent persons those that
    leave count as accepted."""
    taken = case((ImportChange.kind == ChangeKind.ABSENT, case((ImportChange.leaving.is_not(None), 1), else_=0)),
                 (ImportChange.accepted, 1), else_=0)
    statement = select(ImportChange.kind, func.count(), func.sum(taken)).where(ImportChange.batch_id.in_(batch_ids)).group_by(ImportChange.kind)
    found = {row[0]: ChangeGroup(row[0], row[1], int(row[2])) for row in db.session.execute(statement)}
    return [found[kind] for kind in ChangeKind if kind in found]


def list_changes(batch_id: int, *, asked: PageRequest, kind: ChangeKind | None = None, text: str = "") -> Page:
    """Return one page of a file's changes in the order of the file's kinds; ``text`` searches owner and name."""
    conditions = [ImportChange.batch_id == batch_id]
    if kind is not None:
        conditions.append(ImportChange.kind == kind)
    if text:
        conditions.append(ImportChange.label.contains(text, autoescape=True))
    total = db.session.scalar(select(func.count()).select_from(ImportChange).where(*conditions)) or 0
    statement = select(ImportChange).where(*conditions).order_by(ImportChange.id).limit(asked.size).offset(asked.offset)
    return Page(list(db.session.scalars(statement)), total, asked)


def all_changes(batch_id: int) -> list[ImportChange]:
    """Return every change of a file, for its report."""
    return list(db.session.scalars(select(ImportChange).where(ImportChange.batch_id == batch_id).order_by(ImportChange.id)))


def absent_numbers(batch_id: int, changes: Collection[int]) -> list[str]:
    """Return the staff numbers of absent persons by their changes."""
    return list(db.session.scalars(select(ImportChange.owner).where(
        ImportChange.batch_id == batch_id, ImportChange.kind == ChangeKind.ABSENT, ImportChange.id.in_(changes)).order_by(ImportChange.owner)))
