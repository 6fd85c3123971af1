"""Share a fixed number of posts out among schools (编制统筹分配). Pure and exact.

Each school asks for the posts of the rule set's ratio (生师比与班师比). No school gets fewer than its floor, the established
staff it holds within its posts: people do not disappear when posts do (只出不进). No school gets more than it asks for or its
floor. If the total does not suffice, what is left above the floors is shared in proportion to the ratio, and whole posts go
to the largest remainders.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.errors import StaffingError


class Grounds(LabelledEnum):
    """Why a school gets its number (分配依据)."""

    RATIO = "ratio", _l("Posts by ratio in full")
    STAFF = "staff", _l("Kept for the staff in post")
    SHARE = "share", _l("Share of the total in proportion to the ratio")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one school asks for: posts by ratio, and the floor below which it cannot go."""

    school: int
    ratio: int
    floor: int

    @property
    def most(self) -> int:
        """Return the most that the school may get."""
        return max(self.ratio, self.floor)


@dataclass(frozen=True, slots=True)
class Allotment:
    """What one school gets, and why."""

    school: int
    posts: int
    grounds: Grounds


def distribute(total: int, claims: Sequence[Claim]) -> list[Allotment]:
    """Return an allotment for each school, in the order given; StaffingError where the floors alone exceed the total."""
    floors = sum(claim.floor for claim in claims)
    if floors > total:
        raise StaffingError(_l("The staff in post takes %(staff)s posts, more than the total of %(total)s: no sharing out keeps everybody.",
                               staff=floors, total=total))
    if sum(claim.most for claim in claims) <= total:
        return [Allotment(claim.school, claim.most, Grounds.RATIO if claim.ratio >= claim.floor else Grounds.STAFF) for claim in claims]
    exact = _scaled(total, claims)
    whole = _rounded(total, claims, exact)
    return [Allotment(claim.school, whole[claim.school], _grounds(claim, exact[claim.school])) for claim in claims]


def _scaled(total: int, claims: Sequence[Claim]) -> dict[int, Fraction]:
    """Return exact shares: floors first, the rest in proportion to the ratio, until no share lies below its floor."""
    kept = {claim.school: claim for claim in claims if claim.floor >= claim.ratio}
    while True:
        free = [claim for claim in claims if claim.school not in kept]
        rest = total - sum(claim.floor for claim in kept.values())
        asked = sum(claim.ratio for claim in free)
        share = Fraction(rest, asked) if asked else Fraction(0)
        below = [claim for claim in free if claim.ratio * share < claim.floor]
        if not below:
            return {claim.school: Fraction(claim.floor) if claim.school in kept else claim.ratio * share for claim in claims}
        kept |= {claim.school: claim for claim in below}


def _rounded(total: int, claims: Sequence[Claim], exact: dict[int, Fraction]) -> dict[int, int]:
    """Return whole posts that add up to the total: the largest remainders are rounded up, of equal ones the larger ratio."""
    whole = {school: math.floor(share) for school, share in exact.items()}
    order = sorted(claims, key=lambda claim: (whole[claim.school] - exact[claim.school], -claim.ratio, claim.school))
    missing = total - sum(whole.values())
    for claim in order[:missing]:
        whole[claim.school] += 1
    return whole


def _grounds(claim: Claim, share: Fraction) -> Grounds:
    return Grounds.STAFF if share == claim.floor and claim.floor else Grounds.SHARE
