"""What the list of teachers can be narrowed to (筛选项): each facet with its codes, their words and their order."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString, lazy_gettext as _l

from staffing.core.enums import LabelledEnum
from staffing.eligibility.enums import EligibilityState
from staffing.finding.persons import NONE, Person, Places, Post
from staffing.schools.enums import Location, Stage
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
from staffing.teachers.subjects import SUBJECTS

ANY: Final = "any"
"""The code of the status filter that also shows who left."""
AGE_STARTS: Final = (0, 26, 31, 36, 41, 46, 51, 56, 61)
YEAR_STARTS: Final = (0, 3, 6, 9, 12, 15, 20, 30)
"""First whole year of each band; a picture of the staff, no threshold of any rule (those stand in the rule sets)."""
NO_ANSWER: Final[dict[str, LazyString]] = {
    "backbone": _l("No valid honour"), "degree": _l("No education recorded"), "certificate": _l("No certificate"), "eligibility": _l("Not decided"),
    "subject": _l("no subject"), "zone": _l("No zone"), "township": _l("No township"), "location": _l("No location"), "years": _l("Serves nowhere"),
    "employment": _l("No employment recorded"), "status": _l("No employment recorded"), "leader": _l("No administrative post"),
    "category": _l("No employment recorded"), "stage": _l("Serves nowhere"), "school_id": _l("Serves nowhere"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by. ``words`` is its closed list, None where the codes are names or ids of records."""

    code: str
    label: LazyString
    words: type[LabelledEnum] | None = None


FACETS: Final = (
    Facet("stage", _l("Stage"), Stage), Facet("subject", _l("Subject")), Facet("school_id", _l("School")), Facet("zone", _l("School zone")),
    Facet("township", _l("Township")), Facet("location", _l("Location"), Location), Facet("title", _l("Professional title"), TitleLevel),
    Facet("backbone", _l("Backbone level"), BackboneLevel), Facet("degree", _l("Education completed"), DegreeLevel),
    Facet("certificate", _l("Teaching certificate"), CertificateKind), Facet("age", _l("Age")), Facet("years", _l("Years at school")),
    Facet("eligibility", _l("Eligibility this year"), EligibilityState), Facet("status", _l("Status at work"), PostStatus), Facet("sex", _l("Sex"), Sex),
    Facet("employment", _l("Form of employment"), EmploymentKind), Facet("category", _l("Category of staff"), StaffCategory),
    Facet("leader", _l("Administrative post"), LeaderRole),
)
BY_CODE: Final = {facet.code: facet for facet in FACETS}


def person_facets(on: dt.date) -> dict[str, Callable[[Person], Collection[str]]]:
    """Return what is asked of a person, by facet."""
    return {
        "title": lambda person: (person.title.value,), "backbone": lambda person: (_code(person.backbone),),
        "degree": lambda person: (_code(person.degree),),
        "certificate": lambda person: tuple(dict.fromkeys(kind.value for kind, _subject in person.certificates)) or (NONE,),
        "age": lambda person: (band(person.age_on(on), AGE_STARTS),), "years": lambda person: (_years_band(person, on),),
        "eligibility": lambda person: (person.eligibility,), "status": lambda person: (_code(person.status),), "sex": lambda person: (person.sex.value,),
        "employment": lambda person: (_code(person.employment),), "category": lambda person: (_code(person.category),),
        "leader": lambda person: (_code(person.leader),),
    }


POST_FACETS: Final[dict[str, Callable[[Post | None], Collection[str]]]] = {
    "stage": lambda post: (post.stage.value if post else NONE,), "subject": lambda post: ((post.subject or NONE) if post else NONE,),
    "school_id": lambda post: tuple({str(post.personnel.id), str(post.school.id)}) if post else (NONE,),
    "zone": lambda post: (tuple(str(zone) for zone in post.school.zones) or (NONE,)) if post else (NONE,),
    "township": lambda post: ((post.school.township or NONE) if post else NONE,),
    "location": lambda post: (_code(post.school.location) if post else NONE,),
}


def band(years: int, starts: Collection[int]) -> str:
    """Return the band that a number of years falls into: its first and last whole year, the last band open."""
    ordered = sorted(starts)
    first = max((start for start in ordered if start <= max(0, years)), default=0)
    later = [start for start in ordered if start > first]
    return f"{first}-{later[0] - 1}" if later else f"{first}-"


def is_offered(code: str, facet: Facet, places: Places) -> bool:
    """True if a code from an address can be meant: a word of the closed list, a record of this county, any name."""
    if code == NONE:
        return True
    if facet.words is not None:
        return code in {member.value for member in facet.words}
    if facet.code in ("school_id", "zone"):
        return code.isdigit() and int(code) in (places.schools if facet.code == "school_id" else places.zones)
    if facet.code in ("age", "years"):
        starts = AGE_STARTS if facet.code == "age" else YEAR_STARTS
        return code in {band(start, starts) for start in starts}
    return True


def word_of(code: str, facet: Facet, places: Places) -> str | LazyString:
    """Return what officers call a code of a facet."""
    if code == NONE and not (facet.words and NONE in {member.value for member in facet.words}):
        return NO_ANSWER[facet.code]
    if facet.words is not None:
        return facet.words(code).label
    if facet.code == "school_id":
        return places.schools[int(code)].name
    if facet.code == "zone":
        return places.zones[int(code)]
    if facet.code == "age":
        return _age_words(code)
    return _years_words(code) if facet.code == "years" else code


def place_of(facet: Facet, places: Places) -> Callable[[str], tuple[Any, ...]]:
    """Return the order of a facet's codes: closed lists as declared, subjects as in the curriculum, names by pinyin."""
    if facet.words is not None:
        order = {member.value: place for place, member in enumerate(facet.words)}
        return lambda code: (code not in order, order.get(code, 0))
    if facet.code == "subject":
        return lambda code: (code == NONE, SUBJECTS.index(code) if code in SUBJECTS else len(SUBJECTS), code)
    if facet.code == "school_id":
        return lambda code: (code == NONE, places.schools[int(code)].key if code != NONE else "")
    if facet.code in ("age", "years"):
        return lambda code: (code == NONE, int(code.split("-")[0]) if code != NONE else 0)
    return lambda code: (code == NONE, str(word_of(code, facet, places)))


def _age_words(code: str) -> LazyString:
    first, last = code.split("-")
    if not last:
        return _l("aged %(first)s and more", first=first)
    return _l("aged up to %(last)s", last=last) if first == "0" else _l("aged %(first)s to %(last)s", first=first, last=last)


def _years_words(code: str) -> LazyString:
    first, last = code.split("-")
    if not last:
        return _l("%(first)s years and more", first=first)
    return _l("up to %(last)s years", last=last) if first == "0" else _l("%(first)s to %(last)s years", first=first, last=last)


def _code(member: LabelledEnum | None) -> str:
    return member.value if member is not None else NONE


def _years_band(person: Person, on: dt.date) -> str:
    years = person.years_on(on)
    return band(years, YEAR_STARTS) if years is not None else NONE


Chosen = Mapping[str, Collection[str]]
