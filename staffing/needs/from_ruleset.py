"""Read a county's rule set (staffing.policy) into the typed policies of need."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from staffing.needs.norms import ClassNorm
from staffing.needs.policy import (
    ClassRatio,
    Curriculum,
    DemandPolicy,
    DemandRounding,
    EstablishmentPolicy,
    ForecastPolicy,
    HomeroomRule,
    Load,
    LoadTable,
    PostRule,
    Rounding,
)
from staffing.policy.schema import RuleSet
from staffing.policy.schema_load import LoadTable as LoadTableText
from staffing.schools.enums import Stage

Code = TypeVar("Code", bound=str)

COUNSELLING = "心理健康"
PE = "体育"


def build_demand_policy(rules: RuleSet, *, curriculum: str | None = None, load_table: str | None = None) -> DemandPolicy:
    """Return how classes become teachers; another curriculum or load table of the rule set may be named (what-if)."""
    texts = rules.load
    rounding = texts.need_rounding.value
    posts = texts.counselling_posts.value
    # The rule set states what leaders teach; relieved is the rest.
    relief: dict[str, Fraction] = {post: 1 - Fraction(share) for post, share in texts.leader_load_shares.value.items()}
    return DemandPolicy(
        curriculum=build_curriculum(rules, curriculum or texts.curriculum.value),
        loads=_loads(texts.load_tables[load_table or texts.load_table.value].value),
        homeroom=HomeroomRule(Fraction(texts.class_teacher_share.value),
                              {stage: _fractions(shares) for stage, shares in texts.class_teacher_subjects.value.items()}),
        leader_relief=relief,
        after_school_lessons=_fractions(texts.after_school_lessons.value),
        posts=(PostRule(COUNSELLING, posts.posts, posts.min_pupils),) if posts.posts else (),
        rounding=DemandRounding(Fraction(rounding.slack_below), Fraction(rounding.slack_above),
                                None if rounding.one_from is None else Fraction(rounding.one_from)),
    )


def build_curriculum(rules: RuleSet, code: str) -> Curriculum:
    """Return one of the rule set's curricula with who gives the lessons that have no teachers of their own."""
    table = rules.load.curricula[code].value
    lessons = {subject: {grade: Fraction(number) for grade, number in enumerate(row, start=1)}
               for subject, row in table.weekly.items()}
    taught_by = {subject: _fractions(shares) for subject, shares in rules.load.taught_by.value.items()
                 if subject in lessons}
    return Curriculum(code, lessons, taught_by)


def build_establishment_policy(rules: RuleSet) -> EstablishmentPolicy:
    """Return how posts follow from pupils and classes."""
    texts = rules.load
    ratio, small = texts.pupils_per_teacher.value, texts.small_schools.value
    table = texts.class_ratio_tables[texts.class_ratio_table.value].value
    return EstablishmentPolicy(
        pupils_per_post={Stage.PRIMARY.value: Fraction(ratio.primary), Stage.JUNIOR.value: Fraction(ratio.junior),
                         Stage.SENIOR.value: Fraction(ratio.senior)},
        class_ratios=tuple(ClassRatio(row.stage, row.max_pupils, Fraction(row.teachers_per_class)) for row in table.ratios),
        small_max_pupils=small.max_pupils,
        small_locations=frozenset(small.locations),
        rounding=Rounding(small.rounding),
        extra_share=Fraction(texts.extra_posts_share.value),
        pool_share=Fraction(texts.pool_share.value),
    )


def build_forecast_policy(rules: RuleSet) -> ForecastPolicy:
    """Return how classes are forecast."""
    limits, forecast = rules.supervision.class_sizes.value, rules.load.forecast.value
    return ForecastPolicy({Stage.PRIMARY.value: limits.primary, Stage.JUNIOR.value: limits.junior},
                          Fraction(forecast.retention), forecast.merge_classes)


def build_pe_norms(rules: RuleSet) -> tuple[ClassNorm, ...]:
    """Return the bands of classes per PE teacher (体育教师配备)."""
    return tuple(ClassNorm(PE, band.first_grade, band.last_grade, band.least, band.most)
                 for band in rules.load.pe_classes_per_teacher.value)


def _loads(table: LoadTableText) -> LoadTable:
    named: dict[str, dict[str, Load]] = {}
    others: dict[str, Load] = {}
    for band in table.bands:
        load = Load(Fraction(band.least), Fraction(band.most))
        if not band.subjects:
            others.setdefault(band.stage, load)
        for subject in band.subjects:
            named.setdefault(band.stage, {}).setdefault(subject, load)
    return LoadTable(named, others)


def _fractions(table: Mapping[Code, Decimal]) -> dict[str, Fraction]:
    return {key: Fraction(number) for key, number in table.items()}
