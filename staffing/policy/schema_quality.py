"""What a rule set says about records that cannot be right, or that the bureau wants looked at (数据质量)."""

from typing import Self

from pydantic import model_validator

from staffing.policy.values import Count, Frozen, PositiveCount, RuleValue, Share
from staffing.policy.vocabulary import DegreeCode


class PlausibleRange(Frozen):
    """The least and the most that is still plausible."""

    least: Count
    most: PositiveCount

    @model_validator(mode="after")
    def least_to_most(self) -> Self:
        """Refuse a range that holds nothing."""
        if self.most < self.least:
            raise ValueError("most must not be below least")
        return self


class DueDays(Frozen):
    """In how many days a finding of each severity is due (整改期限)."""

    error: PositiveCount
    warning: PositiveCount
    hint: PositiveCount


class QualityRules(Frozen):
    """Bounds of the data-quality rules; the rules themselves stand in staffing.quality.catalogue."""

    working_age: RuleValue[PositiveCount]
    day_tolerance: RuleValue[Count]
    graduation_ages: RuleValue[dict[DegreeCode, PositiveCount]]
    academic_degrees: RuleValue[dict[DegreeCode, tuple[str, ...]]]
    certificate_age: RuleValue[PositiveCount]
    subject_certificates: RuleValue[dict[str, tuple[str, ...]]]
    general_certificates: RuleValue[tuple[str, ...]]
    honour_years: RuleValue[PositiveCount]
    pupils_per_class: RuleValue[PlausibleRange]
    pupils_change_share: RuleValue[Share]
    posts_over_share: RuleValue[Share]
    staff_total_gap: RuleValue[Count]
    due_days: RuleValue[DueDays]
    left_out: RuleValue[tuple[str, ...]]
