"""What a county's rule set says about need: curriculum, standard loads, reliefs, posts, ratios, class sizes.

Typed values only; the numbers are data of the rule set and have no default here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a fraction of a post becomes whole posts."""

    UP = "up"
    HALF_UP = "half_up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Weekly lessons (周课时) by subject and grade.

    `taught_by` divides lessons that have no teachers of their own (综合实践, 地方课程) among the subjects of those who
    give them; the shares of a subject add up to 1. A subject that is absent is taught by its own teachers. Where a section
    has no lessons of one of the named subjects (科学 in a junior school), the others take its part.
    """

    code: str
    lessons: Mapping[str, Mapping[int, Fraction]]
    taught_by: Mapping[str, Mapping[str, Fraction]]

    def __post_init__(self) -> None:
        """Refuse negative lessons, shares that do not add up and shares of subjects without lessons."""
        if any(number < 0 for by_grade in self.lessons.values() for number in by_grade.values()):
            raise ValueError(f"{self.code}: negative lessons")
        for subject, shares in self.taught_by.items():
            if subject not in self.lessons or sum(shares.values()) != 1 or min(shares.values()) < 0:
                raise ValueError(f"{self.code}: shares of {subject}")

    def total(self, grade: int) -> Fraction:
        """Return the lessons of all subjects in a grade (周总课时)."""
        return sum((by_grade.get(grade, Fraction(0)) for by_grade in self.lessons.values()), Fraction(0))

    def has_grade(self, grade: int) -> bool:
        """True if any subject states lessons for the grade."""
        return any(grade in by_grade for by_grade in self.lessons.values())


@dataclass(frozen=True, slots=True)
class Load:
    """The standard load (标准工作量) of a teacher in lessons a week, from least to most; equal where it is one number."""

    least: Fraction
    most: Fraction

    def __post_init__(self) -> None:
        """Refuse loads that nobody can be measured by."""
        if not 0 < self.least <= self.most:
            raise ValueError("a load runs from a positive least to its most")


@dataclass(frozen=True, slots=True)
class LoadTable:
    """Standard loads by stage and subject; `others` for subjects the table does not name."""

    by_subject: Mapping[str, Mapping[str, Load]]
    others: Mapping[str, Load]

    def load(self, stage: str, subject: str) -> Load:
        """Return the load of a subject in a stage; KeyError if the table says nothing about the stage."""
        return self.by_subject.get(stage, {}).get(subject) or self.others[stage]


@dataclass(frozen=True, slots=True)
class HomeroomRule:
    """What a class teacher (班主任) is relieved of, as a share of a standard load, and whose subjects they teach.

    A stage that is absent from `subjects` spreads the relief over all subjects by their lessons.
    """

    relief: Fraction
    subjects: Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True, slots=True)
class PostRule:
    """A subject staffed by posts and not by lessons (心理健康): so many per school from a number of pupils on."""

    subject: str
    posts: int
    min_pupils: int


@dataclass(frozen=True, slots=True)
class DemandRounding:
    """How the exact need becomes the least and most of a cell.

    least = ⌊low x (1 - slack_below)⌋, raised to 1 from `one_from` on; most = ⌈high x (1 + slack_above)⌉.
    """

    slack_below: Fraction
    slack_above: Fraction
    one_from: Fraction | None


@dataclass(frozen=True, slots=True)
class DemandPolicy:
    """Everything that turns classes into teachers.

    `leader_relief` is the share of a load each leading post is excused from; `after_school_lessons` are weekly lessons
    of after-school service (课后服务) per class, by stage.
    """

    curriculum: Curriculum
    loads: LoadTable
    homeroom: HomeroomRule
    leader_relief: Mapping[str, Fraction]
    after_school_lessons: Mapping[str, Fraction]
    posts: tuple[PostRule, ...]
    rounding: DemandRounding


@dataclass(frozen=True, slots=True)
class ClassRatio:
    """Posts per class (班师比) for sections of a stage up to a number of pupils; None: of any size."""

    stage: str
    max_pupils: int | None
    posts_per_class: Fraction


@dataclass(frozen=True, slots=True)
class EstablishmentPolicy:
    """How authorised posts (编制) follow from pupils and classes.

    Small schools at the named locations take the larger of both ratios; others go by pupils alone.
    """

    pupils_per_post: Mapping[str, Fraction]
    class_ratios: tuple[ClassRatio, ...]
    small_max_pupils: int
    small_locations: frozenset[str]
    rounding: Rounding
    extra_share: Fraction
    """Posts granted above the ratios (附加编制), as a share of them."""
    pool_share: Fraction
    """Posts the county keeps to move around (周转池), as a share of all posts."""


@dataclass(frozen=True, slots=True)
class ForecastPolicy:
    """How classes are forecast: the largest class by stage, what share of a grade moves up, whether classes merge."""

    class_limit: Mapping[str, int]
    retention: Fraction
    merge_classes: bool
