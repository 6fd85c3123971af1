"""Questions about receipts: a version's, one person's, those of a school."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from staffing.core.pages import Page, PageRequest
from staffing.decisions.models import DecidedMove
from staffing.extensions import db
from staffing.receipts.models import ReceiptKind, TeacherReceipt
from staffing.schools.models import Section
from staffing.teachers.models import Teacher

WITH_PLACES = (
    joinedload(TeacherReceipt.teacher), joinedload(TeacherReceipt.decided_plan),
    joinedload(TeacherReceipt.move).joinedload(DecidedMove.from_section).joinedload(Section.school),
    joinedload(TeacherReceipt.move).joinedload(DecidedMove.to_section).joinedload(Section.school),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    kind: ReceiptKind | None = None
    school_id: int | None = None


def list_receipts(decided_plan_id: int, wanted: Wanted, asked: PageRequest) -> Page:
    """Return one page of a version's receipts, by staff number."""
    statement = select(TeacherReceipt).join(Teacher).where(TeacherReceipt.decided_plan_id == decided_plan_id)
    if wanted.kind is not None:
        statement = statement.where(TeacherReceipt.kind == wanted.kind)
    if wanted.school_id is not None:
        statement = statement.where(TeacherReceipt.school_id == wanted.school_id)
    total = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = db.session.scalars(statement.options(*WITH_PLACES).order_by(Teacher.number).offset(asked.offset).limit(asked.size))
    return Page(list(rows), total, asked)


def all_receipts(decided_plan_id: int, *, school_id: int | None = None) -> list[TeacherReceipt]:
    """Return every receipt of a version, of one school where one is given, by staff number."""
    statement = select(TeacherReceipt).join(Teacher).where(TeacherReceipt.decided_plan_id == decided_plan_id)
    if school_id is not None:
        statement = statement.where(TeacherReceipt.school_id == school_id)
    return list(db.session.scalars(statement.options(*WITH_PLACES).order_by(Teacher.number)))


def find_receipt(decided_plan_id: int, teacher_id: int) -> TeacherReceipt | None:
    """Return one person's receipt of a version."""
    return db.session.scalar(select(TeacherReceipt).where(
        TeacherReceipt.decided_plan_id == decided_plan_id, TeacherReceipt.teacher_id == teacher_id).options(*WITH_PLACES))


def count_kinds(decided_plan_id: int, *, school_id: int | None = None) -> dict[ReceiptKind, int]:
    """Return how many receipts of each kind there are."""
    statement = select(TeacherReceipt.kind, func.count().label("number")).where(TeacherReceipt.decided_plan_id == decided_plan_id)
    if school_id is not None:
        statement = statement.where(TeacherReceipt.school_id == school_id)
    return {row.kind: row.number for row in db.session.execute(statement.group_by(TeacherReceipt.kind))}
