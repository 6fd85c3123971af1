"""What a rule set says about the indicators of 优质均衡: thresholds, limits, scope, who counts, target years."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from staffing.policy.values import Amount, Count, Frozen, PositiveCount, RuleValue, Share
from staffing.policy.vocabulary import (
    BackboneCode,
    DegreeCode,
    EmploymentCode,
    LocationCode,
    MannerCode,
    MeasureCode,
    OwnershipCode,
    PostStatusCode,
    SchoolKindCode,
    StaffCategoryCode,
    StageCode,
    TitleCode,
)

IndicatorCode = Literal[
    "above_degree", "backbone", "pe_arts", "teaching_area", "sports_area", "equipment_value", "multimedia_rooms",
]


class StageAmounts(Frozen):
    """One number for primary and one for junior sections."""

    primary: Amount
    junior: Amount


class StageDegrees(Frozen):
    """The lowest degree that lies above the required one (高于规定学历), per stage."""

    primary: DegreeCode
    junior: DegreeCode


class PassRule(Frozen):
    """A section passes with so many indicators reached and every other one at that share of its threshold."""

    min_met: Annotated[int, Field(ge=1, le=7)]
    floor_share: Share


class ScopeRule(Frozen):
    """Which sections are measured (评估范围)."""

    stages: tuple[StageCode, ...]
    excluded_kinds: tuple[SchoolKindCode, ...]
    small_kinds: tuple[SchoolKindCode, ...]
    min_pupils: Count
    ownerships: tuple[OwnershipCode, ...]


class SmallSchoolException(Frozen):
    """Small rural sections whose PE and arts teachers may come from elsewhere (小规模学校例外)."""

    min_pupils: Count
    max_pupils: Count
    locations: tuple[LocationCode, ...]
    manners: tuple[MannerCode, ...]

    @model_validator(mode="after")
    def sizes_rise(self) -> Self:
        """Refuse an empty range."""
        if self.min_pupils > self.max_pupils:
            raise ValueError("min_pupils must not exceed max_pupils")
        return self


class SplitWeights(Frozen):
    """Weights of pupils when stages share a campus (一贯制、完全中学折算)."""

    primary: Amount
    junior: Amount
    senior: Amount


class DegreeTarget(Frozen):
    """A county's own aim: share of the teachers of a stage, or of all stages, with at least a degree, by a year."""

    degree: DegreeCode
    share: Share
    by_year: PositiveCount


class CountingRules(Frozen):
    """Who counts in which indicator."""

    categories: RuleValue[tuple[StaffCategoryCode, ...]]
    employment: RuleValue[dict[EmploymentCode, tuple[MeasureCode, ...]]]
    post_statuses: RuleValue[dict[PostStatusCode, tuple[MeasureCode, ...]]]
    degree_floor: RuleValue[StageDegrees]
    backbone_min_level: RuleValue[BackboneCode]
    middle_title_floor: RuleValue[TitleCode]
    pe_arts_subjects: RuleValue[tuple[str, ...]]


class IndicatorRules(Frozen):
    """Thresholds and the way to them."""

    thresholds: dict[IndicatorCode, RuleValue[StageAmounts]]
    cv_limit: RuleValue[StageAmounts]
    composite_cv_limit_2012: RuleValue[StageAmounts]
    pass_rule: RuleValue[PassRule]
    local_min_met: RuleValue[Annotated[int, Field(ge=1, le=7)] | None]
    scope: RuleValue[ScopeRule]
    scope_2012: RuleValue[ScopeRule]
    small_school_exception: RuleValue[SmallSchoolException]
    split_weights: RuleValue[SplitWeights]
    counts_at: RuleValue[Literal["home", "host"] | None]
    counting: CountingRules
    target_years: RuleValue[dict[IndicatorCode, PositiveCount]]
    degree_targets: RuleValue[dict[Literal["primary", "junior", "senior", "all"], DegreeTarget]]


class ClassSizes(Frozen):
    """Largest class per stage in pupils (班额)."""

    primary: PositiveCount
    junior: PositiveCount


class SchoolSizes(Frozen):
    """Largest school in pupils (学校规模); ``nine_year`` for the compulsory part of combined schools."""

    ordinary: PositiveCount
    nine_year: PositiveCount


class TrainingHours(Frozen):
    """Hours of training in a span of years (5年360学时)."""

    hours: PositiveCount
    years: PositiveCount


class SupervisionRules(Frozen):
    """The staffing items among the guarantees that inspectors check (政府保障、教育质量)."""

    class_sizes: RuleValue[ClassSizes]
    school_sizes: RuleValue[SchoolSizes]
    school_sizes_relaxed: RuleValue[SchoolSizes]
    training_hours: RuleValue[TrainingHours]
    training_share: RuleValue[Share]
    certificate_share: RuleValue[Share]
    training_budget_share: RuleValue[Share]
    pay_ratio: RuleValue[Amount]
