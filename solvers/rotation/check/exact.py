"""Ceilings and floors of exact decimal products of the numbers as they were written, and the tolerances of the format.

0.15 × 20 is 3 here, although the double nearest to 0.15 times 20 may lie beside it.
"""

import math
from fractions import Fraction

# Agreement of recomputed figures: relative to the figure, absolute below one.
FIGURE_TOLERANCE = 1e-6
DISTANCE_TOLERANCE_KM = 1e-6


def written(number: float) -> Fraction:
    """Return the decimal number that a float or int was written as (its shortest form)."""
    return Fraction(repr(number if isinstance(number, int) else float(number)))


def product(*numbers: float) -> Fraction:
    """Return the exact product of the numbers as written."""
    result = Fraction(1)
    for number in numbers:
        result *= written(number)
    return result


def ceiling(*numbers: float) -> int:
    """Return the ceiling of the exact product."""
    return math.ceil(product(*numbers))


def floor(*numbers: float) -> int:
    """Return the floor of the exact product."""
    return math.floor(product(*numbers))


def agree(claimed: float, figure: float) -> bool:
    """True if two figures differ by no more than double precision explains."""
    return abs(claimed - figure) <= FIGURE_TOLERANCE * max(1.0, abs(figure))


def not_above(value: float, limit: float) -> bool:
    """True if the value is at most the limit, within the tolerance of the limit's size."""
    return value <= limit + FIGURE_TOLERANCE * max(1.0, abs(limit))
