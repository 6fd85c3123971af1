"""The county's figures from all verdicts: the three lists, both bases of the quotas, and what the quotas then demand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from staffing.core.exact import ceil_exact, exact
from staffing.eligibility.enums import EligibilityState
from staffing.eligibility.verdicts import Verdict
from staffing.policy.schema import RuleSet
from staffing.policy.values import RuleReference

ROTATION_SHARE = "rotation_share"


@dataclass(frozen=True, slots=True)
class Basis:
    """One reading of 符合交流条件教师: all of the county, or those of 城镇学校、优质学校. ``total`` is the denominator."""

    eligible: int
    deferred: int
    leaders: int

    @property
    def total(self) -> int:
        """Return the denominator."""
        return self.eligible + self.deferred + self.leaders


@dataclass(frozen=True, slots=True)
class QuotaNeed:
    """How many a quota demands: ``needed`` is the ceiling of the exact product of share and base."""

    code: str
    name: str
    group: str
    of: str
    share: Decimal
    base: int
    needed: int
    firm: bool
    rule: RuleReference


@dataclass(frozen=True, slots=True)
class Summary:
    """What the eligible lists come to in one county and year."""

    total: int
    eligible: int
    deferred: int
    out: int
    leaders: int
    leaders_due: int
    county: Basis
    urban_or_strong: Basis
    deciding: str
    quotas: tuple[QuotaNeed, ...]

    @property
    def denominator(self) -> int:
        """Return the eligible count of the basis that decides."""
        return (self.county if self.deciding == "county" else self.urban_or_strong).total

    def need(self, code: str) -> QuotaNeed:
        """Return a quota by its code; KeyError if the rule set has none."""
        for quota in self.quotas:
            if quota.code == code:
                return quota
        raise KeyError(code)


def share_of(share: Decimal, base: int) -> int:
    """Return how many a share of a base demands, rounded up: 10 % of 137 is 14, 20 % of 14 is 3."""
    return ceil_exact(exact(share) * base)


def summarise(verdicts: Iterable[Verdict], ruleset: RuleSet, *, moved: int | None = None) -> Summary:
    """Return the figures of all verdicts made by the rule set.

    ``moved`` is the number of moves of a plan; without one, shares of the moves are taken of the least number that
    the rotation share demands.
    """
    listed = list(verdicts)
    states = Counter(verdict.state for verdict in listed if verdict.leader is None)
    leaders = [verdict for verdict in listed if verdict.leader is not None]
    county = _basis(listed)
    urban = _basis([verdict for verdict in listed if verdict.in_urban_or_strong])
    deciding = ruleset.quotas.base.value
    denominator = county.total if deciding == "county" else urban.total
    return Summary(
        total=len(listed), eligible=states[EligibilityState.ELIGIBLE], deferred=states[EligibilityState.DEFERRED],
        out=states[EligibilityState.OUT], leaders=len(leaders),
        leaders_due=sum(1 for verdict in leaders if verdict.leader is not None and verdict.leader.due),
        county=county, urban_or_strong=urban, deciding=deciding,
        quotas=_quotas(listed, ruleset, denominator, moved),
    )


def _basis(verdicts: Sequence[Verdict]) -> Basis:
    counted = [verdict for verdict in verdicts if verdict.counts_in_denominator]
    leaders = sum(1 for verdict in counted if verdict.leader is not None)
    deferred = sum(1 for verdict in counted if verdict.state is EligibilityState.DEFERRED)
    return Basis(len(counted) - leaders - deferred, deferred, leaders)


def _quotas(verdicts: Sequence[Verdict], ruleset: RuleSet, denominator: int, moved: int | None) -> tuple[QuotaNeed, ...]:
    return quota_needs(ruleset, denominator, group_sizes(verdicts), moved=moved)


def quota_needs(ruleset: RuleSet, denominator: int, groups: Mapping[str, int], *, moved: int | None = None) -> tuple[QuotaNeed, ...]:
    """Return what each quota demands of a denominator and of groups of eligible teachers."""
    shares = ruleset.quotas.shares
    least = share_of(shares[ROTATION_SHARE].value.at_least, denominator) if ROTATION_SHARE in shares else 0
    bases = {"eligible": denominator, "moved": least if moved is None else moved}
    needs = []
    for code, rule in shares.items():
        base = groups.get(rule.value.group, 0) if rule.value.of == "group" else bases[rule.value.of]
        needs.append(
            QuotaNeed(
                code, rule.value.name, rule.value.group, rule.value.of, rule.value.at_least, base,
                share_of(rule.value.at_least, base), rule.value.firm, rule.reference,
            )
        )
    return tuple(needs)


def group_sizes(verdicts: Iterable[Verdict]) -> Counter[str]:
    """Return the eligible teachers of each group, the bases of shares of a group itself."""
    return Counter(group for verdict in verdicts if verdict.state is EligibilityState.ELIGIBLE for group in verdict.groups)
