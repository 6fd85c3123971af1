"""The parts of an instance: frozen values named like the keys of the JSON document.

Numbers keep the type they were written with (20 stays an int), because the fingerprint of a document tells 20 from 20.0.
The ranges are judged in validation.py when an Instance is built of them.
"""

from dataclasses import dataclass

from solvers.rotation.vocabulary import (
    Cell,
    Certificate,
    CountsAt,
    GoalCode,
    GoalOrder,
    IndicatorCode,
    Location,
    RelationMoves,
    SchoolId,
    SectionId,
    Stage,
    Subject,
    TeacherId,
    TeacherStatus,
    TitleLevel,
    ZoneLimit,
)


@dataclass(frozen=True, slots=True)
class CertificateCovers:
    """The stages that each level of certificate admits (本级及以下 by default)."""

    primary: tuple[Stage, ...] = (Stage.PRIMARY,)
    junior: tuple[Stage, ...] = (Stage.PRIMARY, Stage.JUNIOR)
    senior: tuple[Stage, ...] = (Stage.PRIMARY, Stage.JUNIOR)

    def stages(self, certificate: Certificate | None) -> tuple[Stage, ...]:
        """Return the stages the holder may teach; no certificate covers nothing."""
        if certificate is None:
            return ()
        covered: tuple[Stage, ...] = getattr(self, certificate.value)
        return covered


@dataclass(frozen=True, slots=True)
class Settings:
    """The county's own limits; shares are fractions, distances kilometres.

    `relation_moves` None means that the document is silent: every move then carries the personnel relation for
    the posts, and under `counts_at: home` everyone still counts at home.
    """

    max_distance_km: float
    couple_distance_km: float
    school_outflow_share: float
    cell_outflow_share: float
    cross_stage: bool
    counts_at: CountsAt
    certificate_covers: CertificateCovers
    keep_compliant: bool = False
    keep_compliant_except: tuple[SectionId, ...] = ()
    donor_floor: float | None = None
    zone_limit: ZoneLimit = ZoneLimit.NONE
    goal_order: GoalOrder = GoalOrder.WEIGHTED
    level_tolerance: float = 0
    relation_moves: RelationMoves | None = None


@dataclass(frozen=True, slots=True)
class OfMoved:
    """Base of a quota: all who move."""


@dataclass(frozen=True, slots=True)
class OfGroup:
    """Base of a quota: the listed eligible teachers of a group."""

    group: str


@dataclass(frozen=True, slots=True)
class OfNumber:
    """Base of a quota: a number fixed by the bureau, such as the eligible count (符合交流条件教师数)."""

    number: int


QuotaBase = OfMoved | OfGroup | OfNumber


@dataclass(frozen=True, slots=True)
class Quota:
    """A share (比例) that the moved teachers of a group must reach."""

    code: str
    group: str
    of: QuotaBase
    at_least: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a section must reach per 100 pupils, and the largest 差异系数 of the stage."""

    threshold: float
    cv_limit: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """One of the staffing indicators (L1–L3); `subjects` belongs to pe_arts alone."""

    code: IndicatorCode
    weight: float
    primary: Threshold
    junior: Threshold
    subjects: tuple[Subject, ...] = ()

    def at(self, stage: Stage) -> Threshold:
        """Return the threshold of the stage."""
        return self.primary if stage is Stage.PRIMARY else self.junior


@dataclass(frozen=True, slots=True)
class GoalWeights:
    """Cost of one unit of each goal."""

    shortfall: float = 20000
    failing_sections: float = 40000
    cv_excess: float = 2000000
    inequality: float = 1000000
    direction: float = 200
    burden: float = 1
    extra_moves: float = 300
    changes: float = 0

    def of(self, code: GoalCode) -> float:
        """Return the weight of one goal."""
        weight: float = getattr(self, code.value)
        return weight


@dataclass(frozen=True, slots=True)
class School:
    """A school (学校): its legal entity, posts (编制) and place on the plane in kilometres."""

    id: SchoolId
    name: str
    entity: str
    location: Location
    zone: str | None
    x_km: float
    y_km: float
    authorised_posts: int
    staff: int


@dataclass(frozen=True, slots=True)
class Section:
    """A school in one stage (学部)."""

    id: SectionId
    school: SchoolId
    stage: Stage
    pupils: int
    counted: bool
    strength: int
    hardware_below: int
    hardware_below_85: int

    @property
    def measured(self) -> bool:
        """True if the indicators judge the section: inside their scope and with pupils."""
        return self.counted and self.pupils > 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Least and most teachers that a section needs in a subject."""

    section: SectionId
    subject: Subject
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class AboveDegree:
    """Whether the teacher's degree exceeds the required one (高于规定学历), by stage."""

    primary: bool
    junior: bool

    def at(self, stage: Stage) -> bool:
        """True if the degree counts at the stage."""
        return self.primary if stage is Stage.PRIMARY else self.junior


@dataclass(frozen=True, slots=True)
class Labels:
    """Traits used by statistics alone, never by a rule or goal."""

    sex: str
    age_group: str
    township: str


@dataclass(frozen=True, slots=True)
class Teacher:
    """A listed teacher (教师) in his section and subject today, without name or number.

    `carried` is what he carried in earlier years (历年负担), in the unit of the goal `burden`.
    """

    id: TeacherId
    section: SectionId
    subject: Subject
    more_subjects: tuple[Subject, ...]
    certificate: Certificate | None
    above_degree: AboveDegree
    backbone: bool
    groups: tuple[str, ...]
    status: TeacherStatus
    volunteer: bool
    wishes: tuple[SectionId, ...]
    home_x_km: float | None
    home_y_km: float | None
    partner: TeacherId | None
    must_move: bool
    must_stay: bool
    labels: Labels | None = None
    last_rotation_year: int | None = None
    title_level: TitleLevel | None = None
    carried: int = 0

    @property
    def cell(self) -> Cell:
        """The section and subject where the teacher stands today."""
        return self.section, self.subject


@dataclass(frozen=True, slots=True)
class Pin:
    """The teacher must end in the section; the own section means that he stays."""

    teacher: TeacherId
    section: SectionId


@dataclass(frozen=True, slots=True)
class Forbid:
    """The teacher must not go to the section."""

    teacher: TeacherId
    section: SectionId


@dataclass(frozen=True, slots=True)
class Move:
    """A teacher leaves one section for another and teaches `subject` there; in JSON `from` and `to`."""

    teacher: TeacherId
    from_section: SectionId
    to_section: SectionId
    subject: Subject


@dataclass(frozen=True, slots=True)
class DecidedMove:
    """A move decided by people elsewhere (支教, 跨校竞聘, 集团委派), part of every plan."""

    teacher: TeacherId
    to: SectionId
    subject: Subject
    kind: str
