"""What a plan is made from, as plain values: schools, sections, needs and persons on 1 September, without names.

A school and a section are known by their numbers in the records, a person by a pseudonym.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from staffing.eligibility.enums import EligibilityState
from staffing.policy.schema import RuleSet
from staffing.schools.enums import Location, PostLevel, SchoolKind, Stage, Strength
from staffing.teachers.enums import CertificateKind, DegreeLevel, Sex, TitleLevel


@dataclass(frozen=True, slots=True)
class SchoolInput:
    """A school as it will be on 1 September. ``zone`` is the group that bounds moves, ``staff`` all on its payroll.

    ``title_posts`` are its posts by level of titles (岗位职数), only of limited levels; ``title_holders`` who of the payroll
    takes them, in established posts.
    """

    id: int
    name: str
    entity_id: int
    location: Location
    strength: Strength | None
    township: str
    zone: str | None
    longitude: float | None
    latitude: float | None
    posts: int | None
    established: int
    staff: int
    title_posts: Mapping[PostLevel, int] = field(default_factory=dict)
    title_holders: Mapping[PostLevel, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SectionInput:
    """A section with its pupils of 1 September; ``counted`` inside the scope of the indicators (评估范围).

    ``hardware`` holds the resource behind each of L4 to L7; None is a figure that nobody reported.
    """

    id: int
    school_id: int
    stage: Stage
    kind: SchoolKind
    pupils: int
    counted: bool
    hardware: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class DemandInput:
    """Least and most teachers of a subject that a section needs."""

    section_id: int
    subject: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class TeacherInput:
    """A listed teacher at the section where he will teach on 1 September.

    ``age`` in full years on that day; ``degree`` None where nothing is recorded. ``state`` OUT for whoever has no verdict.
    """

    pseudonym: str
    section_id: int
    subject: str
    certificates: tuple[tuple[CertificateKind, str], ...]
    degree: DegreeLevel | None
    title: TitleLevel | None
    backbone: bool
    graduating_class: bool
    leader: bool
    state: EligibilityState
    sex: Sex | None
    age: int | None
    home_township: str
    partner: str | None = None
    volunteer: bool = False
    must_move: bool = False
    must_stay: bool = False
    wishes: tuple[int, ...] = ()
    last_rotation_year: int | None = None
    carried: int = 0


@dataclass(frozen=True, slots=True)
class DistanceInput:
    """The bureau's own distance between two schools."""

    from_school_id: int
    to_school_id: int
    km: float
    minutes: int | None


@dataclass(frozen=True, slots=True)
class DecidedInput:
    """A move that people decided elsewhere (支教, 跨校竞聘, 集团委派, leaders): to which section, of which kind."""

    pseudonym: str
    section_id: int
    subject: str
    kind: str


@dataclass(frozen=True, slots=True)
class MarkInput:
    """A pin or a forbid that an officer set for this plan."""

    pseudonym: str
    section_id: int
    pin: bool


@dataclass(frozen=True, slots=True)
class AnnouncedMove:
    """A move of the plan that this one should stay close to."""

    pseudonym: str
    from_section_id: int
    to_section_id: int
    subject: str


@dataclass(frozen=True, slots=True)
class AllottedInput:
    """A school's allotments (名额): how many to send, how many of them backbone, how many to receive (None: not allotted)."""

    school_id: int
    send: int
    backbone: int
    receive: int | None


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """Everything from the records that one plan is made from.

    ``eligible_count`` is the denominator of the 10 % (符合交流条件教师数), deferred teachers in it or not as the rules say.
    """

    name: str
    school_year: int
    synthetic: bool
    on: dt.date
    rules: RuleSet
    eligible_count: int
    schools: tuple[SchoolInput, ...]
    sections: tuple[SectionInput, ...]
    demand: tuple[DemandInput, ...]
    teachers: tuple[TeacherInput, ...]
    distances: tuple[DistanceInput, ...] = ()
    decided: tuple[DecidedInput, ...] = ()
    marks: tuple[MarkInput, ...] = ()
    announced: tuple[AnnouncedMove, ...] | None = None
    allotted: tuple[AllottedInput, ...] | None = None
