"""Questions about wishes handed in: who has, until when, the receipt that holds, cut-offs of the last decided year."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from staffing.extensions import db
from staffing.policy.deciding import rules_for
from staffing.rotation_years.calendar import list_dues
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.queries import deadlines_by_step, wishes_by_teacher
from staffing.schools.queries import list_school_choices
from staffing.slips.queries import persons_in_scope
from staffing.wishes.models import CutOff, HardshipStatement, WishReceipt


@dataclass(frozen=True, slots=True)
class WisherLine:
    """One person of a school with the receipt that holds, whether hardship is stated, and the wished sections on record (imported ones too)."""

    teacher_id: int
    number: str
    name: str
    school_id: int
    receipt: WishReceipt | None
    statement: bool
    on_record: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolWishes:
    """How many persons of a school are within the scope, handed in wishes, volunteer, stated hardship."""

    school_id: int
    name: str
    persons: int
    handed_in: int
    volunteers: int
    statements: int


def closes_on(year: RotationYear) -> dt.date | None:
    """Return the last day on which wishes are taken, itself included, by the year's calendar; None where it names none."""
    dues = list_dues(rules_for(year.ruleset, year.school_year), year.school_year, deadlines_by_step(year.id))
    due = dues.get(YearStep.WISHES)
    return due.on if due else None


def receipts_by_teacher(rotation_year_id: int) -> dict[int, WishReceipt]:
    """Return the newest receipt of each teacher of the year."""
    newest = select(func.max(WishReceipt.id)).where(WishReceipt.rotation_year_id == rotation_year_id).group_by(WishReceipt.teacher_id)
    found = db.session.scalars(select(WishReceipt).where(WishReceipt.id.in_(newest)).order_by(WishReceipt.id))
    return {one.teacher_id: one for one in found}


def find_receipt(rotation_year_id: int, teacher_id: int) -> WishReceipt | None:
    """Return the receipt that holds for a teacher."""
    return db.session.scalar(
        select(WishReceipt).where(WishReceipt.rotation_year_id == rotation_year_id, WishReceipt.teacher_id == teacher_id)
        .order_by(WishReceipt.id.desc()).limit(1))


def get_receipt(county_id: int, receipt_id: int) -> WishReceipt:
    """Return a receipt of the county; LookupError if there is none."""
    found = db.session.scalar(select(WishReceipt).where(WishReceipt.id == receipt_id, WishReceipt.county_id == county_id))
    if found is None:
        raise LookupError("no such receipt")
    return found


def find_statement(rotation_year_id: int, teacher_id: int) -> HardshipStatement | None:
    """Return a teacher's hardship statement, without reading it."""
    return db.session.scalar(select(HardshipStatement).where(
        HardshipStatement.rotation_year_id == rotation_year_id, HardshipStatement.teacher_id == teacher_id))


def list_wishers(year: RotationYear, *, school_id: int | None = None) -> list[WisherLine]:
    """Return the persons within the scope with what they handed in, by school and staff number."""
    receipts = receipts_by_teacher(year.id)
    stated = set(db.session.scalars(select(HardshipStatement.teacher_id).where(
        HardshipStatement.rotation_year_id == year.id, HardshipStatement.content_cipher.is_not(None))))
    wishes = wishes_by_teacher(year.id)
    lines = [WisherLine(entry.id, entry.number, entry.name, school, receipts.get(entry.id), entry.id in stated, tuple(wishes.get(entry.id, ())))
             for entry, school in persons_in_scope(year) if school_id in (None, school)]
    return sorted(lines, key=lambda one: (one.school_id, one.number))


def count_wishes(year: RotationYear) -> list[SchoolWishes]:
    """Return the figures of each school, in the county's order of schools."""
    lines: dict[int, list[WisherLine]] = {}
    for one in list_wishers(year):
        lines.setdefault(one.school_id, []).append(one)
    return [SchoolWishes(school_id, name, len(lines[school_id]), sum(one.receipt is not None for one in lines[school_id]),
                         sum(one.receipt is not None and one.receipt.volunteer for one in lines[school_id]), sum(one.statement for one in lines[school_id]))
            for school_id, name in list_school_choices(year.county_id) if school_id in lines]


def last_cut_offs(year: RotationYear, subject: str) -> dict[int, CutOff]:
    """Return the cut-offs of a subject in the newest earlier year that has any, by section id."""
    newest = (select(CutOff.rotation_year_id).join(RotationYear).where(CutOff.county_id == year.county_id, RotationYear.school_year < year.school_year)
              .order_by(RotationYear.school_year.desc()).limit(1))
    past = db.session.scalar(newest)
    found = db.session.scalars(select(CutOff).where(CutOff.rotation_year_id == past, CutOff.subject == subject).order_by(CutOff.id))
    return {one.section_id: one for one in found}


def list_cut_offs(rotation_year_id: int) -> list[CutOff]:
    """Return the cut-offs of a year, by section and subject."""
    return list(db.session.scalars(select(CutOff).where(CutOff.rotation_year_id == rotation_year_id).order_by(CutOff.section_id, CutOff.subject)))
