"""Read a county's rule set (staffing.policy) into the typed policies of the indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from staffing.indicators.codes import Basis, Manner, Measure, Scheme
from staffing.indicators.lookups import Vocabularies, Vocabulary
from staffing.indicators.policy import (
    CountingRule,
    IndicatorPolicy,
    IndicatorThresholds,
    PassRule,
    ScopeRule,
    SmallRuralRule,
)
from staffing.indicators.targets import Target
from staffing.policy.schema import RuleSet
from staffing.policy.schema_indicators import CountingRules, ScopeRule as ScopeText, StageAmounts
from staffing.policy.vocabulary import MeasureCode
from staffing.schools.enums import Stage
from staffing.teachers.enums import (
    BackboneLevel,
    DegreeLevel,
    EmploymentKind,
    PostStatus,
    StaffCategory,
    TitleLevel,
)

Code = TypeVar("Code", bound=str)


def build_quality_policy(rules: RuleSet) -> IndicatorPolicy:
    """Return the county's policy for 优质均衡: seven indicators, pass rule, each coefficient by itself."""
    texts = rules.indicators
    passing, local = texts.pass_rule.value, texts.local_min_met.value
    floor = Fraction(passing.floor_share)
    return IndicatorPolicy(
        scheme=Scheme.QUALITY,
        thresholds=tuple(IndicatorThresholds(code, _by_stage(item.value)) for code, item in texts.thresholds.items()),
        pass_rule=PassRule(passing.min_met, floor),
        local_pass_rule=None if local is None else PassRule(local, floor),
        cv_limits=_by_stage(texts.cv_limit.value),
        composite_limits={},
        scope=_scope(texts.scope.value),
        counting=build_counting_rule(rules),
        counts_at=_counts_at(rules),
        split_weights=_split_weights(rules),
    )


def build_basic_policy(rules: RuleSet) -> IndicatorPolicy:
    """Return the county's policy for 基本均衡: eight indicators, only the composite is tested."""
    texts = rules.indicators
    return IndicatorPolicy(
        scheme=Scheme.BASIC,
        thresholds=(),
        pass_rule=None,
        local_pass_rule=None,
        cv_limits={},
        composite_limits=_by_stage(texts.composite_cv_limit_2012.value),
        scope=_scope(texts.scope_2012.value),
        counting=build_counting_rule(rules),
        counts_at=_counts_at(rules),
        split_weights=_split_weights(rules),
    )


def build_counting_rule(rules: RuleSet) -> CountingRule:
    """Return who counts; a subject that schools write otherwise (体育与健康) counts as the one it stands for."""
    texts: CountingRules = rules.indicators.counting
    exception = rules.indicators.small_school_exception.value
    subjects = set(texts.pe_arts_subjects.value)
    aliases = rules.load.subject_aliases.value
    floor = texts.degree_floor.value
    return CountingRule(
        categories=frozenset(texts.categories.value),
        employment_counts=_measures(texts.employment.value),
        duty_counts=_measures(texts.post_statuses.value),
        degree_floor={Stage.PRIMARY.value: floor.primary, Stage.JUNIOR.value: floor.junior},
        backbone_floor=texts.backbone_min_level.value,
        middle_title_floor=texts.middle_title_floor.value,
        pe_arts_subjects=frozenset(subjects | {name for name, subject in aliases.items() if subject in subjects}),
        small_rural=SmallRuralRule(exception.min_pupils, exception.max_pupils, frozenset(exception.locations),
                                   frozenset(exception.manners)),
    )


def build_targets(rules: RuleSet) -> tuple[Target, ...]:
    """Return the target years the rule set states for indicators; schools' own years come from the records."""
    return tuple(Target(year, indicator=code) for code, year in sorted(rules.indicators.target_years.value.items()))


# "none" stands below the lowest honour and education, so that a blank record is a code too.
NO_LEVEL = "none"


def build_vocabularies(subjects: tuple[str, ...]) -> Vocabularies:
    """Return the vocabularies of the records' closed lists, and of the subjects that occur in them."""
    return Vocabularies(
        stage=Vocabulary(tuple(Stage)),
        category=Vocabulary(tuple(StaffCategory)),
        employment=Vocabulary(tuple(EmploymentKind)),
        duty=Vocabulary(tuple(PostStatus)),
        degree=Vocabulary((NO_LEVEL, *DegreeLevel)),
        title=Vocabulary(tuple(TitleLevel)),
        honour=Vocabulary((NO_LEVEL, *BackboneLevel)),
        subject=Vocabulary(subjects),
        manner=Vocabulary(tuple(Manner)),
    )


@dataclass(frozen=True, slots=True)
class ChecklistPolicy:
    """What the staff checklist asks for; shares as fractions of 1.

    `rotation_backbone` is None where the county takes its backbone quota of another base than the rotated teachers.
    """

    class_limits: Mapping[str, int]
    school_limits: Mapping[str, int]
    combined_limit: int
    relaxed_school_limits: Mapping[str, int]
    relaxed_combined_limit: int
    training_hours: int
    training_years: int
    training_share: Fraction
    certificate_share: Fraction
    training_budget_share: Fraction
    pay_ratio: Fraction
    rotation_share: Fraction | None
    rotation_backbone: Fraction | None


def build_checklist_policy(rules: RuleSet) -> ChecklistPolicy:
    """Return what the rule set asks for in the staff checklist."""
    texts = rules.supervision
    sizes, plain, relaxed = texts.class_sizes.value, texts.school_sizes.value, texts.school_sizes_relaxed.value
    hours = texts.training_hours.value
    return ChecklistPolicy(
        class_limits={Stage.PRIMARY.value: sizes.primary, Stage.JUNIOR.value: sizes.junior},
        school_limits=dict.fromkeys((Stage.PRIMARY.value, Stage.JUNIOR.value), plain.ordinary),
        combined_limit=plain.nine_year,
        relaxed_school_limits=dict.fromkeys((Stage.PRIMARY.value, Stage.JUNIOR.value), relaxed.ordinary),
        relaxed_combined_limit=relaxed.nine_year,
        training_hours=hours.hours,
        training_years=hours.years,
        training_share=Fraction(texts.training_share.value),
        certificate_share=Fraction(texts.certificate_share.value),
        training_budget_share=Fraction(texts.training_budget_share.value),
        pay_ratio=Fraction(texts.pay_ratio.value),
        rotation_share=_quota(rules, "rotation_share", "eligible"),
        rotation_backbone=_quota(rules, "backbone_share", "moved"),
    )


def _quota(rules: RuleSet, code: str, base: str) -> Fraction | None:
    stated = rules.quotas.shares.get(code)
    return Fraction(stated.value.at_least) if stated is not None and stated.value.of == base else None


def _by_stage(amounts: StageAmounts) -> dict[str, Fraction]:
    return {Stage.PRIMARY.value: Fraction(amounts.primary), Stage.JUNIOR.value: Fraction(amounts.junior)}


def _scope(text: ScopeText) -> ScopeRule:
    return ScopeRule(tuple(text.stages), frozenset(text.excluded_kinds), frozenset(text.small_kinds), text.min_pupils,
                     frozenset(text.ownerships))


def _measures(table: Mapping[Code, tuple[MeasureCode, ...]]) -> dict[str, frozenset[Measure]]:
    return {code: frozenset(Measure(name) for name in names) for code, names in table.items()}


def _counts_at(rules: RuleSet) -> Basis | None:
    chosen = rules.indicators.counts_at.value
    return None if chosen is None else Basis(chosen)


def _split_weights(rules: RuleSet) -> dict[str, Fraction]:
    weights = rules.indicators.split_weights.value
    return {Stage.PRIMARY.value: Fraction(weights.primary), Stage.JUNIOR.value: Fraction(weights.junior),
            Stage.SENIOR.value: Fraction(weights.senior)}
