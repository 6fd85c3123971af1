"""Ceilings and floors of exact decimal products: 0.07 × 100 is 7, never 7.000000000000001.

Numbers count as they are written in the document (docs/rotation-model.md, section 2).
"""

from __future__ import annotations

import math
from fractions import Fraction


def as_written(number: float) -> Fraction:
    """Return the decimal number that the shortest text of the float shows."""
    return Fraction(str(number))


def ceiling_of(number: float, *factors: int | Fraction) -> int:
    """Return ⌈number × factors⌉, the number taken as written."""
    return math.ceil(_product(number, factors))


def floor_of(number: float, *factors: int | Fraction) -> int:
    """Return ⌊number × factors⌋, the number taken as written."""
    return math.floor(_product(number, factors))


def _product(number: float, factors: tuple[int | Fraction, ...]) -> Fraction:
    product = as_written(number)
    for factor in factors:
        product *= factor
    return product
