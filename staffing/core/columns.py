"""What a column of the bureau's sheets is: heading, kind of value, who may read it. Features list theirs in columns.py.

One list serves the template, the import, the export, the labels of forms and the data dictionary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ValueKind(StrEnum):
    """What a cell of the column holds."""

    TEXT = "text"
    NAME = "name"
    CODE = "code"
    LIST = "list"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    DAY = "day"
    LAST_DAY = "last_day"
    TRUTH = "truth"
    CHOICE = "choice"
    SUBJECT = "subject"
    ID_NUMBER = "id_number"
    PHONE = "phone"


class DataClass(StrEnum):
    """How far a value is protected (数据级别): L1 counts, L2 name and post, L3 identity and phone, L4 health and discipline."""

    GENERAL = "L1"
    PERSONAL = "L2"
    IDENTITY = "L3"
    RESTRICTED = "L4"


MASKED = frozenset({DataClass.IDENTITY, DataClass.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed word: stored code, the Chinese word of the sheets, other words that are taken for it."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``least``/``most`` bound numbers, ``limit`` the characters of a text, ``digits`` those after the point.

    ``aliases`` are other headings under which the column is known; ``future`` allows days to come.
    """

    code: str
    heading: str
    kind: ValueKind = ValueKind.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    data_class: DataClass = DataClass.GENERAL
    help: str = ""
    example: str = ""
    limit: int = 0
    least: int = 0
    most: int = 0
    digits: int = 0
    width: float = 0
    future: bool = False

    @property
    def masked(self) -> bool:
        """True if reports show the value masked."""
        return self.data_class in MASKED


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """One sheet of the bureau's workbook: what it is about and its columns, in order."""

    code: str
    title: str
    about: str
    columns: tuple[Column, ...]

    def column(self, code: str) -> Column:
        """Return the column of a code."""
        return next(column for column in self.columns if column.code == code)


def choices_of(labels: Sequence[tuple[str, str] | tuple[str, str, tuple[str, ...]]]) -> tuple[Choice, ...]:
    """Return choices from (code, word) or (code, word, further words)."""
    return tuple(Choice(*label) for label in labels)
