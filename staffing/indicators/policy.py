"""What a county's rule set says about indicators, as typed values: thresholds, limits, scope, who counts in what.

Nothing here has a default that a county could want otherwise; the numbers come from the rule set.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from staffing.indicators.codes import Basis, Measure, Scheme


@dataclass(frozen=True, slots=True)
class IndicatorThresholds:
    """The threshold of one indicator in each stage; a stage that is absent has none."""

    code: str
    by_stage: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class PassRule:
    """How many indicators a section must reach, and what share of the threshold each other one (6/7 与 85%)."""

    reach_at_least: int
    rest_share: Fraction


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """Which sections are measured (评估范围)."""

    stages: tuple[str, ...]
    excluded_kinds: frozenset[str]
    teaching_point_kinds: frozenset[str]
    teaching_point_min_pupils: int | None
    """Teaching points (教学点) below this number of pupils are out; None: all of them are out."""
    ownerships: frozenset[str]
    """Whose schools are measured (隶属); whether private schools are is each county's choice."""


@dataclass(frozen=True, slots=True)
class SmallRuralRule:
    """The 50-99 exception of L3: teachers who come by rotation, part time or shared count there (农村小规模学校例外)."""

    min_pupils: int
    max_pupils: int
    locations: frozenset[str]
    manners: frozenset[str]

    def covers(self, pupils: int, location: str) -> bool:
        """True if a section of this size and location falls under the exception."""
        return self.min_pupils <= pupils <= self.max_pupils and location in self.locations


@dataclass(frozen=True, slots=True)
class CountingRule:
    """Who counts in which measure.

    `degree_floor` names the lowest degree above the required one, by stage; the other floors name the lowest level
    that counts. `employment_counts` and `duty_counts` name the measures in which a kind of employment (用人形式) or a
    duty state (在岗状态) counts; a kind that is absent counts in none.
    """

    categories: frozenset[str]
    employment_counts: Mapping[str, frozenset[Measure]]
    duty_counts: Mapping[str, frozenset[Measure]]
    degree_floor: Mapping[str, str]
    backbone_floor: str
    middle_title_floor: str
    pe_arts_subjects: frozenset[str]
    small_rural: SmallRuralRule | None


@dataclass(frozen=True, slots=True)
class IndicatorPolicy:
    """One scheme as one county applies it.

    `local_pass_rule` is the county's own, stricter aim (e.g. 项项达标), shown beside the national verdict. `cv_limits` bound each indicator's own coefficient, `composite_limits` the mean of them; a stage that is absent has
    no such test. `counts_at` is None until the county has chosen: both figures are shown, none decides.
    """

    scheme: Scheme
    thresholds: tuple[IndicatorThresholds, ...]
    pass_rule: PassRule | None
    local_pass_rule: PassRule | None
    cv_limits: Mapping[str, Fraction]
    composite_limits: Mapping[str, Fraction]
    scope: ScopeRule
    counting: CountingRule
    counts_at: Basis | None
    split_weights: Mapping[str, Fraction]
    """Weight of a pupil of each stage when a school's sections share buildings (1 : 1.1 : 1.32)."""

    def threshold(self, code: str, stage: str) -> Fraction | None:
        """Return the threshold of an indicator in a stage, None if the scheme sets none."""
        for item in self.thresholds:
            if item.code == code:
                return item.by_stage.get(stage)
        return None
