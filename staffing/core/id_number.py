"""Identity numbers (身份证号, GB 11643-1999): check digit, birth date, sex, masking.

The region code is not checked: it is the one in force at registration, not today's.
"""

import datetime as dt
import re
from enum import Enum

LENGTH = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
SHAPE = re.compile(r"\d{17}[\dX]")


class IdNumberFault(Enum):
    """What is wrong with an identity number."""

    SHAPE = "shape"
    DATE = "date"
    CHECK = "check"


def find_fault(number: str) -> IdNumberFault | None:
    """Return what is wrong with the number, None if it is well formed."""
    if not SHAPE.fullmatch(number):
        return IdNumberFault.SHAPE
    if _birth_date(number) is None:
        return IdNumberFault.DATE
    if check_character(number[:17]) != number[17]:
        return IdNumberFault.CHECK
    return None


def check_character(first_17: str) -> str:
    """Return the 18th character that belongs to the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def birth_date(number: str) -> dt.date:
    """Return the birth date in a well-formed number."""
    found = _birth_date(number)
    if found is None:
        raise ValueError("no date in the identity number")
    return found


def is_male(number: str) -> bool:
    """True if the 17th digit is odd."""
    return int(number[16]) % 2 == 1


def mask(number: str) -> str:
    """Return the number with all but the first three and the last two characters hidden."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}" if len(number) > 5 else "*" * len(number)


def _birth_date(number: str) -> dt.date | None:
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
