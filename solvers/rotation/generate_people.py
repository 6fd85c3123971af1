"""Invented teachers: where they stand, what they are certified for, who may be sent and who wishes what.

Everything is drawn in whole arrays, so that a hundred thousand teachers take a second or two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from solvers.rotation.generate_places import Flags, Floats, Ints, Places
from solvers.rotation.generate_tables import (
    ABOVE_DEGREE_JUNIOR,
    ABOVE_DEGREE_PRIMARY,
    BACKBONE_PER_PUPIL,
    BACKBONE_WEIGHT,
    DEFERRED_SHARE,
    ELIGIBLE_SHARE,
    PE_ARTS_BIAS,
    PE_ARTS_POSITIONS,
    CountySize,
    by_location,
)

STATUSES = ("eligible", "deferred", "out")
CERTIFICATES = ("", "primary", "junior", "senior")
AGE_GROUPS = ("<30", "30-39", "40-49", "50+")
VOLUNTEERS = (0.06, 0.08, 0.01)  # by status
GRADUATING_SHARE = 0.12
RURAL = 2
MOST_WISHES = 5
NEAR_SECTIONS = 15
COUPLES_PER_TEACHER = 0.012
FIRST_YEAR, LAST_YEAR = 2012, 2026


class PersonRow(NamedTuple):
    """One teacher; positions instead of ids, -1 for no home and no partner, 0 for no earlier rotation."""

    section: int
    subject: str
    more_subject: str
    certificate: str
    above_primary: bool
    above_junior: bool
    backbone: bool
    graduating: bool
    status: str
    volunteer: bool
    wishes: list[int]
    home_town: int
    partner: int
    must_move: bool
    must_stay: bool
    sex: str
    age_group: str
    last_year: int


@dataclass(frozen=True, slots=True)
class People:
    """Columns over teachers, with what follows from them for schools and sections."""

    columns: tuple[list[Any], ...]  # the fields of PersonRow, in its order
    staff: Ints
    posts: Ints
    strength: Ints
    forbids: list[tuple[int, int]]

    def rows(self) -> Iterator[PersonRow]:
        """Yield the teachers one by one."""
        for row in zip(*self.columns, strict=True):
            yield PersonRow._make(row)


def invent_people(source: np.random.Generator, county: CountySize, places: Places) -> People:
    """Return the county's teachers, unevenly spread as counties report it."""
    listed = _cell_counts(source, county, places)
    section, subject, more = _cells(source, places, listed)
    backbone = _backbone(source, places, section)
    status = source.choice(
        len(STATUSES), len(section), p=[ELIGIBLE_SHARE, DEFERRED_SHARE, 1 - ELIGIBLE_SHARE - DEFERRED_SHARE]
    )
    partner = _couples(source, places, section)
    movable = (status == 0) & _in_surplus(places, listed) & (partner < 0)
    columns: tuple[list[Any], ...] = (
        section.tolist(),
        subject,
        more,
        *_qualifications(source, places, section),
        backbone.tolist(),
        *_readiness(source, status),
        _wishes(source, places, section, status),
        _homes(source, county, places, section).tolist(),
        partner.tolist(),
        *_orders(source, county, movable & (places.section_location()[section] < RURAL)),
        *_traits(source, places.is_junior[section]),
    )
    staff = _staff(source, places, section, len(places.names))
    return People(
        columns=columns,
        staff=staff,
        posts=_posts(source, staff),
        strength=_strength(places, section, backbone),
        forbids=_forbids(source, places, section, status, county.teachers // 2000),
    )


def _qualifications(source: np.random.Generator, places: Places, section: Ints) -> tuple[list[Any], ...]:
    """Return certificate and whether the degree is above the required one, for primary and junior sections."""
    location, is_junior = places.section_location()[section], places.is_junior[section]
    above_junior, above_primary = _degrees(source, location, is_junior)
    names = [CERTIFICATES[code] for code in _certificates(source, is_junior).tolist()]
    return names, above_primary.tolist(), above_junior.tolist()


def _readiness(source: np.random.Generator, status: Ints) -> tuple[list[Any], ...]:
    """Return who teaches a graduating class, the status, and who volunteers."""
    graduating = source.random(len(status)) < GRADUATING_SHARE
    volunteer = source.random(len(status)) < np.array(VOLUNTEERS)[status]
    return graduating.tolist(), [STATUSES[code] for code in status.tolist()], volunteer.tolist()


def _orders(source: np.random.Generator, county: CountySize, movable: Flags) -> tuple[list[Any], ...]:
    """Return who must move, chosen where a cell has too many, and who must stay."""
    must_move = _some(source, movable, county.teachers // 2500)
    must_stay = _some(source, ~must_move, county.teachers // 250)
    return must_move.tolist(), must_stay.tolist()


def _traits(source: np.random.Generator, is_junior: Flags) -> tuple[list[Any], ...]:
    """Return sex, age group and the year of an earlier rotation."""
    count = len(is_junior)
    men = source.random(count) < np.where(is_junior, 0.4, 0.27)
    ages = source.choice(len(AGE_GROUPS), count, p=[0.2, 0.3, 0.3, 0.2])
    sexes = ["男" if man else "女" for man in men.tolist()]
    return sexes, [AGE_GROUPS[code] for code in ages.tolist()], _last_years(source, count).tolist()


def _posts(source: np.random.Generator, staff: Ints) -> Ints:
    """Return the authorised posts: a little more than the staff on average, less at every third school."""
    spare = np.round(staff * (0.02 + 0.05 * source.standard_normal(len(staff))))
    return np.maximum(staff + spare.astype(np.int64), 0)


def _cell_counts(source: np.random.Generator, county: CountySize, places: Places) -> list[Ints]:
    """Return the listed teachers of each section by subject: as needed, bent by location and chance."""
    location = places.section_location()
    bent = []
    for number, need in enumerate(places.need):
        bias = np.ones(len(need))
        bias[list(PE_ARTS_POSITIONS)] = PE_ARTS_BIAS[location[number]] * np.exp(
            0.25 * source.standard_normal()
        )
        bent.append(need * bias * np.exp(0.22 * source.standard_normal(len(need))))
    flat = np.concatenate(bent)
    flat *= county.teachers / flat.sum()
    whole = np.floor(flat).astype(np.int64)
    # The largest remainders round up, so that the sum is exact.
    whole[np.argsort(whole - flat, kind="stable")[: county.teachers - whole.sum()]] += 1
    edges = np.cumsum([len(row) for row in bent])[:-1]
    return [np.asarray(part, dtype=np.int64) for part in np.split(whole, edges)]


def _cells(
    source: np.random.Generator, places: Places, listed: list[Ints]
) -> tuple[Ints, list[str], list[str]]:
    """Return section, subject and further subject of each teacher, section by section."""
    sections = np.repeat(np.arange(len(listed)), [row.sum() for row in listed]).astype(np.int64)
    subjects: list[str] = []
    beside: list[str] = []
    for number, row in enumerate(listed):
        table = places.table(number)
        subjects += np.repeat(np.array(table.subjects, dtype=object), row).tolist()
        beside += np.repeat(np.array(table.beside, dtype=object), row).tolist()
    has_more = (source.random(len(sections)) < 0.12).tolist()
    more = [name if taken else "" for name, taken in zip(beside, has_more, strict=True)]
    return sections, subjects, more


def _backbone(source: np.random.Generator, places: Places, section: Ints) -> Flags:
    """Return who is backbone: as many as the pupils would have by county mean, most of them in town."""
    weight = by_location(BACKBONE_WEIGHT, places.section_location())
    weight = weight * np.exp(0.22 * source.standard_normal(len(weight)))
    # Sampling without replacement by the Gumbel trick: the largest keys are chosen with these weights.
    keys = np.log(weight[section]) + source.gumbel(size=len(section))
    chosen = np.zeros(len(section), dtype=np.bool_)
    chosen[np.argsort(-keys, kind="stable")[: round(BACKBONE_PER_PUPIL * int(places.pupils.sum()))]] = True
    return chosen


def _degrees(source: np.random.Generator, location: Ints, is_junior: Flags) -> tuple[Flags, Flags]:
    """Return who is above the degree required for junior and for primary sections; the first implies the second."""
    draw = source.random(len(location))
    junior = np.where(is_junior, by_location(ABOVE_DEGREE_JUNIOR, location), 0.6)
    primary = np.where(is_junior, 0.99, by_location(ABOVE_DEGREE_PRIMARY, location))
    return draw < junior, draw < primary


def _certificates(source: np.random.Generator, is_junior: Flags) -> Ints:
    draw = source.random(len(is_junior))
    primary = np.searchsorted([0.005, 0.65, 0.90], draw)
    junior = np.searchsorted([0.005, 0.01, 0.65], draw)
    return np.where(is_junior, junior, primary)


def _couples(source: np.random.Generator, places: Places, section: Ints) -> Ints:
    """Return the partner of each teacher: couples live in one town and often work at one school."""
    partner = np.full(len(section), -1, dtype=np.int64)
    chosen = source.permutation(len(section))[: 2 * round(COUPLES_PER_TEACHER * len(section))]
    town = np.array(places.town)[section[chosen]]
    chosen = chosen[np.lexsort((source.random(len(chosen)), town))]
    one, other = chosen[0::2], chosen[1::2]
    same_town = np.array(places.town)[section[one]] == np.array(places.town)[section[other]]
    partner[one[same_town]] = other[same_town]
    partner[other[same_town]] = one[same_town]
    return partner


def _in_surplus(places: Places, listed: list[Ints]) -> Flags:
    """Return whose cell has more teachers than its largest need."""
    flags = [np.repeat(row > most, row) for row, most in zip(listed, places.most, strict=True)]
    return np.concatenate(flags)


def _some(source: np.random.Generator, among: Flags, count: int) -> Flags:
    """Return a choice of so many of those who may be chosen."""
    chosen = np.zeros(len(among), dtype=np.bool_)
    chosen[source.permutation(np.flatnonzero(among))[:count]] = True
    return chosen


def _neighbours(places: Places) -> Ints:
    """Return for each section the nearest sections of its stage at other schools, -1 where there are no more."""
    xy = places.school_xy[places.school_of_section]
    apart = np.hypot(*(xy[:, None, axis] - xy[None, :, axis] for axis in (0, 1)))
    schools, junior = places.school_of_section, places.is_junior
    apart[(schools[:, None] == schools) | (junior[:, None] != junior)] = np.inf
    near = np.argsort(apart, axis=1, kind="stable")[:, :NEAR_SECTIONS]
    return np.where(np.isfinite(np.take_along_axis(apart, near, axis=1)), near, -1)


def _wishes(source: np.random.Generator, places: Places, section: Ints, status: Ints) -> list[list[int]]:
    """Return the ranked wishes: a third of those who could be sent name up to five sections near by."""
    near = _neighbours(places)[section]
    order = np.argsort(source.random(near.shape), axis=1)[:, :MOST_WISHES]
    picked = np.take_along_axis(near, order, axis=1).tolist()
    wants = (source.random(len(section)) < 0.35) & (status < 2)
    counts = np.where(wants, source.integers(1, MOST_WISHES + 1, len(section)), 0).tolist()
    return [[wish for wish in row[:count] if wish >= 0] for row, count in zip(picked, counts, strict=True)]


def _homes(source: np.random.Generator, county: CountySize, places: Places, section: Ints) -> Ints:
    """Return the town where each lives: the school's own, or a county seat; -1 where it is not known."""
    own = np.array(places.town)[section]
    seat = source.integers(0, county.seats, len(section))
    towns: Floats = places.town_xy
    far = np.hypot(*(towns[own] - towns[seat]).T) > county.radius_km
    draw = source.random(len(section))
    home = np.where((draw < 0.35) & ~far, seat, own)
    return np.where(draw > 0.9, -1, home)


def _last_years(source: np.random.Generator, count: int) -> Ints:
    years = source.integers(FIRST_YEAR, LAST_YEAR + 1, count)
    return np.where(source.random(count) < 0.2, years, 0)


def _staff(source: np.random.Generator, places: Places, section: Ints, schools: int) -> Ints:
    """Return the staff of each school: its listed teachers and a few more who do not teach."""
    listed = np.bincount(places.school_of_section[section], minlength=schools)
    return np.ceil(listed * (1.04 + 0.06 * source.random(schools))).astype(np.int64)


def _strength(places: Places, section: Ints, backbone: Flags) -> Ints:
    """Return how many quartile points of backbone per pupil in its stage lie below each section."""
    number = np.bincount(section[backbone], minlength=len(places.pupils))
    per_pupil = number / places.pupils
    strength = np.zeros(len(places.pupils), dtype=np.int64)
    for junior in (False, True):
        stage = places.is_junior == junior
        points = np.quantile(per_pupil[stage & places.counted], [0.25, 0.5, 0.75])
        strength[stage] = np.searchsorted(points, per_pupil[stage], side="left")
    return strength


def _forbids(
    source: np.random.Generator, places: Places, section: Ints, status: Ints, count: int
) -> list[tuple[int, int]]:
    """Return a few pairs of a teacher and a near section where he must not go (回避)."""
    teachers = source.permutation(np.flatnonzero(status == 0))[:count]
    nearest = _neighbours(places)[section[teachers], 0]
    return [(int(who), int(where)) for who, where in zip(teachers, nearest, strict=True) if where >= 0]
