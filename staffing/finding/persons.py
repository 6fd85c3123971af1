"""What the list of teachers knows of a person and a school on a day (名册快照). Values only; no session, no page."""

import datetime as dt
from dataclasses import dataclass, field

from staffing.core.school_year import full_years
from staffing.schools.enums import Location, Stage
from staffing.schools.naming import section_name
from staffing.teachers.enums import (
    BackboneLevel,
    CertificateKind,
    DegreeLevel,
    EmploymentKind,
    LeaderRole,
    PostStatus,
    Sex,
    StaffCategory,
    TitleLevel,
)

NONE = "none"
"""The code of an answer that says a person has nothing of the kind."""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """A school as lists speak of it on the day: names, where it lies, zones by id; ``key`` orders it among the others."""

    id: int
    code: str
    name: str
    spoken: tuple[str, ...]
    spelled: tuple[str, ...]
    township: str
    location: Location | None
    zones: tuple[int, ...]
    key: str


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section: its school, its stage, and the name that is shown."""

    school: SchoolFacts
    stage: Stage
    several: bool

    @property
    def name(self) -> str:
        """Return the shown name."""
        return section_name(self.school.name, self.stage, several=self.several)


@dataclass(frozen=True, slots=True)
class Places:
    """The county's schools, sections and zones by id."""

    schools: dict[int, SchoolFacts]
    sections: dict[int, SectionFacts]
    zones: dict[int, str]


@dataclass(frozen=True, slots=True)
class Post:
    """Where a person serves on the day: personnel school (人事校), section taught at, stage, subject."""

    personnel: SchoolFacts
    section: SectionFacts | None
    stage: Stage
    subject: str

    @property
    def away(self) -> bool:
        """True if the person serves elsewhere than where the personnel relation is."""
        return self.section is None or self.section.school.id != self.personnel.id

    @property
    def school(self) -> SchoolFacts:
        """Return where the person teaches, else the personnel school."""
        return self.section.school if self.section else self.personnel


@dataclass(frozen=True, slots=True)
class Person:
    """One teacher on the day. No identity number, no reason of deferral; ``tail`` is a blind index.

    ``key`` orders the name among others, ``line`` is what searches look through (see finding/searching.py).
    """

    id: int
    number: str
    name: str
    key: str
    line: str
    sex: Sex
    birth_date: dt.date
    home_township: str
    tail: str
    posts: tuple[Post, ...] = ()
    school_since: dt.date | None = None
    employment: EmploymentKind | None = None
    category: StaffCategory | None = None
    status: PostStatus | None = None
    title: TitleLevel = TitleLevel.NONE
    degree: DegreeLevel | None = None
    backbone: BackboneLevel | None = None
    leader: LeaderRole | None = None
    certificates: tuple[tuple[CertificateKind, str], ...] = field(default=())
    eligibility: str = NONE

    def age_on(self, day: dt.date) -> int:
        """Return the full years of life."""
        return full_years(self.birth_date, day)

    def years_on(self, day: dt.date) -> int | None:
        """Return the full years at the present school without a break, None if the person serves nowhere."""
        return full_years(self.school_since, day) if self.school_since and self.school_since <= day else None
