"""Questions about templates and batches."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from staffing.documents.models import DocumentBatch, DocumentTemplate
from staffing.documents.registry import DocumentKind
from staffing.extensions import db

SHOWN = 50


def list_templates(county_id: int, kind: str) -> list[DocumentTemplate]:
    """Return the versions of a county's own template, the newest first."""
    statement = select(DocumentTemplate).where(DocumentTemplate.county_id == county_id, DocumentTemplate.kind == kind)
    return list(db.session.scalars(statement.options(joinedload(DocumentTemplate.uploader)).order_by(DocumentTemplate.number.desc())))


def active_templates(county_id: int) -> dict[str, DocumentTemplate]:
    """Return the active own template of each kind that has one."""
    statement = select(DocumentTemplate).where(DocumentTemplate.county_id == county_id, DocumentTemplate.active).order_by(DocumentTemplate.id)
    return {one.kind: one for one in db.session.scalars(statement)}


def get_template(county_id: int, kind: str, number: int) -> DocumentTemplate:
    """Return a version with its content; LookupError if there is none."""
    found = db.session.scalar(select(DocumentTemplate).where(
        DocumentTemplate.county_id == county_id, DocumentTemplate.kind == kind, DocumentTemplate.number == number).options(undefer(DocumentTemplate.content)))
    if found is None:
        raise LookupError("no such version of the template")
    return found


def template_in_use(county_id: int, kind: DocumentKind) -> DocumentTemplate | None:
    """Return the active own template with its content, None where the shipped one is used."""
    return db.session.scalar(select(DocumentTemplate).where(
        DocumentTemplate.county_id == county_id, DocumentTemplate.kind == kind.code, DocumentTemplate.active).options(undefer(DocumentTemplate.content)))


def template_contents(county_id: int, ids: Sequence[int]) -> dict[int, bytes]:
    """Return the contents of some versions, by id."""
    statement = select(DocumentTemplate.id, DocumentTemplate.content).where(DocumentTemplate.county_id == county_id, DocumentTemplate.id.in_(ids))
    return {number: content for number, content in db.session.execute(statement)}  # noqa: C416 (rows are no pairs)


def last_number(county_id: int, kind: str) -> int:
    """Return the number of the newest version, 0 before the first."""
    return db.session.scalar(select(func.max(DocumentTemplate.number)).where(DocumentTemplate.county_id == county_id, DocumentTemplate.kind == kind)) or 0


def list_batches(county_id: int, *, asked_by: int) -> list[DocumentBatch]:
    """Return a person's latest batches, the newest first."""
    statement = select(DocumentBatch).where(DocumentBatch.county_id == county_id, DocumentBatch.asked_by == asked_by).options(joinedload(DocumentBatch.request))
    return list(db.session.scalars(statement.order_by(DocumentBatch.id.desc()).limit(SHOWN)))


def get_batch(county_id: int, batch_id: int, *, asked_by: int | None = None) -> DocumentBatch:
    """Return a batch with its content, of one person where one is named; LookupError if there is none."""
    found = db.session.scalar(select(DocumentBatch).where(DocumentBatch.id == batch_id, DocumentBatch.county_id == county_id).options(
        undefer(DocumentBatch.content)))
    if found is None or asked_by not in (None, found.asked_by):
        raise LookupError("no such batch")
    return found
