"""Indicator policies, sections and columns for tests: the national figures, small vocabularies, readable rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction as F

import numpy as np

from staffing.indicators.codes import MEASURES, Basis, Manner, Measure, Scheme
from staffing.indicators.columns import HonourColumns, SectionColumns, ServiceColumns, TeacherColumns
from staffing.indicators.counting import Counts, count
from staffing.indicators.lookups import Vocabularies, Vocabulary, build_lookups
from staffing.indicators.policy import (
    CountingRule,
    IndicatorPolicy,
    IndicatorThresholds,
    PassRule,
    ScopeRule,
    SmallRuralRule,
)
from staffing.indicators.scope import SectionFacts

EVERY = frozenset(Measure)
DATA_DATE = np.datetime64("2027-09-01")

WORDS = Vocabularies(
    stage=Vocabulary(("primary", "junior")),
    category=Vocabulary(("full_time_teacher", "worker")),
    employment=Vocabulary(("established", "contract", "part_time")),
    duty=Vocabulary(("in_post", "sick_leave")),
    degree=Vocabulary(("secondary", "associate", "bachelor", "master")),
    title=Vocabulary(("none", "second", "first", "senior")),
    honour=Vocabulary(("school", "county", "province")),
    subject=Vocabulary(("语文", "体育", "音乐", "美术")),
    manner=Vocabulary(tuple(Manner)),
)

SMALL_RURAL = SmallRuralRule(50, 99, frozenset({"rural"}), frozenset({Manner.ROTATION, Manner.PART_TIME, Manner.ITINERANT}))

COUNTING = CountingRule(
    categories=frozenset({"full_time_teacher"}),
    employment_counts={"established": EVERY, "contract": frozenset({Measure.PE_ARTS, Measure.TEACHERS})},
    duty_counts={"in_post": EVERY},
    degree_floor={"primary": "associate", "junior": "bachelor"},
    backbone_floor="county",
    middle_title_floor="first",
    pe_arts_subjects=frozenset({"体育", "音乐", "美术"}),
    small_rural=SMALL_RURAL,
)

SCOPE = ScopeRule(("primary", "junior"), frozenset({"special_school", "vocational_school"}),
                  frozenset({"teaching_point"}), 50, frozenset({"county", "city", "private"}))

THRESHOLDS = {
    "above_degree": ("4.2", "5.3"), "backbone": ("1.0", "1.0"), "pe_arts": ("0.9", "0.9"),
    "teaching_area": ("4.5", "5.8"), "sports_area": ("7.5", "10.2"), "equipment_value": ("2000", "2500"),
    "multimedia_rooms": ("2.3", "2.4"),
}
HARDWARE = ("teaching_area", "sports_area", "equipment_value", "multimedia_rooms")

QUALITY = IndicatorPolicy(
    scheme=Scheme.QUALITY,
    thresholds=tuple(IndicatorThresholds(code, {"primary": F(low), "junior": F(high)})
                     for code, (low, high) in THRESHOLDS.items()),
    pass_rule=PassRule(6, F("0.85")),
    local_pass_rule=None,
    cv_limits={"primary": F("0.50"), "junior": F("0.45")},
    composite_limits={},
    scope=SCOPE,
    counting=COUNTING,
    counts_at=Basis.HOST,
    split_weights={"primary": F(1), "junior": F("1.1"), "senior": F("1.32")},
)


def make_facts(key: str = "s1", **changes: object) -> SectionFacts:
    """Return a primary section of 100 pupils whose hardware just reaches every threshold."""
    values: dict[str, object] = {"key": key, "school": key, "stage": "primary", "kind": "primary_school",
                                 "ownership": "county", "location": "town", "pupils": 100}
    values |= changes
    if "amounts" not in values:
        column = 0 if values["stage"] == "primary" else 1
        per = {"multimedia_rooms": 100}
        values["amounts"] = {code: F(THRESHOLDS[code][column]) * int(str(values["pupils"])) / per.get(code, 1)
                             for code in HARDWARE}
    return SectionFacts(**values)  # type: ignore[arg-type]


def make_persons(above_degree: int = 0, backbone: int = 0, pe_arts: int = 0, teachers: int = 0,
                 middle_titles: int = 0) -> dict[Measure, F]:
    """Return counted persons by measure."""
    numbers = (above_degree, backbone, pe_arts, teachers, middle_titles)
    return {measure: F(number) for measure, number in zip(MEASURES, numbers, strict=True)}


@dataclass(frozen=True)
class Person:
    """One teacher for a counting test; `section` is both home and host unless `host` differs."""

    section: int = 0
    host: int | None = None
    subject: str = "语文"
    degree: str = "secondary"
    title: str = "none"
    category: str = "full_time_teacher"
    employment: str = "established"
    duty: str = "in_post"
    honours: tuple[tuple[str, str, str], ...] = ()
    share: int = 1000
    manner: str = "ordinary"


@dataclass(frozen=True)
class Service:
    """One more service of a person: where, what, how."""

    person: int
    section: int
    subject: str
    manner: str
    at_host: bool = True
    share: int = 0


def count_persons(persons: Sequence[Person], *, stages: Sequence[str] = ("primary",), small_rural: Sequence[bool] | None = None,
                  services: Sequence[Service] = (), rule: CountingRule = COUNTING,
                  on: np.datetime64 = DATA_DATE) -> Counts:
    """Count readable persons; a person with another host has two rows, home and host."""
    rows = [(index, person.section, person.subject, True, person.host is None, person.share,
             person.manner if person.host is None else "ordinary") for index, person in enumerate(persons)]
    rows += [(index, person.host, person.subject, False, True, person.share, person.manner)
             for index, person in enumerate(persons) if person.host is not None]
    rows += [(item.person, item.section, item.subject, False, item.at_host, item.share, item.manner) for item in services]
    honours = [(index, *honour) for index, person in enumerate(persons) for honour in person.honours]
    teachers = TeacherColumns(
        WORDS.category.encode(person.category for person in persons),
        WORDS.employment.encode(person.employment for person in persons),
        WORDS.duty.encode(person.duty for person in persons),
        WORDS.degree.encode(person.degree for person in persons),
        WORDS.title.encode(person.title for person in persons))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 7
    service_columns = ServiceColumns(
        np.array(columns[0], dtype=np.int64), np.array(columns[1], dtype=np.int64), WORDS.subject.encode(columns[2]),
        np.array(columns[3], dtype=bool), np.array(columns[4], dtype=bool), np.array(columns[5], dtype=np.int64),
        WORDS.manner.encode(columns[6]))
    honour_columns = HonourColumns(
        np.array([row[0] for row in honours], dtype=np.int64), WORDS.honour.encode(row[1] for row in honours),
        np.array([row[2] or "NaT" for row in honours], dtype="datetime64[D]"),
        np.array([row[3] or "NaT" for row in honours], dtype="datetime64[D]"))
    flags = np.array(small_rural if small_rural is not None else [False] * len(stages), dtype=bool)
    section_columns = SectionColumns(WORDS.stage.encode(stages), flags)
    return count(teachers, honour_columns, service_columns, section_columns, build_lookups(rule, WORDS), on=on)
