"""What is done with a teacher's basic data: record, correct, set the partner, show a hidden number. Each with its audit line."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from staffing.audit.record import pending_changes, record, values_of
from staffing.core.access import DEFERRAL_READERS, Role
from staffing.core.transactions import flush, tell_constraint
from staffing.core.versions import require_version
from staffing.errors import StaffingError
from staffing.extensions import db
from staffing.teachers.models import Deferral, Discipline, Teacher
from staffing.teachers.personal import read_content, read_id_number, read_phone, set_id_number, set_phone
from staffing.teachers.pinyin import name_pinyin

SHORTEST_REASON: Final = 4
PERSONAL_READERS: Final = {"id_number": read_id_number, "phone": read_phone}

tell_constraint("uq_teacher_county_id_number", _l("Another teacher of the county has this staff number."), field="number")
tell_constraint("uq_teacher_county_id_id_number_index", _l("Another teacher of the county has this identity number."), field="id_number")


def create_teacher(*, county_id: int, id_number: str = "", phone: str = "", **columns: Any) -> Teacher:
    """Record a person; ``columns`` are those of Teacher. What he or she teaches where is added as dated facts."""
    teacher = Teacher(county_id=county_id, pseudonym=new_pseudonym(), **columns)
    _tidy(teacher)
    _check_days(teacher)
    db.session.add(teacher)
    flush(db.session)
    set_id_number(teacher, id_number)
    set_phone(teacher, phone)
    flush(db.session)
    record("teacher_created", teacher, county_id=county_id, changes=values_of(teacher))
    return teacher


def correct_teacher(
    teacher: Teacher, *, version: int | None, changes: Mapping[str, Any], id_number: str = "", phone: str = "",
    remove_phone: bool = False,
) -> None:
    """Correct the basic data; an empty identity or phone number keeps what is stored."""
    require_version(teacher, version)
    with db.session.no_autoflush:
        for field, value in changes.items():
            setattr(teacher, field, value)
        _tidy(teacher)
        _check_days(teacher)
        if id_number:
            set_id_number(teacher, id_number)
        if phone or remove_phone:
            set_phone(teacher, "" if remove_phone else phone)
        _save(teacher, "teacher_corrected")


def set_partner(teacher: Teacher, partner: Teacher | None) -> None:
    """Record two teachers as a couple, on both sides; whoever was named before is named no longer."""
    if partner is not None and (partner.id == teacher.id or partner.county_id != teacher.county_id):
        raise StaffingError(_l("The partner must be another teacher of the county."), field="partner_number")
    before = {teacher.partner_id, partner.partner_id if partner else None} - {None}
    for other_id in before - {teacher.id, partner.id if partner else None}:
        other = db.session.get(Teacher, other_id)
        if other is not None:
            other.partner_id = None
            _save(other, "partner_set")
    for one, other in ((teacher, partner), (partner, teacher)):
        if one is not None:
            one.partner_id = other.id if other else None
            _save(one, "partner_set")


def show_personal_number(teacher: Teacher, column: str, *, reason: str) -> str:
    """Return an identity or phone number in clear and log who wanted it and why."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise StaffingError(_l("Say why you need the full number."), field="reason")
    number = PERSONAL_READERS[column](teacher)
    if number is None:
        raise LookupError("no number is stored")
    record("personal_number_shown", teacher, county_id=teacher.county_id, changes={column: [None, None]}, reason=reason.strip())
    return number


def show_content(teacher: Teacher, fact: Deferral | Discipline, *, role: Role) -> str:
    """Return the restricted text of a deferral or sanction and log who read it."""
    if role not in DEFERRAL_READERS:
        raise LookupError("not for this role")
    record("restricted_content_shown", fact, county_id=teacher.county_id, changes={"teacher_id": [teacher.id, teacher.id]})
    return read_content(teacher.county_id, fact)


def new_pseudonym() -> str:
    """Return a random name under which stored solver instances speak of a person."""
    return f"p{secrets.token_hex(6)}"


def _tidy(teacher: Teacher) -> None:
    teacher.name, teacher.number = teacher.name.strip(), teacher.number.strip()
    spelled = name_pinyin(teacher.name)
    if teacher.name_pinyin != spelled:
        teacher.name_pinyin = spelled


def _check_days(teacher: Teacher) -> None:
    for field in ("work_began_on", "teaching_began_on"):
        day = getattr(teacher, field)
        if day is not None and day <= teacher.birth_date:
            raise StaffingError(_l("This day lies before the birth."), field=field)
    if (teacher.home_longitude is None) != (teacher.home_latitude is None):
        raise StaffingError(_l("Give both coordinates or none."), field="home_latitude")


def _save(teacher: Teacher, action: str) -> None:
    changes = pending_changes(teacher)
    if not changes:
        return
    # The change first, so that a broken constraint is told to the officer; a stale version ends here as well.
    flush(db.session)
    record(action, teacher, county_id=teacher.county_id, changes=changes)
