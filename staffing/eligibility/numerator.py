"""Which moves count as rotated (实际交流数), the numerator of the shares: kind, length, newness, person."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.eligibility.enums import EligibilityState
from staffing.policy.schema import RuleSet

PERSONS: dict[str, frozenset[EligibilityState]] = {
    "eligible": frozenset({EligibilityState.ELIGIBLE}),
    "eligible_or_deferred": frozenset({EligibilityState.ELIGIBLE, EligibilityState.DEFERRED}),
    "all": frozenset(EligibilityState),
}


class MoveStanding(LabelledEnum):
    """Whether a move counts as rotated, and if not, why (计入情况)."""

    COUNTED = "counted", _l("Counts as rotated")
    SAME_ENTITY = "same_entity", _l("Moves inside one legal entity")
    KIND = "kind", _l("Kind of exchange does not count")
    PART_TIME = "part_time", _l("Not full-time")
    TOO_SHORT = "too_short", _l("Shorter than its kind asks")
    NOT_NEW = "not_new", _l("Began in an earlier year")
    LEADER = "leader", _l("Leaders are not counted")
    PERSON = "person", _l("Person is not within the scope")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """One move of the year; ``months`` its planned length, ``new`` True if it begins this school year."""

    kind: str
    months: int
    new: bool
    state: EligibilityState
    leader: bool = False
    full_time: bool = True
    same_entity: bool = False


def standing_of(move: MoveFacts, ruleset: RuleSet) -> MoveStanding:
    """Return whether the move counts toward the shares, or the first reason why it does not.

    A kind that the rule set does not know never counts. Leaders count where they stand in the denominator.
    """
    rule = ruleset.exchange_kinds.get(move.kind)
    if move.same_entity:
        return MoveStanding.SAME_ENTITY
    if rule is None or not rule.value.counts_toward_quota:
        return MoveStanding.KIND
    if rule.value.full_time and not move.full_time:
        return MoveStanding.PART_TIME
    if move.months < rule.value.shortest_months:
        return MoveStanding.TOO_SHORT
    return _person_standing(move, ruleset)


def _person_standing(move: MoveFacts, ruleset: RuleSet) -> MoveStanding:
    numerator = ruleset.quotas.numerator.value
    if numerator.new_moves_only and not move.new:
        return MoveStanding.NOT_NEW
    if move.leader:
        return MoveStanding.COUNTED if ruleset.quotas.leaders_count.value else MoveStanding.LEADER
    return MoveStanding.COUNTED if move.state in PERSONS[numerator.persons] else MoveStanding.PERSON
