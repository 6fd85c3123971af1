"""Sums of one resource over sections that add up exactly: mean and 差异系数 of a city come from them, not from averages.

With P pupils and R of the resource in a section, X = ΣR / ΣP and CV² = ΣP · Σ(R²/P) / (ΣR)² - 1. All three sums of a city
are the sums of its counties' sums, so the city's figure is the one over all its sections, and no section leaves its county.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ResourceSums:
    """Sums of a resource over measured sections of a stage.

    ``squares`` is Σ(R²/P). ``missing`` sections have reported no figure; they are left out of the other sums.
    """

    sections: int = 0
    pupils: int = 0
    resource: Fraction = Fraction(0)
    squares: Fraction = Fraction(0)
    missing: int = 0

    def __add__(self, other: "ResourceSums") -> "ResourceSums":
        """Return the sums over the sections of both."""
        return ResourceSums(self.sections + other.sections, self.pupils + other.pupils, self.resource + other.resource,
                            self.squares + other.squares, self.missing + other.missing)

    def mean(self, scale: int = 1) -> Fraction | None:
        """Return resource / pupils x scale; None without pupils."""
        return self.resource * scale / self.pupils if self.pupils else None

    @property
    def cv_squared(self) -> Fraction | None:
        """Return the square of the coefficient, exactly; None (不适用) below two sections or with nothing of the resource."""
        if self.sections < 2 or self.resource == 0:
            return None
        return self.pupils * self.squares / (self.resource * self.resource) - 1

    @property
    def cv(self) -> float | None:
        """Return 差异系数, weighted by pupils."""
        squared = self.cv_squared
        return None if squared is None else math.sqrt(squared)


def sum_sections(sections: Iterable[tuple[int, Fraction | int | None]]) -> ResourceSums:
    """Return the sums over (pupils, resource) of sections; a resource of None is a missing figure, never zero.

    Raises ValueError for a section without pupils: it has no value to differ by.
    """
    count = pupils = missing = 0
    resource = Fraction(0)
    # Gathered by pupils first: sections of one size share a denominator, which keeps the exact sum short.
    by_size: dict[int, Fraction | int] = {}
    for heads, amount in sections:
        if heads <= 0:
            raise ValueError("every section needs at least one pupil")
        if amount is None:
            missing += 1
            continue
        count, pupils, resource = count + 1, pupils + heads, resource + amount
        by_size[heads] = by_size.get(heads, 0) + amount * amount
    squares = sum((Fraction(total) / heads for heads, total in by_size.items()), Fraction(0))
    return ResourceSums(count, pupils, resource, squares, missing)


def add_up(parts: Iterable[ResourceSums]) -> ResourceSums:
    """Return the sums over all parts."""
    return sum(parts, ResourceSums())
