"""What staff can be counted by (统计维度): each person's value in every dimension, with the values in their order. Pure."""

import datetime as dt
import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.core.school_year import SchoolYear
from staffing.schools.enums import Location, SchoolKind, Stage
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
from staffing.teachers.roster import RosterEntry

MONTHS: Final = 12
AGES: Final = (25, 30, 35, 40, 45, 50, 55)
YEARS: Final = (3, 6, 9, 12)
YEARS_AHEAD: Final = 10
NOTHING: Final = "-"
NONE_LABEL: Final = _l("none or not on record")
# The certificate that admits most speaks for a person who holds several.
CERTIFICATES: Final = (CertificateKind.HIGHER, CertificateKind.SENIOR, CertificateKind.VOCATIONAL, CertificateKind.JUNIOR,
                       CertificateKind.PRIMARY, CertificateKind.KINDERGARTEN, CertificateKind.VOCATIONAL_PRACTICE)
Label: TypeAlias = LazyString | str


@dataclass(frozen=True, slots=True)
class Place:
    """The school that a person is counted at, and what it is on the day."""

    id: int
    name: str
    township: str
    kind: SchoolKind
    zone: str
    location: Location | None


@dataclass(frozen=True, slots=True)
class Person:
    """One person with what the dimensions read: completed months of age and at the present school (现校任教年限).

    ``retires`` is the school year of the retirement age, ``present`` that of the day.
    """

    entry: RosterEntry
    place: Place
    stage: Stage
    subject: str
    institution: str
    age_months: int
    service_months: int
    retires: SchoolYear
    present: SchoolYear
    on: dt.date


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to divide staff. ``order`` gives the values in order; without one they are ordered by what they are called."""

    code: str
    label: LazyString
    value: Callable[[Person], str]
    names: Callable[[Sequence[Person], SchoolYear], Mapping[str, Label]]


def band(number: int, bounds: Sequence[int]) -> str:
    """Return the code of the band that a number lies in, by the lowest number of the band; the first is open below."""
    lower = [bound for bound in bounds if bound <= number]
    return f"{lower[-1]:02}" if lower else "00"


def band_names(bounds: Sequence[int]) -> dict[str, Label]:
    """Return the bands' names: <25, 25–29 … ≥55."""
    names: dict[str, Label] = {"00": f"<{bounds[0]}"}
    for bound, following in itertools.pairwise(bounds):
        names[f"{bound:02}"] = f"{bound}–{following - 1}"
    return names | {f"{bounds[-1]:02}": f"≥{bounds[-1]}"}


def _listed(kind: type[LabelledEnum], *, upwards: bool = True) -> Callable[[Sequence[Person], SchoolYear], Mapping[str, Label]]:
    members = list(kind) if upwards else list(reversed(list(kind)))
    names: dict[str, Label] = {member.value: member.label for member in members} | {NOTHING: NONE_LABEL}
    return lambda _persons, _year: names


def _found(value: Callable[[Person], str], name: Callable[[Person], str]) -> Callable[[Sequence[Person], SchoolYear], Mapping[str, Label]]:
    def names(persons: Sequence[Person], _year: SchoolYear) -> Mapping[str, Label]:
        found: dict[str, Label] = {value(person): name(person) for person in persons}
        missing = {NOTHING: NONE_LABEL} if found.pop(NOTHING, None) is not None else {}
        return dict(sorted(found.items(), key=lambda item: str(item[1]))) | missing

    return names


def _code(member: LabelledEnum | None) -> str:
    return member.value if member is not None else NOTHING


def certificate_of(person: Person) -> str:
    """Return the kind of certificate that admits most."""
    held = {kind for kind, _ in person.entry.certificates}
    return next((kind.value for kind in CERTIFICATES if kind in held), NOTHING)


def retires_in(person: Person) -> str:
    """Return the school year of the retirement age: the present one for who has passed it, ``later`` beyond the years ahead."""
    ahead = person.retires.first - person.present.first
    return "later" if ahead >= YEARS_AHEAD else str(person.retires.first - min(0, ahead))


def _coming_years(_persons: Sequence[Person], year: SchoolYear) -> Mapping[str, Label]:
    years: dict[str, Label] = {str(year.plus(ahead).first): str(year.plus(ahead)) for ahead in range(YEARS_AHEAD)}
    return years | {"later": _l("later")}


def _bands(bounds: Sequence[int]) -> Callable[[Sequence[Person], SchoolYear], Mapping[str, Label]]:
    return lambda _persons, _year: band_names(bounds)


def _simple(code: str, label: LazyString, value: Callable[[Person], str]) -> Dimension:
    return Dimension(code, label, value, _found(value, value))


DIMENSIONS: Final[tuple[Dimension, ...]] = (
    _simple("zone", _l("Zone"), lambda person: person.place.zone or NOTHING),
    _simple("township", _l("Township"), lambda person: person.place.township or NOTHING),
    Dimension("location", _l("Location"), lambda person: _code(person.place.location), _listed(Location)),
    Dimension("school_kind", _l("Kind of school"), lambda person: person.place.kind.value, _listed(SchoolKind)),
    Dimension("school", _l("School"), lambda person: str(person.place.id),
              _found(lambda person: str(person.place.id), lambda person: person.place.name)),
    Dimension("stage", _l("Stage"), lambda person: person.stage.value, _listed(Stage)),
    _simple("subject", _l("Subject"), lambda person: person.subject or NOTHING),
    Dimension("sex", _l("Sex"), lambda person: person.entry.sex.value, _listed(Sex)),
    Dimension("age", _l("Age"), lambda person: band(person.age_months // MONTHS, AGES), _bands(AGES)),
    Dimension("degree", _l("Education completed"), lambda person: _code(person.entry.degree), _listed(DegreeLevel, upwards=False)),
    _simple("institution", _l("Institution"), lambda person: person.institution or NOTHING),
    Dimension("title", _l("Professional title"), lambda person: _code(person.entry.title), _listed(TitleLevel, upwards=False)),
    Dimension("backbone", _l("Backbone"), lambda person: _code(person.entry.backbone_level(person.on)), _listed(BackboneLevel, upwards=False)),
    Dimension("certificate", _l("Certificate"), certificate_of, _listed(CertificateKind)),
    Dimension("years", _l("Years at the school"), lambda person: band(person.service_months // MONTHS, YEARS), _bands(YEARS)),
    Dimension("leader", _l("Administrative post"), lambda person: person.entry.leader_role.value, _listed(LeaderRole, upwards=False)),
    Dimension("employment", _l("Form of employment"), lambda person: person.entry.employment.value, _listed(EmploymentKind)),
    Dimension("category", _l("Category of staff"), lambda person: person.entry.category.value, _listed(StaffCategory)),
    Dimension("status", _l("Status at work"), lambda person: person.entry.status.value, _listed(PostStatus)),
    Dimension("retires", _l("Reaches the retirement age"), retires_in, _coming_years),
)
BY_CODE: Final = {dimension.code: dimension for dimension in DIMENSIONS}


def values_in_order(dimension: Dimension, persons: Sequence[Person], present: Collection[str], year: SchoolYear) -> dict[str, Label]:
    """Return the values of a dimension that somebody has, in their order, with their names."""
    return {code: label for code, label in dimension.names(persons, year).items() if code in present}
