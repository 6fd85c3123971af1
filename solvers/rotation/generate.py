"""Invented counties by seed, for tests, benchmarks and the demonstration: the same size and seed give the same instance.

A town holds the backbone teachers, the countryside is short of sports and arts, some cells have too many and some too
few. The figures are set so that rotation matters; no school and no person is real.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from solvers.rotation.candidates import find_candidates
from solvers.rotation.generate_people import People, invent_people
from solvers.rotation.generate_places import Places, invent_places
from solvers.rotation.generate_tables import COUNTY_SIZES, CountySize, SizeName
from solvers.rotation.instance import (
    AboveDegree,
    CertificateCovers,
    Demand,
    Forbid,
    GoalWeights,
    Indicator,
    Instance,
    Labels,
    OfMoved,
    OfNumber,
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

__all__ = ["COUNTY_SIZES", "CountySize", "SizeName", "generate"]

SCHOOL_YEAR = 2027
PE_ARTS = tuple(Subject(name) for name in ("体育", "音乐", "美术", "艺术"))


def generate(size: SizeName, seed: int) -> Instance:
    """Return the invented county of a size (S, M, L, XL) and a seed; it has a plan as far as single persons decide."""
    return _without_lost_movers(_invented(size, seed))


def _without_lost_movers(instance: Instance) -> Instance:
    """Return the instance in which nobody must move who has no destination at all."""
    must = {row.id for row in instance.teachers if row.must_move}
    if not must:
        return instance
    candidates = find_candidates(instance)
    movable = set(candidates.county.teacher_ids[np.unique(candidates.teacher)].tolist())
    lost = must - movable
    teachers = tuple(replace(row, must_move=False) if row.id in lost else row for row in instance.teachers)
    return replace(instance, teachers=teachers) if lost else instance


def _invented(size: SizeName, seed: int) -> Instance:
    county = COUNTY_SIZES[size]
    source = np.random.Generator(np.random.PCG64([seed, county.schools]))
    places = invent_places(source, county)
    people = invent_people(source, county, places)
    teachers = tuple(_teachers(places, people))
    eligible = sum(row.status is TeacherStatus.ELIGIBLE for row in teachers)
    return Instance(
        name=f"invented county {size.value}, seed {seed}",
        school_year=SCHOOL_YEAR,
        synthetic=True,
        settings=Settings(20, 15, 0.15, 0.30, False, CountsAt.HOST, CertificateCovers()),
        quotas=(
            Quota("rotation_share", "all", OfNumber(eligible), 0.10),
            Quota("backbone_share", "backbone", OfMoved(), 0.20),
        ),
        indicators=_indicators(),
        goal_weights=GoalWeights(),
        schools=tuple(_schools(places, people)),
        sections=tuple(_sections(places, people)),
        demand=tuple(_demand(places)),
        teachers=teachers,
        forbids=tuple(_forbids(places, people)),
    )


def _indicators() -> tuple[Indicator, ...]:
    return (
        Indicator(IndicatorCode.ABOVE_DEGREE, 2, Threshold(4.2, 0.50), Threshold(5.3, 0.45)),
        Indicator(IndicatorCode.BACKBONE, 2, Threshold(1.0, 0.50), Threshold(1.0, 0.45)),
        Indicator(IndicatorCode.PE_ARTS, 3, Threshold(0.9, 0.50), Threshold(0.9, 0.45), PE_ARTS),
    )


def _schools(places: Places, people: People) -> Iterator[School]:
    xs, ys = places.school_xy.T.tolist()
    for number, (x, y) in enumerate(zip(xs, ys, strict=True)):
        yield School(
            id=school_id(number),
            name=places.names[number],
            entity=school_id(places.entity[number]),
            location=Location(places.location_names[number]),
            zone=f"zone{places.zone[number] + 1}",
            x_km=x,
            y_km=y,
            authorised_posts=int(people.posts[number]),
            staff=int(people.staff[number]),
        )


def _sections(places: Places, people: People) -> Iterator[Section]:
    for number, school in enumerate(places.school_of_section.tolist()):
        pupils = int(places.pupils[number])
        yield Section(
            id=_section_id(places, number),
            school=school_id(school),
            stage=_stage(places, number),
            pupils=pupils,
            counted=bool(places.counted[number]),
            strength=int(people.strength[number]),
            hardware_below=int(places.hardware_below[number]),
            hardware_below_85=int(places.hardware_below_85[number]),
        )


def _demand(places: Places) -> Iterator[Demand]:
    for number in range(len(places.pupils)):
        section = _section_id(places, number)
        names = places.subjects_of(number)
        least, most = places.least[number].tolist(), places.most[number].tolist()
        for position, name in enumerate(names):
            yield Demand(section, Subject(name), least[position], most[position])


def _teachers(places: Places, people: People) -> Iterator[Teacher]:
    sections = [_section_id(places, number) for number in range(len(places.pupils))]
    for number, row in enumerate(people.rows()):
        home = places.town_xy[row.home_town].tolist() if row.home_town >= 0 else (None, None)
        yield Teacher(
            id=teacher_id(number),
            section=sections[row.section],
            subject=Subject(row.subject),
            more_subjects=(Subject(row.more_subject),) if row.more_subject else (),
            certificate=Certificate(row.certificate) if row.certificate else None,
            above_degree=AboveDegree(row.above_primary, row.above_junior),
            backbone=row.backbone,
            groups=("graduating",) if row.graduating else (),
            status=TeacherStatus(row.status),
            volunteer=row.volunteer,
            wishes=tuple(sections[wish] for wish in row.wishes),
            home_x_km=home[0],
            home_y_km=home[1],
            partner=teacher_id(row.partner) if row.partner >= 0 else None,
            must_move=row.must_move,
            must_stay=row.must_stay,
            labels=Labels(row.sex, row.age_group, f"township{places.town[row.section] + 1}"),
            last_rotation_year=row.last_year or None,
        )


def _forbids(places: Places, people: People) -> Iterator[Forbid]:
    for teacher, section in people.forbids:
        yield Forbid(teacher_id(teacher), _section_id(places, section))


def school_id(number: int) -> SchoolId:
    """Return the id of a school by its position."""
    return SchoolId(f"s{number + 1:04}")


def teacher_id(number: int) -> TeacherId:
    """Return the id of a teacher by his position."""
    return TeacherId(f"t{number + 1:06}")


def _stage(places: Places, section: int) -> Stage:
    return Stage.JUNIOR if places.is_junior[section] else Stage.PRIMARY


def _section_id(places: Places, section: int) -> SectionId:
    return SectionId(f"{school_id(int(places.school_of_section[section]))}/{_stage(places, section).value}")
