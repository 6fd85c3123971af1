"""What a rule set says about need: weekly lessons, teachers' loads, ratios of establishment, posts per school."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from staffing.policy.values import Amount, Count, Frozen, PositiveCount, RuleValue, Share
from staffing.policy.vocabulary import LeaderRoleCode, LocationCode, StageCode

GRADES = 9
WeeklyLessons = Annotated[tuple[Amount, ...], Field(min_length=GRADES, max_length=GRADES)]


class Curriculum(Frozen):
    """Weekly lessons by subject and grade (课程设置), grades 1 to 9; ``weeks`` of teaching in each grade.

    ``printed_totals`` are those of the document; the subjects must add up to them.
    """

    name: str = Field(min_length=2)
    effective_from: dt.date
    weeks: Annotated[tuple[PositiveCount, ...], Field(min_length=GRADES, max_length=GRADES)]
    printed_totals: WeeklyLessons
    weekly: dict[str, WeeklyLessons]

    @model_validator(mode="after")
    def subjects_add_up(self) -> Self:
        """Refuse a table whose columns do not sum to the totals of its document."""
        for grade in range(GRADES):
            total = sum((lessons[grade] for lessons in self.weekly.values()), Decimal(0))
            if total != self.printed_totals[grade]:
                raise ValueError(f"grade {grade + 1}: subjects sum to {total}, printed total {self.printed_totals[grade]}")
        return self

    def lessons(self, subject: str, grade: int) -> Decimal:
        """Return the weekly lessons of a subject in a grade from 1 to 9; 0 if it is not taught there."""
        if not 1 <= grade <= GRADES:
            raise ValueError(f"no such grade: {grade}")
        row = self.weekly.get(subject)
        return row[grade - 1] if row else Decimal(0)

    def yearly_lessons(self, subject: str) -> Decimal:
        """Return the lessons of a subject over all nine years, weeks counted."""
        row = self.weekly.get(subject, ())
        return sum((a * b for a, b in zip(row, self.weeks, strict=False)), Decimal(0))


class LoadBand(Frozen):
    """Weekly lessons of a full load (标准周课时) for some subjects of a stage; no subjects: all others."""

    stage: StageCode
    subjects: tuple[str, ...] = ()
    least: Amount
    most: Amount

    @model_validator(mode="after")
    def range_is_open(self) -> Self:
        """Refuse an empty or zero range, by which need could not be divided."""
        if not 0 < self.least <= self.most:
            raise ValueError("need 0 < least <= most")
        return self

    @property
    def standard(self) -> Decimal:
        """Return the middle of the range, the load that need is divided by."""
        return (self.least + self.most) / 2


class LoadTable(Frozen):
    """A table of full loads (教师周课时标准); the first band that names the subject decides, else the stage's rest."""

    name: str = Field(min_length=2)
    bands: tuple[LoadBand, ...]

    @model_validator(mode="after")
    def every_stage_has_a_rest(self) -> Self:
        """Refuse a table that leaves some subject of a stage it names without a load."""
        stages = {band.stage for band in self.bands}
        missing = stages - {band.stage for band in self.bands if not band.subjects}
        if missing:
            raise ValueError(f"no band for other subjects in: {', '.join(sorted(missing))}")
        return self

    def band(self, stage: StageCode, subject: str) -> LoadBand | None:
        """Return the band of a subject in a stage, None if the table is silent on the stage."""
        of_stage = [band for band in self.bands if band.stage == stage]
        named = [band for band in of_stage if subject in band.subjects]
        rest = [band for band in of_stage if not band.subjects]
        return next(iter(named + rest), None)


class SizeRatio(Frozen):
    """Teachers per class (班师比) of a stage; ``max_pupils`` bounds the schools it is for, None: all."""

    stage: StageCode
    max_pupils: PositiveCount | None = None
    teachers_per_class: Amount


class ClassRatioTable(Frozen):
    """One province's ratios of teachers per class."""

    name: str = Field(min_length=2)
    ratios: tuple[SizeRatio, ...]

    def teachers_per_class(self, stage: StageCode, pupils: int) -> Decimal | None:
        """Return the ratio for a school of this size, the narrowest that fits; None if the table is silent."""
        fitting = [ratio for ratio in self.ratios if ratio.stage == stage and _fits(ratio, pupils)]
        narrow = sorted(fitting, key=lambda ratio: (ratio.max_pupils is None, ratio.max_pupils or 0))
        return narrow[0].teachers_per_class if narrow else None


def _fits(ratio: SizeRatio, pupils: int) -> bool:
    return ratio.max_pupils is None or pupils <= ratio.max_pupils


class PupilTeacherRatio(Frozen):
    """Pupils per member of staff (生师比) by stage."""

    primary: Amount
    junior: Amount
    senior: Amount


class ClassesPerTeacher(Frozen):
    """Classes that one PE teacher serves, for a span of grades (体育教师配备)."""

    first_grade: Annotated[int, Field(ge=1, le=9)]
    last_grade: Annotated[int, Field(ge=1, le=9)]
    least: PositiveCount
    most: PositiveCount


SubjectShares = dict[str, Share]


def _shares_add_up(table: dict[str, SubjectShares]) -> dict[str, SubjectShares]:
    """Refuse shares among subjects that do not add up to the whole."""
    for name, shares in table.items():
        if sum(shares.values(), Decimal(0)) != 1:
            raise ValueError(f"{name}: shares add up to {sum(shares.values(), Decimal(0))}, not 1")
    return table


SharedOut = Annotated[dict[str, SubjectShares], AfterValidator(_shares_add_up)]


class NeedRounding(Frozen):
    """How an exact need becomes the least and most of a subject: slack on either side, and from what need on one is due."""

    slack_below: Share
    slack_above: Share
    one_from: Amount | None = None


class SmallSchools(Frozen):
    """Which schools take the larger of both ratios (生师比与班师比), and how fractions of a post are rounded."""

    max_pupils: Count
    locations: tuple[LocationCode, ...]
    rounding: Literal["up", "half_up", "down"]


class Forecast(Frozen):
    """How next year's classes are forecast: share of a grade that moves up, and whether classes merge."""

    retention: Share
    merge_classes: bool


class CounsellingPosts(Frozen):
    """Posts per school for 心理健康, from a number of pupils on."""

    posts: Count
    min_pupils: Count


class LoadRules(Frozen):
    """Everything need is computed from."""

    curricula: dict[str, RuleValue[Curriculum]]
    curriculum: RuleValue[str]
    load_tables: dict[str, RuleValue[LoadTable]]
    load_table: RuleValue[str]
    subject_aliases: RuleValue[dict[str, str]]
    class_teacher_share: RuleValue[Share]
    leader_load_shares: RuleValue[dict[LeaderRoleCode, Share]]
    pupils_per_teacher: RuleValue[PupilTeacherRatio]
    class_ratio_tables: dict[str, RuleValue[ClassRatioTable]]
    class_ratio_table: RuleValue[str]
    pool_share: RuleValue[Share]
    loan_warning_days: RuleValue[Count]
    extra_posts_share: RuleValue[Share]
    counselling_posts: RuleValue[CounsellingPosts]
    taught_by: RuleValue[SharedOut]
    class_teacher_subjects: RuleValue[SharedOut]
    after_school_lessons: RuleValue[dict[StageCode, Amount]]
    need_rounding: RuleValue[NeedRounding]
    small_schools: RuleValue[SmallSchools]
    forecast: RuleValue[Forecast]
    pe_classes_per_teacher: RuleValue[tuple[ClassesPerTeacher, ...]]

    @model_validator(mode="after")
    def choices_exist(self) -> Self:
        """Refuse a choice among tables that names none of them."""
        choices = (
            (self.curriculum, self.curricula), (self.load_table, self.load_tables),
            (self.class_ratio_table, self.class_ratio_tables),
        )
        for chosen, tables in choices:
            if chosen.value not in tables:
                raise ValueError(f"{chosen.key}: no such table: {chosen.value}")
        return self
