"""What a rule set says about the rotation itself: quotas and their bases, kinds of exchange, placement, procedure."""

from typing import Literal, Self

from pydantic import Field, model_validator

from staffing.policy.schema_eligibility import MonthDay
from staffing.policy.values import Amount, Count, Frozen, PositiveCount, RuleValue, Share
from staffing.policy.vocabulary import CertificateCode, LocationCode, StageCode, StrengthCode


class UrbanOrStrong(Frozen):
    """Which schools are 城镇学校、优质学校."""

    locations: tuple[LocationCode, ...]
    strengths: tuple[StrengthCode, ...]


class Numerator(Frozen):
    """Which moves count as rotated (实际交流数)."""

    new_moves_only: bool
    persons: Literal["eligible", "eligible_or_deferred", "all"]


class QuotaRule(Frozen):
    """One share that the moves must reach (交流比例): at least ``at_least`` of a base.

    ``group`` all or a group of teachers whose moves are counted; ``of`` the base: the eligible count of the deciding
    basis, all moves, or the members of ``group`` among the counted persons. ``firm`` False: 原则上, a goal and no rule.
    """

    name: str = Field(min_length=2)
    group: Literal["all", "backbone", "graduating_class", "leader"]
    of: Literal["eligible", "moved", "group"]
    at_least: Share
    firm: bool = True

    @model_validator(mode="after")
    def base_is_not_itself(self) -> Self:
        """Refuse a share of the moves among all moves, which is always one."""
        if self.group == "all" and self.of == "moved":
            raise ValueError("group all of moved says nothing")
        return self


class QuotaRules(Frozen):
    """The shares, what they are taken of, and what counts toward them."""

    base: RuleValue[Literal["county", "urban_or_strong"]]
    urban_or_strong: RuleValue[UrbanOrStrong]
    deferred_count: RuleValue[bool]
    leaders_count: RuleValue[bool]
    numerator: RuleValue[Numerator]
    shares: dict[str, RuleValue[QuotaRule]]


class ExchangeKind(Frozen):
    """One kind of exchange (交流轮岗类型)."""

    name: str = Field(min_length=2)
    counts_toward_quota: bool
    relation_moves: Literal["yes", "no", "either"]
    shortest_months: Count
    full_time: bool
    interrupts_continuity: bool
    decided_elsewhere: bool = False
    """True if people decide the move and the plan takes it as given (支教, 竞聘, 委派, leaders)."""


class StintMonths(Frozen):
    """Shortest length of a stint by direction, in months."""

    to_rural: PositiveCount
    between_rural: PositiveCount
    other: PositiveCount


class PlacementRules(Frozen):
    """Where a teacher may be sent, and how many a school may give."""

    max_distance_km: RuleValue[Amount]
    couple_distance_km: RuleValue[Amount]
    school_outflow_share: RuleValue[Share]
    cell_outflow_share: RuleValue[Share]
    zone_limit: RuleValue[Literal["none", "ordinary", "all"]]
    relation_moves: RuleValue[Literal["always", "never", "to_urban"]]
    keep_compliant: RuleValue[bool]
    donor_floor: RuleValue[Amount | None]
    cross_stage: RuleValue[bool]
    certificate_covers: RuleValue[dict[CertificateCode, tuple[StageCode, ...]]]
    stint_months: RuleValue[StintMonths]


class ProcedureRules(Frozen):
    """Days of opinions (意见征询), notice, objection (公示异议) and formal appeal (申诉), and dates of the yearly calendar.

    ``protected_share``: how many of its eligible teachers a school may ask to keep, rounded up.
    """

    opinion_working_days: RuleValue[PositiveCount]
    protected_share: RuleValue[Share]
    notice_working_days: RuleValue[PositiveCount]
    school_notice_working_days: RuleValue[PositiveCount]
    teacher_appeal_reply_days: RuleValue[PositiveCount]
    review_request_days: RuleValue[PositiveCount]
    review_decision_days: RuleValue[PositiveCount]
    appeal_request_days: RuleValue[PositiveCount]
    appeal_decision_days: RuleValue[PositiveCount]
    matching_done_by: RuleValue[MonthDay | None]
