"""Random instances small enough to try every plan, in which each rule, goal and optional part occurs now and then.

`small_instances()` is a hypothesis strategy: it shrinks, and its counterexamples repeat.
"""

from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from solvers.rotation.instance import (
    AboveDegree,
    DecidedMove,
    Demand,
    Distance,
    Forbid,
    GoalWeights,
    Instance,
    Labels,
    Move,
    OfGroup,
    OfMoved,
    OfNumber,
    Pin,
    Quota,
    School,
    SchoolLimits,
    Section,
    Settings,
    Teacher,
    TitlePosts,
)
from solvers.rotation.vocabulary import (
    Certificate,
    CountsAt,
    GoalOrder,
    Location,
    RelationMoves,
    TeacherStatus,
    TitleLevel,
    ZoneLimit,
)
from tests.helpers.solving import CHINESE, MUSIC, SPORTS, indicators, school, section, settings, teacher

SUBJECTS = (CHINESE, SPORTS, MUSIC)


def small_instances(**changes: Any) -> st.SearchStrategy[Instance]:
    """Return a strategy for instances of three or four schools and three to five teachers."""
    return st.randoms(use_true_random=False).map(lambda source: random_instance(source, **changes))


def random_instance(source: Random, **changes: Any) -> Instance:
    """Return one random instance; `changes` override fields of the instance."""
    schools = [_school(source, name) for name in "abcd"[: source.randint(3, 4)]]
    sections = [row for place in schools for row in _sections(source, place)]
    teachers = [_teacher(source, f"t{number}", sections) for number in range(source.randint(3, 5))]
    teachers = _paired(source, teachers)
    parts: dict[str, Any] = {
        "name": "random",
        "school_year": 2027,
        "synthetic": True,
        "settings": _settings(source, sections),
        "quotas": _quotas(source),
        "indicators": indicators(),
        "goal_weights": _weights(source),
        "schools": tuple(_staffed(source, place, sections, teachers) for place in schools),
        "sections": tuple(sections),
        "demand": tuple(_demand(source, sections)),
        "teachers": tuple(teachers),
        "published_plan": _published(source, teachers, sections),
    }
    parts |= _orders(source, teachers, sections) | _tables(source, schools)
    if _chance(source, 20):
        parts["teachers"] = tuple(replace(row, carried=source.choice([0, 0, 15, 60])) for row in teachers)
    return Instance(**(parts | changes))


def _chance(source: Random, percent: int) -> bool:
    return source.randint(1, 100) <= percent


def _school(source: Random, name: str) -> School:
    return replace(
        school(name),
        entity="twin" if _chance(source, 10) else name,
        location=source.choice(list(Location)),
        zone=source.choice([None, None, "north", "south"]),
        x_km=float(source.randint(0, 12)),
        y_km=float(source.randint(0, 12)),
    )


def _sections(source: Random, place: School) -> list[Section]:
    stages = source.choice([["primary"], ["primary"], ["primary", "junior"]])
    return [
        section(
            place.id,
            stage,
            pupils=source.choice([0, 20, 45, 60, 95, 120]),
            counted=_chance(source, 85),
            strength=source.randint(0, 3),
            hardware_below=(below := source.choice([0, 0, 1, 1, 2])),
            hardware_below_85=source.randint(0, min(below, 1)),
        )
        for stage in stages
    ]


def _teacher(source: Random, name: str, sections: list[Section]) -> Teacher:
    home = source.choice(sections)
    subject, other = source.sample(SUBJECTS, 2)
    elsewhere = [row.id for row in sections if row.id != home.id]
    has_home = _chance(source, 50)
    must = source.randint(1, 100)
    return replace(
        teacher(name, home.id, subject),
        more_subjects=(other,) if _chance(source, 35) else (),
        certificate=source.choice([None, *Certificate] + [Certificate.SENIOR] * 6),
        above_degree=AboveDegree(_chance(source, 50), _chance(source, 40)),
        backbone=_chance(source, 40),
        groups=("graduating",) if _chance(source, 30) else (),
        status=source.choice([TeacherStatus.ELIGIBLE] * 10 + [TeacherStatus.DEFERRED, TeacherStatus.OUT]),
        volunteer=_chance(source, 30),
        wishes=tuple(source.sample(elsewhere, min(len(elsewhere), source.randint(0, 2)))),
        home_x_km=source.randint(-40, 40) / 2 if has_home else None,
        home_y_km=source.randint(-40, 40) / 2 if has_home else None,
        must_move=must <= 4,
        must_stay=must > 96,
        labels=Labels("女", "30-39", "东镇") if _chance(source, 20) else None,
        last_rotation_year=source.choice([None, 2019]),
        title_level=source.choice([None, *TitleLevel]),
    )


def _paired(source: Random, teachers: list[Teacher]) -> list[Teacher]:
    if not _chance(source, 40):
        return teachers
    one, other = source.sample(teachers, 2)
    partner_of = {one.id: other.id, other.id: one.id}
    return [replace(row, partner=partner_of.get(row.id)) for row in teachers]


def _settings(source: Random, sections: list[Section]) -> Settings:
    return settings(
        max_distance_km=source.choice([8, 12.5, 20, 20]),
        couple_distance_km=source.choice([0, 5, 15]),
        school_outflow_share=source.choice([0.15, 0.5, 1, 1]),
        cell_outflow_share=source.choice([0.3, 0.5, 1]),
        cross_stage=_chance(source, 25),
        counts_at=source.choice([CountsAt.HOST, CountsAt.HOST, CountsAt.HOME]),
        keep_compliant=_chance(source, 20),
        keep_compliant_except=(source.choice(sections).id,) if _chance(source, 20) else (),
        donor_floor=source.choice([None] * 6 + [0.5, 1]),
        zone_limit=source.choice([ZoneLimit.NONE] * 4 + [ZoneLimit.ORDINARY, ZoneLimit.ALL]),
        goal_order=GoalOrder.LEXICOGRAPHIC if _chance(source, 20) else GoalOrder.WEIGHTED,
        level_tolerance=source.choice([0, 0, 0.05]),
        relation_moves=source.choice([None, None, *RelationMoves]),
    )


def _quotas(source: Random) -> tuple[Quota, ...]:
    rows = []
    if _chance(source, 60):
        of = source.choice([OfNumber(3), OfNumber(7), OfGroup("all")])
        rows.append(Quota("rotation_share", "all", of, source.choice([0.05, 0.1, 0.3])))
    if _chance(source, 50):
        rows.append(Quota("backbone_share", "backbone", OfMoved(), source.choice([0.2, 0.5])))
    if _chance(source, 12):
        rows.append(Quota("graduating_share", "graduating", OfGroup("graduating"), 0.25))
    return tuple(rows)


def _weights(source: Random) -> GoalWeights:
    if _chance(source, 60):
        return GoalWeights(changes=source.choice([0, 0, 5000]))
    return GoalWeights(
        shortfall=source.choice([0, 1, 20000]),
        failing_sections=source.choice([0, 3, 40000]),
        cv_excess=source.choice([0, 7.5, 2000000]),
        inequality=source.choice([0, 2.25, 1000000]),
        direction=source.choice([0, 200]),
        burden=source.choice([0, 1]),
        extra_moves=source.choice([0, 300]),
        changes=source.choice([0, 10]),
    )


def _staffed(source: Random, place: School, sections: list[Section], teachers: list[Teacher]) -> School:
    rooms = {row.id for row in sections if row.school == place.id}
    staff = sum(row.section in rooms for row in teachers) + source.choice([3, 7, 12])
    return replace(place, staff=staff, authorised_posts=max(0, staff + source.randint(-1, 4)))


def _demand(source: Random, sections: list[Section]) -> list[Demand]:
    rows = []
    for room in sections:
        for subject in SUBJECTS:
            if _chance(source, 85):
                least = source.choice([0, 0, 0, 0, 1, 2])
                rows.append(Demand(room.id, subject, least, least + source.randint(0, 3)))
    return rows


def _somewhere_else(source: Random, row: Teacher, sections: list[Section]) -> Section:
    return source.choice([room for room in sections if room.id != row.section])


def _published(source: Random, teachers: list[Teacher], sections: list[Section]) -> tuple[Move, ...] | None:
    if not _chance(source, 30):
        return None
    movers = source.sample(teachers, source.randint(0, 2))
    return tuple(
        Move(row.id, row.section, _somewhere_else(source, row, sections).id, source.choice(SUBJECTS))
        for row in movers
    )


def _orders(source: Random, teachers: list[Teacher], sections: list[Section]) -> dict[str, Any]:
    """Return pins, forbids and decided moves of three different teachers."""
    pinned, barred, sent = source.sample(teachers, 3)
    orders: dict[str, Any] = {}
    if _chance(source, 10):
        orders["pins"] = (Pin(pinned.id, source.choice(sections).id),)
    if _chance(source, 25):
        orders["forbids"] = (Forbid(barred.id, _somewhere_else(source, barred, sections).id),)
    if _chance(source, 20):
        place = _somewhere_else(source, sent, sections)
        orders["decided_moves"] = (DecidedMove(sent.id, place.id, source.choice(SUBJECTS), "支教"),)
    return orders


def _tables(source: Random, schools: list[School]) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    if _chance(source, 20):
        one, other = source.sample(schools, 2)
        tables["distances"] = (Distance(one.id, other.id, source.choice([3.5, 25]), 30),)
    if _chance(source, 20):
        row = source.choice(schools)
        tables["title_posts"] = (TitlePosts(row.id, source.choice(list(TitleLevel)), source.randint(0, 1)),)
    if _chance(source, 15):
        rows = source.sample(schools, source.randint(1, 2))
        tables["school_limits"] = tuple(_limits(source, row) for row in rows)
    return tables


def _limits(source: Random, place: School) -> SchoolLimits:
    """Return limits of one school, at least one of them stated."""
    least, more = source.choice([None, 0, 1, 1]), source.randint(0, 2)
    return SchoolLimits(
        place.id,
        min_sent=least,
        max_sent=source.choice([None, (least or 0) + more]),
        max_received=source.choice([0, 1, 1, 2]),
        min_backbone_sent=source.choice([None, None, None, 0, least]),
    )
