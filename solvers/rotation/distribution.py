"""A handful of numbers in a few: count, least, quartiles, mean, most."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """How numbers are spread; all but the count are None for no numbers."""

    count: int
    least: float | None = None
    quarter: float | None = None
    median: float | None = None
    three_quarters: float | None = None
    most: float | None = None
    mean: float | None = None


def describe(numbers: Sequence[float]) -> Distribution:
    """Return the spread of the numbers; quartile points by linear interpolation."""
    if not numbers:
        return Distribution(0)
    # quantiles() wants two numbers at least; one number is all of its own quartile points.
    sample = [*numbers] * 2 if len(numbers) == 1 else numbers
    quarter, median, three_quarters = statistics.quantiles(sample, n=4, method="inclusive")
    mean = statistics.fmean(numbers)
    return Distribution(len(numbers), min(numbers), quarter, median, three_quarters, max(numbers), mean)
