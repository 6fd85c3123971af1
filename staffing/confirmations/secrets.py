"""The words of an answer: stored encrypted, bound to their row."""

from staffing.confirmations.models import FactConfirmation
from staffing.teachers.personal import field_cipher


def _place(one: FactConfirmation) -> str:
    return f"{one.county_id}:fact_confirmation:{one.id}:content"


def set_words(one: FactConfirmation, text: str) -> None:
    """Store the words of an answer; the row must have its id."""
    one.content_cipher = field_cipher().encrypt(text, place=_place(one)) if text else None


def read_words(one: FactConfirmation) -> str:
    """Return the words of an answer; only for the bureau, the own school and the teacher."""
    return field_cipher().decrypt(one.content_cipher, place=_place(one)) if one.content_cipher else ""
