"""What a rule set says about who takes part: years, bounds, scope, continuity, deferrals, leaders, retirement."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from staffing.policy.values import Count, Frozen, PositiveCount, RuleValue
from staffing.policy.vocabulary import (
    AppraisalCode,
    DisciplineCode,
    EmploymentCode,
    LeaderRoleCode,
    OwnershipCode,
    PostStatusCode,
    PostTrackCode,
    RemotenessCode,
    ServiceStageCode,
    StaffCategoryCode,
    StageCode,
)


class RetirementBound(Frozen):
    """A bound by years left to the retirement age (距退休年限)."""

    kind: Literal["retirement"]
    years: PositiveCount
    inclusive: bool = True
    """True if exactly so many years left still take part."""
    basis: Literal["statutory", "elected"] = "statutory"


class AgeLimit(Frozen):
    """A bound by age in completed years, the limit itself included (男/女周岁及以下)."""

    kind: Literal["age"]
    male: PositiveCount
    female: PositiveCount


class TermBound(Frozen):
    """A bound by years left to the retirement age, counted in leaders' terms (距退休不足一届)."""

    kind: Literal["term"]
    terms: PositiveCount


class NoBound(Frozen):
    """No bound by age or retirement."""

    kind: Literal["none"]


TeacherBound = Annotated[RetirementBound | AgeLimit | NoBound, Field(discriminator="kind")]
LeaderBound = Annotated[RetirementBound | AgeLimit | TermBound | NoBound, Field(discriminator="kind")]


class MonthDay(Frozen):
    """A day of every year."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]

    @model_validator(mode="after")
    def exists_every_year(self) -> Self:
        """Refuse days that some year lacks."""
        dt.date(2001, self.month, self.day)
        return self


class Counting(Frozen):
    """How years of service are counted: by full school years, or by the calendar from the first day."""

    method: Literal["school_years", "anniversary"]
    grace_days: Count = 0


class EligibilityRules(Frozen):
    """Who is an object of rotation (交流对象) by employment, post, school and years at one school."""

    teacher_years: RuleValue[PositiveCount]
    obligatory_when_reached: RuleValue[bool]
    age_bound: RuleValue[TeacherBound]
    employment_kinds: RuleValue[tuple[EmploymentCode, ...]]
    staff_categories: RuleValue[tuple[StaffCategoryCode, ...]]
    ownerships: RuleValue[tuple[OwnershipCode, ...]]
    stages: RuleValue[tuple[StageCode, ...]]
    gone_statuses: RuleValue[tuple[PostStatusCode, ...]]
    cut_off: RuleValue[MonthDay]
    counting: RuleValue[Counting]


class LeaderTenure(Frozen):
    """After how many full terms (届) or years at one school a leader's move is considered."""

    basis: Literal["terms", "years"]
    number: PositiveCount
    term_years: PositiveCount | None = None


class LeaderRules(Frozen):
    """School leaders (校长、副校长), who are listed apart."""

    roles: RuleValue[tuple[LeaderRoleCode, ...]]
    tenure: RuleValue[LeaderTenure]
    age_bound: RuleValue[LeaderBound]

    @model_validator(mode="after")
    def terms_have_a_length(self) -> Self:
        """Refuse a bound in terms where the rule set does not say how long a term is."""
        if isinstance(self.age_bound.value, TermBound) and self.tenure.value.term_years is None:
            raise ValueError("a bound in terms needs tenure.term_years")
        return self


class AbsenceRule(Frozen):
    """What time away does to continuous service: from how many months it ends it, and when a year does not count."""

    interrupts_from_months: PositiveCount | None = None
    uncounted_from_months: PositiveCount | None = None


class ContinuityRules(Frozen):
    """What counts as one place, and what interrupts 连续任教."""

    basis: RuleValue[Literal["teaching", "relation"]]
    place: RuleValue[Literal["school", "entity", "group"]]
    merger_interrupts: RuleValue[bool]
    gap_days: RuleValue[Count]
    leave: RuleValue[AbsenceRule]
    study: RuleValue[AbsenceRule]
    secondment: RuleValue[AbsenceRule]


Trigger = Literal[
    "record", "age_bound", "post_status", "service_stage", "remote_school", "rural_years", "discipline", "appraisal",
    "recent_return", "partner_rotated", "graduating_class",
]

TRIGGER_NEEDS: dict[str, str] = {
    "post_status": "post_statuses", "service_stage": "service_stages", "remote_school": "remoteness",
    "rural_years": "years", "discipline": "disciplines", "appraisal": "appraisals", "recent_return": "years",
}


class DeferralRule(Frozen):
    """One ground on which a teacher is not sent (免于或暂缓交流情形).

    ``category`` out: not an object of rotation (不属于对象); deferred: an object, not sent for now (符合但暂缓).
    ``in_denominator`` None: deferred teachers as the quota rules say, others not counted.
    """

    name: str = Field(min_length=2)
    trigger: Trigger
    enabled: bool
    category: Literal["out", "deferred"]
    evidence: tuple[str, ...] = ()
    max_months: PositiveCount | None = None
    renewable: bool = True
    """False: records that follow one another share one ``max_months``."""
    in_denominator: bool | None = None
    volunteer_lifts: Literal["never", "alone", "with_school_consent"] = "never"
    years: PositiveCount | None = None
    post_statuses: tuple[PostStatusCode, ...] = ()
    service_stages: tuple[ServiceStageCode, ...] = ()
    remoteness: tuple[RemotenessCode, ...] = ()
    disciplines: tuple[DisciplineCode, ...] = ()
    appraisals: tuple[AppraisalCode, ...] = ()

    @model_validator(mode="after")
    def parameters_fit_the_trigger(self) -> Self:
        """Refuse a ground that could never apply, and one that contradicts its category."""
        needed = TRIGGER_NEEDS.get(self.trigger)
        if needed and not getattr(self, needed):
            raise ValueError(f"trigger {self.trigger} needs {needed}")
        if self.category == "out" and self.in_denominator:
            raise ValueError("a teacher outside the objects cannot stand in the denominator")
        if self.category == "deferred" and self.volunteer_lifts != "never":
            raise ValueError("a deferral stays a deferral; a volunteer is sent as one (rotation model, section 1)")
        return self


class RetirementTrack(Frozen):
    """One line of the delayed retirement table: ages in years, first month of birth concerned, births per month of delay."""

    old_age: PositiveCount
    new_age: PositiveCount
    first_birth_year: PositiveCount
    first_birth_month: Annotated[int, Field(ge=1, le=12)]
    births_months_per_step: PositiveCount

    @model_validator(mode="after")
    def ages_rise(self) -> Self:
        """Refuse a track that would lower the age."""
        if self.new_age < self.old_age:
            raise ValueError("new_age must not be below old_age")
        return self


class RetirementRules(Frozen):
    """The retirement ages (法定退休年龄) and the choices they leave."""

    man: RuleValue[RetirementTrack]
    woman_cadre: RuleValue[RetirementTrack]
    woman_worker: RuleValue[RetirementTrack]
    early_months: RuleValue[Count]
    late_months: RuleValue[Count]
    early_notice_months: RuleValue[Count]
    late_notice_months: RuleValue[Count]
    senior_women_to_men_age: RuleValue[bool]
    worker_categories: RuleValue[tuple[StaffCategoryCode, ...]]
    default_track: RuleValue[PostTrackCode]
