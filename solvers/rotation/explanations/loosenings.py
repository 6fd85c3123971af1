"""Rules loosened step by step, each as a changed instance: what levers are tried with and prices are confirmed with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from solvers.rotation.check.exact import ceiling
from solvers.rotation.check.plan import school_distance_km
from solvers.rotation.check.quotas import quota_base
from solvers.rotation.instance import Instance, OfMoved, OfNumber, Quota, SchoolLimits
from solvers.rotation.vocabulary import ConditionCode, RuleCode, TeacherStatus, ZoneLimit


class Unit(StrEnum):
    """What one step is."""

    PERSONS = "persons"  # fewer who must move
    PERSONS_PER_CELL = "persons_per_cell"
    PERCENTAGE_POINTS = "percentage_points"
    POSTS_PER_SCHOOL = "posts_per_school"
    PERSONS_PER_SCHOOL = "persons_per_school"
    KM = "km"
    SWITCH = "switch"  # the rule is off


@dataclass(frozen=True, slots=True)
class Loosening:
    """A rule that can be loosened in whole steps; `at(most)` is as good as no rule."""

    code: str
    unit: Unit
    most: int
    at: Callable[[int], Instance]


def loosenings(instance: Instance) -> list[Loosening]:
    """Return every rule of the instance that a county could loosen, those with a measure first."""
    return [row for row in (*measured(instance), *switches(instance)) if row.most > 0]


def measured(instance: Instance) -> Iterator[Loosening]:
    """Yield the rules that have a measure: quotas, posts, cover, outflow, distances."""
    for quota in instance.quotas:
        yield _quota(instance, quota)
    people, settings = len(instance.teachers), instance.settings
    yield Loosening(
        RuleCode.AUTHORISED_POSTS, Unit.POSTS_PER_SCHOOL, people, lambda step: _more_posts(instance, step)
    )
    if instance.title_posts:
        yield Loosening(
            RuleCode.TITLE_POSTS, Unit.POSTS_PER_SCHOOL, people, lambda step: _more_titles(instance, step)
        )
    yield Loosening(
        RuleCode.SUBJECT_COVER, Unit.PERSONS_PER_CELL, people, lambda step: _wider_cover(instance, step)
    )
    if instance.school_limits:
        yield Loosening(
            RuleCode.SCHOOL_LIMITS, Unit.PERSONS_PER_SCHOOL, people, lambda step: _wider_limits(instance, step)
        )
    for code in (RuleCode.SCHOOL_OUTFLOW, RuleCode.CELL_OUTFLOW):
        yield _share(instance, code, f"{code.value}_share")
    farthest = _farthest_km(instance)
    yield _km(instance, ConditionCode.DISTANCE, "max_distance_km", farthest - settings.max_distance_km)
    if next(instance.couples(), None) is not None:
        yield _km(instance, RuleCode.COUPLES, "couple_distance_km", farthest - settings.couple_distance_km)


def switches(instance: Instance) -> Iterator[Loosening]:
    """Yield the rules that are either in force or not."""
    settings = instance.settings
    off: list[tuple[str, bool, Instance]] = [
        (
            ConditionCode.ZONE,
            settings.zone_limit is not ZoneLimit.NONE,
            instance.replace(settings=replace(settings, zone_limit=ZoneLimit.NONE)),
        ),
        (ConditionCode.FORBIDS, bool(instance.forbids), instance.replace(forbids=())),
        (RuleCode.PINS, bool(instance.pins), instance.replace(pins=())),
        (RuleCode.MUST_MOVE, *_without_order(instance, "must_move")),
        (ConditionCode.MUST_STAY, *_without_order(instance, "must_stay")),
        (
            RuleCode.KEEP_COMPLIANT,
            settings.keep_compliant,
            instance.replace(settings=replace(settings, keep_compliant=False)),
        ),
        (
            RuleCode.DONOR_FLOOR,
            settings.donor_floor is not None,
            instance.replace(settings=replace(settings, donor_floor=None)),
        ),
    ]
    for code, in_force, without in off:
        if in_force:
            yield Loosening(code, Unit.SWITCH, 1, lambda _, changed=without: changed)  # type: ignore[misc]


def with_volunteers(instance: Instance, status: TeacherStatus, only: frozenset[str] | None = None) -> Instance:
    """Return the instance in which the teachers of a status volunteer: all of them, or only those named."""
    rows = tuple(
        replace(row, volunteer=True) if row.status is status and (only is None or row.id in only) else row
        for row in instance.teachers
    )
    return instance.replace(teachers=rows)


def _quota(instance: Instance, quota: Quota) -> Loosening:
    others = [row for row in instance.quotas if row.code != quota.code]

    def replaced(changed: Quota) -> Instance:
        order = {row.code: at for at, row in enumerate(instance.quotas)}
        rows = sorted((*others, changed), key=lambda row: order[row.code])
        return instance.replace(quotas=tuple(rows))

    if isinstance(quota.of, OfMoved):
        points = math.ceil(100 * quota.at_least)
        return Loosening(
            quota.code,
            Unit.PERCENTAGE_POINTS,
            points,
            lambda step: replaced(replace(quota, at_least=max(0.0, round(quota.at_least - step / 100, 6)))),
        )
    asked = ceiling(quota.at_least, quota_base(instance, quota, 0))
    return Loosening(
        quota.code,
        Unit.PERSONS,
        asked,
        lambda step: replaced(Quota(quota.code, quota.group, OfNumber(max(0, asked - step)), 1.0)),
    )


def _more_posts(instance: Instance, step: int) -> Instance:
    rows = (replace(row, authorised_posts=max(row.authorised_posts, row.staff) + step) for row in instance.schools)
    return instance.replace(schools=tuple(rows))


def _more_titles(instance: Instance, step: int) -> Instance:
    held = dict.fromkeys(((row.school, row.level) for row in instance.title_posts), 0)
    for teacher in instance.teachers:
        if teacher.title_level is not None:
            key = (instance.school_of(teacher.section).id, teacher.title_level)
            held[key] = held.get(key, 0) + 1
    rows = (replace(row, posts=max(row.posts, held[row.school, row.level]) + step) for row in instance.title_posts)
    return instance.replace(title_posts=tuple(rows))


def _wider_limits(instance: Instance, step: int) -> Instance:
    """Return the instance in which each school may send so many fewer or more than its own numbers, and take more."""

    def fewer(number: int | None) -> int | None:
        return None if number is None else max(0, number - step)

    def more(number: int | None) -> int | None:
        return None if number is None else number + step

    rows = (
        SchoolLimits(
            row.school, fewer(row.min_sent), more(row.max_sent), more(row.max_received), fewer(row.min_backbone_sent)
        )
        for row in instance.school_limits
    )
    return instance.replace(school_limits=tuple(rows))


def _wider_cover(instance: Instance, step: int) -> Instance:
    """Return the instance whose needed subjects may lose and take `step` teachers more; no new need arises."""
    listed = instance.index.listed_in_cell
    rows = []
    for row in instance.demand:
        today = listed.get((row.section, row.subject), 0)
        least, most = max(0, min(row.min, today) - step), max(row.max, today) + step
        rows.append(replace(row, min=least, max=most) if row.max > 0 else row)
    return instance.replace(demand=tuple(rows))


def _share(instance: Instance, code: RuleCode, setting: str) -> Loosening:
    share: float = getattr(instance.settings, setting)

    def at(step: int) -> Instance:
        raised = min(1.0, round(share + step / 100, 6))
        return instance.replace(settings=replace(instance.settings, **{setting: raised}))  # type: ignore[arg-type]

    return Loosening(code, Unit.PERCENTAGE_POINTS, math.ceil(round(100 * (1 - share), 6)), at)


def _km(instance: Instance, code: str, setting: str, most_km: float) -> Loosening:
    km: float = getattr(instance.settings, setting)

    def at(step: int) -> Instance:
        return instance.replace(settings=replace(instance.settings, **{setting: km + step}))  # type: ignore[arg-type]

    return Loosening(code, Unit.KM, max(0, math.ceil(most_km)), at)


def _farthest_km(instance: Instance) -> float:
    ids = [row.id for row in instance.schools]
    return max((school_distance_km(instance, one, other) for one in ids for other in ids), default=0.0)


def _without_order(instance: Instance, order: str) -> tuple[bool, Instance]:
    given = any(getattr(row, order) for row in instance.teachers)
    rows = tuple(replace(row, **{order: False}) for row in instance.teachers)  # type: ignore[arg-type]
    return given, instance.replace(teachers=rows)
