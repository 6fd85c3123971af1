"""A county's records as the quality rules read them: plain rows without database, filled by gathering.py.

Times hold from ``start`` (included) to ``end`` (excluded, None = still). The identity number is here in clear, because
rules look inside it; it is kept out of every printed form of a person and must enter no detail of a finding.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from staffing.policy.schema import RuleSet
from staffing.quality.school_rows import SchoolRow
from staffing.schools.enums import Stage
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

GONE = frozenset({PostStatus.RETIRED, PostStatus.LEFT})
COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)


@dataclass(frozen=True, slots=True)
class Span:
    """A time from a day on until the day before another."""

    start: dt.date
    end: dt.date | None

    def covers(self, day: dt.date) -> bool:
        """True if the day lies in the time."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Span") -> bool:
        """True if both hold on some day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


@dataclass(frozen=True, slots=True)
class EmploymentRow(Span):
    """An employment."""

    kind: EmploymentKind
    category: StaffCategory
    track: PostTrack
    status: PostStatus
    service_stage: ServiceStage = ServiceStage.TERM

    @property
    def gone(self) -> bool:
        """True if the person has retired or left."""
        return self.status in GONE


@dataclass(frozen=True, slots=True)
class AppointmentRow(Span):
    """A span of service: personnel school and the section taught at."""

    kind: AppointmentKind
    school_id: int
    stage: Stage
    section_id: int | None
    subject: str
    share: Decimal
    more_subjects: str = ""
    graduating_class: bool = False

    @property
    def valid_from(self) -> dt.date:
        """Return the first day, under the name the teachers' own checks use."""
        return self.start

    @property
    def valid_to(self) -> dt.date | None:
        """Return the day after the last, under the name the teachers' own checks use."""
        return self.end


@dataclass(frozen=True, slots=True)
class LeaderRow(Span):
    """A leading post at a school."""

    role: LeaderRole
    school_id: int
    term: int = 1


@dataclass(frozen=True, slots=True)
class DeferralRow(Span):
    """A ground of deferral."""

    ground: str
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class RotationRow(Span):
    """A rotation; ``end`` is the day after its last."""

    kind: str
    from_school_id: int | None
    to_school_id: int | None
    from_name: str
    to_name: str
    relation_moved: bool = False
    full_time: bool = True


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A teaching certificate."""

    kind: CertificateKind
    subject: str
    issued_on: dt.date | None


@dataclass(frozen=True, slots=True)
class DegreeRow:
    """An education completed."""

    level: DegreeLevel
    academic: str
    graduated_on: dt.date | None


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A professional title."""

    level: TitleLevel
    granted_on: dt.date | None
    engaged_on: dt.date | None


@dataclass(frozen=True, slots=True)
class HonourRow:
    """A backbone honour."""

    level: BackboneLevel
    name: str
    granted_on: dt.date
    expires_on: dt.date | None


@dataclass(frozen=True)
class Person:
    """One person with all facts, and the day on which the facts are looked at."""

    id: int
    number: str
    name: str
    sex: Sex
    born: dt.date
    work_began_on: dt.date | None
    teaching_began_on: dt.date | None
    partner_id: int | None
    on: dt.date
    id_number: str | None = field(default=None, repr=False)
    employments: tuple[EmploymentRow, ...] = ()
    appointments: tuple[AppointmentRow, ...] = ()
    leaderships: tuple[LeaderRow, ...] = ()
    certificates: tuple[CertificateRow, ...] = ()
    degrees: tuple[DegreeRow, ...] = ()
    titles: tuple[TitleRow, ...] = ()
    honours: tuple[HonourRow, ...] = ()
    deferrals: tuple[DeferralRow, ...] = ()
    rotations: tuple[RotationRow, ...] = ()

    @cached_property
    def employment(self) -> EmploymentRow | None:
        """Return the employment in force, None without one; of several the one begun last."""
        running = [row for row in self.employments if row.covers(self.on)]
        return running[-1] if running else None

    @cached_property
    def services(self) -> tuple[AppointmentRow, ...]:
        """Return the running appointments."""
        return tuple(row for row in self.appointments if row.covers(self.on))

    @cached_property
    def main_service(self) -> AppointmentRow | None:
        """Return the running appointment with the largest share, the longest running of equals."""
        return min(self.services, key=lambda row: (-row.share, row.start), default=None)

    @property
    def serving(self) -> bool:
        """True if the person is employed and has neither retired nor left."""
        return self.employment is not None and not self.employment.gone

    @property
    def is_teacher(self) -> bool:
        """True if the person serves as a full-time teacher (专任教师)."""
        return self.employment is not None and self.serving and self.employment.category is StaffCategory.FULL_TIME_TEACHER

    @cached_property
    def school_id(self) -> int | None:
        """Return the school that answers for the record: the personnel school now, else the last one."""
        chosen = self.main_service or max(self.appointments, key=lambda row: row.start, default=None)
        return chosen.school_id if chosen else None


@dataclass(frozen=True, slots=True)
class PersonKey:
    """What every rule may know of any person of the county, for pairs."""

    id: int
    number: str
    name: str
    born: dt.date
    partner_id: int | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What the whole county lends to the look at one record."""

    county_id: int
    on: dt.date
    school_year: int
    rules: RuleSet = field(repr=False)
    schools: Mapping[int, SchoolRow]
    keys: Mapping[int, PersonKey]
    same_name: Mapping[tuple[str, dt.date], tuple[int, ...]]
    same_number: Mapping[str, tuple[int, ...]]
    section_schools: Mapping[int, int]
    section_stages: Mapping[int, Stage]
    school_names: Mapping[str, tuple[int, ...]]
    """Schools by every plain name they are known by."""

    def numbers_of(self, ids: Iterable[int]) -> str:
        """Return the staff numbers of persons, in order."""
        return "、".join(sorted(self.keys[one].number for one in ids if one in self.keys))


@dataclass(frozen=True, slots=True)
class Records:
    """The persons and schools to be looked at, within their county."""

    frame: Frame
    persons: tuple[Person, ...]
    schools: tuple[SchoolRow, ...]
