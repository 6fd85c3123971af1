"""Strict reading of JSON: every fault is refused with its path, nothing is guessed, converted or ignored.

`parse_json` notes duplicate keys; `Fields` reads one object whose keys must be exactly the expected ones.
"""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from solvers.rotation.errors import InstanceError

Word = TypeVar("Word", bound=StrEnum)
Part = TypeVar("Part")


# Bounds of what the package calculates with: beyond them products leave 64-bit integers and doubles.
LARGEST_INTEGER = 10**15
LARGEST_NUMBER = 10**30


class _DuplicateKeys(dict[str, Any]):
    """A JSON object in which a key stood twice; kept until its path is known."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.key = next(key for position, key in enumerate(keys) if key in keys[:position])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _DuplicateKeys(pairs)


def parse_json(text: str) -> Any:  # Any: whatever JSON holds; Fields gives it types
    """Return the parsed document; NaN and infinite numbers are refused later, where their path is known."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise InstanceError("$", f"no JSON: {error}") from error


class Fields:
    """One JSON object at a path, with exactly the required keys and any of the optional ones."""

    __slots__ = ("_values", "path")

    def __init__(
        self, path: str, value: Any, required: frozenset[str], optional: frozenset[str] = frozenset()
    ) -> None:
        if not isinstance(value, dict):
            raise InstanceError(path, "an object is expected")
        if isinstance(value, _DuplicateKeys):
            raise InstanceError(f"{path}.{value.key}", "the key stands there twice")
        if value.keys() != required:
            for key in value:
                if key not in required and key not in optional:
                    raise InstanceError(f"{path}.{key}", "unknown key")
            for key in sorted(required):
                if key not in value:
                    raise InstanceError(f"{path}.{key}", "the key is missing")
        self.path = path
        self._values: dict[str, Any] = value

    def __contains__(self, key: str) -> bool:
        """True if the document states the key."""
        return key in self._values

    def value(self, key: str) -> Any:
        """Return the raw value, None if the key is absent."""
        return self._values.get(key)

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path}.{key}"

    def text(self, key: str) -> str:
        """Return a string."""
        value = self._values[key]
        if type(value) is not str:
            raise InstanceError(self.at(key), "a string is expected")
        return value

    def text_or_none(self, key: str) -> str | None:
        """Return a string or None for null."""
        return None if self._values[key] is None else self.text(key)

    def boolean(self, key: str) -> bool:
        """Return true or false."""
        value = self._values[key]
        if type(value) is not bool:
            raise InstanceError(self.at(key), "true or false is expected")
        return value

    def integer(self, key: str) -> int:
        """Return an integer; 20.0 is none."""
        value = self._values[key]
        if type(value) is not int:
            raise InstanceError(self.at(key), "an integer is expected")
        if abs(value) > LARGEST_INTEGER:
            raise InstanceError(self.at(key), "the integer is too large")
        return value

    def integer_or_none(self, key: str) -> int | None:
        """Return an integer or None for null."""
        return None if self._values.get(key) is None else self.integer(key)

    def number(self, key: str) -> float:
        """Return a finite number as it was written: 20 stays an int."""
        value = self._values[key]
        if type(value) is not int and type(value) is not float:
            raise InstanceError(self.at(key), "a number is expected")
        if not abs(value) <= LARGEST_NUMBER:
            raise InstanceError(self.at(key), f"{value} is no finite number of sensible size")
        number: float = value
        return number

    def number_or_none(self, key: str) -> float | None:
        """Return a finite number or None for null."""
        return None if self._values.get(key) is None else self.number(key)

    def word(self, key: str, words: type[Word]) -> Word:
        """Return one of the words that the format knows."""
        return read_word(self.at(key), self._values[key], words)

    def word_or_none(self, key: str, words: type[Word]) -> Word | None:
        """Return one of the known words, or None for null or an absent key."""
        return None if self._values.get(key) is None else self.word(key, words)

    def rows(self, key: str, read: Callable[[str, Any], Part]) -> tuple[Part, ...]:
        """Return the parts that `read` makes of each row of a list."""
        return read_rows(self.at(key), self._values[key], read)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings."""
        return self.rows(key, read_text) if self._values[key] != [] else ()


def read_rows(path: str, value: Any, read: Callable[[str, Any], Part]) -> tuple[Part, ...]:
    """Return the parts that `read` makes of each row of a list."""
    if not isinstance(value, list):
        raise InstanceError(path, "a list is expected")
    return tuple(read(f"{path}[{position}]", row) for position, row in enumerate(value))


def read_text(path: str, value: Any) -> str:
    """Return a string."""
    if type(value) is not str:
        raise InstanceError(path, "a string is expected")
    return value


def read_word(path: str, value: Any, words: type[Word]) -> Word:
    """Return one of the words that the format knows."""
    if type(value) is not str:
        raise InstanceError(path, "a string is expected")
    try:
        return words(value)
    except ValueError as error:
        raise InstanceError(path, f"{value!r} is none of {', '.join(words)}") from error
