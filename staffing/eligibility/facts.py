"""Everything a verdict needs to know about one teacher; filled by queries, read by pure judgements.

Spans of time hold from ``start`` (included) to ``end`` (excluded); ``end`` None means still. Places are named by the
ids of the records; no name of a person or school is kept here.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from staffing.schools.enums import Location, Ownership, Remoteness, Stage, Strength
from staffing.teachers.enums import (
    AppointmentKind,
    AppraisalGrade,
    BackboneLevel,
    DisciplineKind,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time from a day on until the day before another; refuses to end before it starts."""

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse an empty span."""
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"span ends on {self.end}, not after its start {self.start}")

    def covers(self, day: dt.date) -> bool:
        """True if the day lies in the span."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Place:
    """A school or campus, the legal entity it belongs to and the groups it is in."""

    school: int
    entity: int
    groups: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSpan(Span):
    """A span of the service record: personnel school (人事校) and teaching school (任教校), None while nowhere teaching."""

    personnel: Place
    teaching: Place | None
    kind: AppointmentKind = AppointmentKind.REGULAR
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationSpan(Span):
    """A past or running rotation (交流轮岗经历); ``kind`` is a code of the rule set's kinds of exchange."""

    kind: str
    to_place: Place | None = None
    relation_moved: bool = False
    full_time: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderSpan(Span):
    """An administrative post at one school; ``full_terms`` counts the terms (届) completed there by the day of the facts."""

    role: LeaderRole
    place: Place
    full_terms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralRecord(Span):
    """A recorded ground for not being sent (暂缓事由); ``ground`` is a code of the rule set's catalogue."""

    ground: str
    has_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineSpan(Span):
    """The effect period of a sanction or inquiry (处分影响期)."""

    kind: DisciplineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourSpan(Span):
    """A backbone honour (骨干称号) while it is valid."""

    level: BackboneLevel


@dataclass(frozen=True, slots=True)
class AppraisalResult:
    """Result of the appraisal of one calendar year (年度考核)."""

    year: int
    grade: AppraisalGrade


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """The present school of a teacher as it stands on the day of the verdict.

    Whoever is away on an exchange, secondment or leave still has the school that holds the personnel relation.
    """

    place: Place
    ownership: Ownership
    location: Location
    remoteness: Remoteness = Remoteness.ORDINARY
    strength: Strength | None = None
    merged_schools: frozenset[int] = frozenset()
    """Schools that were merged into this one (撤并)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherFacts:
    """One teacher on the day of the verdict."""

    teacher: int
    sex: Sex
    born: dt.date
    school: SchoolFacts
    stage: Stage
    employment: EmploymentKind
    category: StaffCategory
    post_status: PostStatus = PostStatus.IN_POST
    service_stage: ServiceStage = ServiceStage.TERM
    track: PostTrack | None = None
    title: TitleLevel = TitleLevel.NONE
    appointments: tuple[AppointmentSpan, ...] = ()
    entered_school_on: dt.date | None = None
    """进本校年月, used only where the service record is empty."""
    rotations: tuple[RotationSpan, ...] = ()
    leader_role: LeaderRole = LeaderRole.NONE
    """The highest administrative post held on the day."""
    leader_spans: tuple[LeaderSpan, ...] = ()
    deferrals: tuple[DeferralRecord, ...] = ()
    disciplines: tuple[DisciplineSpan, ...] = ()
    appraisals: tuple[AppraisalResult, ...] = ()
    honours: tuple[HonourSpan, ...] = ()
    rural_years: int = 0
    graduating_class: bool = False
    volunteer: bool = False
    school_consents: bool = False
    partner_rotated: bool = False
    """True if the partner was exchanged in the present cycle (本周期)."""
    elected_retirement_on: dt.date | None = None
    groups: frozenset[str] = field(default_factory=frozenset)
    """Further groups of teachers that quotas may name."""
