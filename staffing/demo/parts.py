"""What the invented county is made of, before it becomes rows of sheets: schools, sections, persons.

All values but school names and target years are invented from a seed.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from staffing.needs.models import ChangeKind
from staffing.schools.enums import GroupKind, Location, Ownership, Remoteness, SchoolKind, Stage, Strength
from staffing.teachers.enums import (
    AppointmentKind,
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    PostTrack,
    ServiceStage,
    Sex,
    StaffCategory,
    TitleLevel,
)


@dataclass(frozen=True, slots=True)
class Hardware:
    """What L4–L7 are computed from, of one section."""

    teaching_area_m2: Decimal
    sports_area_m2: Decimal
    equipment_yuan: Decimal
    multimedia_rooms: Decimal


@dataclass(frozen=True, slots=True)
class DemoSection:
    """One section: pupils and classes by grade today and as forecast, hardware."""

    school: str
    stage: Stage
    grades: dict[int, tuple[int, int]]
    forecast: dict[int, tuple[int, int]]
    hardware: Hardware

    @property
    def pupils(self) -> int:
        """Pupils today."""
        return sum(pupils for pupils, _ in self.grades.values())

    @property
    def classes(self) -> int:
        """Classes today."""
        return sum(classes for _, classes in self.grades.values())


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """One school or campus."""

    code: str
    name: str
    entity: str
    kind: SchoolKind
    location: Location
    ownership: Ownership
    remoteness: Remoteness
    strength: Strength
    township: str
    longitude: float
    latitude: float
    target_year: int
    sections: tuple[DemoSection, ...]

    @property
    def counted(self) -> bool:
        """True if the school can be within the assessment: no special school, no teaching point."""
        return self.kind not in (SchoolKind.SPECIAL_SCHOOL, SchoolKind.TEACHING_POINT)


@dataclass(frozen=True, slots=True)
class Span:
    """One span of the service record."""

    school: str
    stage: Stage
    subject: str
    since: dt.date
    until: dt.date | None = None
    kind: AppointmentKind = AppointmentKind.REGULAR
    host_school: str | None = None
    host_stage: Stage | None = None
    graduating: bool = False
    more_subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoRotation:
    """A past rotation."""

    kind: str
    from_school: str
    to_school: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True, slots=True)
class DemoDeferral:
    """A reason to defer."""

    ground: str
    since: dt.date
    until: dt.date | None
    has_evidence: bool


@dataclass(slots=True)
class DemoPerson:
    """One invented person."""

    number: str
    name: str
    sex: Sex
    birth_date: dt.date
    id_number: str
    phone: str
    work_began_on: dt.date
    home_township: str
    home_longitude: float
    home_latitude: float
    employment: EmploymentKind
    category: StaffCategory
    spans: list[Span]
    track: PostTrack = PostTrack.CADRE
    service_stage: ServiceStage = ServiceStage.TERM
    status: PostStatus = PostStatus.IN_POST
    degree: DegreeLevel = DegreeLevel.BACHELOR
    graduated_on: dt.date | None = None
    title: TitleLevel = TitleLevel.SECOND
    titled_on: dt.date | None = None
    certificate: CertificateKind | None = CertificateKind.PRIMARY
    certificate_subject: str = ""
    certified_on: dt.date | None = None
    honours: list[tuple[BackboneLevel, str, dt.date, dt.date | None]] = field(default_factory=list)
    training: dict[int, Decimal] = field(default_factory=dict)
    leader: LeaderRole = LeaderRole.NONE
    leader_since: dt.date | None = None
    leader_term: int = 1
    deferrals: list[DemoDeferral] = field(default_factory=list)
    rotations: list[DemoRotation] = field(default_factory=list)
    partner: str | None = None
    volunteer: bool = False
    must_move: bool = False
    must_stay: bool = False
    intent_reason: str = ""
    wishes: list[tuple[str, Stage]] = field(default_factory=list)

    @property
    def current(self) -> Span:
        """The running span."""
        return self.spans[-1]


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A group of schools; the first leads it."""

    name: str
    kind: GroupKind
    schools: tuple[str, ...]
    since: dt.date


@dataclass(frozen=True, slots=True)
class DemoChange:
    """An expected change of staff until the next 1 September; ``person`` is a staff number, empty for recruits."""

    kind: ChangeKind
    school: str
    stage: Stage
    subject: str
    person: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DemoCounty:
    """The whole county. ``posts`` are authorised posts by school, ``roads`` (school, school, km, minutes) by pair."""

    seed: int
    school_year: int
    schools: tuple[DemoSchool, ...]
    persons: tuple[DemoPerson, ...]
    posts: dict[str, int]
    groups: tuple[DemoGroup, ...]
    roads: tuple[tuple[str, str, float, int], ...]
    changes: tuple[DemoChange, ...]
