"""The formulas of the indicators: numbers in, numbers out, exact where a threshold is decided.

A value that is compared with a threshold is a fraction, so that 2.1 of 2.1 persons is reached and 2.0999 is not.
Means, standard deviations and coefficients are floats; a coefficient that lies on its limit is decided exactly.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from staffing.core.exact import Number, exact

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

# Stored with every snapshot: raise it whenever the same records and rules would give another figure.
FORMULA_VERSION: Final = "1"

# Nearer than this to its limit, a coefficient is decided by exact arithmetic instead of by a float.
_DOUBTFUL: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How evenly one resource is spread over the sections of a stage (校际差异).

    `mean` is the county's total over its pupils, not the mean of the schools. `cv` is None (不适用) where it says
    nothing: fewer than two sections, or nothing of the resource anywhere.
    """

    mean: float | None
    sd: float | None
    cv: float | None
    sections: int
    pupils: int


def per_pupils(resource: Number, pupils: int, *, scale: int) -> Fraction | None:
    """Return resource / pupils x scale, None without pupils."""
    if pupils <= 0:
        return None
    return exact(resource) * scale / pupils


def per_hundred_pupils(persons: Number, pupils: int) -> Fraction | None:
    """Return persons per hundred pupils (每百名学生拥有…数), None without pupils."""
    return per_pupils(persons, pupils, scale=100)


def amount_needed(threshold: Number, pupils: int, *, scale: int, share: Number = 1) -> Fraction:
    """Return the resource at which `share` of the threshold is just reached."""
    return exact(threshold) * exact(share) * pupils / scale


def persons_needed(threshold: Number, pupils: int, *, share: Number = 1) -> int:
    """Return the persons a section needs for `share` of a threshold per hundred pupils.

    The ceiling is that of the exact product: ⌈0.85 x threshold x P / 100⌉, not 0.85 of a rounded need.
    """
    return math.ceil(amount_needed(threshold, pupils, scale=100, share=share))


def persons_needed_array(threshold: Number, pupils: IntArray, *, share: Number = 1) -> IntArray:
    """Return `persons_needed` of many sections at once, exactly, in whole-number arithmetic."""
    factor = exact(threshold) * exact(share) / 100
    return -((-factor.numerator * pupils.astype(np.int64)) // factor.denominator)


def persons_missing(persons: Number, threshold: Number, pupils: int, *, share: Number = 1) -> int:
    """Return how many more whole persons reach the threshold ("缺 n 人"); 0 if it is reached."""
    return max(0, math.ceil(amount_needed(threshold, pupils, scale=100, share=share) - exact(persons)))


def is_reached(resource: Number, pupils: int, threshold: Number, *, scale: int, share: Number = 1) -> bool:
    """True if the resource reaches `share` of the threshold, decided on the unrounded numbers."""
    return exact(resource) >= amount_needed(threshold, pupils, scale=scale, share=share)


def disperse(resources: Sequence[Number] | FloatArray | IntArray, pupils: Sequence[int] | IntArray, *,
             scale: int = 1) -> Dispersion:
    """Return mean, standard deviation and coefficient of variation (差异系数), weighted by pupils.

    CV = S / X; X = ΣR / ΣP; S² = Σ (P/ΣP) · (R/P - X)²: population variance with pupil shares as weights.
    Sections without pupils must have been left out before; they have no value to differ by.
    """
    amounts = [float(amount) * scale for amount in resources]
    heads = [int(head) for head in pupils]
    if len(amounts) != len(heads) or any(head <= 0 for head in heads):
        raise ValueError("every section needs one resource and at least one pupil")
    total = sum(heads)
    if not heads:
        return Dispersion(None, None, None, 0, 0)
    mean = math.fsum(amounts) / total
    variance = math.fsum(head / total * (amount / head - mean) ** 2
                         for amount, head in zip(amounts, heads, strict=True))
    sd = math.sqrt(variance)
    cv = sd / mean if len(heads) > 1 and mean > 0 else None
    return Dispersion(mean, sd, cv, len(heads), total)


def weighted_cv(resources: FloatArray | IntArray, pupils: IntArray) -> float:
    """Return the weighted coefficient of many sections at once (0.0 where the county has nothing).

    The array form serves repeated evaluation; `disperse` says when a coefficient does not apply.
    """
    total = pupils.sum()
    mean = resources.sum() / total
    if mean == 0:
        return 0.0
    deviations = resources / pupils - mean
    return float(np.sqrt((pupils * deviations * deviations).sum() / total) / mean)


def cv_squared(resources: Sequence[Number], pupils: Sequence[int]) -> Fraction:
    """Return the square of the weighted coefficient as an exact fraction: ΣP · Σ(R²/P) / (ΣR)² - 1."""
    amounts = [exact(resource) for resource in resources]
    total = sum(amounts, Fraction(0))
    squares = sum((amount * amount / head for amount, head in zip(amounts, pupils, strict=True)), Fraction(0))
    return sum(pupils) * squares / (total * total) - 1


def is_within(cv: float, limit: Number, resources: Sequence[Number], pupils: Sequence[int]) -> bool:
    """True if the coefficient does not exceed its limit; on the line, the exact numbers decide."""
    bound = exact(limit)
    if abs(cv - float(bound)) > _DOUBTFUL:
        return cv < bound
    return cv_squared(resources, pupils) <= bound * bound


def composite(coefficients: Iterable[float | None]) -> float | None:
    """Return the composite (综合差异系数): the plain mean; None if one of them does not apply."""
    known = list(coefficients)
    if not known or any(value is None for value in known):
        return None
    return math.fsum(value for value in known if value is not None) / len(known)


def split_shares(pupils: Mapping[str, int], weights: Mapping[str, Number]) -> dict[str, Fraction]:
    """Return each stage's share of what the sections of one school use together (一贯制、完全中学 拆分).

    A stage's share is its weighted pupils over all weighted pupils, e.g. primary A / (A + 1.1 B).
    Without any pupil nothing can be shared out: all shares are 0.
    """
    weighted = {stage: exact(weights[stage]) * count for stage, count in pupils.items()}
    total = sum(weighted.values(), Fraction(0))
    if total == 0:
        return {stage: Fraction(0) for stage in pupils}
    return {stage: amount / total for stage, amount in weighted.items()}


def split_amount(amount: Number, pupils: Mapping[str, int], weights: Mapping[str, Number]) -> dict[str, Fraction]:
    """Return the shared amount divided among the stages; the parts add up exactly to the amount."""
    return {stage: exact(amount) * share for stage, share in split_shares(pupils, weights).items()}
