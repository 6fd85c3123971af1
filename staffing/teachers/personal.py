"""Identity and phone numbers, and restricted texts: how they are stored, shown masked, found and read.

Every cipher text is bound to its place (county, kind of row, row, column), so it cannot be moved to another person.
"""

import re
from typing import Final

from flask import current_app
from flask_babel import lazy_gettext as _l

from staffing.config import Config
from staffing.core import id_number
from staffing.core.crypto import FieldCipher
from staffing.core.fields import half_width
from staffing.core.filters import mask_phone
from staffing.core.id_number import IdNumberFault
from staffing.errors import StaffingError
from staffing.teachers.models import Deferral, Discipline, Teacher

INDEX_PURPOSE: Final = "id_number"
TAIL_PURPOSE: Final = "id_number_tail"
TAIL_LENGTH: Final = 4
TAIL: Final = re.compile(r"\d{3}[\dX]")
PHONE: Final = re.compile(r"\+?\d[\d-]{6,18}\d")
ID_NUMBER_FAULTS = {
    IdNumberFault.SHAPE: _l("An identity number has 17 digits and a digit or X at the end."),
    IdNumberFault.DATE: _l("The birth date inside the identity number does not exist."),
    IdNumberFault.CHECK: _l("The last character of the identity number does not fit the others; a digit is mistyped."),
}


def field_cipher() -> FieldCipher:
    """Return the cipher of this installation."""
    config: Config = current_app.config["STAFFING"]
    return FieldCipher(config.field_key.get_secret_value(), config.index_key.get_secret_value())


def teacher_place(county_id: int, teacher_id: int, column: str) -> str:
    """Return the place of a teacher's encrypted column."""
    return f"{county_id}:teacher:{teacher_id}:{column}"


def content_place(county_id: int, fact: Deferral | Discipline) -> str:
    """Return the place of a restricted text."""
    return f"{county_id}:{type(fact).__name__.lower()}:{fact.id}:content"


def tidy_id_number(text: str) -> str:
    """Return an identity number as it is stored: half-width, without blanks, with a capital X."""
    return half_width(text).replace(" ", "").upper()


def check_id_number(number: str) -> None:
    """Refuse a number that is not well formed."""
    fault = id_number.find_fault(number)
    if fault is not None:
        raise StaffingError(ID_NUMBER_FAULTS[fault], field="id_number")


def id_number_index(number: str) -> str:
    """Return the blind index by which a whole number is found."""
    return field_cipher().blind_index(number, purpose=INDEX_PURPOSE)


def tail_index(tail: str) -> str:
    """Return the blind index by which numbers with these last four characters are found."""
    return field_cipher().blind_index(tail, purpose=TAIL_PURPOSE)


def set_id_number(teacher: Teacher, number: str) -> None:
    """Store an identity number encrypted with its two indexes; the teacher must have an id. Empty text removes it."""
    tidy = tidy_id_number(number)
    if not tidy:
        teacher.id_number_cipher = teacher.id_number_index = teacher.id_number_tail_index = None
        return
    check_id_number(tidy)
    place = teacher_place(teacher.county_id, teacher.id, "id_number")
    teacher.id_number_cipher = field_cipher().encrypt(tidy, place=place)
    teacher.id_number_index = id_number_index(tidy)
    teacher.id_number_tail_index = tail_index(tidy[-TAIL_LENGTH:])


def read_id_number(teacher: Teacher) -> str | None:
    """Return the identity number in clear; only for views that log the reading, checks and matching."""
    if teacher.id_number_cipher is None:
        return None
    return field_cipher().decrypt(teacher.id_number_cipher, place=teacher_place(teacher.county_id, teacher.id, "id_number"))


def masked_id_number(teacher: Teacher) -> str | None:
    """Return the identity number with its middle hidden, as every page and list shows it."""
    number = read_id_number(teacher)
    return id_number.mask(number) if number else None


def set_phone(teacher: Teacher, phone: str) -> None:
    """Store a phone number encrypted; the teacher must have an id. Empty text removes it."""
    tidy = half_width(phone).replace(" ", "")
    if tidy and not PHONE.fullmatch(tidy):
        raise StaffingError(_l("A phone number has 8 to 20 digits."), field="phone")
    place = teacher_place(teacher.county_id, teacher.id, "phone")
    teacher.phone_cipher = field_cipher().encrypt(tidy, place=place) if tidy else None


def read_phone(teacher: Teacher) -> str | None:
    """Return the phone number in clear; only for views that log the reading."""
    if teacher.phone_cipher is None:
        return None
    return field_cipher().decrypt(teacher.phone_cipher, place=teacher_place(teacher.county_id, teacher.id, "phone"))


def masked_phone(teacher: Teacher) -> str | None:
    """Return the phone number with its middle hidden."""
    number = read_phone(teacher)
    return mask_phone(number) if number else None


def set_content(county_id: int, fact: Deferral | Discipline, text: str) -> None:
    """Store the restricted text of a deferral or discipline encrypted; the fact must have an id."""
    fact.content_cipher = field_cipher().encrypt(text, place=content_place(county_id, fact)) if text else None


def read_content(county_id: int, fact: Deferral | Discipline) -> str:
    """Return the restricted text; only for readers of deferrals, by a view that logs the reading."""
    if fact.content_cipher is None:
        return ""
    return field_cipher().decrypt(fact.content_cipher, place=content_place(county_id, fact))


def looks_like_id_number(text: str) -> bool:
    """True if somebody typed a whole identity number, right or wrong; such a text must not enter an address."""
    tidy = tidy_id_number(text)
    return len(tidy) >= 15 and tidy[:-1].isdigit()
