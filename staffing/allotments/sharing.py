"""How places are shared out among schools. Pure and exact.

``share_out`` gives the places one by one to the school with the greatest weight per place, weight / (2 × places + 1) (Sainte-Laguë),
within each school's most: larger schools get more, none is cut off, and one more place for the county takes none from any school.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from staffing.core.exact import ceil_exact, exact, floor_exact
from staffing.policy.schema_allotments import Tilt
from staffing.schools.enums import Location, Remoteness, Strength
from staffing.schools.models import SchoolStanding


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What one school's allotments rest on: persons who qualify and may be sent, need and surplus on 1 September, payroll."""

    school_id: int
    base: int
    eligible: int
    backbone: int
    surplus: int
    shortage: int
    staff: int
    teachers: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One school's weight, and the most it may get."""

    school_id: int
    weight: Fraction
    most: int


@dataclass(frozen=True, slots=True)
class SendRule:
    """How many a school sends: shares of who qualifies and of the surplus, and the limit of what may leave."""

    share: Fraction
    surplus_share: Fraction
    outflow_share: Fraction


def share_out(total: int, claims: Sequence[Claim]) -> dict[int, int]:
    """Return the places of each school; fewer than ``total`` in all only where every school has its most."""
    given = {claim.school_id: 0 for claim in claims}
    order = [(-claim.weight, place, claim) for place, claim in enumerate(claims) if claim.weight > 0 and claim.most > 0]
    heapq.heapify(order)
    while total > 0 and order:
        _, place, claim = heapq.heappop(order)
        given[claim.school_id] += 1
        total -= 1
        number = given[claim.school_id]
        if number < claim.most:
            heapq.heappush(order, (-claim.weight / (2 * number + 1), place, claim))
    return given


def places_to_send(facts: SchoolFacts, rule: SendRule) -> int:
    """Return a school's 派出名额: the county's share of who qualifies, or the share of its surplus where that is more, within the limits."""
    wanted = max(ceil_exact(rule.share * facts.base), ceil_exact(rule.surplus_share * facts.surplus))
    return min(wanted, facts.eligible, floor_exact(rule.outflow_share * facts.staff))


def backbone_to_send(total: int, schools: Sequence[SchoolFacts], sent: Mapping[int, int]) -> dict[int, int]:
    """Return how many of those sent are to be backbone teachers, in proportion to the backbone teachers who may be sent."""
    return share_out(total, [Claim(one.school_id, Fraction(one.backbone), min(one.backbone, sent[one.school_id])) for one in schools])


def places_to_receive(total: int, schools: Sequence[SchoolFacts], sent: Mapping[int, int]) -> dict[int, int]:
    """Return how many each school receives: what it lacks first, the rest in proportion to what it sends."""
    first = share_out(total, [Claim(one.school_id, Fraction(one.shortage), one.shortage) for one in schools])
    rest = share_out(total - sum(first.values()), [Claim(one.school_id, Fraction(sent[one.school_id]), sent[one.school_id]) for one in schools])
    return {key: number + rest[key] for key, number in first.items()}


def bonus_of(standing: SchoolStanding | None, tilt: Tilt) -> Fraction:
    """Return the highest bonus that fits a school."""
    if standing is None:
        return Fraction(0)
    fitting = [
        (standing.location is Location.RURAL, tilt.rural), (standing.remoteness is not Remoteness.ORDINARY, tilt.remote),
        (standing.strength is Strength.WEAK, tilt.weak),
    ]
    return max((exact(bonus) for fits, bonus in fitting if fits), default=Fraction(0))


def tilted_places(total: int, schools: Sequence[SchoolFacts], bonuses: Mapping[int, Fraction]) -> dict[int, int]:
    """Return the places of each school by its teachers and its bonus; no school gets more places than it has teachers."""
    return share_out(total, [Claim(one.school_id, one.teachers * (1 + bonuses[one.school_id]), one.teachers) for one in schools])
