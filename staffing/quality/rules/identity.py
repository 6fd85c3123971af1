"""Who a person is: the identity number (GB 11643-1999) against birth date and sex, persons listed twice, partners."""

from collections.abc import Iterator

from staffing.core import id_number
from staffing.core.id_number import IdNumberFault
from staffing.quality.hits import Hit
from staffing.quality.records import Frame, Person
from staffing.teachers.enums import Sex


def id_number_missing(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if a serving person has no identity number."""
    if person.serving and not person.id_number:
        yield Hit()


def id_number_shape(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if the number is no identity number: length, characters, a date that does not exist."""
    if person.id_number and id_number.find_fault(person.id_number) in (IdNumberFault.SHAPE, IdNumberFault.DATE):
        yield Hit({"length": len(person.id_number)})


def id_number_check_digit(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if the last character does not fit the others."""
    if person.id_number and id_number.find_fault(person.id_number) is IdNumberFault.CHECK:
        yield Hit()


def id_number_birth_date(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if the number tells another birth date than the record; the number alone is kept out of the details."""
    if has_a_date(person) and id_number.birth_date(person.id_number or "") != person.born:
        yield Hit()


def id_number_sex(person: Person, _frame: Frame) -> Iterator[Hit]:
    """Yield if the number tells the other sex."""
    if has_a_date(person) and id_number.is_male(person.id_number or "") != (person.sex is Sex.MALE):
        yield Hit()


def same_id_number(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if another person of the county has the same number."""
    others = [one for one in frame.same_number.get(person.id_number or "", ()) if one != person.id]
    if others:
        yield Hit({"others": frame.numbers_of(others)})


def same_name_and_birth(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if another person of the county has the same name and birth date."""
    others = [one for one in frame.same_name.get((person.name, person.born), ()) if one != person.id]
    if others:
        yield Hit({"others": frame.numbers_of(others)})


def partner_not_mutual(person: Person, frame: Frame) -> Iterator[Hit]:
    """Yield if the partner's record does not name this person in turn."""
    if person.partner_id is None:
        return
    partner = frame.keys.get(person.partner_id)
    if partner is not None and partner.partner_id != person.id:
        yield Hit({"other": partner.number})


def has_a_date(person: Person) -> bool:
    """True if the number is well formed apart from, perhaps, its last character."""
    return bool(person.id_number) and id_number.find_fault(person.id_number or "") in (None, IdNumberFault.CHECK)
