"""Staffing norms by classes (体育教师配备), e.g. one PE teacher for every five to six: a second view of need.

A norm does not add to the need by lessons; a page shows both, because they can disagree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ClassNorm:
    """Classes that one teacher of a subject serves, from least to most, for a span of grades."""

    subject: str
    first_grade: int
    last_grade: int
    least: int
    most: int

    def __post_init__(self) -> None:
        """Refuse a norm that says nothing."""
        if not (0 < self.least <= self.most and self.first_grade <= self.last_grade):
            raise ValueError("a norm runs from a positive least to its most over at least one grade")


@dataclass(frozen=True, slots=True)
class NormNeed:
    """Teachers of a subject that the norms ask for, at most and at fewest classes per teacher."""

    subject: str
    low: Fraction
    high: Fraction


def compute_norm_need(classes: Mapping[int, int], norms: Sequence[ClassNorm]) -> tuple[NormNeed, ...]:
    """Return the need by norms of every subject that has one; grades outside all bands add nothing."""
    needs: dict[str, NormNeed] = {}
    for norm in norms:
        count = sum(number for grade, number in classes.items() if norm.first_grade <= grade <= norm.last_grade)
        before = needs.get(norm.subject, NormNeed(norm.subject, Fraction(0), Fraction(0)))
        needs[norm.subject] = NormNeed(norm.subject, before.low + Fraction(count, norm.most),
                                       before.high + Fraction(count, norm.least))
    return tuple(needs.values())
