"""What is done with receipts: make those of a version anew, check their reasons, derive the cut-offs of its year. Each with its audit line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from staffing.audit.record import record
from staffing.core.school_year import today
from staffing.decisions.models import DecidedPlan
from staffing.decisions.queries import list_decided_moves
from staffing.eligibility.models import EligibilityVerdict
from staffing.extensions import db
from staffing.receipts import titles  # noqa: F401 (tells the log how things are called)
from staffing.receipts.cut_offs import Admission, derive_cut_offs
from staffing.receipts.deriving import Derived, derive_receipts
from staffing.receipts.models import TeacherReceipt
from staffing.receipts.queries import all_receipts
from staffing.rotation_years.queries import get_rotation_year, wishes_by_teacher
from staffing.teachers.roster import RosterEntry, load_roster
from staffing.wishes.operations import store_cut_offs

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class FalseReceipt:
    """A stored receipt that the stored instance does not give again: what stands in it, and what should."""

    receipt: TeacherReceipt
    expected: Derived | None


def make_receipts(one: DecidedPlan) -> int:
    """Make the receipts of a version anew and return how many there are."""
    entries = load_roster(one.county_id, today()).by_id()
    rows = [{"county_id": one.county_id, "decided_plan_id": one.id, "teacher_id": row.teacher_id, "move_id": row.move_id, "kind": row.kind,
             "school_id": _school_of(entries.get(row.teacher_id)), "reasons": list(row.reasons)} for row in derive_receipts(one)]
    db.session.execute(delete(TeacherReceipt).where(TeacherReceipt.decided_plan_id == one.id))
    for start in range(0, len(rows), CHUNK):
        db.session.execute(insert(TeacherReceipt), rows[start:start + CHUNK])
    record("receipts_made", one, county_id=one.county_id, changes={"receipts": [None, len(rows)]})
    return len(rows)


def find_false(one: DecidedPlan) -> list[FalseReceipt]:
    """Return the receipts whose kind or reasons do not follow from what is stored with the version."""
    expected = {row.teacher_id: row for row in derive_receipts(one)}
    return [FalseReceipt(stored, expected.get(stored.teacher_id)) for stored in all_receipts(one.id)
            if not _agrees(stored, expected.get(stored.teacher_id))]


def _agrees(stored: TeacherReceipt, expected: Derived | None) -> bool:
    return expected is not None and stored.kind is expected.kind and stored.reasons == list(expected.reasons)


def _school_of(entry: RosterEntry | None) -> int | None:
    service = entry.main_service if entry else None
    return service.personnel_school_id if service else None


def derive_year_cut_offs(one: DecidedPlan) -> int:
    """Derive what wishing led to in the year of a version and store it; return how many rows."""
    year = get_rotation_year(one.county_id, one.year.school_year)
    wishes, subjects = wishes_by_teacher(year.id), _subjects_of(one.county_id)
    moves = list_decided_moves(one.id)
    years = _years_at_school(one)
    admitted = [Admission(move.to_section_id, move.subject, move.wish_place, years.get(move.teacher_id)) for move in moves]
    wished = Counter((section, subjects[teacher]) for teacher, sections in wishes.items() if teacher in subjects for section in sections)
    return store_cut_offs(year, _rows(admitted, wished))


def _rows(admitted: Iterable[Admission], wished: Counter[tuple[int, str]]) -> list[dict[str, Any]]:
    return [{"section_id": row.section_id, "subject": row.subject, "wished": row.wished, "admitted": row.admitted, "arrived": row.arrived,
             "last_place": row.last_place, "least_years": row.least_years} for row in derive_cut_offs(admitted, wished)]


def _subjects_of(county_id: int) -> dict[int, str]:
    entries = load_roster(county_id, today()).entries
    return {entry.id: entry.main_service.subject for entry in entries if entry.main_service is not None}


def _years_at_school(one: DecidedPlan) -> dict[int, int]:
    verdict = EligibilityVerdict
    rows = db.session.execute(select(verdict.teacher_id, verdict.years_at_school).where(verdict.list_id == one.run.eligibility_list_id))
    return {row.teacher_id: row.years_at_school for row in rows}
