"""Exact decimals: thresholds and shares are compared as the numbers are written, never as binary floats.

4.2 per 100 of 50 pupils is exactly 2.1 persons and needs 3 of them; 0.10 of 130 teachers is exactly 13, not 14.
Floats are read through their shortest decimal form, which is how the officer or the rule set wrote them.
"""

import math
from decimal import Decimal
from fractions import Fraction

_NOT_A_NUMBER = "not a number: {!r}"

Number = int | float | str | Decimal | Fraction


def exact(number: Number) -> Fraction:
    """Return the number as it is written, as a fraction.

    Raises ValueError for NaN, infinity, truth values and text that is no number.
    """
    if isinstance(number, bool):
        raise ValueError(_NOT_A_NUMBER.format(number))
    if isinstance(number, Fraction):
        return number
    if isinstance(number, float):
        if not math.isfinite(number):
            raise ValueError(_NOT_A_NUMBER.format(number))
        return Fraction(repr(number))
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(_NOT_A_NUMBER.format(number))
    return Fraction(number)


def ceil_exact(number: Number) -> int:
    """Return the least whole number not below the exact decimal."""
    return math.ceil(exact(number))


def floor_exact(number: Number) -> int:
    """Return the greatest whole number not above the exact decimal."""
    return math.floor(exact(number))


def rounded(number: Number, places: int) -> Decimal:
    """Return the number rounded half up (四舍五入), as published tables print it."""
    fraction = exact(number)
    scaled = abs(fraction) * 10**places
    whole = math.floor(scaled + Fraction(1, 2))
    # Built from digits: arithmetic on decimals would round to the precision of the context.
    digits = tuple(int(digit) for digit in str(whole))
    return Decimal((int(fraction < 0 and whole > 0), digits, -places))
