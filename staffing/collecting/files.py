"""Sealing and opening what a round keeps: books handed out, files that came. Each is bound to its place."""

from staffing.collecting.models import Delivery, SchoolReturn
from staffing.teachers.personal import field_cipher

BOOK, CONTENT, DELIVERY = "book", "content", "delivery"


def seal_book(one: SchoolReturn, content: bytes) -> None:
    """Keep the book made for a school."""
    one.book = field_cipher().seal(content, place=_place(BOOK, one.id))


def open_book(one: SchoolReturn) -> bytes:
    """Return the book made for a school; LookupError before it is made."""
    if one.book is None:
        raise LookupError
    return field_cipher().unseal(one.book, place=_place(BOOK, one.id))


def seal_content(one: SchoolReturn, content: bytes) -> None:
    """Keep the file of a school that counts now."""
    one.content = field_cipher().seal(content, place=_place(CONTENT, one.id))


def open_content(one: SchoolReturn) -> bytes:
    """Return the file of a school that counts now; LookupError if none came."""
    if one.content is None:
        raise LookupError
    return field_cipher().unseal(one.content, place=_place(CONTENT, one.id))


def seal_delivery(delivery: Delivery, content: bytes) -> None:
    """Keep a file until it has been looked at."""
    delivery.content = field_cipher().seal(content, place=_place(DELIVERY, delivery.id))


def open_delivery(delivery: Delivery) -> bytes:
    """Return a file that has not been looked at."""
    if delivery.content is None:
        raise LookupError
    return field_cipher().unseal(delivery.content, place=_place(DELIVERY, delivery.id))


def _place(kind: str, number: int) -> str:
    return f"collecting:{kind}:{number}"
