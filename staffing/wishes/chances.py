"""How likely a wish is, as far as anybody can say before planning: from the need in the subject and from the year before. Pure.

No promise and no order of points: the plan weighs all wishes, needs and rules together. Only what is known is said.
"""

from dataclasses import dataclass
from enum import StrEnum


class Chance(StrEnum):
    """What is known about a wish."""

    NEEDED = "needed"
    OPEN = "open"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Need:
    """A subject at a section on 1 September: persons expected, least and most needed."""

    present: int
    least: int
    most: int

    @property
    def short(self) -> int:
        """Return how many are missing."""
        return max(0, self.least - self.present)

    @property
    def is_full(self) -> bool:
        """True if nobody more is needed."""
        return self.present >= self.most


def judge(need: Need | None, *, wished: int = 0, admitted: int = 0) -> Chance:
    """Return what need and the last decided year say: short of somebody, unlikely, or open.

    Unlikely is a section that is full in the subject or does not teach it, and one that somebody wished for last year while
    nobody was sent there on a wish, unless it is short now.
    """
    if need is not None and need.short:
        return Chance.NEEDED
    if need is None or need.is_full or (wished and not admitted):
        return Chance.UNLIKELY
    return Chance.OPEN


def all_unlikely(chances: list[Chance]) -> bool:
    """True if there are wishes and each of them is unlikely."""
    return bool(chances) and all(one is Chance.UNLIKELY for one in chances)
