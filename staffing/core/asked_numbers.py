"""Whole numbers in addresses and forms: what no record can be numbered with is no such page, or as good as not given.

Without this a mistyped number longer than the database's integers would end as a fault of ours.
"""

from typing import Any, Final

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter

LARGEST_NUMBER: Final = 2**31 - 1


class NumberConverter(IntegerConverter):
    """An ``int`` of an address that a record's number can be; a larger one leads to no page."""

    def __init__(self, url_map: Any, fixed_digits: int = 0, min: int | None = None, max: int = LARGEST_NUMBER) -> None:
        super().__init__(url_map, fixed_digits, min, max)


class AskedValues(ImmutableMultiDict[str, str]):
    """What an address or form asks; a number that is too large counts like one that is none."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # fewer overloads than werkzeug states
        """Return the first value of a key, the default where it is not of the type."""
        return super().get(key, default, whole_number if type is int else type)

    def getlist(self, key: str, type: Any = None) -> list[Any]:
        """Return the values of a key that are of the type."""
        return super().getlist(key, whole_number if type is int else type)


class NumberedRequest(Request):
    """A request whose numbers a record can have."""

    parameter_storage_class = AskedValues


def ask_numbers(app: Flask) -> None:
    """Read addresses and forms so; before any blueprint is registered."""
    app.url_map.converters["int"] = NumberConverter
    app.request_class = NumberedRequest


def whole_number(text: str) -> int:
    """Return the number that a text is; ValueError if it is none, or none that a record can hold."""
    number = int(text)
    if abs(number) > LARGEST_NUMBER:
        raise ValueError(f"no record has a number of {len(text)} digits")
    return number
