"""Tiny rotation instances with sane defaults, so that a test states only what it is about.

Schools lie at one place, have room for everybody and may send up to three; no quota, pin or wish is set. A section is
named `<school>/<stage>`, a teacher stands in the primary section of his school unless told otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from solvers.rotation.check import check_moves
from solvers.rotation.instance import (
    AboveDegree,
    CertificateCovers,
    DecidedMove,
    Demand,
    Forbid,
    GoalWeights,
    Indicator,
    Instance,
    Move,
    OfGroup,
    OfMoved,
    OfNumber,
    Pin,
    Quota,
    School,
    Section,
    Settings,
    Teacher,
    Threshold,
)
from solvers.rotation.vocabulary import (
    Certificate,
    CountsAt,
    IndicatorCode,
    Location,
    SchoolId,
    SectionId,
    Stage,
    Subject,
    TeacherId,
    TeacherStatus,
)

CHINESE, SPORTS, MUSIC = Subject("语文"), Subject("体育"), Subject("音乐")
ROOMY = 99
STAFF = 20  # 15 % of it are three teachers


def school(school_id: str, **changes: Any) -> School:
    """Return a town school at the origin with room for everybody."""
    row = School(
        SchoolId(school_id), f"{school_id}小学", school_id, Location.TOWN, None, 0.0, 0.0, ROOMY, STAFF
    )
    return replace(row, **changes)


def section(school_id: str, stage: str = "primary", **changes: Any) -> Section:
    """Return a section of a hundred pupils outside the indicators' scope."""
    section_id = SectionId(f"{school_id}/{stage}")
    return replace(Section(section_id, SchoolId(school_id), Stage(stage), 100, False, 0, 0, 0), **changes)


def teacher(teacher_id: str, school_id: str = "a", subject: str = CHINESE, **changes: Any) -> Teacher:
    """Return an eligible teacher with the highest certificate and no wish, home or partner."""
    row = Teacher(
        id=TeacherId(teacher_id),
        section=SectionId(school_id if "/" in school_id else f"{school_id}/primary"),
        subject=Subject(subject),
        more_subjects=(),
        certificate=Certificate.SENIOR,
        above_degree=AboveDegree(False, False),
        backbone=False,
        groups=(),
        status=TeacherStatus.ELIGIBLE,
        volunteer=False,
        wishes=(),
        home_x_km=None,
        home_y_km=None,
        partner=None,
        must_move=False,
        must_stay=False,
    )
    return replace(row, **changes)


def settings(**changes: Any) -> Settings:
    """Return the default limits."""
    return replace(Settings(20, 15, 0.15, 0.30, False, CountsAt.HOST, CertificateCovers()), **changes)


def indicators(**weights: float) -> tuple[Indicator, ...]:
    """Return the national thresholds of L1 to L3."""
    rows = (
        Indicator(IndicatorCode.ABOVE_DEGREE, 2, Threshold(4.2, 0.50), Threshold(5.3, 0.45)),
        Indicator(IndicatorCode.BACKBONE, 2, Threshold(1.0, 0.50), Threshold(1.0, 0.45)),
        Indicator(IndicatorCode.PE_ARTS, 3, Threshold(0.9, 0.50), Threshold(0.9, 0.45), (SPORTS, MUSIC)),
    )
    return tuple(replace(row, weight=weights.get(row.code, row.weight)) for row in rows)


def instance(
    teachers: Iterable[Teacher],
    schools: Sequence[str | School] = ("a", "b"),
    sections: Iterable[Section] | None = None,
    demand: Iterable[Demand] | None = None,
    **changes: Any,
) -> Instance:
    """Return an instance in which any number of teachers of each subject present may be anywhere."""
    people = tuple(teachers)
    places = tuple(school(row) if isinstance(row, str) else row for row in schools)
    rooms = tuple(section(row.id) for row in places) if sections is None else tuple(sections)
    subjects = sorted({name for row in people for name in (row.subject, *row.more_subjects)})
    open_to_all = [Demand(room.id, name, 0, ROOMY) for room in rooms for name in subjects]
    parts: dict[str, Any] = {
        "name": "tiny",
        "school_year": 2027,
        "synthetic": True,
        "settings": settings(),
        "quotas": (),
        "indicators": indicators(),
        "goal_weights": GoalWeights(),
        "schools": places,
        "sections": rooms,
        "demand": tuple(open_to_all if demand is None else demand),
        "teachers": people,
    }
    return Instance(**(parts | changes))


def with_demand(base: Instance, section_id: str, subject: str, least: int, most: int) -> Instance:
    """Return the instance with another range for one cell."""
    row = Demand(SectionId(section_id), Subject(subject), least, most)
    others = tuple(old for old in base.demand if (old.section, old.subject) != (row.section, row.subject))
    return base.replace(demand=(*others, row))


def with_settings(base: Instance, **changes: Any) -> Instance:
    """Return the instance with other limits."""
    return base.replace(settings=replace(base.settings, **changes))


def with_teacher(base: Instance, teacher_id: str, **changes: Any) -> Instance:
    """Return the instance with one teacher changed."""
    rows = tuple(replace(row, **changes) if row.id == teacher_id else row for row in base.teachers)
    return base.replace(teachers=rows)


def quota(code: str, share: float, of: str | int = "moved", group: str = "all") -> Quota:
    """Return a quota of all moved ("moved"), of the eligible of a group, or of a number."""
    base = OfNumber(of) if isinstance(of, int) else OfMoved() if of == "moved" else OfGroup(of)
    return Quota(code, group, base, share)


def pin(teacher_id: str, section_id: str) -> Pin:
    """Return a pin."""
    return Pin(TeacherId(teacher_id), SectionId(section_id))


def forbid(teacher_id: str, section_id: str) -> Forbid:
    """Return a forbidden pair."""
    return Forbid(TeacherId(teacher_id), SectionId(section_id))


def decided(teacher_id: str, section_id: str, subject: str = CHINESE) -> DecidedMove:
    """Return a move decided elsewhere."""
    return DecidedMove(TeacherId(teacher_id), SectionId(section_id), Subject(subject), "支教")


def move(teacher_id: str, to: str = "b", subject: str = CHINESE, origin: str = "a") -> Move:
    """Return a move between primary sections, or between the sections named with their stage."""
    start, end = (name if "/" in name else f"{name}/primary" for name in (origin, to))
    return Move(TeacherId(teacher_id), SectionId(start), SectionId(end), Subject(subject))


def broken(base: Instance, *moves: Move) -> list[tuple[str, tuple[str, ...]]]:
    """Return code and ids of each rule that the moves break."""
    return [(finding.code, finding.ids) for finding in check_moves(base, moves)]
