"""What is done with wishes: hand in, state hardship, store cut-offs. Each with its audit line."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, insert, select

from staffing.audit.record import record
from staffing.core.school_year import today
from staffing.core.transactions import flush
from staffing.errors import StaffingError, StaleVersionError
from staffing.extensions import db
from staffing.rotation_years.models import RotationYear, YearStep
from staffing.rotation_years.operations import set_wishes, settle_intent
from staffing.rotation_years.queries import find_intent
from staffing.schools.queries import section_names
from staffing.teachers.models import Teacher
from staffing.teachers.personal import field_cipher
from staffing.wishes import titles  # noqa: F401 (tells the log how things are called)
from staffing.wishes.models import CutOff, HardshipStatement, WishReceipt, WishWay
from staffing.wishes.queries import closes_on, find_receipt, find_statement


def is_open(year: RotationYear) -> bool:
    """True if teachers and schools may hand in wishes today."""
    last, order = closes_on(year), list(YearStep)
    return order.index(year.step) <= order.index(YearStep.WISHES) and (last is None or today() <= last)


def hand_in(
    year: RotationYear, teacher: Teacher, *, section_ids: Sequence[int], volunteer: bool, way: WishWay, entered_by: int | None,
    seen: int | None, statement: str = "", remove_statement: bool = False,
) -> WishReceipt:
    """Store what was handed in and return its receipt. ``seen`` is the receipt the form was made from; a newer one refuses.

    After the closing day only the bureau may enter. An empty statement keeps the stored one unless it is to be removed.
    """
    if way is not WishWay.BUREAU and not is_open(year):
        raise StaffingError(_l("Wishes are closed. Tell the bureau if something must still change."))
    last = find_receipt(year.id, teacher.id)
    if (last.id if last else None) != seen:
        raise StaleVersionError
    names = section_names(year.county_id)
    if not set(section_ids) <= names.keys():
        raise LookupError("no such section")
    set_wishes(year, teacher, section_ids=list(section_ids))
    _settle(year, teacher, volunteer=volunteer)
    stated = _store_statement(year, teacher, statement.strip(), remove=remove_statement)
    receipt = WishReceipt(county_id=year.county_id, rotation_year_id=year.id, teacher_id=teacher.id, number=_next_number(year), way=way,
                          entered_by=entered_by, volunteer=volunteer, with_statement=stated,
                          wishes=[{"place": place, "section": one, "name": names[one]} for place, one in enumerate(section_ids, start=1)])
    db.session.add(receipt)
    flush(db.session)
    record("wishes_handed_in", receipt, county_id=year.county_id, changes={
        "teacher_id": [None, teacher.id], "number": [None, receipt.number], "way": [None, way.value], "with_statement": [None, stated]})
    return receipt


def _settle(year: RotationYear, teacher: Teacher, *, volunteer: bool) -> None:
    before = find_intent(year.id, teacher.id)
    if (before.volunteer if before else False) != volunteer:
        settle_intent(year, teacher, volunteer=volunteer, must_move=before.must_move if before else False,
                      must_stay=before.must_stay if before else False, reason=before.reason if before else "")


def _next_number(year: RotationYear) -> int:
    """Return the next number of a receipt; the log's lock, taken by the lines before, lets nobody in between."""
    return (db.session.scalar(select(func.max(WishReceipt.number)).where(WishReceipt.rotation_year_id == year.id)) or 0) + 1


def _store_statement(year: RotationYear, teacher: Teacher, text: str, *, remove: bool) -> bool:
    """Store, keep or remove the statement and return whether there is one now."""
    one = find_statement(year.id, teacher.id)
    if not text and not remove:
        return one is not None and one.content_cipher is not None
    if one is None:
        one = HardshipStatement(county_id=year.county_id, rotation_year_id=year.id, teacher_id=teacher.id)
        db.session.add(one)
        flush(db.session)
    one.content_cipher = field_cipher().encrypt(text, place=_place(one)) if text else None
    record("hardship_stated" if text else "hardship_withdrawn", one, county_id=year.county_id)
    flush(db.session)
    return bool(text)


def read_statement(one: HardshipStatement) -> str:
    """Return a hardship statement and log that it was read; only for readers of deferrals."""
    record("hardship_read", one, county_id=one.county_id, changes={"teacher_id": [one.teacher_id, one.teacher_id]})
    return field_cipher().decrypt(one.content_cipher, place=_place(one)) if one.content_cipher else ""


def store_cut_offs(year: RotationYear, rows: Iterable[dict[str, Any]]) -> int:
    """Replace the cut-offs of a decided year by those derived from its decided moves, and return how many there are."""
    made = [{"county_id": year.county_id, "rotation_year_id": year.id, **row} for row in rows]
    db.session.execute(delete(CutOff).where(CutOff.rotation_year_id == year.id))
    if made:
        db.session.execute(insert(CutOff), made)
    record("cut_offs_derived", year, county_id=year.county_id, changes={"cut_offs": [None, len(made)]})
    return len(made)


def _place(one: HardshipStatement) -> str:
    return f"{one.county_id}:hardship_statement:{one.id}:content"
